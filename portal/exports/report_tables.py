"""A figure broken down, the trend of new and closed cases, and the wall of daily reports."""

from datetime import date
from functools import partial

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal import clock
from portal.errors import NotFound
from portal.exports.asked import asked
from portal.exports.columns import Arguments, Column, Found, Listing, Share, at_hand
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.presentation.numbers import percent_text
from portal.reporting import asking, daily_queries, dimensions
from portal.reporting.daily import Standing
from portal.reporting.daily_queries import Row
from portal.reporting.dimensions import Dimension
from portal.reporting.figures import Group
from portal.reporting.indicators import BY_KEY
from portal.reporting.trends import Hot, Step, hot_issues, trend

P = Permission.REPORT_READ


def _find_groups(session: Session, actor: Actor, args: Arguments) -> Found[Group]:
    about = asked(session, actor, args)
    indicator, by = BY_KEY.get(args.get("key", "")), args.get("by", "")
    if indicator is None or by not in dimensions.offered(indicator, about.scope):
        raise NotFound
    groups = about.read.breakdown(indicator, Dimension(by), about.scope)
    columns = [Column[Group](str(Dimension(by).label), lambda row: row[0], 24), *COUNTED]
    return at_hand(groups, columns, about=about.words)


COUNTED = (
    Column[Group](_l("Figure"), lambda row: row[1].name, 20),
    Column[Group](_l("Number counted"), lambda row: row[1].count, 12),
    Column[Group](_l("Out of"), lambda row: row[1].of, 12),
    Column[Group](_l("Share"), lambda row: None if row[1].share is None else Share(row[1].share), 10),
)
BREAKDOWN = Listing("figure-groups", _l("Figure by groups"), P, COUNTED, _find_groups)


def _find_steps(session: Session, actor: Actor, args: Arguments) -> Found[Step]:
    about = asked(session, actor, args)
    return at_hand(trend(about.read, about.scope), about=about.words)


TREND = Listing(
    "trend",
    _l("New and closed"),
    P,
    (
        Column[Step](_l("From"), lambda row: row.scope.since, 12),
        Column[Step](_l("Until"), lambda row: row.scope.until, 12),
        Column[Step](_l("New"), lambda row: row.received, 10),
        Column[Step](_l("Closed"), lambda row: row.closed, 10),
    ),
    _find_steps,
)


def _find_hot(session: Session, actor: Actor, args: Arguments) -> Found[Hot]:
    about = asked(session, actor, args)
    return at_hand(hot_issues(about.read, about.scope), about=about.words)


HOT = Listing(
    "hot",
    _l("Hot issues of the week"),
    P,
    (
        Column[Hot](_l("Category"), lambda row: row.category.full_name, 30),
        Column[Hot](_l("This week"), lambda row: row.count, 10),
        Column[Hot](_l("Week before"), lambda row: row.before, 10),
    ),
    _find_hot,
)


def _find_wall(session: Session, _actor: Actor, args: Arguments) -> Found[Row]:
    days = asking.wall_days(args, clock.today())
    columns = [UNIT, *(_on(day, place) for place, day in enumerate(days)), RATE]
    return at_hand(daily_queries.wall(session, days, clock.now()), columns)


def _on(day: date, place: int) -> Column[Row]:
    return Column[Row](day.isoformat(), partial(_cell, place), 12)


def _cell(place: int, row: Row) -> str:
    """Return how a report stands, in a word: what is not filed is never a number."""
    cell = row.cells[place]
    words = {
        Standing.FILED: str(cell.number),
        Standing.ZERO: _("zero report"),
        Standing.LATE: _("reported late, %(number)s", number=cell.number),
        Standing.MISSING: _("not reported"),
        Standing.WAITING: _("not due yet"),
        Standing.OFF: _("day off"),
    }
    return words[cell.standing]


UNIT = Column[Row](_l("Unit"), lambda row: row.unit.name, 28)
RATE = Column[Row](_l("In time (rate)"), lambda row: percent_text(row.rate, 0), 10)
WALL: Listing[Row] = Listing("wall", _l("Daily and zero reports"), P, (UNIT, RATE), _find_wall)
