"""References that people read out on the telephone: ``FG-2026-004K7M``.

A code, a year, five serial characters and a check character. The alphabet leaves out what is mistaken for something
else (I, L, O, U, S) and has 31 signs, a prime, so that the weighted check finds every single wrong character and every
swap of two neighbours.
"""

import re

from flask import Flask
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column
from werkzeug.routing import BaseConverter, ValidationError

from portal.database import Model

ALPHABET = "0123456789ABCDEFGHJKMNPQRTVWXYZ"
SERIAL_LENGTH = 5
LARGEST_SERIAL = len(ALPHABET) ** SERIAL_LENGTH - 1
PATTERN = re.compile(rf"([A-Z]{{2}})-(\d{{4}})-([{ALPHABET}]{{{SERIAL_LENGTH}}})([{ALPHABET}])")
LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "S": "5", "U": "V"})


class Counter(Model):
    """The last number given out under a key, e.g. ``FG-2026`` or ``安政法督-2026``. Numbers are never given twice."""

    __tablename__ = "counter"

    key: Mapped[str] = mapped_column(unique=True)
    last: Mapped[int]


def next_number(session: Session, key: str) -> int:
    """Return the next number under ``key``, beginning with 1.

    The row stays locked until the transaction ends, so a number that is rolled back is given to the next caller and
    the numbers have no gaps.
    """
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    statement = (
        insert(Counter)
        .values(key=key, last=1)
        .on_conflict_do_update(index_elements=[Counter.key], set_={"last": Counter.last + 1})
        .returning(Counter.last)
    )
    return session.execute(statement, execution_options={"populate_existing": True}).scalar_one()


def check_character(code: str, year: int, serial: str) -> str:
    """Return the check character over the code, the year and the serial characters."""
    values = [ord(letter) - ord("A") for letter in code] + [int(digit) for digit in str(year)]
    values += [ALPHABET.index(character) for character in serial]
    return ALPHABET[sum(weight * value for weight, value in enumerate(values, start=2)) % len(ALPHABET)]


def compose(code: str, year: int, number: int) -> str:
    """Return the reference of the ``number``-th thing of a year; raise ValueError beyond 28,629,150."""
    if not 0 < number <= LARGEST_SERIAL:
        raise ValueError(f"no serial for {number}")
    serial = ""
    rest = number
    for _ in range(SERIAL_LENGTH):
        rest, digit = divmod(rest, len(ALPHABET))
        serial = ALPHABET[digit] + serial
    return f"{code}-{year}-{serial}{check_character(code, year, serial)}"


def normalise(text: str) -> str | None:
    """Return the reference that somebody typed or read out, in its proper form, or None where it cannot be one.

    Spaces, lower case, full-width signs and look-alike letters are forgiven; a wrong check character is not.
    """
    wide = dict(zip(range(0xFF01, 0xFF5F), range(0x21, 0x7F), strict=True))
    plain = re.sub(r"[\s\-—－]", "", text.translate(wide)).upper()
    code, digits = plain[:2], plain[2:].translate(LOOKALIKES)
    match = PATTERN.fullmatch(f"{code}-{digits[:4]}-{digits[4:]}")
    if match is None or check_character(match[1], int(match[2]), match[3]) != match[4]:
        return None
    return match[0]


def next_reference(session: Session, code: str, year: int) -> str:
    """Return the next unused reference of a code and year."""
    return compose(code, year, next_number(session, f"{code}-{year}"))


class ReferenceConverter(BaseConverter):
    """URL converter ``<reference:reference>``; what cannot be a reference is a 404."""

    regex = r"[A-Za-z]{2}-\d{4}-[0-9A-Za-z]{6}"

    def to_python(self, value: str) -> str:
        """Return the proper form, so that a typed address finds its case."""
        reference = normalise(value)
        if reference is None:
            raise ValidationError
        return reference


def init_app(app: Flask) -> None:
    """Make ``<reference:…>`` known to routes."""
    app.url_map.converters["reference"] = ReferenceConverter
