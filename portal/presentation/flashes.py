"""Saying after a redirect what happened and what follows."""

from typing import Literal

from flask import flash

Tone = Literal["done", "note", "care", "error"]


def announce(headline: str, follows: str = "", tone: Tone = "done") -> None:
    """Show a message on the next page: the headline says what happened, ``follows`` what comes next.

    ``done`` is green, ``note`` blue, ``care`` amber, ``error`` red (something was not done).
    """
    flash(f"{headline}\n{follows}".strip(), tone)
