"""The chain over the trail: each act is linked to the one before it, so that nothing can be taken out unnoticed.

Acts are linked in the last moment before their commit. Only then is the head locked, so that on PostgreSQL two
transactions wait for each other no longer than one commit takes; SQLite has one writer at a time anyway.
"""

import hashlib
import json
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from portal.audit.models import AuditEvent, AuditHead, AuditLink

UNLINKED = "audit-unlinked"
HEAD = 1  # the one row
BEGINNING = "0" * 64


def columns() -> tuple[sa.SQLColumnExpression[Any], ...]:
    """Return the columns of an act that are hashed."""
    act = AuditEvent
    return act.id, act.at, act.actor_id, act.actor_name, act.act, act.subject, act.address, act.detail


def canonical(event: AuditEvent | sa.Row[Any]) -> str:
    """Return an act as the text that is hashed: JSON with sorted keys, the instant in UTC to the microsecond."""
    values = {
        "id": event.id,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": event.actor_id,
        "actor_name": event.actor_name,
        "act": event.act,
        "subject": event.subject,
        "address": event.address,
        "detail": event.detail,
    }
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(previous: str, event: AuditEvent | sa.Row[Any]) -> str:
    """Return the SHA-256, in hexadecimal, over the digest before and the act."""
    return hashlib.sha256(f"{previous}\n{canonical(event)}".encode()).hexdigest()


def add(session: Session, event: AuditEvent) -> None:
    """Add an act to the trail; it is linked when the session commits."""
    session.add(event)
    session.info.setdefault(UNLINKED, []).append(event)


@sa.event.listens_for(Session, "before_commit")
def _link_before_commit(session: Session) -> None:
    if session.info.get(UNLINKED) and not session.in_nested_transaction():
        session.flush()
        # What was rolled back with a savepoint never happened.
        link(session, [event for event in session.info.pop(UNLINKED) if sa.inspect(event).persistent])


def link(session: Session, events: list[AuditEvent]) -> None:
    """Append acts to the chain and move its head; whoever else commits an act waits here."""
    if not events:
        return
    count, previous = _locked_head(session)
    links = []
    for place, event in enumerate(events, start=count + 1):
        after = digest(previous, event)
        links.append({"place": place, "event_id": event.id, "previous": previous, "digest": after})
        previous = after
    session.execute(sa.insert(AuditLink), links)
    session.execute(_head().values(acts=count + len(events), digest=previous))


def _head() -> sa.Update:
    return sa.update(AuditHead).where(AuditHead.id == HEAD).execution_options(synchronize_session=False)


def _locked_head(session: Session) -> tuple[int, str]:
    """Return how many acts are linked and the last digest, and keep others from linking until the commit."""
    statement = sa.select(AuditHead.acts, AuditHead.digest).where(AuditHead.id == HEAD).with_for_update()
    found = session.execute(statement).one_or_none()
    if found is None:
        insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
        session.execute(insert(AuditHead).values(id=HEAD, acts=0, digest=BEGINNING).on_conflict_do_nothing())
        found = session.execute(statement).one()
    return found.acts, found.digest
