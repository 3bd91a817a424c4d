"""Publishing an answer: prepared by one lawyer, looked at by a second, withdrawn where it should not stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.answers import identifying, messages, queries
from portal.answers.models import AnswerCitation, PublishedAnswer
from portal.audit.operations import record
from portal.errors import RuleBroken, StaleEdit
from portal.notifications.operations import notify
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.vocabulary import AnswerState, Role


@dataclass(frozen=True)
class Wording:
    """What readers will see."""

    question: str
    background: str
    answer: str

    @property
    def fields(self) -> dict[str, str]:
        """The texts by the names of their fields."""
        return {"question": self.question, "background": self.background, "answer": self.answer}


@dataclass(frozen=True)
class Origin:
    """The answer in a case's record from which it is made, what it cites, and what the case is known to be about."""

    event_id: int
    case_reference: str
    topic: str
    answered_by_id: int | None
    citations: Sequence[AnswerCitation]
    known: identifying.Known


def submit(
    session: Session, *, actor: Actor, origin: Origin, wording: Wording, looked_at: bool, version: int
) -> PublishedAnswer:
    """Hand a question and answer to a second lawyer; after a return, the changed one.

    ``looked_at`` says that the author has decided on every doubtful word; ``version`` is 0 for a new one. The caller
    has asked whether the actor may publish this case's answer. Raises RuleBroken at the field that still tells whom it
    is about, and StaleEdit.
    """
    check_wording(wording, origin.known, looked_at=looked_at)
    row = queries.of_event(session, origin.event_id)
    if row is None:
        row = PublishedAnswer(event_id=origin.event_id, case_reference=origin.case_reference, topic=origin.topic)
        row.citations = list(origin.citations)
        row.answered_by_id = origin.answered_by_id
        session.add(row)
    else:
        _check_fresh(row, version)
        require(actor, Permission.ANSWER_EDIT, row)
        _check_state(row, AnswerState.RETURNED, AnswerState.WITHDRAWN)
    row.question, row.background, row.answer = wording.question, wording.background, wording.answer
    row.author_id, row.author_name = actor.account_id or 0, actor.name
    row.state, row.submitted_at = AnswerState.WAITING, clock.now()
    session.flush()
    record(session, actor, "answer:submit", _subject(row), question=row.question)
    others = [one for one in with_role(session, Role.LAWYER) if one.id not in {row.author_id, row.answered_by_id}]
    _tell(session, row, others, messages.submitted(row))
    return row


def check_wording(wording: Wording, known: identifying.Known, *, looked_at: bool) -> None:
    """Raise RuleBroken at the first text that tells whom it is about, or while a doubtful word is undecided."""
    for name, text in wording.fields.items():
        left = identifying.certain([text], known)
        if left:
            words = "、".join(f"{piece.text}（{piece.kind.label}）" for piece in left if piece.kind)
            raise RuleBroken(_("This still tells whom it is about: %(words)s. Take it out.", words=words), name)
    if identifying.doubtful(wording.fields.values(), known) and not looked_at:
        raise RuleBroken(
            _("Look at each marked word: take it out, or tick that none of them tells whom it is about."), "looked_at"
        )


def approve(session: Session, row: PublishedAnswer, *, actor: Actor, version: int) -> None:
    """Publish what another lawyer prepared."""
    _decide(row, actor, version)
    row.state, row.published_at = AnswerState.PUBLISHED, clock.now()
    row.reason = ""
    session.flush()
    record(session, actor, "answer:approve", _subject(row), question=row.question)
    _tell(session, row, _author(session, row), messages.approved(row))


def send_back(session: Session, row: PublishedAnswer, *, actor: Actor, reason: str, version: int) -> None:
    """Give it back to its author with the reason."""
    _decide(row, actor, version)
    row.state, row.reason = AnswerState.RETURNED, reason
    session.flush()
    record(session, actor, "answer:return", _subject(row), question=row.question)
    _tell(session, row, _author(session, row), messages.returned(row))


def withdraw(session: Session, row: PublishedAnswer, *, actor: Actor, reason: str, version: int) -> None:
    """Take a published answer from the public; its author can change it and submit it again."""
    require(actor, Permission.ANSWER_WITHDRAW, row)
    _check_fresh(row, version)
    _check_state(row, AnswerState.PUBLISHED)
    row.state, row.reason = AnswerState.WITHDRAWN, reason
    row.decided_by_id, row.decided_by, row.decided_at = actor.account_id, actor.name, clock.now()
    session.flush()
    record(session, actor, "answer:withdraw", _subject(row), question=row.question)
    told = [one for one in _author(session, row) if one.id != actor.account_id]
    _tell(session, row, told, messages.withdrawn(row))


def _decide(row: PublishedAnswer, actor: Actor, version: int) -> None:
    require(actor, Permission.ANSWER_APPROVE, row)
    _check_fresh(row, version)
    _check_state(row, AnswerState.WAITING)
    row.decided_by_id, row.decided_by, row.decided_at = actor.account_id, actor.name, clock.now()


def _check_fresh(row: PublishedAnswer, version: int) -> None:
    if version != row.version:
        theirs = ((str(_("Question")), row.question), (str(_("State")), str(row.state.label)))
        raise StaleEdit(by=row.decided_by or row.author_name, theirs=theirs, version=row.version)


def _check_state(row: PublishedAnswer, *states: AnswerState) -> None:
    if row.state not in states:
        raise RuleBroken(_("This is no longer possible: it is now “%(state)s”.", state=row.state.label))


def _author(session: Session, row: PublishedAnswer) -> list[Account]:
    author = session.get(Account, row.author_id)
    return [author] if author else []


def _tell(session: Session, row: PublishedAnswer, people: Sequence[Account], message: messages.Message) -> None:
    subject, body = message
    notify(session, people, subject=subject, body=body, link=f"/answer-desk/{row.id}")


def _subject(row: PublishedAnswer) -> str:
    return f"answer:{row.id}"
