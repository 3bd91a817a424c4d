"""Enterprises: registration and verification, members, profile, and how far each has reopened."""
