"""Importing enterprises: the file is taken, its columns matched, its rows judged, mended, and only then written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.attachments.kept import Kept
from portal.attachments.storage import storage
from portal.audit.operations import record
from portal.enterprises.bulk import reading as bulk_reading
from portal.enterprises.bulk.columns import HEADINGS, NEEDED, label, matched
from portal.enterprises.bulk.judging import CHUNK, Judge, Line
from portal.enterprises.bulk.models import EnterpriseImport, ImportRow, ImportRowKey
from portal.enterprises.bulk.writing import write_chunk
from portal.enterprises.name_keys import keep_row_keys
from portal.errors import RuleBroken, TransitionNotAllowed
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.vocabulary import ImportState, RowStatus

OPEN = frozenset({ImportState.MATCHING, ImportState.STAGING, ImportState.READY})
TO_WRITE = (RowStatus.NEW, RowStatus.CHANGED)
WRITTEN = (RowStatus.ADDED, RowStatus.UPDATED)
LEFT_OUT = (RowStatus.WRONG, RowStatus.DOUBTFUL)
NOT_COMPARED = (RowStatus.WRONG, RowStatus.SKIPPED)  # with which a mended row is not compared
Report = Callable[[int, int], object]


def begin(session: Session, *, actor: Actor, name: str, content: bytes) -> EnterpriseImport:
    """Keep a file and match its columns by their headings; raise RuleBroken at ``file`` for one that cannot be read."""
    require(actor, Permission.ENTERPRISE_IMPORT)
    bulk_reading.check(name, content)
    _number, headings = bulk_reading.headings(name, content)
    batch = EnterpriseImport(
        name=name[:200],
        key=storage().put(Kept.IMPORT, content),
        at=clock.now(),
        by_id=actor.account_id,
        by_name=actor.name,
        headings=headings,
        columns=matched(headings),
    )
    session.add(batch)
    session.flush()
    record(session, actor, "enterprise:import-begin", subject(batch), file=batch.name)
    return batch


def choose_columns(session: Session, batch: EnterpriseImport, *, actor: Actor, columns: Mapping[str, int]) -> None:
    """Say which column holds which fact; rows judged before are judged anew.

    Raises RuleBroken where code or name has no column, or two facts have the same.
    """
    require(actor, Permission.ENTERPRISE_IMPORT)
    if batch.state not in OPEN:
        raise TransitionNotAllowed
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise RuleBroken(_("Choose the column of “%(label)s”.", label=label(missing[0])), missing[0])
    twice = [name for name, place in columns.items() if list(columns.values()).count(place) > 1]
    if twice:
        raise RuleBroken(_("One column cannot hold two facts."), twice[-1])
    _forget_rows(session, batch)
    batch.columns, batch.state = dict(columns), ImportState.STAGING


def stage(session: Session, batch: EnterpriseImport, report: Report) -> None:
    """Read the file and judge its rows; nothing is written but the rows themselves. Memory stays flat.

    Begins anew where it was broken off.
    """
    _forget_rows(session, batch)
    content = storage().get(batch.key)
    total = sum(1 for row in bulk_reading.rows(batch.name, content) if any(row)) - 1
    judge, done = Judge.of(session, batch.id), 0
    for chunk in _chunks(_lines(batch, content)):
        rows = [row | {"import_id": batch.id} for row in judge.judged(session, chunk)]
        session.execute(sa.insert(ImportRow), rows)
        keep_row_keys(session, batch.id, {row["number"]: row["name"] for row in rows})
        done += len(rows)
        report(done, max(total, done))
    batch.state = ImportState.READY
    session.flush()


def _forget_rows(session: Session, batch: EnterpriseImport) -> None:
    for table in (ImportRowKey, ImportRow):
        session.execute(sa.delete(table).where(table.import_id == batch.id))


def _lines(batch: EnterpriseImport, content: bytes) -> Iterator[Line]:
    before, _headings = bulk_reading.headings(batch.name, content)
    for number, row in enumerate(bulk_reading.rows(batch.name, content), start=1):
        if number > before + 1 and any(row):
            places = {name: place for name, place in batch.columns.items() if place < len(row)}
            yield Line(number, {name: row[place] for name, place in places.items() if row[place]})


def _chunks(lines: Iterable[Line]) -> Iterator[Sequence[Line]]:
    waiting = iter(lines)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


def mend(
    session: Session,
    batch: EnterpriseImport,
    row: ImportRow,
    *,
    actor: Actor,
    values: Mapping[str, str],
    accepted: bool,
) -> None:
    """Change a row in place and judge it anew; ``accepted`` says that its doubts have been looked into."""
    require(actor, Permission.ENTERPRISE_IMPORT)
    if batch.state is not ImportState.READY:
        raise TransitionNotAllowed
    others = sa.and_(ImportRow.import_id == batch.id, ImportRow.id != row.id, ImportRow.status.not_in(NOT_COMPARED))
    told = {name: text for name, text in values.items() if name in HEADINGS and text}
    judge = Judge.of(session, batch.id)
    _set(row, next(judge.judged(session, [Line(row.number, told, accepted)], others)))
    session.execute(
        sa.delete(ImportRowKey).where(ImportRowKey.import_id == batch.id, ImportRowKey.number == row.number)
    )
    keep_row_keys(session, batch.id, {row.number: row.name})


def _set(row: ImportRow, judged: Mapping[str, Any]) -> None:
    for name, value in judged.items():
        setattr(row, name, value)


def leave_out(batch: EnterpriseImport, row: ImportRow, *, actor: Actor) -> None:
    """Leave a row out of the import."""
    require(actor, Permission.ENTERPRISE_IMPORT)
    if batch.state is not ImportState.READY:
        raise TransitionNotAllowed
    row.status = RowStatus.SKIPPED


def start_writing(batch: EnterpriseImport, *, actor: Actor) -> None:
    """Close the rows for mending; from now on they are written."""
    require(actor, Permission.ENTERPRISE_IMPORT)
    if batch.state is not ImportState.READY:
        raise TransitionNotAllowed
    batch.state = ImportState.WRITING


def leave_rest(session: Session, batch: EnterpriseImport, *, actor: Actor) -> None:
    """End an import that was broken off while it was written: what has been written stays, the rest is left out."""
    require(actor, Permission.ENTERPRISE_IMPORT)
    if batch.state is not ImportState.WRITING:
        raise TransitionNotAllowed
    _finish(session, batch, actor)


def write(session: Session, batch: EnterpriseImport, *, actor: Actor, report: Report) -> None:
    """Write the rows that are new or changed; the others are left out. Goes on where it was broken off.

    What has been registered since the rows were judged is compared again: importing twice changes nothing.
    """
    require(actor, Permission.ENTERPRISE_IMPORT)
    waiting = (ImportRow.import_id == batch.id, ImportRow.status.in_(TO_WRITE))
    total = session.scalar(sa.select(sa.func.count(ImportRow.id)).where(*waiting)) or 0
    judge, done = Judge.of(session, batch.id), 0
    for status in TO_WRITE:
        some = sa.select(ImportRow).where(ImportRow.import_id == batch.id, ImportRow.status == status)
        while rows := session.scalars(some.order_by(ImportRow.id).limit(CHUNK)).all():
            write_chunk(session, judge, rows, actor=actor)
            session.flush()
            done += len(rows)
            report(done, total)
    _finish(session, batch, actor)


def _finish(session: Session, batch: EnterpriseImport, actor: Actor) -> None:
    left = (ImportRow.import_id == batch.id, ImportRow.status.in_((*LEFT_OUT, *TO_WRITE)))
    session.execute(sa.update(ImportRow).where(*left).values(status=RowStatus.SKIPPED))
    session.execute(sa.delete(ImportRowKey).where(ImportRowKey.import_id == batch.id))
    batch.state, batch.ended_at = ImportState.DONE, clock.now()
    counts = counted(session, batch)
    facts = {status.value: counts.get(status, 0) for status in (RowStatus.ADDED, RowStatus.UPDATED, RowStatus.SKIPPED)}
    record(session, actor, "enterprise:import", subject(batch), file=batch.name, **facts)


def counted(session: Session, batch: EnterpriseImport) -> dict[RowStatus, int]:
    """Return how many rows of an import have each status."""
    statement = sa.select(ImportRow.status, sa.func.count()).where(ImportRow.import_id == batch.id)
    return {row[0]: row[1] for row in session.execute(statement.group_by(ImportRow.status))}


def subject(batch: EnterpriseImport) -> str:
    """Return how the audit trail names an import."""
    return f"import:{batch.id}"
