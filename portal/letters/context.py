"""A letter of the database turned into the primitives that the renderer takes."""

import re
from datetime import date

from portal import clock
from portal.cases.models import Case
from portal.letters.body import blocks
from portal.letters.kinds import KINDS
from portal.letters.layout import PrintedLetter, Seal, Verification, official_date
from portal.letters.matter import Matter
from portal.letters.models import Letter
from portal.settings import Settings

VERIFY_HINT = "扫码核验真伪"


def names(text: str) -> tuple[str, ...]:
    """Return the names of a list typed with 、 or ， between, its final colon or stop dropped."""
    return tuple(name.strip() for name in re.split(r"[、，,；;\n]", text.strip("：:。")) if name.strip())


def verify_address(letter: Letter, settings: Settings) -> str:
    """Return the public address at which anybody can verify the letter."""
    return f"{settings.base_url}/verify/{letter.verify_token}"


def printed(letter: Letter, settings: Settings) -> PrintedLetter:
    """Return the letter as it is to be printed: with its number and date once it has them, else as a draft."""
    return PrintedLetter(
        layout=KINDS[letter.kind].layout,
        issuers=(letter.issuer,),
        title=letter.title,
        addressees=names(letter.addressee),
        body=blocks(letter.body),
        date=official_date(clock.local_date(letter.issued_at or clock.now())),
        number=letter.number,
        code=letter.code,
        seal=Seal.SAMPLE if settings.demo else Seal.NONE,
        contact=letter.contact,
        copies=names(letter.copies),
        verification=Verification(verify_address(letter, settings), VERIFY_HINT) if letter.number else None,
    )


def matter_of(case: Case, citations: tuple[str, ...], days_late: int, reply_by: date | None) -> Matter:
    """Return what a letter may say of a case."""
    return Matter(
        reference=case.reference,
        title=case.title,
        description=case.description,
        enterprise=case.enterprise.name,
        submitted_on=clock.local_date(case.submitted_at),
        limit_days=case.limit_days,
        due_on=case.due_on,
        days_late=days_late,
        outcome=case.outcome,
        citations=citations,
        wish=case.wish,
        handled_by=case.handling_unit.name if case.handling_unit else "",
        handler=case.handler.name if case.handler else "",
        asked=case.open_tasks[-1].what if case.open_tasks else "",
        reply_by=reply_by,
    )
