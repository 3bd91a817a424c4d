"""What stands on a printed letter, as plain values. Nothing here knows of cases, accounts or the database."""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass, field
from enum import StrEnum

from portal.press.refusals import LetterMalformed, LetterTooLong

MOST_CHARACTERS = 20_000
"""Of all text of a letter with its attachments: some thirty pages."""

MOST_BLOCKS = 660
"""Headings and paragraphs: 22 lines on thirty pages."""

MOST_PICTURES = 12
"""Behind a letter, each on a page of its own."""

MOST_TITLE = 76
"""Characters of a title: four lines of 2 号."""

SEALS_IN_A_ROW = 3
"""Of 42 mm: a row of seals stays inside the type area (§7.3.5.1)."""

MOST_SEALS = 9
"""Three rows; with four the text that has to stand on the same page would hardly find room."""

NUMBER = re.compile(r"[\u4e00-\u9fff×]{2,12}〔(?:19|20)\d{2}〕[1-9]\d*号")
"""发文字号 (GB/T 9704 §7.2.5): hexagonal brackets, a year of four digits, no 第, no leading zero."""

DATE = re.compile(r"\d{4}年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日")
"""成文日期 (§7.3.5.3): Arabic digits, no leading zero."""


GRAVE = "【重大且紧急】"
"""Begins the text of a risk that a report of a check-up prints in red: the one text that is not black."""


class Layout(StrEnum):
    """The formats of GB/T 9704 that the portal prints, and the lawyer's paper, which has no red head."""

    XINHAN = "xinhan"
    WENJIAN = "wenjian"
    JIYAO = "jiyao"
    YIJIANSHU = "yijianshu"


class Seal(StrEnum):
    """What marks the place of the seal; a picture of a real seal is never drawn."""

    NONE = "none"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; ``grave`` prints it in red."""

    text: str
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as typed, with its number: `一、`, `（一）`, `1.`, `（1）` are levels 1 to 4; `then` runs on."""

    level: int
    text: str
    then: str = ""
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """Names behind a label in 黑体, as 出席 and 请假 in minutes."""

    label: str
    names: str


Block = Paragraph | Heading | Roster


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph, JPEG, PNG or WebP as it was taken in, and what it shows; it is cleaned when it is printed."""

    content: bytes = field(repr=False)
    caption: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment that is named in the letter and, if it has anything in it, printed behind it on own pages."""

    name: str
    body: tuple[Block, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def printed(self) -> bool:
        """Whether it takes pages; one that is only named is sent beside the letter."""
        return bool(self.body or self.pictures)


@dataclass(frozen=True, slots=True)
class Verification:
    """Where anyone may verify the letter: the address in the QR code and the words beside it."""

    url: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLetter:
    """A letter ready to be laid out; without a number it is a draft and says so on every page.

    ``persons`` are lines above the signature that name who answers for it, as the lawyers of an opinion.
    """

    layout: Layout
    issuers: tuple[str, ...]
    title: str
    addressees: tuple[str, ...]
    body: tuple[Block, ...]
    date: str
    number: str | None = None
    code: str = ""
    signatures: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    seal: Seal = Seal.NONE
    attachments: tuple[Attachment, ...] = ()
    contact: str = ""
    copies: tuple[str, ...] = ()
    urgency: str = ""
    verification: Verification | None = None
    signer: str = ""
    printer: str = ""
    printed_on: str = ""

    @property
    def signed_by(self) -> tuple[str, ...]:
        """The names above the date: the issuers unless others sign."""
        return self.signatures or self.issuers

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the letter and of its attachments."""
        return sum((attachment.body for attachment in self.attachments), self.body)

    @property
    def text(self) -> str:
        """Every word that will be printed, to count it and to look for characters that no face can draw."""
        hint = (self.verification.hint,) if self.verification else ()
        parts = (
            *(
                *self.issuers,
                self.title,
                *self.addressees,
                self.date,
                self.number or self.code,
                *self.signatures,
                *self.persons,
            ),
            *(part for block in self.blocks for part in block_texts(block)),
            *(attachment.name for attachment in self.attachments),
            *(picture.caption for attachment in self.attachments for picture in attachment.pictures),
            *(self.contact, *self.copies, self.urgency, *hint, self.signer, self.printer, self.printed_on),
        )
        return "\n".join(parts)


def block_texts(block: Block) -> tuple[str, ...]:
    """Return the texts of a block, in the order in which they are read."""
    match block:
        case Paragraph(text, _):
            return (text,)
        case Heading(_, text, then, _):
            return (text, then)
        case Roster(label, names):
            return (label, names)


def official_date(day: dt.date) -> str:
    """Write a date as official letters do: 2026年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def is_official_date(text: str) -> bool:
    """Say whether a text is a day of the calendar in the prescribed form."""
    if not DATE.fullmatch(text):
        return False
    year, month, day = map(int, re.findall(r"\d+", text))
    return 1 <= day <= monthrange(year, month)[1]


def check(letter: PrintedLetter) -> None:
    """Refuse a letter that cannot be set in the prescribed form."""
    needed = {"issuer": letter.issuers, "title": letter.title, "body": letter.body}
    for part, value in needed.items():
        if not value:
            raise LetterMalformed(f"The letter has no {part}.")
    if letter.number is not None and not NUMBER.fullmatch(letter.number):
        raise LetterMalformed(f"Not a document number: {letter.number}")
    if not is_official_date(letter.date):
        raise LetterMalformed(f"Not an official date: {letter.date}")
    if letter.seal is not Seal.NONE and len(letter.signed_by) > MOST_SEALS:
        raise LetterMalformed(f"At most {MOST_SEALS} seals fit on a page.")
    if sum(len(attachment.pictures) for attachment in letter.attachments) > MOST_PICTURES:
        raise LetterTooLong(f"At most {MOST_PICTURES} pictures.")
    if len(letter.title) > MOST_TITLE:
        raise LetterTooLong(f"The title has {len(letter.title)} characters, {MOST_TITLE} at most.")
    if len(letter.blocks) > MOST_BLOCKS:
        raise LetterTooLong(f"The letter has {len(letter.blocks)} paragraphs, {MOST_BLOCKS} at most.")
    if len(letter.text) > MOST_CHARACTERS:
        raise LetterTooLong(f"The letter has {len(letter.text)} characters, {MOST_CHARACTERS} at most.")
