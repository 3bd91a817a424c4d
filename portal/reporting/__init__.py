"""Figures: each defined once, with the cases behind it."""
