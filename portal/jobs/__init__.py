"""Background jobs: what the worker does by the clock, each time slot once however many workers there are."""
