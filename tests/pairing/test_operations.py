"""Setting and ending the four slots: what is refused, what is kept, and who is told."""

from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.enterprises.models import Enterprise
from portal.errors import NotPermitted, RuleBroken, StaleEdit
from portal.notifications.models import Notification
from portal.pairing import operations
from portal.pairing.models import Pairing
from portal.pairing.operations import NOBODY, empty_slot, fill_slot
from portal.pairing.queries import current_for, history
from portal.permissions.actor import Actor
from portal.units.models import Unit
from portal.vocabulary import Role, Slot, Standing
from tests.factories import Factory, actor


@dataclass
class Desk:
    """The coordinator with one verified enterprise before them."""

    session: Session
    make: Factory
    enterprise: Enterprise
    coordinator: Actor

    def fill(
        self, slot: Slot, choice: Account | Unit, *, reason: str = "", seen: int = NOBODY, by: Actor | None = None
    ) -> Pairing:
        """Fill a slot of the enterprise."""
        actor = by or self.coordinator
        return fill_slot(self.session, self.enterprise, slot, actor=actor, choice=choice.id, reason=reason, seen=seen)

    def empty(self, slot: Slot, *, reason: str, seen: int, by: Actor | None = None) -> None:
        """End the pairing of a slot."""
        empty_slot(self.session, self.enterprise, slot, actor=by or self.coordinator, reason=reason, seen=seen)

    def now(self) -> dict[Slot, Pairing]:
        """Who stands by the enterprise."""
        return current_for(self.session, self.enterprise.id)

    def told(self, account: Account) -> list[str]:
        """What a person has been told, in order."""
        mine = sa.select(Notification.subject).where(Notification.recipient_id == account.id)
        return list(self.session.scalars(mine.order_by(Notification.id)))


@pytest.fixture
def desk(session: Session, make: Factory) -> Desk:
    coordinator = actor(make.account(Role.COORDINATOR, name="周明远"))
    return Desk(session, make, make.enterprise(name="安澜恒泰纺织有限公司"), coordinator)


@pytest.fixture
def liaison(make: Factory) -> Account:
    return make.account(Role.LIAISON, name="陈立新", telephone="138 0000 1203")


@pytest.fixture
def before(desk: Desk) -> Pairing:
    """Somebody who is in the slot of the liaison already."""
    return desk.make.pair(desk.enterprise, Slot.LIAISON, desk.make.account(Role.LIAISON, name="李前"))


def test_the_first_pairing_needs_no_reason_and_everyone_is_told(desk: Desk, liaison: Account) -> None:
    member = desk.make.member(desk.enterprise)
    desk.fill(Slot.LIAISON, liaison)
    current = desk.now()[Slot.LIAISON]
    assert (current.account, current.set_by_name, current.ended_at) == (liaison, "周明远", None)
    assert desk.told(liaison) == ["新结对企业：安澜恒泰纺织有限公司"]
    assert desk.told(member) == ["联企干部已安排：陈立新"]


def test_a_change_closes_the_row_and_begins_another(desk: Desk, liaison: Account, before: Pairing) -> None:
    after = desk.fill(Slot.LIAISON, liaison, reason="李前调离", seen=before.id)
    assert history(desk.session, desk.enterprise.id) == [after, before]
    assert (before.ended_at is None, after.ended_at) == (False, None)
    assert before.account is not None
    assert desk.told(before.account) == ["结对结束：安澜恒泰纺织有限公司"]


@pytest.mark.parametrize("slot", [Slot.LEADER, Slot.LIAISON, Slot.LAWYER])
def test_each_slot_takes_people_of_its_role_only(desk: Desk, slot: Slot) -> None:
    role = Role(slot.value)
    for stranger in (
        desk.make.account(Role.OFFICER),
        desk.make.account(role, disabled_at=desk.enterprise.registered_at),
    ):
        with pytest.raises(RuleBroken) as refused:
            desk.fill(slot, stranger)
        assert refused.value.field == "choice"
    suitable = desk.make.account(role)
    desk.fill(slot, suitable)
    assert desk.now()[slot].account is suitable


def test_the_unit_slot_takes_a_unit_and_its_officers_are_told(desk: Desk) -> None:
    bureau = desk.make.unit("县工业和信息化局", telephone="0000-821 1720")
    officer, other = desk.make.account(Role.OFFICER, unit=bureau), desk.make.account(Role.OFFICER)
    desk.fill(Slot.UNIT, bureau)
    current = desk.now()[Slot.UNIT]
    assert (current.name, current.telephone, current.account_id) == ("县工业和信息化局", "0000-821 1720", None)
    assert (len(desk.told(officer)), desk.told(other)) == (1, [])


def test_replacing_somebody_needs_a_reason(desk: Desk, liaison: Account, before: Pairing) -> None:
    with pytest.raises(RuleBroken) as refused:
        desk.fill(Slot.LIAISON, liaison, seen=before.id)
    assert refused.value.field == "reason"


def test_going_over_the_capacity_needs_a_reason(desk: Desk) -> None:
    busy = desk.make.account(Role.LAWYER, name="苏若兰", capacity=1)
    desk.make.pair(desk.make.enterprise(), Slot.LAWYER, busy)
    with pytest.raises(RuleBroken, match="苏若兰") as refused:
        desk.fill(Slot.LAWYER, busy)
    assert refused.value.field == "reason"
    desk.fill(Slot.LAWYER, busy, reason="专长对口")


def test_nobody_is_paired_twice_in_one_slot(desk: Desk, liaison: Account) -> None:
    there = desk.make.pair(desk.enterprise, Slot.LIAISON, liaison)
    with pytest.raises(RuleBroken) as refused:
        desk.fill(Slot.LIAISON, liaison, reason="再", seen=there.id)
    assert refused.value.field == "choice"


def test_an_enterprise_that_is_not_verified_is_not_paired(desk: Desk, liaison: Account) -> None:
    desk.enterprise = desk.make.enterprise(standing=Standing.PENDING)
    with pytest.raises(RuleBroken):
        desk.fill(Slot.LIAISON, liaison)


def test_a_slot_set_meanwhile_is_not_overwritten(desk: Desk, liaison: Account, before: Pairing) -> None:
    with pytest.raises(StaleEdit) as stale:
        desk.fill(Slot.LIAISON, liaison)
    assert (stale.value.by, stale.value.theirs) == ("调度员", (("联企干部", "李前"),))
    assert stale.value.version == before.id


def test_the_database_lets_one_of_two_at_the_same_moment_win(
    desk: Desk, liaison: Account, before: Pairing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let the check pass as it does when the other has not committed yet; only the index stands in the way then."""
    seen_once: list[dict[Slot, Pairing]] = [{}]
    monkeypatch.setattr(operations, "current_for", lambda *args: seen_once.pop() if seen_once else current_for(*args))
    with pytest.raises(StaleEdit) as stale:
        desk.fill(Slot.LIAISON, liaison)
    assert stale.value.theirs == (("联企干部", "李前"),)
    assert desk.session.scalars(sa.select(Pairing)).all() == [before]


def test_a_pairing_ends_with_a_reason(desk: Desk, liaison: Account) -> None:
    there = desk.make.pair(desk.enterprise, Slot.LIAISON, liaison)
    with pytest.raises(RuleBroken) as refused:
        desk.empty(Slot.LIAISON, reason="", seen=there.id)
    assert refused.value.field == "reason"
    desk.empty(Slot.LIAISON, reason="借调", seen=there.id)
    assert desk.now() == {}
    assert len(desk.told(liaison)) == 1
    with pytest.raises(RuleBroken):
        desk.empty(Slot.LIAISON, reason="借调", seen=NOBODY)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_only_the_coordinator_sets_slots(desk: Desk, liaison: Account, role: Role) -> None:
    someone = Actor(liaison.id, "某人", frozenset({role}), liaison_of=frozenset({desk.enterprise.id}))
    with pytest.raises(NotPermitted):
        desk.fill(Slot.LIAISON, liaison, by=someone)
    with pytest.raises(NotPermitted):
        desk.empty(Slot.LIAISON, reason="不再", seen=NOBODY, by=someone)
