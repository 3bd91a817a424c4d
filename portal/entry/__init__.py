"""The other ways in: calls and walk-ins that staff register, and codes to scan (检企码)."""
