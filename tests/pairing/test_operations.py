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
from portal.vocabulary import Role, Slot, Standing
from tests.factories import Factory, actor


@pytest.fixture
def enterprise(make: Factory) -> Enterprise:
    return make.enterprise(name="安澜恒泰纺织有限公司")


@pytest.fixture
def coordinator(make: Factory) -> Actor:
    return actor(make.account(Role.COORDINATOR, name="周明远"))


@pytest.fixture
def liaison(make: Factory) -> Account:
    return make.account(Role.LIAISON, name="陈立新", telephone="138 0000 1203")


def told(session: Session, account: Account) -> list[str]:
    notices = sa.select(Notification.subject).where(Notification.recipient_id == account.id).order_by(Notification.id)
    return list(session.scalars(notices))


def test_the_first_pairing_needs_no_reason_and_everyone_is_told(
    session: Session,
    make: Factory,
    enterprise: Enterprise,
    coordinator: Actor,
    liaison: Account,
) -> None:
    member = make.member(enterprise)
    fill_slot(session, enterprise, Slot.LIAISON, actor=coordinator, choice=liaison.id, reason="", seen=NOBODY)
    current = current_for(session, enterprise.id)[Slot.LIAISON]
    assert (current.account, current.set_by_name, current.ended_at) == (liaison, "周明远", None)
    assert told(session, liaison) == ["新结对企业：安澜恒泰纺织有限公司"]
    assert told(session, member) == ["联企干部已安排：陈立新"]


def test_a_change_closes_the_row_and_begins_another(
    session: Session,
    make: Factory,
    enterprise: Enterprise,
    coordinator: Actor,
    liaison: Account,
) -> None:
    first = make.pair(enterprise, Slot.LIAISON, make.account(Role.LIAISON, name="李前"))
    second = fill_slot(
        session,
        enterprise,
        Slot.LIAISON,
        actor=coordinator,
        choice=liaison.id,
        reason="李前调离",
        seen=first.id,
    )
    assert history(session, enterprise.id) == [second, first]
    assert (first.ended_at is None, second.ended_at) == (False, None)
    assert told(session, first.account) == ["结对结束：安澜恒泰纺织有限公司"]


@pytest.mark.parametrize("slot", [Slot.LEADER, Slot.LIAISON, Slot.LAWYER])
def test_each_slot_takes_people_of_its_role_only(
    session: Session,
    make: Factory,
    enterprise: Enterprise,
    coordinator: Actor,
    slot: Slot,
) -> None:
    for stranger in (make.account(Role.OFFICER), make.account(Role(slot.value), disabled_at=enterprise.registered_at)):
        with pytest.raises(RuleBroken) as refused:
            fill_slot(session, enterprise, slot, actor=coordinator, choice=stranger.id, reason="", seen=NOBODY)
        assert refused.value.field == "choice"
    suitable = make.account(Role(slot.value))
    fill_slot(session, enterprise, slot, actor=coordinator, choice=suitable.id, reason="", seen=NOBODY)
    assert current_for(session, enterprise.id)[slot].account is suitable


def test_the_unit_slot_takes_a_unit_and_its_officers_are_told(
    session: Session,
    make: Factory,
    enterprise: Enterprise,
    coordinator: Actor,
) -> None:
    bureau = make.unit("县工业和信息化局", telephone="0000-821 1720")
    officer, other = make.account(Role.OFFICER, unit=bureau), make.account(Role.OFFICER)
    fill_slot(session, enterprise, Slot.UNIT, actor=coordinator, choice=bureau.id, reason="", seen=NOBODY)
    current = current_for(session, enterprise.id)[Slot.UNIT]
    assert (current.name, current.telephone, current.account_id) == ("县工业和信息化局", "0000-821 1720", None)
    assert (len(told(session, officer)), told(session, other)) == (1, [])


def test_replacing_somebody_needs_a_reason(
    session: Session,
    make: Factory,
    enterprise: Enterprise,
    coordinator: Actor,
    liaison: Account,
) -> None:
    there = make.pair(enterprise, Slot.LIAISON, make.account(Role.LIAISON))
    with pytest.raises(RuleBroken) as refused:
        fill_slot(session, enterprise, Slot.LIAISON, actor=coordinator, choice=liaison.id, reason="", seen=there.id)
    assert refused.value.field == "reason"


def test_going_over_the_capacity_needs_a_reason(
    session: Session,
    make: Factory,
    enterprise: Enterprise,
    coordinator: Actor,
) -> None:
    busy = make.account(Role.LAWYER, name="苏若兰", capacity=1)
    make.pair(make.enterprise(), Slot.LAWYER, busy)
    with pytest.raises(RuleBroken, match="苏若兰") as refused:
        fill_slot(session, enterprise, Slot.LAWYER, actor=coordinator, choice=busy.id, reason="", seen=NOBODY)
    assert refused.value.field == "reason"
    fill_slot(session, enterprise, Slot.LAWYER, actor=coordinator, choice=busy.id, reason="专长对口", seen=NOBODY)


def test_nobody_is_paired_twice_in_one_slot(
    session: Session,
    make: Factory,
    enterprise: Enterprise,
    coordinator: Actor,
    liaison: Account,
) -> None:
    there = make.pair(enterprise, Slot.LIAISON, liaison)
    with pytest.raises(RuleBroken) as refused:
        fill_slot(session, enterprise, Slot.LIAISON, actor=coordinator, choice=liaison.id, reason="再", seen=there.id)
    assert refused.value.field == "choice"


def test_an_enterprise_that_is_not_verified_is_not_paired(
    session: Session,
    make: Factory,
    coordinator: Actor,
    liaison: Account,
) -> None:
    pending = make.enterprise(standing=Standing.PENDING)
    with pytest.raises(RuleBroken):
        fill_slot(session, pending, Slot.LIAISON, actor=coordinator, choice=liaison.id, reason="", seen=NOBODY)


def test_a_slot_set_meanwhile_is_not_overwritten(
    session: Session,
    make: Factory,
    enterprise: Enterprise,
    coordinator: Actor,
    liaison: Account,
) -> None:
    faster = make.pair(enterprise, Slot.LIAISON, make.account(Role.LIAISON, name="李前"))
    with pytest.raises(StaleEdit) as stale:
        fill_slot(session, enterprise, Slot.LIAISON, actor=coordinator, choice=liaison.id, reason="", seen=NOBODY)
    assert (stale.value.by, stale.value.theirs) == ("调度员", (("联企干部", "李前"),))
    assert stale.value.version == faster.id


def test_the_database_lets_one_of_two_at_the_same_moment_win(
    session: Session,
    make: Factory,
    coordinator: Actor,
    liaison: Account,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Let the check pass as it does when the other has not committed yet; only the index stands in the way then."""
    enterprise = make.enterprise()
    faster = make.pair(enterprise, Slot.LIAISON, make.account(Role.LIAISON, name="李前"))
    seen_once: list[dict[Slot, Pairing]] = [{}]
    monkeypatch.setattr(operations, "current_for", lambda *args: seen_once.pop() if seen_once else current_for(*args))
    with pytest.raises(StaleEdit) as stale:
        fill_slot(session, enterprise, Slot.LIAISON, actor=coordinator, choice=liaison.id, reason="", seen=NOBODY)
    assert stale.value.theirs == (("联企干部", "李前"),)
    assert session.scalars(sa.select(Pairing)).all() == [faster]


def test_a_pairing_ends_with_a_reason(
    session: Session,
    make: Factory,
    enterprise: Enterprise,
    coordinator: Actor,
    liaison: Account,
) -> None:
    there = make.pair(enterprise, Slot.LIAISON, liaison)
    with pytest.raises(RuleBroken) as refused:
        empty_slot(session, enterprise, Slot.LIAISON, actor=coordinator, reason="", seen=there.id)
    assert refused.value.field == "reason"
    empty_slot(session, enterprise, Slot.LIAISON, actor=coordinator, reason="借调", seen=there.id)
    assert current_for(session, enterprise.id) == {}
    assert len(told(session, liaison)) == 1
    with pytest.raises(RuleBroken):
        empty_slot(session, enterprise, Slot.LIAISON, actor=coordinator, reason="借调", seen=NOBODY)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_only_the_coordinator_sets_slots(
    session: Session,
    make: Factory,
    enterprise: Enterprise,
    liaison: Account,
    role: Role,
) -> None:
    someone = Actor(liaison.id, "某人", frozenset({role}), liaison_of=frozenset({enterprise.id}))
    with pytest.raises(NotPermitted):
        fill_slot(session, enterprise, Slot.LIAISON, actor=someone, choice=liaison.id, reason="", seen=NOBODY)
    with pytest.raises(NotPermitted):
        empty_slot(session, enterprise, Slot.LIAISON, actor=someone, reason="不再", seen=NOBODY)
