"""A late case and everybody whom supervision turns to."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.models import Case, CaseEvent
from portal.cases.workflow import Action
from portal.notifications.models import Notification
from portal.supervision.climbing import Taken
from portal.supervision.models import SupervisionStep
from portal.supervision.sweeps import sweep
from portal.vocabulary import CaseStatus, Role, Rung, Slot
from tests.factories import Factory

PROMISED = date(2026, 3, 18)  # a Wednesday of a month without holidays
STARTED = PROMISED - timedelta(days=9)


def at(on: date, hour: int = 10) -> AbstractContextManager[None]:
    """Live on a day while the block runs."""
    return clock.travel(clock.local_instant(on, hour))


@dataclass
class Scene:
    """The office, a bureau and an enterprise with its lead leader; ``case`` makes cases promised by 18 March 2026."""

    session: Session
    make: Factory
    heard: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        make = self.make
        self.committee = make.unit(code="安政法督")
        self.bureau = make.unit("安澜县供电服务中心")
        self.supervisor = make.account(Role.SUPERVISOR, unit=self.committee, name="督查员")
        self.coordinator = make.account(Role.COORDINATOR, name="调度员")
        self.leader = make.account(Role.LEADER, name="牵头领导")
        self.officer = make.account(Role.OFFICER, unit=self.bureau, name="承办人")
        self.colleague = make.account(Role.OFFICER, unit=self.bureau, name="同事")
        self.enterprise = make.enterprise()
        self.member = make.member(self.enterprise, name="企业")
        make.pair(self.enterprise, Slot.LEADER, self.leader)

    def case(self, **values: Any) -> Case:
        started = clock.local_instant(STARTED, 9)
        handled = {
            "status": CaseStatus.IN_PROGRESS,
            "handler": self.officer,
            "handling_unit": self.bureau,
            "handling_unit_id": self.bureau.id,
            "due_on": PROMISED,
            "submitted_at": started,
            "clock_started_at": started,
            "submitted_by": self.member,
        }
        return self.make.case(self.enterprise, **(handled | values))

    def hand_back(self, times: int, on: date) -> None:
        """Let the people of the bureau hand back some cases on a day."""
        for place in range(times):
            event = CaseEvent(
                case_id=self.case(due_on=on + timedelta(days=60)).id,
                at=clock.local_instant(on, 9),
                action=Action.HAND_BACK,
                actor_id=(self.officer, self.colleague)[place % 2].id,
                actor_name="承办人",
                actor_role="officer",
                status=CaseStatus.IN_PROGRESS,
            )
            self.session.add(event)
        self.session.flush()

    def sweep(self, on: date) -> list[Taken]:
        with at(on):
            return sweep(self.session)

    def rungs(self, case: Case) -> list[Rung]:
        statement = sa.select(SupervisionStep.rung).where(SupervisionStep.case_id == case.id)
        return list(self.session.scalars(statement.order_by(SupervisionStep.id)))

    def notices(self) -> list[tuple[str, str]]:
        """Return who has been told what since the last time this was asked."""
        self.session.flush()
        statement = sa.select(Notification).where(Notification.id > self.heard).order_by(Notification.id)
        rows = self.session.scalars(statement).all()
        self.heard = rows[-1].id if rows else self.heard
        names = {one.id: one.name for one in self.people()}
        return [(names[row.recipient_id], row.subject.partition("：")[0]) for row in rows]

    def people(self) -> list[Any]:
        return [self.supervisor, self.coordinator, self.leader, self.officer, self.colleague, self.member]
