"""Reading how supervision stands over all cases; every count is the length of a list that can be opened."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.cases.limits import lights
from portal.cases.models import Case, CaseEvent
from portal.cases.workflow import Action
from portal.supervision.conditions import Condition, of_present_promise, standing_at, taken
from portal.supervision.ladder import BY_RUNG
from portal.supervision.models import SupervisionStep
from portal.units.models import Unit
from portal.units.queries import tree
from portal.vocabulary import OPEN, Rung


@dataclass(frozen=True)
class Listed:
    """What a list of cases is narrowed to: a rung, a unit that hands back, a handling unit (0: none), or all late."""

    rung: Rung | None = None
    unit_id: int | None = None
    handed_back_by: int | None = None

    @classmethod
    def asked_by(cls, args: Mapping[str, str]) -> Self:
        """Return what an address asks for; nonsense is all that is late."""
        rung = args.get("rung", "")
        if rung in set(Rung):
            return cls(rung=Rung(rung))
        return cls(unit_id=_number(args.get("unit", "")), handed_back_by=_number(args.get("handed-back", "")))

    def condition(self, today: date) -> Condition:
        """Return the condition of the list."""
        if self.rung:
            return standing_at(self.rung) if self.rung in BY_RUNG else asked_for(self.rung)
        if self.handed_back_by:
            return sa.and_(~Case.confidential, Case.id.in_(_handed_back(self.handed_back_by, today.replace(day=1))))
        of_unit = sa.true() if self.unit_id is None else _of_unit(self.unit_id)
        return sa.and_(lights.late(today), ~Case.confidential, of_unit)


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None


def _handed_back(unit_id: int, since: date) -> sa.Select[int]:
    """Return the cases that people of a unit have handed back since a day."""
    return (
        sa.select(CaseEvent.case_id)
        .join(Account, Account.id == CaseEvent.actor_id)
        .where(Account.unit_id == unit_id, CaseEvent.action == Action.HAND_BACK)
        .where(CaseEvent.at >= clock.local_instant(since))
    )


def _of_unit(unit_id: int) -> Condition:
    return Case.handling_unit_id == unit_id if unit_id else Case.handling_unit_id.is_(None)


def asked_for(rung: Rung) -> Condition:
    """Return the condition that supervision of an open case has been requested, or ordered, by hand."""
    return sa.and_(Case.status.in_(OPEN), taken(rung))


def counts(session: Session) -> dict[Rung, int]:
    """Return how many open cases stand at each rung, each counted at its highest, and how many are asked for by hand.

    The steps of open cases are counted and not the cases, so that what was never supervised costs nothing.
    """
    rungs = list(Rung)
    ladder = SupervisionStep.rung.in_(BY_RUNG)
    level = sa.func.max(sa.case(*((SupervisionStep.rung == rung, n) for n, rung in enumerate(rungs))))
    known = (Case.status.in_(OPEN), ~Case.confidential)
    of_open = sa.select(SupervisionStep.case_id).join(Case, of_present_promise()).where(*known)
    highest = of_open.add_columns(level.label("level")).where(ladder).group_by(SupervisionStep.case_id).subquery()
    standing = session.execute(sa.select(highest.c.level, sa.func.count()).group_by(highest.c.level))
    by_hand = of_open.where(sa.not_(ladder)).with_only_columns(SupervisionStep.rung, sa.func.count())
    asked = session.execute(by_hand.group_by(SupervisionStep.rung))
    return dict.fromkeys(rungs, 0) | {rungs[row[0]]: row[1] for row in standing} | {row[0]: row[1] for row in asked}


def late_by_unit(session: Session, today: date) -> list[tuple[Unit | None, int]]:
    """Return how many late cases each handling unit has, in the order of the tree; first those without a unit."""
    statement = sa.select(Case.handling_unit_id, sa.func.count()).where(lights.late(today), ~Case.confidential)
    late = {row[0]: row[1] for row in session.execute(statement.group_by(Case.handling_unit_id))}
    units: list[Unit | None] = [None, *(unit for _, unit in tree(session, with_closed=True))]
    found = [(unit, late.get(unit.id if unit else None, 0)) for unit in units]
    return [(unit, count) for unit, count in found if count]
