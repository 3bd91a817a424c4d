"""Behind the leader's page: the enterprises that the leader leads with their risk, and the cases in the own charge."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.desk import worklist
from portal.cases.desk.worklist import Row
from portal.errors import NotFound
from portal.exports.case_list import CASES
from portal.exports.columns import Arguments, Column, Found, Listing, at_hand
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.reporting import leading
from portal.reporting.leading import Standing

P = Permission.LEADING_READ


def _find_enterprises(session: Session, actor: Actor, args: Arguments) -> Found[Standing]:
    return at_hand(leading.at_risk(leading.enterprises(session, actor, clock.today()), args.get("risk")))


LED_ENTERPRISES = Listing(
    "led-enterprises",
    _l("Enterprises that I lead"),
    P,
    (
        Column[Standing](_l("Enterprise"), lambda row: row.enterprise.name, 32),
        Column[Standing](_l("Credit code"), lambda row: row.enterprise.credit_code, 21),
        Column[Standing](_l("Key enterprise"), lambda row: _("Yes") if row.enterprise.key else _("No"), 8),
        Column[Standing](_l("Risk"), lambda row: str(row.risk.label), 8),
        Column[Standing](_l("Why"), lambda row: row.why, 40),
        Column[Standing](_l("Reopening"), lambda row: str(row.enterprise.reopening.label), 12),
        Column[Standing](_l("Open cases"), lambda row: row.facts.open_cases, 10),
        Column[Standing](_l("Late cases"), lambda row: row.facts.late_cases, 10),
        Column[Standing](_l("Last visit"), lambda row: row.facts.last_visit_on, 12),
    ),
    _find_enterprises,
)


def _find_cases(session: Session, actor: Actor, args: Arguments) -> Found[Row]:
    if args.get("which") not in leading.LISTS:
        raise NotFound
    wanted = leading.LISTS[args["which"]](actor)
    return Found(worklist.total(session, actor, wanted), worklist.streamed(session, actor, wanted, sort="due"))


LED_CASES = Listing("led-cases", _l("Cases led and supervised by me"), P, CASES.columns, _find_cases)
