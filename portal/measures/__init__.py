"""The policy library in the portal: search, documents, and the measures that answers cite."""
