"""An enterprise with its people, and a checklist of two questions."""

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.enterprises.models import Enterprise
from portal.permissions.actor import Actor
from portal.visits import checklists
from portal.visits.checklist_models import ChecklistEdition
from portal.visits.checklists import Wording
from portal.vocabulary import AnswerKind, CheckSection, RiskGrade, Role, Slot, VisitKind
from tests.factories import Factory, actor


@dataclass
class Scene:
    """Who is there."""

    enterprise: Enterprise
    liaison: Account
    member: Account
    coordinator: Account
    edition: ChecklistEdition

    @property
    def visiting(self) -> Actor:
        return actor(self.liaison, liaison_of=frozenset({self.enterprise.id}))

    @property
    def owning(self) -> Actor:
        return actor(self.member, enterprise_ids=frozenset({self.enterprise.id}))

    @property
    def coordinating(self) -> Actor:
        return actor(self.coordinator)


@pytest.fixture
def scene(session: Session, make: Factory) -> Scene:
    enterprise, liaison, coordinator = make.enterprise(), make.account(Role.LIAISON), make.account(Role.COORDINATOR)
    make.pair(enterprise, Slot.LIAISON, liaison)
    keeping = actor(coordinator)
    checklist = checklists.begin(session, actor=keeping, name="复工走访清单", kind=VisitKind.VISIT)
    wages = Wording(
        CheckSection.LABOUR,
        "工资是否按时足额发放",
        AnswerKind.YES_NO,
        risky=("no",),
        grade=RiskGrade.MAJOR,
        advice="尽快足额支付。",
    )
    state = Wording(CheckSection.GOVERNANCE, "企业最希望解决的一件事", AnswerKind.TEXT)
    for wording in (wages, state):
        checklists.save_question(session, checklist, actor=keeping, wording=wording)
    edition = checklists.publish(session, checklist, actor=keeping)
    return Scene(enterprise, liaison, make.member(enterprise), coordinator, edition)
