"""Beginning a letter from its case, and changing it until it is submitted."""

import secrets
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.cases.models import Case
from portal.cases.timing import deadline_of
from portal.errors import RuleBroken, StaleEdit
from portal.letters import drafting
from portal.letters.context import matter_of
from portal.letters.models import Letter
from portal.letters.queries import citations_of
from portal.letters.record import must_be, write_line
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.table import Permission
from portal.settings import current_settings
from portal.units.models import Unit
from portal.vocabulary import ENDED, LetterKind, LetterState, UnitKind
from portal.workdays import load_calendar

EDITABLE = frozenset({LetterState.DRAFT, LetterState.RETURNED})


@dataclass(frozen=True)
class Wording:
    """The texts of a letter as its drafter wants them."""

    title: str
    addressee: str
    body: str
    contact: str = ""
    copies: str = ""
    reply_by: date | None = None


def _begin(
    session: Session,
    case: Case,
    drafter: Account,
    *,
    actor: Actor,
    kind: LetterKind,
    unit: Unit | None,
    words: drafting.Draft,
    reply_by: date | None = None,
) -> Letter:
    issuer = drafter.unit
    if issuer is None or not issuer.code or issuer.kind is UnitKind.LAW_FIRM:
        raise RuleBroken(
            _("Your unit has no code for letters. Ask the administrator to set it, or let the coordinator draft.")
        )
    letter = Letter(
        kind=kind,
        case=case,
        unit=unit,
        issuer=issuer.name,
        code=issuer.code,
        title=words.title,
        addressee=unit.name if unit else case.enterprise.name,
        body=words.body,
        reply_by=reply_by,
        contact=f"联系人：{drafter.name}，电话：{drafter.telephone}" if drafter.telephone else "",
        drafted_by=drafter,
        drafted_at=clock.now(),
        verify_token=secrets.token_urlsafe(12),
    )
    session.add(letter)
    session.flush()
    write_line(session, letter, "draft", actor)
    return letter


def draft_supervision(session: Session, case: Case, drafter: Account, *, actor: Actor) -> Letter:
    """Draft a 督办函 to the unit that handles a case, prefilled from the case.

    Raises RuleBroken for a case that nobody handles or that has ended.
    """
    require(actor, Permission.SUPERVISION_DRAFT, case)
    if case.handling_unit is None or case.status in ENDED:
        raise RuleBroken(_("Only a case that a unit is handling can be supervised."))
    calendar, today = load_calendar(session), clock.today()
    reply_by = calendar.add(today, current_settings().letter_reply_days)
    matter = matter_of(case, (), deadline_of(case, calendar, today).days_late)
    words = drafting.supervision(matter, reply_by)
    return _begin(
        session,
        case,
        drafter,
        actor=actor,
        kind=LetterKind.SUPERVISION,
        unit=case.handling_unit,
        words=words,
        reply_by=reply_by,
    )


def draft_reply(session: Session, case: Case, drafter: Account, *, actor: Actor) -> Letter:
    """Draft a 答复函 to the enterprise, prefilled with the outcome and the measures cited.

    Raises RuleBroken where no outcome has been proposed.
    """
    require(actor, Permission.REPLY_DRAFT, case)
    if not case.outcome:
        raise RuleBroken(_("Propose the outcome first; the letter tells it to the enterprise."))
    words = drafting.reply(matter_of(case, citations_of(session, case), 0))
    return _begin(session, case, drafter, actor=actor, kind=LetterKind.REPLY, unit=None, words=words)


def revise(session: Session, letter: Letter, *, actor: Actor, wording: Wording, seen: int) -> None:
    """Change a draft. Raises StaleEdit with the newer text when somebody saved meanwhile."""
    require(actor, Permission.LETTER_EDIT, letter)
    must_be(letter, *EDITABLE)
    if seen != letter.version:
        raise StaleEdit(
            by=letter.drafted_by.name,
            theirs=((_("Title"), letter.title), (_("Body"), letter.body)),
            version=letter.version,
        )
    for name, value in vars(wording).items():
        setattr(letter, name, value)
    write_line(session, letter, "revise", actor)
