"""What a request asks to see: its scope, read from the address with sensible days where none are given."""

from datetime import date, timedelta
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from forms.reporting import ScopeForm
from portal.cases.queries import categories
from portal.reporting.scope import Scope
from portal.units.queries import HANDLING, choices, of_kinds, street_choices

USUAL_DAYS = 30
WALL_DAYS = 10
FIRST_DAY = date(2000, 1, 1)


def scope_form(session: Session, args: MultiDict[str, str]) -> ScopeForm:
    """Return the filters of a request, with the choices that come from data."""
    return ScopeForm(
        args,
        area=[("", _("All streets")), *street_choices(session)],
        category=[("", _("All themes")), *((each.id, each.full_name) for each in categories(session))],
        unit=[("", _("All units")), *choices(of_kinds(session, *HANDLING))],
    )


def scope_of(form: ScopeForm, today: date) -> Scope:
    """Return what the filters ask for; without days, or with impossible ones, the 30 days up to today."""
    until = min(form.until.data or today, today)
    since = form.since.data or until - timedelta(days=USUAL_DAYS - 1)
    since = max(FIRST_DAY, min(since, until))
    form.since.data, form.until.data = since, max(until, FIRST_DAY)
    return Scope(
        since=since,
        until=form.until.data,
        area_id=form.area.data,
        sector=form.sector.data,
        above_scale=form.is_above_scale,
        category_id=form.category.data,
        channel=form.channel.data,
        unit_id=form.unit.data,
    )


def span_links(scope: Scope, today: date) -> list[tuple[str, str, bool]]:
    """Return words, address and choice of the usual spans of days; the other filters stay."""
    spans = (
        (_("Last 7 days"), today - timedelta(days=6)),
        (_("Last 30 days"), today - timedelta(days=29)),
        (_("Last 90 days"), today - timedelta(days=89)),
        (_("This month"), today.replace(day=1)),
        (_("This year"), today.replace(month=1, day=1)),
    )

    def address(since: date) -> str:
        arguments: dict[str, Any] = (request.view_args or {}) | scope.narrowed(since=since, until=today).arguments()
        return url_for(request.endpoint or "", **arguments)

    return [(words, address(since), (scope.since, scope.until) == (since, today)) for words, since in spans]


def wall_days(args: MultiDict[str, str], today: date) -> list[date]:
    """Return the ten days of the wall, the latest first: up to the day that the address names, or today."""
    try:
        until = date.fromisoformat(args.get("until", ""))
    except ValueError:
        until = today
    last = max(FIRST_DAY, min(until, today))
    return [last - timedelta(days=n) for n in range(WALL_DAYS)]
