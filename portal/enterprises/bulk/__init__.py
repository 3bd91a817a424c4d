"""Enterprises in bulk: a file read, judged, mended and written."""
