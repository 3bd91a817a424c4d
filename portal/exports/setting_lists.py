"""The limits in working days that hold and held, and the days of a year that differ from the week."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal import clock
from portal.administration import calendar, limits
from portal.cases.limits.models import LimitRule
from portal.exports.columns import Arguments, Column, Found, Listing, at_hand
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.workdays import CalendarDay, DayKind


@dataclass(frozen=True)
class Limit:
    """A limit: general, of a category, or one that held before."""

    place: str
    subject: str
    days: int
    began_at: datetime | None = None
    ended_at: datetime | None = None
    reason: str = ""


def _find_limits(session: Session, _actor: Actor, _args: Arguments) -> Found[Limit]:
    general = [
        Limit(_("All: %(kind)s", kind=one.kind.label), str(one.subject.label), one.days)
        for one in limits.general_limits(session)
    ]
    return at_hand([*general, *map(_ruled, limits.rules(session)), *map(_ruled, limits.history(session))])


def _ruled(rule: LimitRule) -> Limit:
    place = rule.category.full_name if rule.category else _("All: %(kind)s", kind=rule.kind.label)
    return Limit(place, str(rule.subject.label), rule.days, rule.began_at, rule.ended_at, rule.reason)


LIMITS = Listing(
    "limits",
    _l("Limits"),
    Permission.LIMIT_MANAGE,
    (
        Column[Limit](_l("Where"), lambda row: row.place, 28),
        Column[Limit](_l("What it is for"), lambda row: row.subject, 20),
        Column[Limit](_l("Working days"), lambda row: row.days, 10),
        Column[Limit](_l("From"), lambda row: row.began_at, 17),
        Column[Limit](_l("Until"), lambda row: row.ended_at, 17),
        Column[Limit](_l("Reason or document"), lambda row: row.reason, 40),
    ),
    _find_limits,
)


def _find_days(session: Session, _actor: Actor, args: Arguments) -> Found[CalendarDay]:
    year = args.get("year", clock.today().year, type=int)
    return at_hand(calendar.year_view(session, calendar.sound_year(year)).days)


def _kind(row: CalendarDay) -> str:
    return _("Make-up working day") if row.kind is DayKind.WORK else _("Day off")


CALENDAR = Listing(
    "calendar",
    _l("Working calendar"),
    Permission.CALENDAR_MANAGE,
    (
        Column[CalendarDay](_l("Day"), lambda row: row.on, 12),
        Column[CalendarDay](_l("Kind"), _kind, 16),
        Column[CalendarDay](_l("Name of the holiday"), lambda row: row.name, 24),
    ),
    _find_days,
)
