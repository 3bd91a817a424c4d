"""Conferences (会商): proposed, called, held and concluded."""
