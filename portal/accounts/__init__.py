"""People: accounts, roles, sign-ins that can be listed and ended, and lost passwords."""
