"""What the printing process can be asked for, as plain values that travel to it."""

from dataclasses import dataclass, field
from pathlib import Path

from portal.press.layout import PrintedLetter

READY = "ready"
"""What the process says once it has started; the time of a job counts from then."""


@dataclass(frozen=True)
class Signing:
    """With which certificate a PDF is signed, and the reason and place that its signature states."""

    file: Path
    passphrase: str = field(repr=False)
    reason: str
    location: str


@dataclass(frozen=True)
class Printing:
    """A letter to be printed, and signed if it is to be."""

    letter: PrintedLetter
    signing: Signing | None = None


@dataclass(frozen=True)
class Examining:
    """A PDF, from anybody, whose signature is to be examined."""

    content: bytes


@dataclass(frozen=True)
class Signature:
    """The signature of a PDF: whose certificate, and whether it fits every byte of the file."""

    name: str
    fingerprint: str
    sample: bool
    intact: bool


@dataclass(frozen=True)
class Sheet:
    """Any page of the portal's own, such as a card, with its style sheet; its images stand in it as data."""

    html: str
    css: str
    text: str
    """Every word of it, to look for characters that no face can draw."""


Job = Printing | Examining | Sheet
Product = bytes | Signature | None
