"""Importing 50,000 enterprises, beside the floor: the same CSV read by the csv module and inserted as it stands.

The import reads the file twice, judges every row against the register and against the rows before it (code, near-equal
name), keeps it for the preview and only then writes it. A second import of the same file must find nothing to change.
Last the directory is exported as a workbook. Each size has a process of its own: what 50,000 enterprises need beside
5,000 says whether memory is flat.
"""

import csv
import io
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from flask_babel import force_locale
from sqlalchemy.orm import Session
from stdnum.cn import uscc

from bench.measuring import Row, peak_bytes
from bench.sweep import settings_in
from portal import clock
from portal.accounts.models import Account, RoleAssignment
from portal.app import create_app
from portal.background import operations as background
from portal.background.running import work_off
from portal.database import alembic, db
from portal.enterprises.bulk import operations as bulk
from portal.enterprises.models import Enterprise
from portal.exports import making
from portal.permissions.actor import Actor
from portal.units.models import Unit
from portal.vocabulary import ExportShape, Reopening, Role, RowStatus, Sector, Size, Standing, TaskState, UnitKind

SIZES: Final = (5_000, 50_000)
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
SIGNS: Final = "恒泰华宏远达安康瑞丰隆盛茂昌顺和润泽嘉美新海天江河山川云星光明德信义仁智勇金银铜铁木"
TRADES: Final = ("纺织印染", "机械制造", "电子商务", "建材贸易", "物流运输", "食品加工", "汽车维修", "园林绿化")
FORMS: Final = ("有限公司", "有限责任公司", "股份有限公司")


def rows() -> Iterator[Row]:
    """Measure the small file and the large one, each from the beginning, and compare what memory they need."""
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as apart:
        small, large = apart.map(_measured, SIZES)
    yield from (*small, *large)
    few, many = small[-1].peak_bytes, large[-1].peak_bytes
    name = f"{SIZES[1]:,} enterprises: peak memory {many / 1e6:.0f} MB"
    yardstick = f"{SIZES[0]:,}: {few / 1e6:.0f} MB"
    total = [sum(row.seconds for row in of) for of in (large, small)]
    yield Row(name, total[0], yardstick, total[1], many / few, 1, many)


def _measured(size: int) -> list[Row]:
    """Measure each step over a file of a size; the peak memory is that of all steps so far."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_in(Path(folder)))
        with app.app_context():
            alembic.upgrade()
        with app.app_context(), force_locale("zh_Hans_CN"):
            actor, content = _prepare(db.session), _file(size)
            floor = _timed(lambda: _floor(db.session, content))
            found = list(_steps(db.session, actor, size, content, floor))
            db.engine.dispose()
    return found


def _steps(session: Session, actor: Actor, size: int, content: bytes, floor: float) -> Iterator[Row]:
    yardstick, name = "csv read + bulk insert", f"{size:,} enterprises"

    def row(step: str, seconds: float) -> Row:
        return Row(f"{name}: {step}", seconds, yardstick, floor, seconds / floor, 1, peak_bytes())

    for again, wanted in (("", RowStatus.ADDED), (" a second time", RowStatus.SAME)):
        batch = bulk.begin(session, actor=actor, name="list.csv", content=content)
        bulk.choose_columns(session, batch, actor=actor, columns=batch.columns)
        yield row(f"read and judged{again}", _timed(partial(bulk.stage, session, batch, _committing(session))))
        bulk.start_writing(batch, actor=actor)
        writing = partial(bulk.write, session, batch, actor=actor, report=_committing(session))
        yield row(f"written{again}", _timed(writing))
        if bulk.counted(session, batch) != {wanted: size}:
            raise RuntimeError(f"the import made {bulk.counted(session, batch)}")
    params = {"name": "enterprises", "query": "", "shape": ExportShape.XLSX.value}
    asked = background.start(session, actor=actor, kind=making.KIND, title="list", params=params)
    session.commit()
    yield row("exported as a workbook", _timed(partial(work_off, session)))
    if asked.state is not TaskState.DONE:
        raise RuntimeError(f"the export was not made: {asked.reason}")


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


def _file(size: int) -> bytes:
    """Return a list in which each code and name is one company's, and many names begin and end alike."""
    chance = random.Random(20_260_101)  # noqa: S311  the same file on every machine
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    for number in range(size):
        body = f"91330000MA{number:07d}"
        name = f"安澜市{_brand(number)}{TRADES[number % len(TRADES)]}{chance.choice(FORMS)}"
        code = f"{body}{uscc.calc_check_digit(body)}"
        street = f"第{number % 9}街道"
        writer.writerow(
            (code, name, "工业", "小型", street, f"复兴路{number}号", "张慧敏", "0571-88000000", number % 300)
        )
    return written.getvalue().encode()


def _brand(number: int) -> str:
    """Return four signs of which two at least are others for each number, so that no two names are near-equal."""
    places = [number // len(SIGNS) ** power % len(SIGNS) for power in range(3)]
    return "".join(SIGNS[place] for place in (*places, sum(places) % len(SIGNS)))


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
    for place, cells in enumerate(csv.reader(io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline=""))):
        if place:
            told = dict(zip(names, (*cells[:2], *cells[5:8]), strict=True))
            chunk.append(fixed | told | {"staff_count": int(cells[8])})
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
