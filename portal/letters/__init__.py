"""Official letters: drafted from a case, signed off, numbered, stored once and for good, served and answered."""
