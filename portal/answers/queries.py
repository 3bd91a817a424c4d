"""Reading published answers: for everybody what is published, for the lawyers' desk what is on its way."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.answers.models import AnswerCitation, PublishedAnswer
from portal.errors import NotFound
from portal.permissions.actor import Actor
from portal.vocabulary import AnswerState, Role

Stamp = tuple[tuple[int, int], ...]
PUBLISHED = PublishedAnswer.state == AnswerState.PUBLISHED


def stamp(session: Session) -> Stamp:
    """Return what changes whenever a published answer does."""
    rows = session.execute(
        sa.select(PublishedAnswer.id, PublishedAnswer.version).where(PUBLISHED).order_by(PublishedAnswer.id)
    )
    return tuple((row.id, row.version) for row in rows)


def published(
    session: Session, *criteria: sa.ColumnElement[bool], limit: int | None = None
) -> Sequence[PublishedAnswer]:
    """Return what is published, the newest first; ``limit`` is the most that is wanted."""
    newest = (PublishedAnswer.published_at.desc(), PublishedAnswer.id.desc())
    statement = sa.select(PublishedAnswer).where(PUBLISHED, *criteria).order_by(*newest).limit(limit)
    return session.scalars(statement).all()


def public(session: Session, answer_id: int) -> PublishedAnswer:
    """Return a published answer; raise NotFound for one that is not, or no longer."""
    found = session.get(PublishedAnswer, answer_id)
    if found is None or found.state is not AnswerState.PUBLISHED:
        raise NotFound
    return found


def in_order(session: Session, ids: Iterable[int]) -> list[PublishedAnswer]:
    """Return those of the answers that are published, in the order of the ids."""
    wanted = list(ids)
    by_id = {row.id: row for row in published(session, PublishedAnswer.id.in_(wanted))}
    return [by_id[id_] for id_ in wanted if id_ in by_id]


def citing(session: Session, slug: str, anchor: str | None = None) -> Sequence[PublishedAnswer]:
    """Return the published answers that cite a document, or one of its points."""
    cites = [AnswerCitation.answer_id == PublishedAnswer.id, AnswerCitation.document_slug == slug]
    if anchor is not None:
        cites.append(AnswerCitation.anchor == anchor)
    return published(session, sa.exists().where(*cites))


def by_id(session: Session, answer_id: int) -> PublishedAnswer:
    """Return an answer in whatever state; raise NotFound where there is none."""
    found = session.get(PublishedAnswer, answer_id)
    if found is None:
        raise NotFound
    return found


def of_event(session: Session, event_id: int) -> PublishedAnswer | None:
    """Return what was made of an answer in a case's record."""
    return session.scalars(sa.select(PublishedAnswer).where(PublishedAnswer.event_id == event_id)).one_or_none()


def of_case(session: Session, reference: str) -> dict[int, PublishedAnswer]:
    """Return what was made of the answers of a case, by the line of its record."""
    rows = session.scalars(sa.select(PublishedAnswer).where(PublishedAnswer.case_reference == reference))
    return {row.event_id: row for row in rows}


def waiting_for(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition that an answer waits for the actor's approval: the twin of ``answer:approve``."""
    if not actor.has(Role.LAWYER):
        return sa.false()
    written = sa.or_(PublishedAnswer.answered_by_id.is_(None), PublishedAnswer.answered_by_id != actor.account_id)
    not_own = sa.and_(PublishedAnswer.author_id != actor.account_id, written)
    return sa.and_(PublishedAnswer.state == AnswerState.WAITING, not_own)


def desk(session: Session, *criteria: sa.ColumnElement[bool]) -> Sequence[PublishedAnswer]:
    """Return answers in any state, the last submitted first."""
    newest = (PublishedAnswer.submitted_at.desc(), PublishedAnswer.id.desc())
    return session.scalars(sa.select(PublishedAnswer).where(*criteria).order_by(*newest)).all()


def count_waiting(session: Session, actor: Actor) -> int:
    """Count what waits for the actor's approval."""
    return session.scalar(sa.select(sa.func.count(PublishedAnswer.id)).where(waiting_for(actor))) or 0
