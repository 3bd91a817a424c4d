"""Work lists of cases, as they stand on the screen: the tab, the filters and the order of the address."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.desk import desks, listing, worklist
from portal.cases.desk.worklist import Row
from portal.exports.columns import Arguments, Column, Found, Listing
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.workdays import load_calendar


def _find(session: Session, actor: Actor, args: Arguments) -> Found[Row]:
    today, calendar = clock.today(), load_calendar(session)
    chosen = listing.filters(session, args)
    tab = desks.chosen(desks.desk(actor, today, calendar), args.get("tab"), actor, filtered=listing.is_set(chosen))
    criteria = [tab.condition, *worklist.criteria_of(session, listing.wanted(chosen), calendar, today)]
    sort = listing.chosen_sort(args.get("sort"), actor)
    return Found(worklist.total(session, actor, *criteria), worklist.streamed(session, actor, *criteria, sort=sort))


CASES = Listing(
    "cases",
    _l("Cases"),
    Permission.CASE_LIST,
    (
        Column[Row](_l("Reference"), lambda row: row.reference, 18),
        Column[Row](_l("Title"), lambda row: row.title, 40),
        Column[Row](_l("Enterprise"), lambda row: row.enterprise, 28),
        Column[Row](_l("Kind"), lambda row: str(row.kind.label), 10),
        Column[Row](_l("Category"), lambda row: row.category, 18),
        Column[Row](_l("Status"), lambda row: str(row.status.label), 12),
        Column[Row](_l("Urgency"), lambda row: str(row.urgency.label), 8),
        Column[Row](_l("Channel"), lambda row: str(row.channel.label), 10),
        Column[Row](_l("Handling unit"), lambda row: row.unit, 20),
        Column[Row](_l("Handling officer"), lambda row: row.handler, 10),
        Column[Row](_l("Submitted at"), lambda row: row.submitted_at, 17),
        Column[Row](_l("Promised for"), lambda row: row.due_on, 12),
        Column[Row](_l("Closed on"), lambda row: row.ended_at, 17),
        Column[Row](_l("Times sent back"), lambda row: row.rejections, 8),
    ),
    _find,
)
