"""What every enumeration of the portal is made of: a stored value with a label in the reader's language."""

import enum
from typing import Self

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

UNSAID = _l("")


class Labelled(enum.StrEnum):
    """A stored value with a label in the reader's language."""

    label: LazyString

    def __new__(cls, value: str, label: LazyString = UNSAID) -> Self:
        """Keep the value as the string, the label beside it; every member is declared with one."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, LazyString]]:
        """Return (value, label) pairs for a form field."""
        return [(member.value, member.label) for member in cls]
