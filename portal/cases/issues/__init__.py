"""Hot issues: one matter that several enterprises bring."""
