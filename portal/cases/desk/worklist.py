"""Work lists: what waits for somebody, counted and listed in a few queries however long the list is."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from portal.accounts.models import Account
from portal.cases.desk.pending import pending_column
from portal.cases.limits import lights
from portal.cases.models import Case, Category, Pause, Task
from portal.cases.queries import visible_to
from portal.cases.workflow import TURNS, Turn
from portal.enterprises.models import Enterprise
from portal.permissions.actor import Actor
from portal.references import normalise
from portal.units.models import Unit
from portal.units.queries import ids_within
from portal.vocabulary import ENDED, CaseKind, CaseStatus, Channel, Light, Urgency
from portal.workdays import WorkCalendar

Condition = sa.ColumnElement[bool]
AT_A_TIME = 500
SORTS = ("due", "submitted", "turn")
AWAITING = tuple(status for status in CaseStatus if TURNS[status] is Turn.ENTERPRISE)  # neither running nor ended


@dataclass(frozen=True)
class Wanted:
    """What a list is filtered by; nothing given means everything."""

    q: str = ""
    status: CaseStatus | None = None
    kind: CaseKind | None = None
    category_id: int | None = None
    area_id: int | None = None
    unit_id: int | None = None
    light: Light | None = None
    channel: Channel | None = None


@dataclass(frozen=True)
class Row:
    """One case of a list: what its line shows, and nothing that would need another query."""

    id: int
    reference: str
    title: str
    enterprise: str
    kind: CaseKind
    category: str
    status: CaseStatus
    urgency: Urgency
    channel: Channel
    limit_days: int
    extended_days: int
    unit: str | None
    handler: str | None
    submitted_at: datetime
    clock_started_at: datetime
    due_on: date | None
    proposed_at: datetime | None
    ended_at: datetime | None
    rejections: int
    open_tasks: int
    pending: str
    confidential: bool
    restricted: bool
    sensitive: bool
    pauses: Sequence[Pause] = ()


def count(session: Session, actor: Actor, conditions: Mapping[str, Condition]) -> dict[str, int]:
    """Return how many cases that the actor sees meet each condition, in one query."""
    columns = [sa.func.count().filter(condition) for condition in conditions.values()]
    counts = session.execute(sa.select(*columns).select_from(Case).where(visible_to(actor))).one()
    return dict(zip(conditions, counts, strict=True))


def total(session: Session, actor: Actor, *criteria: Condition) -> int:
    """Return how many cases that the actor sees meet all conditions."""
    return session.scalar(sa.select(sa.func.count()).select_from(Case).where(visible_to(actor), *criteria)) or 0


def rows(session: Session, actor: Actor, *criteria: Condition, sort: str, offset: int, limit: int) -> list[Row]:
    """Return a page of the cases that the actor sees and that meet all conditions, in two queries."""
    statement = _columns().where(visible_to(actor), *criteria).order_by(*_order(sort)).offset(offset).limit(limit)
    return _rows(session, session.execute(statement).all())


def streamed(session: Session, actor: Actor, *criteria: Condition, sort: str) -> Iterator[Row]:
    """Yield every case that the actor sees and that meets all conditions, some hundreds in memory at a time."""
    statement = _columns().where(visible_to(actor), *criteria).order_by(*_order(sort))
    for found in session.execute(statement.execution_options(yield_per=AT_A_TIME)).partitions():
        yield from _rows(session, found)


def _rows(session: Session, found: Sequence[sa.Row[*tuple[Any, ...]]]) -> list[Row]:
    pauses: dict[int, list[Pause]] = defaultdict(list)
    for pause in session.scalars(sa.select(Pause).where(Pause.case_id.in_([row.id for row in found]))):
        pauses[pause.case_id].append(pause)
    return [Row(**row._mapping, pauses=pauses[row.id]) for row in found]  # noqa: SLF001  the documented name


def next_due(session: Session, actor: Actor, today: date) -> date | None:
    """Return the next promised date after today among the cases that the actor sees."""
    statement = sa.select(sa.func.min(Case.due_on)).where(visible_to(actor), lights.running())
    return session.scalar(statement.where(Case.due_on > today))


def _columns() -> sa.Select[*tuple[Any, ...]]:
    handler, unit = aliased(Account), aliased(Unit)
    open_tasks = sa.select(sa.func.count()).where(
        Task.case_id == Case.id, Task.replied_at.is_(None), Task.lapsed_at.is_(None)
    )
    return (
        sa.select(
            Case.id,
            Case.reference,
            Case.title,
            Enterprise.name.label("enterprise"),
            Case.kind,
            Category.name.label("category"),
            Case.status,
            Case.urgency,
            Case.channel,
            Case.limit_days,
            Case.extended_days,
            unit.short_name.label("unit"),
            handler.name.label("handler"),
            Case.submitted_at,
            Case.clock_started_at,
            Case.due_on,
            Case.proposed_at,
            Case.ended_at,
            Case.rejections,
            open_tasks.scalar_subquery().label("open_tasks"),
            pending_column().label("pending"),
            Case.confidential,
            Case.restricted,
            Case.sensitive,
        )
        .select_from(Case)
        .join(Enterprise, Enterprise.id == Case.enterprise_id)
        .join(Category, Category.id == Case.category_id)
        .outerjoin(handler, handler.id == Case.handler_id)
        .outerjoin(unit, unit.id == Case.handling_unit_id)
    )


def _order(sort: str) -> list[sa.ColumnElement[Any]]:
    """Sort by submission, the newest first, or by promise: what runs by date, then what waits, what has ended last.

    By ``turn``, as its enterprise sees its cases, what waits for the enterprise comes first of all.
    """
    if sort == "submitted":
        return [Case.submitted_at.desc(), Case.id.desc()]
    waiting = (Case.status.in_(AWAITING), -1 if sort == "turn" else 1)
    place = sa.case((lights.running(), 0), waiting, else_=2)
    running = sa.case((lights.running(), Case.due_on))
    ended = sa.case((Case.status.in_(ENDED), Case.ended_at))
    return [place, running, ended.desc(), Case.submitted_at.asc(), Case.id.asc()]


def criteria_of(session: Session, wanted: Wanted, calendar: WorkCalendar, today: date) -> list[Condition]:
    """Return the conditions of the filters that are set."""
    chosen: list[tuple[object, Callable[[], Condition]]] = [
        (wanted.status, lambda: Case.status == wanted.status),
        (wanted.kind, lambda: Case.kind == wanted.kind),
        (wanted.category_id, lambda: _in_category(wanted.category_id or 0)),
        (wanted.area_id, lambda: _in_area(wanted.area_id or 0)),
        (wanted.unit_id, lambda: Case.handling_unit_id == wanted.unit_id),
        (wanted.channel, lambda: Case.channel == wanted.channel),
        (wanted.light, lambda: lights.shows(wanted.light or Light.LATE, _limits(session), calendar, today)),
    ]
    words = [matching(word) for word in wanted.q.split()]
    return [condition() for value, condition in chosen if value is not None] + words


def matching(word: str) -> Condition:
    """Return the condition that a case has a word in its title, its enterprise's name or, however typed, its number."""
    reference = normalise(word)
    if reference:
        return Case.reference == reference
    plain = sa.func.replace(Case.reference, "-", "")
    return sa.or_(
        Case.title.icontains(word, autoescape=True),
        Case.enterprise.has(Enterprise.name.icontains(word, autoescape=True)),
        plain.contains(word.replace("-", "").upper(), autoescape=True) if word.isascii() else sa.false(),
    )


def _in_category(category_id: int) -> Condition:
    below = sa.select(Category.id).where(sa.or_(Category.id == category_id, Category.parent_id == category_id))
    return Case.category_id.in_(below)


def _in_area(area_id: int) -> Condition:
    return Case.enterprise_id.in_(sa.select(Enterprise.id).where(Enterprise.area_id.in_(ids_within(area_id))))


def _limits(session: Session) -> Sequence[int]:
    return session.scalars(sa.select(lights.promised_days()).distinct()).all()
