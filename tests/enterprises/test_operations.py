from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.enterprises.models import Enterprise
from portal.enterprises.operations import edit, record_reopening, refuse, register, verify
from portal.enterprises.profile import Profile, profile_of
from portal.enterprises.queries import enterprise_ids_of, reopening_history
from portal.errors import NotPermitted, RuleBroken, StaleEdit, TransitionNotAllowed
from portal.notifications.models import Mail, Notification
from portal.permissions.actor import Actor
from portal.units.models import Unit
from portal.vocabulary import Reopening, Role, Sector, Size, Standing, UnitKind
from tests.factories import Factory, actor, credit_code


@pytest.fixture
def street(make: Factory) -> Unit:
    return make.unit("望江街道", UnitKind.STREET)


@pytest.fixture
def coordinator(make: Factory) -> Account:
    return make.account(Role.COORDINATOR, name="周明远", email="zhou@anlan.example")


@pytest.fixture
def pending(make: Factory) -> Enterprise:
    return make.enterprise(standing=Standing.PENDING)


def profile(street: Unit, **changes: object) -> Profile:
    facts = Profile(
        credit_code=credit_code(880_001),
        name="安澜恒泰纺织有限公司",
        sector=Sector.INDUSTRY,
        size=Size.MEDIUM,
        area_id=street.id,
        address="柳浦路18号",
        contact_name="张慧敏",
        contact_telephone="139 0000 7788",
        key=True,
    )
    return replace(facts, **changes)


def member(make: Factory, enterprise: Enterprise) -> Actor:
    return actor(make.member(enterprise), enterprise_ids=frozenset({enterprise.id}))


def subjects(session: Session, account: Account) -> list[str]:
    return list(session.scalars(sa.select(Notification.subject).where(Notification.recipient_id == account.id)))


def test_a_registered_enterprise_waits_and_its_person_is_a_member(
    session: Session,
    make: Factory,
    street: Unit,
    coordinator: Account,
) -> None:
    person = make.account()
    made = register(session, by=person, profile=profile(street), reopening=Reopening.PARTIAL)
    assert (made.standing, made.reopening, made.key) == (Standing.PENDING, Reopening.PARTIAL, False)
    assert enterprise_ids_of(session, person.id) == {made.id}
    assert [report.by_name for report in reopening_history(session, made.id)] == [person.name]
    assert "安澜恒泰纺织有限公司" in subjects(session, coordinator)[0]
    session.flush()
    assert session.scalars(sa.select(Mail.address)).all() == ["zhou@anlan.example"]


def test_a_code_is_registered_once_in_any_case(session: Session, make: Factory, street: Unit) -> None:
    there = make.enterprise(name="安澜老厂有限公司")
    make.member(there)
    wanted = profile(street, credit_code=there.credit_code.lower())
    with pytest.raises(RuleBroken, match="安澜老厂有限公司") as refused:
        register(session, by=make.account(), profile=wanted, reopening=Reopening.CLOSED)
    assert refused.value.field == "credit_code"


def test_somebody_with_a_work_account_registers_no_enterprise(session: Session, make: Factory, street: Unit) -> None:
    with pytest.raises(RuleBroken):
        register(session, by=make.account(Role.OFFICER), profile=profile(street), reopening=Reopening.CLOSED)


def test_verifying_tells_the_members_and_marks_the_enterprise(
    session: Session,
    make: Factory,
    pending: Enterprise,
    coordinator: Account,
) -> None:
    person = make.member(pending)
    verify(session, pending, actor=actor(coordinator), above_scale=True, key=False, seen=pending.version)
    assert (pending.standing, pending.above_scale, pending.key) == (Standing.VERIFIED, True, False)
    assert pending.verified_at is not None
    assert subjects(session, person) == [f"已通过核验：{pending.name}"]


def test_refusing_needs_a_reason_that_the_members_read(
    session: Session,
    make: Factory,
    pending: Enterprise,
    coordinator: Account,
) -> None:
    person = make.member(pending)
    with pytest.raises(RuleBroken) as refused:
        refuse(session, pending, actor=actor(coordinator), reason="", seen=1)
    assert refused.value.field == "reason"
    refuse(session, pending, actor=actor(coordinator), reason="名称与营业执照不一致", seen=1)
    assert (pending.standing, pending.standing_reason) == (Standing.REFUSED, "名称与营业执照不一致")
    assert subjects(session, person) == [f"没有通过核验：{pending.name}"]


def test_a_verified_enterprise_is_not_ruled_on_again(session: Session, make: Factory, coordinator: Account) -> None:
    enterprise = make.enterprise()
    with pytest.raises(TransitionNotAllowed):
        refuse(session, enterprise, actor=actor(coordinator), reason="重复登记", seen=1)


def test_only_the_coordinator_verifies(session: Session, make: Factory, pending: Enterprise) -> None:
    for someone in (member(make, pending), actor(make.account(Role.OFFICER)), actor(make.account(Role.ADMIN))):
        with pytest.raises(NotPermitted):
            verify(session, pending, actor=someone, above_scale=False, key=False, seen=1)


def test_correcting_a_refused_enterprise_asks_for_verification_again(
    session: Session,
    make: Factory,
    coordinator: Account,
) -> None:
    enterprise = make.enterprise(standing=Standing.REFUSED, standing_reason="名称不一致")
    corrected = replace(profile_of(enterprise), name="安澜更正有限公司")
    edit(session, enterprise, actor=member(make, enterprise), profile=corrected, seen=1)
    assert (enterprise.name, enterprise.standing) == ("安澜更正有限公司", Standing.PENDING)
    assert "名称不一致" in session.scalars(sa.select(Notification.body)).one()


def test_a_member_changes_contacts_but_nothing_verified(session: Session, make: Factory) -> None:
    enterprise = make.enterprise()
    someone = member(make, enterprise)
    edit(session, enterprise, actor=someone, profile=replace(profile_of(enterprise), contact_name="李文"), seen=1)
    assert enterprise.contact_name == "李文"
    renamed = replace(profile_of(enterprise), name="另一家有限公司")
    with pytest.raises(NotPermitted):
        edit(session, enterprise, actor=someone, profile=renamed, seen=2)


def test_the_second_of_two_editors_sees_what_the_first_saved(
    session: Session,
    make: Factory,
    coordinator: Account,
) -> None:
    enterprise = make.enterprise()
    before = profile_of(enterprise)
    edit(session, enterprise, actor=actor(coordinator), profile=replace(before, address="新址一号"), seen=1)
    with pytest.raises(StaleEdit) as stale:
        edit(session, enterprise, actor=member(make, enterprise), profile=replace(before, address="新址二号"), seen=1)
    assert (stale.value.by, stale.value.version) == ("周明远", 2)
    assert stale.value.theirs == (("地址", "新址一号"),)


def test_a_code_is_not_changed_to_one_that_is_taken(session: Session, make: Factory, coordinator: Account) -> None:
    one, other = make.enterprise(), make.enterprise()
    taken = replace(profile_of(other), credit_code=one.credit_code)
    with pytest.raises(RuleBroken) as refused:
        edit(session, other, actor=actor(coordinator), profile=taken, seen=1)
    assert refused.value.field == "credit_code"


def test_reopening_is_kept_as_a_history(session: Session, make: Factory) -> None:
    enterprise = make.enterprise()
    liaison = actor(make.account(Role.LIAISON), liaison_of=frozenset({enterprise.id}))
    today = clock.today()
    record_reopening(
        session,
        enterprise,
        actor=member(make, enterprise),
        reopening=Reopening.PARTIAL,
        on=today - timedelta(days=3),
    )
    record_reopening(session, enterprise, actor=liaison, reopening=Reopening.FULL, on=today, remark="两条线全开")
    assert enterprise.reopening is Reopening.FULL
    history = reopening_history(session, enterprise.id)
    assert [(report.reopening, report.remark) for report in history] == [
        (Reopening.FULL, "两条线全开"),
        (Reopening.PARTIAL, ""),
    ]


def test_a_report_is_neither_of_tomorrow_nor_before_the_last(session: Session, make: Factory) -> None:
    enterprise = make.enterprise()
    someone, today = member(make, enterprise), clock.today()
    record_reopening(session, enterprise, actor=someone, reopening=Reopening.PARTIAL, on=today)
    for wrong in (today + timedelta(days=1), today - timedelta(days=1)):
        with pytest.raises(RuleBroken) as refused:
            record_reopening(session, enterprise, actor=someone, reopening=Reopening.FULL, on=wrong)
        assert refused.value.field == "on"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LAWYER, Role.SUPERVISOR, Role.LEADER, Role.ADMIN, Role.LIAISON])
def test_a_stranger_reports_nothing(session: Session, make: Factory, role: Role) -> None:
    enterprise = make.enterprise()
    with pytest.raises(NotPermitted):
        record_reopening(
            session,
            enterprise,
            actor=actor(make.account(role)),
            reopening=Reopening.FULL,
            on=clock.today(),
        )
