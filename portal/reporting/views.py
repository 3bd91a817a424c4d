"""The dashboard, each figure with the lists behind it, and its breakdowns."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.cases.desk import listing, worklist
from portal.database import db
from portal.enterprises import queries as enterprises
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.charts import Bar, BarChart, LineChart, Series
from portal.presentation.dates import date_text
from portal.presentation.numbers import percent_text
from portal.presentation.paging import paged
from portal.reporting import asking, dimensions, overview
from portal.reporting.dimensions import Dimension
from portal.reporting.figures import PART, PARTS, REST, WHOLE, Group, reading
from portal.reporting.indicators import BY_KEY, Indicator, Subject
from portal.reporting.scope import Scope
from portal.reporting.trends import Step
from portal.settings import current_settings
from portal.workdays import load_calendar

blueprint = Blueprint("reporting", __name__, url_prefix="/figures")

FIGURES = ",".join(f'"{key}"' for key in BY_KEY)
DIMENSIONS = ",".join(Dimension)


def figure_url(key: str, scope: Scope, which: str = WHOLE) -> str:
    """Return the address of one of a figure's lists."""
    arguments: dict[str, Any] = scope.arguments()
    return url_for("reporting.cases_of", key=key, which=which, **arguments)


blueprint.add_app_template_global(figure_url)


@blueprint.route("")
@requires(Permission.REPORT_READ)
def index() -> str:
    """Show the figures of the chosen days, the trend, and where it goes well or badly."""
    today = clock.today()
    form = asking.scope_form(db.session, request.args)
    scope, read = asking.scope_of(form, today), reading(db.session, current_actor(), today)
    shown = overview.read_overview(read, scope)
    return render_template(
        "reporting/index.html",
        filters=form,
        scope=scope,
        spans=asking.span_links(scope, today),
        shown=shown,
        trend_chart=_trend_chart(shown.trend),
        theme_chart=_bars(shown.themes, goal=True),
        street_chart=_bars(shown.streets),
        as_of=clock.now(),
    )


@blueprint.route(f"/<any({FIGURES}):key>/<any(whole, part, rest):which>")
@requires(Permission.REPORT_READ)
def cases_of(key: str, which: str) -> str:
    """List what stands behind a figure: all that is counted, the part that is reached, or the rest."""
    today, actor = clock.today(), current_actor()
    indicator = _indicator(key, which)
    form = asking.scope_form(db.session, request.args)
    scope, read = asking.scope_of(form, today), reading(db.session, actor, today)
    conditions = read.criteria(indicator, which, scope)
    shown: Mapping[str, Any]
    if indicator.subject is Subject.CASES:
        page, calendar = paged(worklist.total(db.session, actor, *conditions)), load_calendar(db.session)
        rows = worklist.rows(db.session, actor, *conditions, sort="due", offset=page.offset, limit=page.size)
        shown = {"lines": [listing.line(row, calendar, today) for row in rows]}
    else:
        anyone = enterprises.Wanted(order=enterprises.Order.NAME)
        page = paged(enterprises.count(db.session, actor, anyone, *conditions))
        found = enterprises.search(db.session, actor, anyone, *conditions, offset=page.offset, limit=page.size)
        shown = {"enterprises": found}
    return render_template(
        "reporting/list.html",
        figure=read.figure(indicator, scope),
        which=which,
        tabs=_tabs(indicator, which, scope),
        filters=form,
        scope=scope,
        spans=asking.span_links(scope, today),
        dimensions=dimensions.offered(indicator, scope),
        page=page,
        **shown,
    )


@blueprint.route(f"/<any({FIGURES}):key>/by/<any({DIMENSIONS}):dimension>")
@requires(Permission.REPORT_READ)
def by(key: str, dimension: str) -> str:
    """Break a figure down, each group with its own lists."""
    today = clock.today()
    indicator = _indicator(key)
    form = asking.scope_form(db.session, request.args)
    scope, read = asking.scope_of(form, today), reading(db.session, current_actor(), today)
    offered = dimensions.offered(indicator, scope)
    if dimension not in offered:
        abort(404)
    groups = read.breakdown(indicator, Dimension(dimension), scope)
    return render_template(
        "reporting/by.html",
        figure=read.figure(indicator, scope),
        dimension=Dimension(dimension),
        dimensions=offered,
        groups=groups,
        bars=_bars(groups, goal=key == "on-time"),
        filters=form,
        scope=scope,
        spans=asking.span_links(scope, today),
    )


def _indicator(key: str, which: str = WHOLE) -> Indicator:
    """Return a figure's definition; a plain count has one list only."""
    indicator = BY_KEY.get(key)
    if indicator is None or (indicator.part is None and which != WHOLE) or which not in PARTS:
        abort(404)
    return indicator


def _tabs(indicator: Indicator, which: str, scope: Scope) -> list[tuple[str, str, bool]]:
    if indicator.part is None:
        return []
    names = {WHOLE: _("Counted"), PART: str(indicator.part_words), REST: str(indicator.rest_words)}
    return [(name, figure_url(indicator.key, scope, part), part == which) for part, name in names.items()]


def _trend_chart(steps: Sequence[Step]) -> LineChart:
    labels = [f"{step.scope.since.month}/{step.scope.since.day}" for step in steps]
    received, closed = [step.received for step in steps], [step.closed for step in steps]
    return LineChart(labels, (Series(_("New"), received), Series(_("Closed then"), closed)))


def _bars(groups: Sequence[Group], *, goal: bool = False) -> BarChart:
    """Draw shares against the whole width, plain counts against the highest of them; what counts nothing has no bar."""
    target = current_settings().on_time_goal if goal else None
    most = max((figure.count for _name, figure, _scope in groups), default=0) or 1
    bars = [
        Bar(name, figure.count / most, str(figure.count))
        if figure.of is None
        else Bar(
            name,
            figure.share or 0,
            percent_text(figure.share),
            f"{figure.count}/{figure.of}",
            misses=target is not None and figure.share is not None and figure.share < target,
        )
        for name, figure, _scope in groups
        if figure.of or figure.count
    ]
    return BarChart(bars, target, _("Goal %(share)s", share=percent_text(target, 0)) if target else "")


def days_words(scope: Scope) -> str:
    """Return the days of a scope in words."""
    return _("%(first)s to %(last)s", first=date_text(scope.since), last=date_text(scope.until))


blueprint.add_app_template_filter(days_words, "days_words")
