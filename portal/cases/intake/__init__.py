"""How a case comes in: one thing a page, kept in a draft, then the submission that starts its clock."""
