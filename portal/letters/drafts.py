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
from portal.errors import NotPermitted, RuleBroken, StaleEdit
from portal.letters.context import matter_of
from portal.letters.kinds import KINDS, code_for
from portal.letters.models import Letter
from portal.letters.queries import citations_of
from portal.letters.record import must_be, write_line
from portal.permissions.actor import Actor
from portal.permissions.checks import permits, require
from portal.permissions.table import Permission
from portal.settings import current_settings
from portal.units.models import Unit
from portal.vocabulary import LetterKind, LetterState, UnitKind
from portal.workdays import WorkCalendar, load_calendar

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


def _code(drafter: Account, kind: LetterKind) -> tuple[Unit, str]:
    """Return the drafter's unit, which issues the letter, and its 代字; raise RuleBroken where it has none."""
    issuer = drafter.unit
    if issuer is None or not issuer.code or issuer.kind is UnitKind.LAW_FIRM:
        raise RuleBroken(
            _("Your unit has no code for letters. Ask the administrator to set it, or let the coordinator draft.")
        )
    return issuer, code_for(issuer.code, kind)


def may_draft(actor: Actor, case: Case, kind: LetterKind) -> bool:
    """Tell whether the actor may draft a letter of the kind about the case."""
    return any(permits(actor, permission, case) for permission in KINDS[kind].drafters)


def kinds_for(actor: Actor, case: Case) -> list[LetterKind]:
    """Return the kinds that the actor may draft about a case and for which it gives cause now."""
    return [kind for kind in LetterKind if may_draft(actor, case, kind) and _gives_cause(case, kind)]


def _gives_cause(case: Case, kind: LetterKind) -> bool:
    try:
        KINDS[kind].addressee(case)
    except RuleBroken:
        return False
    return True


def _reply_by(case: Case, calendar: WorkCalendar, today: date) -> date:
    """Return by when an answer is asked: the working days of the settings, yet not later than the enterprise's date."""
    usual = calendar.add(today, current_settings().letter_reply_days)
    return min(usual, case.due_on) if case.due_on and case.due_on > today else usual


def draft(session: Session, case: Case, drafter: Account, *, actor: Actor, kind: LetterKind) -> Letter:
    """Draft a letter of a kind, prefilled from its case, in the name of the drafter's unit.

    Raises NotPermitted, and RuleBroken where the case gives no cause for it or the unit has no code for letters.
    """
    if not may_draft(actor, case, kind):
        raise NotPermitted(kind)
    rules, (issuer, code) = KINDS[kind], _code(drafter, kind)
    unit = rules.addressee(case)
    calendar, today = load_calendar(session), clock.today()
    reply_by = _reply_by(case, calendar, today) if rules.answered else None
    late = deadline_of(case, calendar, today).days_late
    words = rules.words(matter_of(case, citations_of(session, case), late, reply_by))
    letter = Letter(
        kind=kind,
        case=case,
        unit=unit,
        issuer=issuer.name,
        code=code,
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
