"""Numbers of letters: ``安政法督〔2026〕1号``, given at sign-off only, one after another for each code and year."""

from datetime import date

from sqlalchemy.orm import Session

from portal.references import next_number


def compose_number(code: str, year: int, number: int) -> str:
    """Return a 发文字号 (GB/T 9704-2012 §7.2.5): hexagonal brackets, four digits of year, no 第, no leading zero."""
    return f"{code}〔{year}〕{number}号"


def give_number(session: Session, code: str, on: date) -> str:
    """Return the next number of a code in the year of ``on``.

    The counter's row stays locked until the transaction ends: a sign-off that fails gives its number to the next one,
    and a number once issued is never given again, not even when its letter is void.
    """
    return compose_number(code, on.year, next_number(session, f"{code}-{on.year}"))
