"""What a clerk may say of a draft: a remark at a field, which stops the letter or asks for care."""

import enum
from dataclasses import dataclass

from flask_babel.speaklater import LazyString


class Weight(enum.StrEnum):
    """Whether a remark stops the letter or only asks for care."""

    STOPS = "stops"
    CARE = "care"


@dataclass(frozen=True)
class Remark:
    """One remark, at a field."""

    weight: Weight
    field: str
    words: LazyString
