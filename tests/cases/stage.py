"""The people of a case, and a case brought to where a test begins, by the very acts that lead there."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.audit.models import AuditEvent
from portal.cases import operations
from portal.cases.intake import operations as intake
from portal.cases.models import Case, CaseEvent
from portal.cases.operations import SupportingTask
from portal.notifications.models import Notification
from portal.pairing.actors import actor_for
from portal.permissions.actor import Actor
from portal.vocabulary import CaseKind, CaseStatus, OutcomeKind, Role, Slot, UnitKind
from tests.factories import Factory, numbers


def at(month: int, day: int, hour: int = 9) -> AbstractContextManager[None]:
    """Live at a local time of 2026 while the block runs."""
    return clock.travel(clock.local_instant(date(2026, month, day), hour))


@dataclass
class Stage:
    """An enterprise with two members and the four who stand by it, an office, a bureau and a street."""

    session: Session
    make: Factory
    told: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        make = self.make
        self.enterprise = make.enterprise()
        self.chief, self.clerk = make.member(self.enterprise), make.member(self.enterprise)
        self.coordinator = make.account(Role.COORDINATOR)
        self.supervisor = make.account(Role.SUPERVISOR)
        self.bureau = make.unit(short_name="县人社局")
        self.officer = make.account(Role.OFFICER, unit=self.bureau)
        self.colleague = make.account(Role.OFFICER, unit=self.bureau)
        self.street = make.unit(kind=UnitKind.STREET, short_name="望江街道")
        self.liaison = make.account(Role.LIAISON, unit=self.street)
        self.firm = make.unit(kind=UnitKind.LAW_FIRM)
        self.lawyer = make.account(Role.LAWYER, unit=self.firm)
        self.stranger = make.member(make.enterprise())
        make.pair(self.enterprise, Slot.LIAISON, self.liaison)
        make.pair(self.enterprise, Slot.LAWYER, self.lawyer)

    def actor(self, account: Account) -> Actor:
        """Return who the account is today, as a request would find out."""
        return actor_for(self.session, account)

    def case(self, status: CaseStatus = CaseStatus.SUBMITTED, *, kind: CaseKind = CaseKind.DIFFICULTY) -> Case:
        """Return a case that real acts have brought to the status; notices sent on the way are not counted."""
        case = self.submit(kind=kind)
        for act in self._way_to(status):
            act(case)
        if kind is CaseKind.LEGAL_QUESTION:  # somebody has confirmed that there is no conflict of interest
            case.cleared_by_id = self.chief.id
        self.session.flush()
        self.forget_notices()
        return case

    def submit(self, account: Account | None = None, *, kind: CaseKind = CaseKind.DIFFICULTY, **values: Any) -> Case:
        telling = {
            "category": self.make.category(kind=kind),
            "title": "二号厂房被断电，生产线无法复工",
            "description": "出租方以欠租为由断电，三十八名工人已经返岗，生产线开不起来。",
            "contact_name": "张慧敏",
            "contact_telephone": "139 0000 7788",
        }
        key = values.pop("submission_key", f"stage-{next(numbers)}")
        attachments = values.pop("attachments", ())
        return intake.submit(
            self.session,
            actor=self.actor(account or self.chief),
            enterprise=self.enterprise,
            kind=kind,
            telling=intake.Telling(**(telling | values)),
            submission_key=key,
            attachments=attachments,
        )

    def _way_to(self, status: CaseStatus) -> Iterable[Callable[[Case], None]]:
        ways = {
            CaseStatus.SUBMITTED: (),
            CaseStatus.ACCEPTED: (self.accept,),
            CaseStatus.IN_PROGRESS: (self.accept, self.dispatch),
            CaseStatus.SUPPLEMENT: (self.accept, self.dispatch, self.ask),
            CaseStatus.PROPOSED: (self.accept, self.dispatch, self.propose),
            CaseStatus.CLOSED: (self.accept, self.dispatch, self.propose, self.confirm),
            CaseStatus.DECLINED: (self.decline,),
            CaseStatus.WITHDRAWN: (self.withdraw,),
        }
        return ways[status]

    def accept(self, case: Case, **values: Any) -> None:
        operations.accept(self.session, case, actor=self.actor(self.coordinator), **values)

    def decline(self, case: Case, **values: Any) -> None:
        words = {"reason": "不属于本平台受理范围。", "turn_to": "请向县人民法院申请执行。"}
        operations.decline(self.session, case, actor=self.actor(self.coordinator), **(words | values))

    def dispatch(self, case: Case, *tasks: SupportingTask, **values: Any) -> None:
        handler = self.lawyer if case.kind is CaseKind.LEGAL_QUESTION else self.officer
        to = {"actor": self.actor(self.coordinator), "unit": handler.unit, "handler": handler, "tasks": tasks}
        operations.dispatch(self.session, case, **(to | values))

    def ask(self, case: Case, **values: Any) -> None:
        words = {"actor": self.actor(self.officer), "question": "请补交租赁合同全文。"}
        operations.ask(self.session, case, **(words | values))

    def propose(self, case: Case, **values: Any) -> None:
        assert case.handler is not None
        words = {"kind": OutcomeKind.MEDIATION, "explanation": "双方达成调解，今日恢复供电。"}
        operations.propose(self.session, case, actor=self.actor(case.handler), **(words | values))

    def confirm(self, case: Case, **values: Any) -> None:
        operations.confirm(self.session, case, **({"actor": self.actor(self.chief)} | values))

    def reject(self, case: Case, **values: Any) -> None:
        words = {"actor": self.actor(self.chief), "missing": "供电恢复了，但是租金还没有谈。"}
        operations.reject(self.session, case, **(words | values))

    def withdraw(self, case: Case, **values: Any) -> None:
        operations.withdraw(self.session, case, **({"actor": self.actor(self.chief)} | values))

    def reopen(self, case: Case, **values: Any) -> None:
        words = {"actor": self.actor(self.chief), "reason": "昨天又被断电了。"}
        operations.reopen(self.session, case, **(words | values))

    def forget_notices(self) -> None:
        self.session.flush()
        self.told = self.session.scalar(sa.select(sa.func.coalesce(sa.func.max(Notification.id), 0))) or 0

    def notices(self) -> dict[int, str]:
        """Return by account id the subject of the notice that each person has had since the test began."""
        self.session.flush()
        rows = self.session.scalars(sa.select(Notification).where(Notification.id > self.told)).all()
        assert len({row.recipient_id for row in rows}) == len(rows), "somebody was told twice"
        return {row.recipient_id: row.subject for row in rows}

    def record(self, case: Case) -> list[CaseEvent]:
        """Return the lines of the record, the oldest first."""
        statement = sa.select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.id)
        return list(self.session.scalars(statement))

    def trail(self, case: Case) -> list[str]:
        """Return the acts in the audit trail, the oldest first."""
        statement = sa.select(AuditEvent.act).where(AuditEvent.subject == f"case:{case.reference}")
        return list(self.session.scalars(statement.order_by(AuditEvent.id)))
