"""Visits, what they found, the enterprises visited, and the counters over them."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal import clock
from portal.enterprises.models import Enterprise
from portal.exports.columns import Arguments, Column, Found, Listing, at_hand, in_pages
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.visits import figures
from portal.visits.figures import Line
from portal.visits.models import Finding, Visit
from portal.visits.spans import findings_span, span_of

Visited = tuple[Enterprise, int, date]


def _find_visits(session: Session, actor: Actor, args: Arguments) -> Found[Visit]:
    span = span_of(session, args)[1]

    def page(offset: int, limit: int) -> list[Visit]:
        return list(figures.visits(session, actor, span, offset=offset, limit=limit))

    return Found(figures.count_visits(session, actor, span), in_pages(page))


VISITS = Listing(
    "visits",
    _l("Visits"),
    Permission.VISIT_LIST,
    (
        Column[Visit](_l("Enterprise"), lambda row: row.enterprise.name, 32),
        Column[Visit](_l("Area"), lambda row: row.enterprise.area.name, 14),
        Column[Visit](_l("Campaign"), lambda row: row.campaign.name if row.campaign else "", 24),
        Column[Visit](_l("Date of the visit"), lambda row: row.on, 12),
        Column[Visit](_l("Kind"), lambda row: str(row.kind.label), 12),
        Column[Visit](_l("Visitor"), lambda row: row.visitor_name, 12),
        Column[Visit](_l("Findings"), lambda row: len(row.findings), 8),
        Column[Visit](_l("Major and urgent"), lambda row: sum(one.is_grave for one in row.findings), 10),
    ),
    _find_visits,
)


def _find_visited(session: Session, actor: Actor, args: Arguments) -> Found[Visited]:
    span = span_of(session, args)[1]

    def page(offset: int, limit: int) -> list[Visited]:
        return list(figures.visited(session, actor, span, offset=offset, limit=limit))

    return Found(figures.tally(session, actor, span).visited, in_pages(page))


VISITED = Listing(
    "visited",
    _l("Enterprises visited"),
    Permission.VISIT_LIST,
    (
        Column[Visited](_l("Enterprise"), lambda row: row[0].name, 32),
        Column[Visited](_l("Area"), lambda row: row[0].area.name, 14),
        Column[Visited](_l("Sector"), lambda row: str(row[0].sector.label), 14),
        Column[Visited](_l("Visits"), lambda row: row[1], 8),
        Column[Visited](_l("Last visited"), lambda row: row[2], 12),
    ),
    _find_visited,
)


def _find_findings(session: Session, actor: Actor, args: Arguments) -> Found[Finding]:
    span = findings_span(session, args, clock.today())[1]

    def page(offset: int, limit: int) -> list[Finding]:
        return list(figures.findings(session, actor, span, offset=offset, limit=limit))

    return Found(figures.count_findings(session, actor, span), in_pages(page))


FINDINGS = Listing(
    "findings",
    _l("Findings of visits"),
    Permission.VISIT_LIST,
    (
        Column[Finding](_l("What was found"), lambda row: row.text, 44),
        Column[Finding](_l("Enterprise"), lambda row: row.visit.enterprise.name, 32),
        Column[Finding](_l("Date of the visit"), lambda row: row.visit.on, 12),
        Column[Finding](_l("Kind"), lambda row: str(row.kind.label), 10),
        Column[Finding](_l("Grade"), lambda row: str(row.grade.label), 8),
        Column[Finding](_l("Urgent"), lambda row: str(_l("Yes") if row.urgent else _l("No")), 8),
        Column[Finding](_l("State"), lambda row: str(row.state.label), 14),
        Column[Finding](_l("Advice"), lambda row: row.advice, 40),
        Column[Finding](_l("Follow-up on"), lambda row: row.follow_up_on, 12),
        Column[Finding](_l("Case"), lambda row: row.case.reference if row.case else "", 18),
        Column[Finding](_l("Visitor"), lambda row: row.visit.visitor_name, 12),
    ),
    _find_findings,
)


def _find_counters(session: Session, actor: Actor, args: Arguments) -> Found[Line]:
    span = span_of(session, args)[1]
    together = Line(_("Together"), span, figures.tally(session, actor, span))
    lines = (*figures.by_campaign(session, actor, span), *figures.by_street(session, actor, span))
    return at_hand((together, *lines))


VISIT_COUNTERS = Listing(
    "visit-counters",
    _l("Counters of visits"),
    Permission.VISIT_LIST,
    (
        Column[Line](_l("Campaign or street"), lambda row: row.name, 24),
        Column[Line](_l("Enterprises visited"), lambda row: row.tally.visited, 12),
        Column[Line](_l("Difficulties found"), lambda row: row.tally.difficulties, 12),
        Column[Line](_l("Difficulties solved"), lambda row: row.tally.difficulties_solved, 12),
        Column[Line](_l("Legal questions found"), lambda row: row.tally.questions, 12),
        Column[Line](_l("Legal questions solved"), lambda row: row.tally.questions_solved, 12),
    ),
    _find_counters,
)
