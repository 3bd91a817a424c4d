"""Special care: cases that only those concerned may read, or that may stir many people."""
