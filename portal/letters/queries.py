"""Reading letters."""

from dataclasses import dataclass
from math import ceil

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.cases.care.secrecy import within_circle
from portal.cases.models import Case
from portal.letters.differences import Paragraph, differences
from portal.letters.facts import names
from portal.letters.models import Letter, LetterCountersignature, LetterEvent, LetterUnit
from portal.permissions.actor import Actor
from portal.permissions.checks import require_visible
from portal.permissions.permission import Permission
from portal.visits.models import Visit
from portal.vocabulary import LetterState, Role


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition under which the actor may see a letter; the twin of permission ``letter:view``."""
    known = sa.select(Case.id).where(Case.confidential, ~within_circle(actor))
    return sa.and_(_granted(actor), sa.or_(Letter.case_id.is_(None), Letter.case_id.not_in(known)))


def _granted(actor: Actor) -> sa.ColumnElement[bool]:
    if actor.has(Role.COORDINATOR, Role.SUPERVISOR, Role.LEADER):
        return sa.true()
    allowed = [Letter.drafted_by_id == actor.account_id, Letter.signer_id == actor.account_id]
    own = set(actor.enterprise_ids) | (set(actor.liaison_of) if actor.has(Role.LIAISON) else set())
    if own:
        allowed.append(Letter.unit_id.is_(None) & Letter.served_at.is_not(None) & Letter.about_id.in_(own))
    if actor.has(Role.OFFICER) and actor.unit_id:
        addressed = sa.select(LetterUnit.letter_id).where(LetterUnit.unit_id == actor.unit_id)
        allowed.append(Letter.id.in_(addressed) & Letter.served_at.is_not(None))
    return sa.or_(*allowed)


def countersigned() -> sa.ColumnElement[bool]:
    """Return the condition that no countersignature is missing; the twin of the predicate of the same name."""
    missing = LetterCountersignature.signed_at.is_(None)
    return Letter.id.not_in(sa.select(LetterCountersignature.letter_id).where(missing))


def to_sign(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition that the actor is asked to sign now."""
    submitted = Letter.state == LetterState.SUBMITTED
    return submitted & (Letter.signer_id == actor.account_id) & countersigned()


def to_countersign(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition that the actor is asked to countersign now."""
    asked = sa.select(LetterCountersignature.letter_id).where(
        LetterCountersignature.leader_id == actor.account_id,
        LetterCountersignature.asked_at.is_not(None),
        LetterCountersignature.signed_at.is_(None),
    )
    return (Letter.state == LetterState.SUBMITTED) & Letter.id.in_(asked)


def visible_letter(session: Session, actor: Actor, letter_id: int) -> Letter:
    """Return a letter that the actor may see; raise NotFound otherwise."""
    letter = session.get(Letter, letter_id)
    require_visible(actor, Permission.LETTER_VIEW, letter)
    assert letter is not None  # noqa: S101  said to the type checker; require_visible has seen to it
    return letter


def record_of(session: Session, letter: Letter) -> list[LetterEvent]:
    """Return the record of a letter, newest first."""
    statement = sa.select(LetterEvent).where(LetterEvent.letter_id == letter.id).order_by(LetterEvent.id.desc())
    return list(session.scalars(statement))


def knows_how_it_came_about(actor: Actor, letter: Letter) -> bool:
    """Tell whether drafting, returns and countersignatures are the actor's business; an addressee's they are not."""
    hands = {letter.drafted_by_id, letter.signer_id, *(each.leader_id for each in letter.countersignatures)}
    return actor.account_id in hands or actor.has(Role.COORDINATOR, Role.SUPERVISOR, Role.LEADER)


def changes_since_return(letter: Letter, record: list[LetterEvent]) -> list[Paragraph]:
    """Return what changed since a leader last returned the letter; nothing when none did. The record is newest first.

    After sign-off the text as signed is compared, so that what was mended remains to be seen.
    """
    returned = next((line for line in record if line.action == "return"), None)
    if returned is None:
        return []
    return _changes(returned, signed_text(record) or letter)


def changes_since_countersigned(letter: Letter, record: list[LetterEvent], actor: Actor) -> list[Paragraph]:
    """Return what changed since the actor countersigned, or where the actor has not, since the last return."""
    mine = next((line for line in record if line.action == "countersign" and line.actor_id == actor.account_id), None)
    return _changes(mine, letter) if mine else changes_since_return(letter, record)


def _changes(before: LetterEvent, now: LetterEvent | Letter) -> list[Paragraph]:
    return differences(f"{before.title}\n{before.body}", f"{now.title}\n{now.body}")


def signed_text(record: list[LetterEvent]) -> LetterEvent | None:
    """Return the line of the record that holds the text as signed; None before sign-off."""
    return next((line for line in record if line.action == "sign"), None)


def voiding_of(session: Session, letter: Letter) -> LetterEvent | None:
    """Return the line of the record that says when and why the letter was declared void; None while it is not."""
    if letter.state is not LetterState.VOID:
        return None
    return next((line for line in record_of(session, letter) if line.action == "void"), None)


def for_case(session: Session, actor: Actor, case: Case) -> list[Letter]:
    """Return the letters about a case that the actor may see, newest first."""
    statement = sa.select(Letter).where(Letter.case_id == case.id, visible_to(actor)).order_by(Letter.id.desc())
    return list(session.scalars(statement))


PER_PAGE = 20


@dataclass(frozen=True)
class PageOfLetters:
    """A page of letters; ``page`` counts from one."""

    letters: list[Letter]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PER_PAGE))

    @property
    def first(self) -> int:
        """The place of the first letter shown."""
        return (self.page - 1) * PER_PAGE + 1


def page_of_letters(
    session: Session, actor: Actor, *, case: Case | None = None, visit: Visit | None = None, state: str, page: int
) -> PageOfLetters:
    """Return the letters that the actor may see, newest first, of one case or visit or in one state where asked."""
    wanted = [visible_to(actor)]
    if case is not None:
        wanted.append(Letter.case_id == case.id)
    if visit is not None:
        wanted.append(Letter.visit_id == visit.id)
    if state in set(LetterState):
        wanted.append(Letter.state == LetterState(state))
    total = session.scalar(sa.select(sa.func.count()).select_from(Letter).where(*wanted)) or 0
    page = min(page, max(1, ceil(total / PER_PAGE)))
    statement = (
        sa.select(Letter).where(*wanted).order_by(Letter.id.desc()).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    )
    return PageOfLetters(list(session.scalars(statement)), total, page)


def by_token(session: Session, token: str) -> Letter | None:
    """Return the issued letter that a verification address names."""
    statement = sa.select(Letter).where(Letter.verify_token == token, Letter.issued_at.is_not(None))
    return session.scalars(statement).one_or_none()


def by_number(session: Session, number: str) -> Letter | None:
    """Return the issued letter with a number."""
    return session.scalars(sa.select(Letter).where(Letter.number == number)).one_or_none()


def by_digest(session: Session, digest: str) -> Letter | None:
    """Return the issued letter whose stored bytes have a SHA-256, in hexadecimal."""
    return session.scalars(sa.select(Letter).where(Letter.sha256 == digest)).one_or_none()


def was_signed_with(session: Session, fingerprint: str) -> bool:
    """Tell whether a letter bears a signature by the certificate with a SHA-256."""
    return bool(session.scalar(sa.select(sa.exists().where(Letter.certificate == fingerprint))))


def signers(session: Session, letter: Letter) -> list[Account]:
    """Return who could sign a letter, all but its drafter: the leaders, or the other lawyers of the firm it is from.

    A leader of a unit that issues it too countersigns it and does not sign for the leading unit. The leaders of the
    issuing unit itself stand first: a letter is signed by whoever answers for the unit that issues it (条例第二十二条).
    """
    if letter.from_firm:
        people = with_role(session, Role.LAWYER, [letter.issuing_unit_id])
    else:
        people = with_role(session, Role.LEADER)
    issuing_too = names(letter.joint)
    signing = [
        person
        for person in people
        if person.id != letter.drafted_by_id and not (person.unit and person.unit.name in issuing_too)
    ]
    return sorted(signing, key=lambda person: person.unit_id != letter.issuing_unit_id)
