"""Acts are chained as they are committed, and whatever is done to the trail past the portal is found."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from portal import database
from portal.audit.chain import digest
from portal.audit.models import APPEND_ONLY, AuditEvent, AuditHead, AuditLink
from portal.audit.operations import record, record_view
from portal.audit.verifying import Fault, Head, head, verify
from portal.permissions.actor import Actor
from portal.schema import metadata
from tests.conftest import DATABASES, database_for

LIN = Actor(account_id=7, name="林晓雯")
Meddle = Callable[[Session], object]


def act(session: Session, *subjects: str) -> None:
    for subject in subjects:
        record(session, LIN, "case:accept", subject, status="accepted", count=3, empty=None)
    session.commit()


def unguarded(session: Session) -> None:
    """Take the triggers away, as somebody with the database's password could."""
    for table in APPEND_ONLY:
        if session.get_bind().dialect.name == "sqlite":
            for kind in ("update", "delete"):
                session.execute(sa.text(f"DROP TRIGGER {table}_no_{kind}"))
        else:
            session.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


def faults(session: Session, *noted: Head) -> list[tuple[Fault, int]]:
    session.expire_all()
    return [(found.fault, found.place) for found in verify(session, noted=noted)]


def cut_with_its_head(session: Session, last: int) -> None:
    """Remove what stands behind a place, and make the head fit, as somebody who knows the tables could."""
    behind = {"last": last}
    gone = "(SELECT event_id FROM audit_link WHERE place > :last)"
    session.execute(sa.text(f"DELETE FROM audit_event WHERE id IN {gone}"), behind)  # noqa: S608  no words of anybody's
    session.execute(sa.text("DELETE FROM audit_link WHERE place > :last"), behind)
    kept = session.scalars(sa.select(AuditLink).where(AuditLink.place == last)).one()
    session.execute(sa.update(AuditHead).values(acts=last, digest=kept.digest))


def test_acts_are_linked_in_the_order_of_their_commits(session: Session) -> None:
    act(session, "case:1", "case:2")
    act(session, "case:3")
    links = session.scalars(sa.select(AuditLink).order_by(AuditLink.place)).all()
    assert [link.place for link in links] == [1, 2, 3]
    assert [link.previous for link in links] == ["0" * 64, links[0].digest, links[1].digest]
    assert head(session) == Head(3, links[2].digest)
    assert faults(session) == []


def test_what_is_rolled_back_with_a_savepoint_is_not_linked(session: Session) -> None:
    savepoint = session.begin_nested()
    record(session, LIN, "case:accept", "case:1")
    session.flush()
    savepoint.rollback()
    act(session, "case:2")
    assert head(session).count == 1
    assert faults(session) == []


MEDDLING: dict[str, tuple[Meddle, list[tuple[Fault, int]]]] = {
    "changed": (
        lambda s: s.execute(sa.text("UPDATE audit_event SET actor_name = '别人' WHERE subject = 'case:2'")),
        [(Fault.CHANGED, 2)],
    ),
    "removed": (
        lambda s: s.execute(sa.text("DELETE FROM audit_event WHERE subject = 'case:2'")),
        [(Fault.REMOVED, 2)],
    ),
    "removed with its link": (
        lambda s: (
            s.execute(sa.text("DELETE FROM audit_event WHERE subject = 'case:2'")),
            s.execute(sa.text("DELETE FROM audit_link WHERE place = 2")),
        ),
        [(Fault.MISSING, 2)],
    ),
    "the first removed with its link": (
        lambda s: (
            s.execute(sa.text("DELETE FROM audit_event WHERE subject = 'case:1'")),
            s.execute(sa.text("DELETE FROM audit_link WHERE place = 1")),
        ),
        [(Fault.MISSING, 1)],
    ),
    "a link put behind the head": (
        lambda s: s.add(AuditLink(place=9, event_id=999, previous="0" * 64, digest="0" * 64)),
        [(Fault.BEYOND, 9)],
    ),
    "reordered": (
        lambda s: [
            s.execute(sa.text("UPDATE audit_link SET place = :new WHERE place = :old"), {"old": old, "new": new})
            for old, new in ((2, -1), (3, 2), (-1, 3))
        ],
        [(Fault.REORDERED, 2), (Fault.REORDERED, 3), (Fault.REORDERED, 4)],
    ),
    "the end cut off": (
        lambda s: (
            s.execute(sa.text("DELETE FROM audit_event WHERE subject = 'case:4'")),
            s.execute(sa.text("DELETE FROM audit_link WHERE place = 4")),
        ),
        [(Fault.CUT, 3)],
    ),
    "added past the portal": (
        lambda s: s.add(AuditEvent(at=sa.func.now(), actor_name="x", act="x", subject="x", detail={})),
        [(Fault.ADDED, 0)],
    ),
}


@pytest.mark.parametrize("kind", MEDDLING)
def test_meddling_is_found_and_its_place_named(session: Session, kind: str) -> None:
    act(session, "case:1", "case:2", "case:3", "case:4")
    unguarded(session)
    meddle, expected = MEDDLING[kind]
    meddle(session)
    session.flush()
    assert faults(session) == expected


def test_a_trail_written_anew_does_not_go_through_a_head_noted_before(session: Session) -> None:
    act(session, "case:1", "case:2")
    noted = head(session)
    unguarded(session)
    session.execute(sa.text("UPDATE audit_event SET act = 'case:decline' WHERE subject = 'case:2'"))
    session.expire_all()
    event = session.scalars(sa.select(AuditEvent).where(AuditEvent.subject == "case:2")).one()
    link = session.scalars(sa.select(AuditLink).where(AuditLink.place == 2)).one()
    anew = {"sha": digest(link.previous, event)}
    session.execute(sa.text("UPDATE audit_link SET digest = :sha WHERE place = 2"), anew)
    session.execute(sa.text("UPDATE audit_head SET digest = :sha"), anew)
    assert faults(session) == []
    assert faults(session, noted) == [(Fault.NOTED, 2)]


def test_an_end_cut_off_with_its_head_does_not_go_through_the_heads_noted(session: Session) -> None:
    act(session, "case:1", "case:2", "case:3")
    first = head(session)
    act(session, "case:4")
    last = head(session)
    assert faults(session, first, last) == []
    unguarded(session)
    cut_with_its_head(session, 3)
    assert faults(session) == [], "the trail alone does not know"
    assert faults(session, first) == []
    assert faults(session, first, last) == [(Fault.NOTED, 4)]
    cut_with_its_head(session, 2)
    assert faults(session, first, last) == [(Fault.NOTED, 3)]


def test_a_head_is_noted_as_one_line() -> None:
    noted = Head(12, "ab" * 32)
    assert Head.parse(str(noted)) == noted
    for nonsense in ("12", "12:ab", "x:" + "ab" * 32):
        with pytest.raises(ValueError, match=r"."):
            Head.parse(nonsense)


def test_a_look_is_recorded_though_the_page_only_reads(app: Flask, session: Session) -> None:
    with app.test_request_context("/cases/x"):
        record_view(session, LIN, "case:x")
        session.rollback()
    assert session.scalars(sa.select(AuditEvent.act)).all() == ["case:view"]
    assert faults(session) == []


@pytest.mark.parametrize("kind", DATABASES)
def test_many_at_once_make_one_chain(kind: str, tmp_path: Path, worker_id: str) -> None:
    engine = sa.create_engine(database_for(kind, f"chain_{worker_id}", tmp_path))
    if kind == "sqlite":
        sa.event.listen(engine, "connect", database._prepare_sqlite)
        sa.event.listen(engine, "begin", database._begin_sqlite)
    tables = [table for name, table in metadata.tables.items() if name.startswith("audit_")]
    metadata.create_all(engine, tables)

    def add(number: int) -> None:
        with Session(engine) as session:
            act(session, f"case:{number}", f"case:{number + 1}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(40)))
    with Session(engine) as session:
        assert head(session).count == 80
        assert faults(session) == []
    engine.dispose()
