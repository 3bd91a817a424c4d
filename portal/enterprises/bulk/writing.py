"""Writing judged rows, some hundreds at once: enterprises added, and the facts of known ones changed."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.audit.operations import record
from portal.enterprises.bulk.judging import Judge, Known, registered
from portal.enterprises.bulk.models import ImportRow
from portal.enterprises.bulk.rows import read
from portal.enterprises.models import Enterprise, ReopeningRecord
from portal.enterprises.name_keys import keep_keys
from portal.permissions.actor import Actor
from portal.vocabulary import Reopening, RowStatus, Standing

REMARK = "批量导入"
Rows = Sequence[tuple[ImportRow, Mapping[str, Any]]]


def write_chunk(session: Session, judge: Judge, rows: Sequence[ImportRow], *, actor: Actor) -> None:
    """Write some rows; each bears afterwards what became of it."""
    known = registered(session, [row.credit_code for row in rows])
    told = [(row, read(row.values, judge.areas, known=row.credit_code in known).facts) for row in rows]
    _add(session, [each for each in told if each[0].credit_code not in known], actor)
    _change(session, judge, [each for each in told if each[0].credit_code in known], known, actor)


def _add(session: Session, rows: Rows, actor: Actor) -> None:
    if not rows:
        return
    now = clock.now()
    told: dict[str, Any] = {"standing": Standing.VERIFIED, "registered_at": now, "verified_at": now}
    optional: dict[str, Any] = {
        "address": "",
        "contact_email": "",
        "staff_count": None,
        "above_scale": False,
        "key": False,
    }
    defaults = told | optional | {"reopening": Reopening.CLOSED}
    session.execute(sa.insert(Enterprise), [{**defaults, **facts} for _row, facts in rows])
    added = registered(session, [row.credit_code for row, _facts in rows])
    keep_keys(session.connection(), {one["id"]: one["name"] for one in added.values()})
    _report(
        session, [(added[row.credit_code]["id"], added[row.credit_code]["reopening"]) for row, _facts in rows], actor
    )
    for row, _facts in rows:
        row.status = RowStatus.ADDED


def _change(session: Session, judge: Judge, rows: Rows, known: Mapping[str, Known], actor: Actor) -> None:
    ids = [known[row.credit_code]["id"] for row, _facts in rows]
    found = {one.credit_code: one for one in session.scalars(sa.select(Enterprise).where(Enterprise.id.in_(ids)))}
    for row, facts in rows:
        before, enterprise = known[row.credit_code], found[row.credit_code]
        row.before = judge.differences(before, facts)
        for name in row.before:
            setattr(enterprise, name, facts[name])
        row.status = RowStatus.UPDATED if row.before else RowStatus.SAME
        if row.before:
            record(
                session, actor, "enterprise:edit", f"enterprise:{enterprise.id}", fields="、".join(sorted(row.before))
            )
        if "reopening" in row.before:
            _report(session, [(enterprise.id, enterprise.reopening)], actor)


def _report(session: Session, reopenings: Sequence[tuple[int, Reopening]], actor: Actor) -> None:
    """Write how far enterprises have reopened into their history."""
    said = {"on": clock.today(), "at": clock.now(), "by_id": actor.account_id, "by_name": actor.name, "remark": REMARK}
    rows = [{"enterprise_id": id_, "reopening": reopening} | said for id_, reopening in reopenings]
    session.execute(sa.insert(ReopeningRecord), rows)
