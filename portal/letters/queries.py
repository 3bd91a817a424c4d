"""Reading letters."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.cases.models import Case, CaseEvent, Citation
from portal.letters.differences import Paragraph, differences
from portal.letters.models import Letter, LetterEvent
from portal.permissions.actor import Actor
from portal.permissions.checks import require_visible
from portal.permissions.table import Permission
from portal.vocabulary import LetterState, Role


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition under which the actor may see a letter; the twin of permission ``letter:view``."""
    if actor.has(Role.COORDINATOR, Role.SUPERVISOR, Role.LEADER):
        return sa.true()
    allowed = [Letter.drafted_by_id == actor.account_id]
    own = set(actor.enterprise_ids) | (set(actor.liaison_of) if actor.has(Role.LIAISON) else set())
    if own:
        cases = sa.select(Case.id).where(Case.enterprise_id.in_(own))
        allowed.append(Letter.unit_id.is_(None) & Letter.issued_at.is_not(None) & Letter.case_id.in_(cases))
    if actor.has(Role.OFFICER) and actor.unit_id:
        allowed.append((Letter.unit_id == actor.unit_id) & Letter.issued_at.is_not(None))
    return sa.or_(*allowed)


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


def changes_since_return(letter: Letter, record: list[LetterEvent]) -> list[Paragraph]:
    """Return what changed since a leader last returned the letter; nothing when none did. The record is newest first.

    After sign-off the text as signed is compared, so that what was mended remains to be seen.
    """
    returned = next((line for line in record if line.action == "return"), None)
    if returned is None:
        return []
    now = signed_text(record) or letter
    return differences(f"{returned.title}\n{returned.body}", f"{now.title}\n{now.body}")


def signed_text(record: list[LetterEvent]) -> LetterEvent | None:
    """Return the line of the record that holds the text as signed; None before sign-off."""
    return next((line for line in record if line.action == "sign"), None)


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


def page_of_letters(session: Session, actor: Actor, *, case: Case | None, state: str, page: int) -> PageOfLetters:
    """Return the letters that the actor may see, newest first, of one case or in one state where asked."""
    wanted = [visible_to(actor)]
    if case is not None:
        wanted.append(Letter.case_id == case.id)
    if state in set(LetterState):
        wanted.append(Letter.state == LetterState(state))
    total = session.scalar(sa.select(sa.func.count()).select_from(Letter).where(*wanted)) or 0
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


def signers(session: Session, *, but: Account) -> list[Account]:
    """Return the leaders who could sign a letter, all but its drafter."""
    return [leader for leader in with_role(session, Role.LEADER) if leader.id != but.id]


def citations_of(session: Session, case: Case) -> tuple[str, ...]:
    """Return the measures cited in a case, each once, in the official form."""
    statement = (
        sa.select(Citation)
        .join(CaseEvent, CaseEvent.id == Citation.event_id)
        .where(CaseEvent.case_id == case.id)
        .order_by(Citation.id)
    )
    return tuple(dict.fromkeys(_cited(citation) for citation in session.scalars(statement)))


def _cited(citation: Citation) -> str:
    number = f"（{citation.document_number}）" if citation.document_number else ""
    return f"{citation.printed_title}{number}{citation.point}"
