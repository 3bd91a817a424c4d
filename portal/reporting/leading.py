"""What stands on a leader's one page: letters to sign, what is supervised, what is late, and the key enterprises.

The risk of an enterprise is assessed by facts, the gravest first, and says by which.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.desk import worklist
from portal.cases.limits import lights
from portal.cases.models import Case
from portal.enterprises.models import Enterprise
from portal.permissions.actor import Actor
from portal.supervision.models import SupervisionStep
from portal.visits.models import Finding, Visit
from portal.vocabulary import OPEN, Labelled, Reopening, RiskGrade, Rung

UNVISITED_DAYS = 30
SHEET_ROWS = 18  # of two lines each: what one sheet of A4 holds
LEAST_ROWS = 4  # of each part that has so many
FROM_LEADER_ON = (Rung.LEADER, Rung.NOTICE)


class Risk(Labelled):
    """How much an enterprise needs its leader."""

    HIGH = "high", _l("High risk")
    MEDIUM = "medium", _l("Medium risk")
    LOW = "low", _l("Low risk")


@dataclass(frozen=True)
class Facts:
    """What the risk of an enterprise is assessed by."""

    open_cases: int = 0
    late_cases: int = 0
    grave_findings: int = 0
    open_findings: int = 0
    reopening: Reopening = Reopening.FULL
    last_visit_on: date | None = None

    def visited_since(self, on: date) -> bool:
        """Tell whether somebody has been there since a day."""
        return self.last_visit_on is not None and self.last_visit_on >= on


@dataclass(frozen=True)
class Standing:
    """A key enterprise on the leader's page."""

    enterprise: Enterprise
    facts: Facts
    risk: Risk
    why: str


def assess(facts: Facts, today: date) -> tuple[Risk, list[str]]:
    """Return the risk of an enterprise and the facts that make it so.

    High: a late case, or a finding that is major and urgent. Medium: an open case or finding at an enterprise that has
    not fully reopened, or no visit in 30 days. Otherwise low.
    """
    grave = [
        *([_("late cases: %(count)s", count=facts.late_cases)] if facts.late_cases else []),
        *([_("major and urgent findings: %(count)s", count=facts.grave_findings)] if facts.grave_findings else []),
    ]
    if grave:
        return Risk.HIGH, grave
    middling = []
    if facts.reopening is not Reopening.FULL and (facts.open_cases or facts.open_findings):
        middling.append(_("not fully reopened, with open matters"))
    if not facts.visited_since(today - timedelta(days=UNVISITED_DAYS)):
        middling.append(_("no visit in %(days)s days", days=UNVISITED_DAYS))
    return (Risk.MEDIUM, middling) if middling else (Risk.LOW, [_("nothing out of the ordinary")])


def supervised(actor: Actor) -> sa.ColumnElement[bool]:
    """Return which open cases a leader supervises: those ordered, and those the ladder has brought to the leader."""
    step = sa.select(SupervisionStep.id).where(SupervisionStep.case_id == Case.id).correlate(Case)
    ordered = step.where(SupervisionStep.rung == Rung.ORDERED, SupervisionStep.actor_id == actor.account_id).exists()
    reported = step.where(SupervisionStep.rung.in_(FROM_LEADER_ON)).exists()
    return sa.and_(Case.status.in_(OPEN), sa.or_(ordered, sa.and_(reported, led_by(actor))))


def led_by(actor: Actor) -> sa.ColumnElement[bool]:
    """Return which cases are of enterprises that a leader leads."""
    return Case.enterprise_id.in_(actor.leader_of)


def late(actor: Actor) -> sa.ColumnElement[bool]:
    """Return which cases of the enterprises that a leader leads are late today."""
    return sa.and_(lights.late(clock.today()), led_by(actor))


LISTS: dict[str, Callable[[Actor], sa.ColumnElement[bool]]] = {"supervised": supervised, "late": late}


def shares(counts: Sequence[int]) -> list[int]:
    """Return how many rows of each part stand on the sheet.

    Each part has ``LEAST_ROWS`` if there are so many; an empty one takes the row that says so. The rows that are left
    go to the parts in their order.
    """
    given = [min(count, LEAST_ROWS) for count in counts]
    left = SHEET_ROWS - sum(max(rows, 1) for rows in given)
    for part, count in enumerate(counts):
        more = min(count - given[part], left)
        given[part] += more
        left -= more
    return given


def rows(session: Session, actor: Actor, condition: sa.ColumnElement[bool]) -> tuple[int, list[worklist.Row]]:
    """Return how many cases meet a condition, and the most pressing of them, at most as many as a sheet holds."""
    found = worklist.rows(session, actor, condition, sort="due", offset=0, limit=SHEET_ROWS)
    return worklist.total(session, actor, condition), found


def enterprises(session: Session, actor: Actor, today: date) -> list[Standing]:
    """Return the enterprises that a leader leads, those at risk and the key ones first."""
    led = session.scalars(sa.select(Enterprise).where(Enterprise.id.in_(actor.leader_of))).unique().all()
    facts = _facts(session, led, today)
    standings = []
    for enterprise in led:
        risk, why = assess(facts[enterprise.id], today)
        standings.append(Standing(enterprise, facts[enterprise.id], risk, _(", ").join(why)))
    order = list(Risk)
    return sorted(standings, key=lambda one: (order.index(one.risk), not one.enterprise.key, one.enterprise.id))


def at_risk(standings: Sequence[Standing], risk: str | None) -> list[Standing]:
    """Return the enterprises of one risk; of every risk where none is named, or one that there is not."""
    return [one for one in standings if one.risk == risk or risk not in set(Risk)]


def _facts(session: Session, led: Sequence[Enterprise], today: date) -> dict[int, Facts]:
    """Gather the facts of some enterprises, in three queries."""
    ids = [enterprise.id for enterprise in led]
    of_cases = sa.select(Case.enterprise_id, sa.func.count(), sa.func.count().filter(lights.late(today)))
    cases = {
        row[0]: (row[1], row[2])
        for row in session.execute(
            of_cases.where(Case.enterprise_id.in_(ids), Case.status.in_(OPEN), ~Case.confidential).group_by(
                Case.enterprise_id
            )
        )
    }
    last = sa.select(Visit.enterprise_id, sa.func.max(Visit.on)).where(Visit.enterprise_id.in_(ids))
    visited = {row[0]: row[1] for row in session.execute(last.group_by(Visit.enterprise_id))}
    grave, open_ = Counter[int](), Counter[int]()
    findings = sa.select(Visit.enterprise_id, Finding.grade, Finding.urgent).join(Finding.visit)
    for enterprise_id, grade, urgent in session.execute(
        findings.where(Visit.enterprise_id.in_(ids), Finding.settled_at.is_(None))
    ):
        open_[enterprise_id] += 1
        grave[enterprise_id] += urgent and grade is RiskGrade.MAJOR
    return {
        one.id: Facts(*cases.get(one.id, (0, 0)), grave[one.id], open_[one.id], one.reopening, visited.get(one.id))
        for one in led
    }
