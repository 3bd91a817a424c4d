"""Notices to people: rows of the outbox written with the act, shown in the portal and mailed afterwards."""
