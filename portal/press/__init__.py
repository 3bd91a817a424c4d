"""Official letters as PDF: plain values in, bytes out, in a process apart. Nothing here knows of requests or rows."""
