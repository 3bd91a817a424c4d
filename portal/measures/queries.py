"""Reading the documents that the office has taken into the policy library."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.errors import NotFound
from portal.measures.models import PolicyDocument
from portal.vocabulary import PolicyState

Stamp = tuple[tuple[int, str], ...]


def stamp(session: Session) -> Stamp:
    """Return what changes whenever a published document does: two narrow columns of a few hundred rows."""
    columns = sa.select(PolicyDocument.id, PolicyDocument.digest)
    published = columns.where(PolicyDocument.state == PolicyState.PUBLISHED).order_by(PolicyDocument.id)
    return tuple((row.id, row.digest) for row in session.execute(published))


def published(session: Session) -> dict[str, PolicyDocument]:
    """Return by slug the version that the library has."""
    statement = sa.select(PolicyDocument).where(PolicyDocument.state == PolicyState.PUBLISHED)
    return {row.slug: row for row in session.scalars(statement.order_by(PolicyDocument.number))}


def latest(session: Session) -> dict[str, PolicyDocument]:
    """Return by slug the version with the highest number, whatever its state."""
    return {row.slug: row for row in session.scalars(sa.select(PolicyDocument).order_by(PolicyDocument.number))}


def versions(session: Session, slug: str) -> Sequence[PolicyDocument]:
    """Return every version of a document, newest first."""
    statement = sa.select(PolicyDocument).where(PolicyDocument.slug == slug)
    return session.scalars(statement.order_by(PolicyDocument.number.desc())).all()


def by_id(session: Session, document_id: int) -> PolicyDocument:
    """Return a version; raise NotFound where there is none."""
    found = session.get(PolicyDocument, document_id)
    if found is None:
        raise NotFound
    return found
