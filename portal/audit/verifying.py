"""Going along the chain: whether the trail is whole, and if not, which of its acts were touched."""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.audit.chain import BEGINNING, columns, digest
from portal.audit.models import AuditEvent, AuditHead, AuditLink

AT_ONCE = 1_000


class Fault(enum.StrEnum):
    """What can be wrong with the trail."""

    CHANGED = "changed"
    REMOVED = "removed"
    REORDERED = "reordered"
    MISSING = "missing places"
    ADDED = "added past the portal"
    CUT = "cut off at the end"
    BEYOND = "goes on beyond its head"
    NOTED = "not the trail noted before"


@dataclass(frozen=True)
class Finding:
    """A fault and where it is: the place in the chain, 0 where it has none, and the id of the act."""

    fault: Fault
    place: int
    event_id: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Head:
    """The end of a chain as it can be noted on paper: ``count:digest``."""

    count: int = 0
    digest: str = BEGINNING

    @classmethod
    def parse(cls, text: str) -> "Head":
        """Read ``count:digest``; raise ValueError for anything else."""
        count, _, sha256 = text.partition(":")
        if len(bytes.fromhex(sha256)) != len(BEGINNING) // 2:
            raise ValueError(text)
        return cls(int(count), sha256.lower())

    def __str__(self) -> str:
        return f"{self.count}:{self.digest}"


def head(session: Session) -> Head:
    """Return the end of the chain as the portal keeps it."""
    found = session.execute(sa.select(AuditHead.acts, AuditHead.digest)).one_or_none()
    return Head(found.acts, found.digest) if found else Head()


def verify(session: Session, *, noted: Iterable[Head] = ()) -> Iterator[Finding]:
    """Yield what is wrong, in the order of the chain, with flat memory; nothing where the trail is whole.

    ``noted`` are heads of earlier days: the chain must still go through them, which also finds a trail whose end and
    head were both put back, or that was written anew from some act on.
    """
    kept, last, left = head(session), Head(), set(noted) - {Head()}
    for link in _links(session, kept.count):
        yield from _faults(last, link)
        last = Head(link.place, link.digest)
        left.discard(last)
    if kept != last:
        words = f"the head says {kept.count}, the trail ends at {last.count}"
        yield Finding(Fault.CUT, last.count, words=words)
    beyond = session.scalar(sa.select(sa.func.min(AuditLink.place)).where(AuditLink.place > _acts_of_head()))
    if beyond is not None:
        yield Finding(Fault.BEYOND, beyond)
    if left:
        first = min(left, key=lambda each: each.count)
        yield Finding(Fault.NOTED, first.count, words=f"noted heads that do not fit: {len(left)}")
    unlinked = sa.select(AuditEvent.id).outerjoin(AuditLink, AuditLink.event_id == AuditEvent.id)
    for event_id in session.scalars(unlinked.where(AuditLink.id.is_(None)).order_by(AuditEvent.id)):
        yield Finding(Fault.ADDED, 0, event_id)


def _acts_of_head() -> sa.ScalarSelect[int]:
    """Return how many acts the head counts at the moment of the statement; others may go on adding meanwhile."""
    return sa.select(sa.func.coalesce(sa.func.max(AuditHead.acts), 0)).scalar_subquery()


def _links(session: Session, until: int) -> Iterator[sa.Row[Any]]:
    """Yield the chain up to a place, each link with the columns of its act; these are empty where there is none."""
    statement = (
        sa.select(AuditLink.place, AuditLink.event_id, AuditLink.previous, AuditLink.digest, *columns())
        .outerjoin(AuditEvent, AuditEvent.id == AuditLink.event_id)
        .where(AuditLink.place <= until)
        .order_by(AuditLink.place)
        .execution_options(yield_per=AT_ONCE)
    )
    yield from session.execute(statement)


def _faults(before: Head, link: sa.Row[Any]) -> Iterator[Finding]:
    """Compare a link with the one before it and with its act; one fault is told once, not of all that follow."""
    if link.place != before.count + 1:
        words = f"{before.count + 1}–{link.place - 1}"
        yield Finding(Fault.MISSING, before.count + 1, words=words)
    elif link.previous != before.digest:
        yield Finding(Fault.REORDERED, link.place, link.event_id)
    if link.id is None:
        yield Finding(Fault.REMOVED, link.place, link.event_id)
    elif digest(link.previous, link) != link.digest:
        yield Finding(Fault.CHANGED, link.place, link.event_id, f"{link.act} {link.subject}")
