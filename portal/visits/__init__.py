"""Visits and legal check-ups: campaigns, checklists, what was found on the spot, and what became of it."""
