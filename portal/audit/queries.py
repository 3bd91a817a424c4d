"""Looking into the trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.audit.models import AuditEvent


@dataclass(frozen=True)
class Trail:
    """Which entries of the audit trail are looked for; both dates are local and count whole days.

    ``named`` are the subjects of things whose name holds the words of ``subject``.
    """

    who: str = ""
    subject: str = ""
    named: tuple[str, ...] = ()
    act: str = ""
    since: date | None = None
    until: date | None = None

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """Return what must hold."""
        found: list[sa.ColumnElement[bool]] = []
        if self.who:
            found.append(AuditEvent.actor_name.icontains(self.who, autoescape=True))
        if self.subject:
            written = AuditEvent.subject.icontains(self.subject, autoescape=True)
            found.append(written | AuditEvent.subject.in_(self.named))
        if self.act:
            found.append(AuditEvent.act == self.act)
        if self.since:
            found.append(AuditEvent.at >= clock.local_instant(self.since))
        if self.until:
            found.append(AuditEvent.at < clock.local_instant(self.until + timedelta(days=1)))
        return found


def count_events(session: Session, trail: Trail) -> int:
    """Return how many entries are found."""
    return session.scalar(sa.select(sa.func.count(AuditEvent.id)).where(*trail.conditions())) or 0


def find_events(session: Session, trail: Trail, *, limit: int, offset: int) -> Sequence[AuditEvent]:
    """Return entries, newest first."""
    statement = sa.select(AuditEvent).where(*trail.conditions()).order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    return session.scalars(statement.limit(limit).offset(offset)).all()


def acts(session: Session) -> Sequence[str]:
    """Return the acts that the trail knows."""
    return session.scalars(sa.select(AuditEvent.act).distinct().order_by(AuditEvent.act)).all()


def last(session: Session, act: str) -> AuditEvent | None:
    """Return the last entry of an act."""
    statement = sa.select(AuditEvent).where(AuditEvent.act == act)
    return session.scalars(statement.order_by(AuditEvent.id.desc()).limit(1)).first()


def has_done(session: Session, account_id: int, act: str) -> bool:
    """Tell whether somebody has ever done an act."""
    statement = sa.select(AuditEvent.id).where(AuditEvent.actor_id == account_id, AuditEvent.act == act)
    return session.scalars(statement.limit(1)).first() is not None


@dataclass(frozen=True)
class Looker:
    """Somebody who has looked at a thing: how often, and when last."""

    name: str
    times: int
    last_at: datetime


def lookers(session: Session, subject: str, act: str = "case:view") -> list[Looker]:
    """Return who has looked at a thing, the latest first."""
    at = sa.func.max(AuditEvent.at)
    looks = sa.select(AuditEvent.actor_name, sa.func.count(), at).where(
        AuditEvent.subject == subject, AuditEvent.act == act
    )
    grouped = looks.group_by(AuditEvent.actor_id, AuditEvent.actor_name).order_by(at.desc())
    return [Looker(name, times, last_at) for name, times, last_at in session.execute(grouped)]


def last_name(session: Session, subject: str) -> str:
    """Return the name of who last did something to a thing; empty where nobody has."""
    statement = sa.select(AuditEvent.actor_name).where(AuditEvent.subject == subject)
    return session.scalars(statement.order_by(AuditEvent.id.desc()).limit(1)).first() or ""
