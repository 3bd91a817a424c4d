"""The demonstration: an invented county with its people, enterprises and cases. Nothing in it is real."""
