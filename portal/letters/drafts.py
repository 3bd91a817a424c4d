"""Beginning a letter from a case or a visit, and changing it until it is submitted."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.cases.models import Case
from portal.errors import NotPermitted, RuleBroken, StaleEdit
from portal.letters.facts import facts_of, names, reply_day
from portal.letters.grounds import Grounds, grounds_of_case
from portal.letters.kinds import KINDS, Issuer, code_for
from portal.letters.models import Letter, LetterUnit
from portal.letters.ready_made import first_annexes
from portal.letters.record import must_be, write_line
from portal.permissions.actor import Actor
from portal.permissions.checks import permits, require
from portal.permissions.permission import Permission
from portal.presentation.dates import date_text
from portal.units.models import Unit
from portal.vocabulary import LetterKind, LetterState, UnitKind

EDITABLE = frozenset({LetterState.DRAFT, LetterState.RETURNED})


class OneIsOpen(RuleBroken):
    """The case has an open letter of the kind already, and can have no second one."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(_("One matter, one letter: this one is still open."))
        self.letter = letter


@dataclass(frozen=True)
class Wording:
    """The texts of a letter as its drafter wants them."""

    title: str
    addressee: str
    body: str
    contact: str = ""
    copies: str = ""
    reply_by: date | None = None
    joint: str = ""


def _code(drafter: Account, kind: LetterKind) -> tuple[Unit, str]:
    """Return the drafter's unit, which issues the letter, and its 代字; raise RuleBroken where it has none."""
    issuer, wanted = drafter.unit, KINDS[kind].issuer
    firm = issuer is not None and issuer.kind is UnitKind.LAW_FIRM
    if wanted is Issuer.FIRM and not firm:
        raise RuleBroken(_("A legal opinion is issued by a law firm; its lawyer drafts it."))
    if issuer is None or not issuer.code or (firm and wanted is Issuer.OFFICE):
        raise RuleBroken(
            _("Your unit has no code for letters. Ask the administrator to set it, or let the coordinator draft.")
        )
    return issuer, code_for(issuer.code, kind)


def may_draft(actor: Actor, grounds: Grounds, kind: LetterKind) -> bool:
    """Tell whether the actor may draft a letter of the kind about the case or visit."""
    if grounds.case and grounds.case.confidential:
        return False
    return any(permits(actor, permission, grounds.thing) for permission in KINDS[kind].drafters)


def kinds_for(actor: Actor, grounds: Grounds) -> list[LetterKind]:
    """Return the kinds that the actor may draft and for which there is cause now."""
    return [kind for kind in LetterKind if _gives_cause(grounds, kind) and may_draft(actor, grounds, kind)]


def _gives_cause(grounds: Grounds, kind: LetterKind) -> bool:
    try:
        KINDS[kind].addressed(grounds)
    except RuleBroken:
        return False
    return True


def _must_be_the_only_one(session: Session, case: Case | None, kind: LetterKind) -> None:
    """Raise OneIsOpen for a second supervision letter on a case: one matter, one letter (一事一函).

    The case is locked until the commit, so that of two who draft at once the second finds the letter of the first. The
    lock lets others refer to the case, as a sweep does that has noted its steps already.
    """
    if case is None or kind is not LetterKind.SUPERVISION:
        return
    session.execute(sa.select(Case.id).where(Case.id == case.id).with_for_update(key_share=True))
    ended = (LetterState.ACCEPTED, LetterState.VOID)
    of_case = (Letter.case_id == case.id, Letter.kind == kind, Letter.state.not_in(ended))
    standing = session.scalars(sa.select(Letter).where(*of_case).order_by(Letter.id.desc()).limit(1)).first()
    if standing is not None:
        raise OneIsOpen(standing)


def draft(session: Session, case: Case, drafter: Account, *, actor: Actor, kind: LetterKind) -> Letter:
    """Draft a letter of a kind from a case; see :func:`draft_from`."""
    return draft_from(session, grounds_of_case(session, case), drafter, actor=actor, kind=kind)


def draft_from(
    session: Session,
    grounds: Grounds,
    drafter: Account,
    *,
    actor: Actor,
    kind: LetterKind,
    units: Sequence[Unit] = (),
    asked: str = "",
) -> Letter:
    """Draft a letter of a kind, prefilled, in the name of the drafter's unit.

    ``units`` are those chosen to be addressed, for a kind that leaves the choice, and ``asked`` what they are asked.
    Raises NotPermitted, OneIsOpen, and RuleBroken where there is no cause for it or the unit has no code for letters.
    """
    rules = KINDS[kind]
    if not may_draft(actor, grounds, kind):
        raise NotPermitted(kind)
    _must_be_the_only_one(session, grounds.case, kind)
    addressed = tuple(units) if units and rules.choice else rules.addressed(grounds)
    if rules.choice and not addressed:
        raise RuleBroken(_("Choose the units that are asked."), "units")
    issuer, code = _code(drafter, kind)
    reply_by = reply_day(session, grounds) if rules.answered else None
    words = rules.words(facts_of(session, grounds, rules.source, reply_by=reply_by, asked=asked))
    letter = Letter(
        kind=kind,
        about=grounds.enterprise,
        case=grounds.case,
        conference=grounds.conference if kind is LetterKind.MINUTES else None,
        visit=grounds.visit,
        unit=addressed[0] if addressed else None,
        addressed=[LetterUnit(unit=unit) for unit in addressed],
        issuing_unit=issuer,
        issuer=issuer.name,
        code=code,
        title=words.title,
        addressee="、".join(unit.name for unit in addressed) or grounds.enterprise.name,
        body=words.body,
        reply_by=reply_by,
        annexes=first_annexes(session, kind, grounds),
        contact=f"联系人：{drafter.name}，电话：{drafter.telephone}" if drafter.telephone else "",
        drafted_by=drafter,
        drafted_at=clock.now(),
        verify_token=secrets.token_urlsafe(12),
    )
    session.add(letter)
    session.flush()
    write_line(session, letter, "draft", actor)
    return letter


def must_be_editable(letter: Letter, *, actor: Actor, seen: int, wording: Wording | None = None) -> None:
    """Raise NotPermitted, TransitionNotAllowed, or StaleEdit when somebody saved meanwhile.

    The StaleEdit bears title and body as they stand now, or each text that differs from the ``wording`` to be saved.
    """
    require(actor, Permission.LETTER_EDIT, letter)
    must_be(letter, *EDITABLE)
    if seen != letter.version:
        raise StaleEdit(by=letter.drafted_by.name, theirs=_as_it_stands(letter, wording), version=letter.version)


def _as_it_stands(letter: Letter, wording: Wording | None) -> tuple[tuple[str, str], ...]:
    texts = {"title": _("Title"), "body": _("Body")}
    if wording is not None:
        texts |= {
            "addressee": _("Addressee"),
            "reply_by": _("Answer by"),
            "contact": _("Contact"),
            "copies": _("Copies to"),
            "joint": _("Issued jointly with"),
        }
    differing = [name for name in texts if wording is None or _plain(letter, name) != _plain(wording, name)]
    return tuple((texts[name], _plain(letter, name) or _("None")) for name in differing)


def _plain(texts: Letter | Wording, name: str) -> str:
    """Return one text of a letter as it is compared and shown, whatever a browser ends its lines with."""
    value: str | date | None = getattr(texts, name)
    return date_text(value) if isinstance(value, date) else "\n".join((value or "").splitlines())


def revise(session: Session, letter: Letter, *, actor: Actor, wording: Wording, seen: int) -> None:
    """Change a draft. Raises what :func:`must_be_editable` raises, and RuleBroken for joint issuers out of order."""
    must_be_editable(letter, actor=actor, seen=seen, wording=wording)
    joint = names(wording.joint)
    if letter.issuer in joint or len(set(joint)) != len(joint):
        raise RuleBroken(_("Name each unit that issues it too once, without your own."), "joint")
    for name, value in vars(wording).items():
        setattr(letter, name, value)
    write_line(session, letter, "revise", actor)
