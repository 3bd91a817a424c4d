"""Making one of two records of the same enterprise."""
