"""Leaving for good: everything goes over in one act, or nothing."""

import pytest
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.cases.handlers.handing_over import KEPT, Plan, plan
from portal.cases.handlers.handing_over_operations import Decision, hand_over
from portal.cases.models import Case
from portal.enterprises.models import Enterprise
from portal.errors import RuleBroken, StaleEdit
from portal.notifications.models import Notification
from portal.pairing.queries import current_for, history
from portal.permissions.actor import Actor
from portal.vocabulary import CaseStatus, Role, Slot, UnitKind
from tests.factories import Factory, actor
from tests.judging import JudgingClient


class Scene:
    """A cadre who leaves, a colleague in the same street, two enterprises and an open case."""

    def __init__(self, session: Session, make: Factory) -> None:
        street = make.unit(kind=UnitKind.STREET)
        self.session = session
        self.leaving = make.account(Role.LIAISON, name="史可", unit=street)
        self.colleague = make.account(Role.LIAISON, name="陈立新", unit=street, telephone="138 0000 1203")
        self.office = make.account(Role.COORDINATOR)
        self.coordinator: Actor = actor(self.office)
        self.enterprises: list[Enterprise] = [make.enterprise(area=street) for _ in range(2)]
        self.members: list[Account] = [make.member(one) for one in self.enterprises]
        for one in self.enterprises:
            make.pair(one, Slot.LIAISON, self.leaving)
        self.case: Case = make.case(
            self.enterprises[0],
            status=CaseStatus.IN_PROGRESS,
            handler=self.leaving,
            handling_unit=street,
            submitted_by=self.members[0],
        )

    def decided(self, found: Plan) -> Decision:
        return Decision(
            {line.pairing.id: line.proposed for line in found.pairings},
            {line.case.id: line.proposed for line in found.cases},
            {self.enterprises[0].id: "新联企干部明天上门。"},
            "工作调动",
        )

    def act(self, found: Plan, decision: Decision, seen: str = "") -> None:
        hand_over(self.session, found, decision, actor=self.coordinator, seen=seen or found.mark)


@pytest.fixture
def scene(session: Session, make: Factory) -> Scene:
    return Scene(session, make)


def test_all_pairings_and_cases_go_to_the_colleague_and_each_enterprise_is_told_once(
    session: Session, scene: Scene
) -> None:
    found = plan(session, scene.leaving)
    assert [line.proposed for line in found.pairings] == [scene.colleague.id] * 2
    scene.act(found, scene.decided(found))
    for enterprise in scene.enterprises:
        assert current_for(session, enterprise.id)[Slot.LIAISON].account == scene.colleague
        assert len(history(session, enterprise.id)) == 2
    assert scene.case.handler == scene.colleague
    told = session.query(Notification).filter_by(recipient_id=scene.members[0].id).one()
    assert "联企干部由史可调整为陈立新，电话138 0000 1203" in told.body
    assert f"事项{scene.case.reference}改由陈立新承办" in told.body
    assert "新联企干部明天上门。" in told.body


def test_a_slot_may_stay_empty_but_no_case_stays_without_a_handler(session: Session, scene: Scene) -> None:
    found = plan(session, scene.leaving)
    empty = {line.pairing.id: KEPT for line in found.pairings}
    scene.act(found, Decision(empty, scene.decided(found).cases, {}, "离职"))
    assert current_for(session, scene.enterprises[0].id) == {}
    again = plan(session, scene.colleague)
    with pytest.raises(RuleBroken):
        scene.act(again, Decision({}, {line.case.id: KEPT for line in again.cases}, {}, "离职"))


def test_what_has_changed_since_the_review_is_reviewed_again(session: Session, make: Factory, scene: Scene) -> None:
    seen = plan(session, scene.leaving)
    make.case(status=CaseStatus.IN_PROGRESS, handler=scene.leaving)
    with pytest.raises(StaleEdit):
        scene.act(plan(session, scene.leaving), scene.decided(seen), seen.mark)


def test_the_coordinator_reviews_and_hands_over_on_one_page(
    session: Session, client: JudgingClient, scene: Scene
) -> None:
    client.sign_in(scene.office)
    path = f"/pairing/people/{scene.leaving.id}/hand-over"
    page = client.get(path)
    found = plan(session, scene.leaving)
    values = {"mark": page.value("mark"), "reason": "工作调动"}
    values |= {f"pairing_{line.pairing.id}": str(line.proposed) for line in found.pairings}
    values |= {f"case_{line.case.id}": str(line.proposed) for line in found.cases}
    assert "已全部移交" in client.post(path, values, follow=True).words
    assert "没有需要移交的" in client.get(path).words
