"""Importing 50,000 enterprises, beside the floor: the same CSV read by the csv module and inserted as it stands.

The import reads the file twice, judges every row against the register and against the rows before it (code, near-equal
name), keeps it for the preview and only then writes it. A second import of the same file must find nothing to change.
"""

import csv
import io
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from flask_babel import force_locale
from sqlalchemy.orm import Session
from stdnum.cn import uscc

from bench.measuring import Row
from bench.sweep import settings_in
from portal import clock
from portal.accounts.models import Account, RoleAssignment
from portal.app import create_app
from portal.database import alembic, db
from portal.enterprises import bulk
from portal.enterprises.models import Enterprise
from portal.permissions.actor import Actor
from portal.units.models import Unit
from portal.vocabulary import Reopening, Role, RowStatus, Sector, Size, Standing, UnitKind

ROWS: Final = 50_000
FLOOR_CHUNK: Final = 500
HEADINGS: Final = (
    "统一社会信用代码",
    "企业名称",
    "行业类别",
    "企业规模",
    "镇街",
    "地址",
    "联系人",
    "联系电话",
    "职工人数",
)
SIGNS: Final = "恒泰华宏远达安康瑞丰隆盛茂昌顺和润泽嘉美新海天江河山川云星光明德信义仁智勇金银铜铁木水火土"


def rows() -> Iterator[Row]:
    """Measure each step over one file; the peak memory of the process is that of all of them together."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_in(Path(folder)))
        with app.app_context():
            alembic.upgrade()
        with app.app_context(), force_locale("zh_Hans_CN"):
            actor, content = _prepare(db.session), _file()
            floor = _timed(lambda: _floor(db.session, content))
            yield from _import(db.session, actor, content, floor)
            db.engine.dispose()


def _import(session: Session, actor: Actor, content: bytes, floor: float) -> Iterator[Row]:
    yardstick, name = "csv read + bulk insert", f"{ROWS:,} enterprises"
    for again, wanted in (("", RowStatus.ADDED), (" a second time", RowStatus.SAME)):
        batch = bulk.begin(session, actor=actor, name="list.csv", content=content)
        bulk.choose_columns(session, batch, actor=actor, columns=batch.columns)
        judged = _timed(partial(bulk.stage, session, batch, _committing(session)))
        yield Row(f"{name}: read and judged{again}", judged, yardstick, floor, judged / floor, 1)
        bulk.start_writing(batch, actor=actor)
        written = _timed(partial(bulk.write, session, batch, actor=actor, report=_committing(session)))
        if bulk.counted(session, batch) != {wanted: ROWS}:
            raise RuntimeError(f"the import made {bulk.counted(session, batch)}")
        yield Row(f"{name}: written{again}", written, yardstick, floor, written / floor, 1)


def _committing(session: Session) -> bulk.Report:
    """Commit at each report of progress, as the worker does."""
    return lambda _done, _total: session.commit()


def _prepare(session: Session) -> Actor:
    coordinator = Account(
        username="bench",
        name="调度员",
        password_hash="",
        created_at=clock.now(),
        role_assignments=[RoleAssignment(role=Role.COORDINATOR)],
    )
    streets = [Unit(name=f"第{number}街道", short_name=f"第{number}街道", kind=UnitKind.STREET) for number in range(9)]
    session.add_all([coordinator, *streets])
    session.commit()
    return Actor(coordinator.id, coordinator.name, frozenset({Role.COORDINATOR}))


def _file() -> bytes:
    chance = random.Random(20_260_101)  # noqa: S311  the same file on every machine
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    for number in range(ROWS):
        body = f"91330000MA{number:07d}"
        name = f"安澜{''.join(chance.choices(SIGNS, k=4))}{number}号有限公司"
        code = f"{body}{uscc.calc_check_digit(body)}"
        street = f"第{number % 9}街道"
        writer.writerow(
            (code, name, "工业", "小型", street, f"复兴路{number}号", "张慧敏", "0571-88000000", number % 300)
        )
    return written.getvalue().encode()


def _floor(session: Session, content: bytes) -> None:
    """Insert the rows as they stand, and take them out again."""
    fixed: dict[str, object] = {"sector": Sector.INDUSTRY, "size": Size.SMALL, "standing": Standing.VERIFIED}
    fixed |= {
        "reopening": Reopening.CLOSED,
        "registered_at": clock.now(),
        "area_id": session.scalar(sa.select(Unit.id)),
    }
    names = ("credit_code", "name", "address", "contact_name", "contact_telephone")
    chunk: list[dict[str, object]] = []
    for place, cells in enumerate(csv.reader(io.StringIO(content.decode()))):
        if place:
            chunk.append(
                fixed | dict(zip(names, (*cells[:2], *cells[5:8]), strict=True)) | {"staff_count": int(cells[8])}
            )
        if len(chunk) == FLOOR_CHUNK:
            session.execute(sa.insert(Enterprise), chunk)
            session.commit()
            chunk.clear()
    session.execute(sa.delete(Enterprise))
    session.commit()


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
