"""Long work outside of the request: asked for on a page, done by the worker, fetched by whoever asked."""
