"""Two records of one enterprise become one: what moves, what is kept, who may, and who is told."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.audit.models import AuditEvent
from portal.database import Model
from portal.eligibility.models import PolicyOffer
from portal.enterprises import operations as enterprises
from portal.enterprises.models import Enterprise, Membership
from portal.enterprises.profile import profile_of
from portal.enterprises.sameness import likely_same
from portal.errors import NotPermitted, RuleBroken, StaleEdit
from portal.merging.operations import merge
from portal.merging.parts import PARTS, STAYING
from portal.notifications.models import Notification
from portal.pairing.models import Pairing
from portal.pairing.queries import current_for
from portal.vocabulary import Reopening, Role, Slot, Standing
from tests.factories import Factory, actor, credit_code
from tests.judging import JudgingClient

NAME = "安澜恒泰纺织有限公司"


@pytest.fixture
def coordinator(make: Factory) -> Account:
    return make.account(Role.COORDINATOR)


@pytest.fixture
def recorded(make: Factory) -> Enterprise:
    """What the office wrote down at the window, without a code."""
    return make.enterprise(name="安澜恒太纺织", credit_code="LS-2026-00001K", standing=Standing.PENDING, staff_count=86)


@pytest.fixture
def registered(make: Factory) -> Enterprise:
    """What the enterprise registered itself."""
    return make.enterprise(name=NAME, standing=Standing.PENDING, staff_count=None)


def versions(*both: Enterprise) -> tuple[int, int]:
    return both[0].version, both[1].version


def test_every_table_that_names_an_enterprise_moves_with_it() -> None:
    target = Enterprise.__table__.c.id
    naming = {
        key.parent for table in Model.metadata.tables.values() for key in table.foreign_keys if key.column is target
    }
    known = {part.enterprise.property.columns[0] for part in PARTS} | {one.property.columns[0] for one in STAYING}
    assert known == naming


def test_everything_moves_and_the_kept_record_gets_the_real_code(
    session: Session, make: Factory, coordinator: Account, recorded: Enterprise, registered: Enterprise
) -> None:
    member, liaison, other = make.member(registered), make.account(Role.LIAISON), make.account(Role.LIAISON)
    case = make.case(enterprise=recorded)
    make.pair(recorded, Slot.LIAISON, liaison)
    make.pair(registered, Slot.LIAISON, other)
    make.pair(registered, Slot.LEADER, make.account(Role.LEADER))
    code, old = registered.credit_code, recorded.credit_code
    merge(session, recorded, registered, actor=actor(coordinator), taken={"name"}, seen=versions(recorded, registered))
    session.expire_all()
    assert (recorded.credit_code, recorded.name, recorded.staff_count) == (code, NAME, 86)
    assert (registered.credit_code, registered.standing, registered.merged_into_id) == (
        old,
        Standing.MERGED,
        recorded.id,
    )
    assert case.enterprise_id == recorded.id
    held = current_for(session, recorded.id)
    assert (held[Slot.LIAISON].account_id, set(held)) == (liaison.id, {Slot.LIAISON, Slot.LEADER})
    history = session.scalars(sa.select(Pairing).where(Pairing.enterprise_id == recorded.id)).all()
    assert [pairing.ended_at is None for pairing in history if pairing.account_id == other.id] == [False]
    told = set(session.scalars(sa.select(Notification.recipient_id)))
    assert {member.id, other.id} <= told
    assert liaison.id not in told
    acts = session.scalars(sa.select(AuditEvent.act).where(AuditEvent.act.like("enterprise:merge%"))).all()
    assert sorted(acts) == ["enterprise:merge", "enterprise:merged-away"]


def test_of_what_an_enterprise_has_once_both_stay(
    session: Session, make: Factory, coordinator: Account, recorded: Enterprise, registered: Enterprise
) -> None:
    for enterprise, anchor in ((recorded, "m1"), (registered, "m1"), (registered, "m2")):
        session.add(PolicyOffer(enterprise_id=enterprise.id, document_slug="a", anchor=anchor, told_at=clock.now()))
    person = make.member(recorded)
    session.add(Membership(enterprise=registered, account=person, began_at=clock.now()))
    session.flush()
    merge(session, recorded, registered, actor=actor(coordinator), taken=(), seen=versions(recorded, registered))
    rows = session.execute(sa.select(PolicyOffer.enterprise_id, PolicyOffer.anchor)).all()
    assert sorted(rows) == sorted([(recorded.id, "m1"), (recorded.id, "m2"), (registered.id, "m1")])
    assert len(enterprises.members_of(session, recorded.id)) == 1


def test_two_codes_are_two_enterprises_and_only_the_coordinator_merges(
    session: Session, make: Factory, coordinator: Account, recorded: Enterprise, registered: Enterprise
) -> None:
    twin = make.enterprise(name=NAME)
    with pytest.raises(RuleBroken):
        merge(session, twin, registered, actor=actor(coordinator), taken=(), seen=versions(twin, registered))
    with pytest.raises(NotPermitted):
        merge(session, recorded, registered, actor=actor(make.account(Role.SUPERVISOR)), taken=(), seen=(1, 1))
    with pytest.raises(StaleEdit):
        merge(session, recorded, registered, actor=actor(coordinator), taken=(), seen=(recorded.version, 0))
    assert likely_same(session, registered) == [recorded]
    assert likely_same(session, twin) == [recorded]


def test_who_registers_what_the_office_has_recorded_waits_for_the_coordinator(
    session: Session, client: JudgingClient, make: Factory, coordinator: Account
) -> None:
    code = credit_code(930_001)
    imported = make.enterprise(name=NAME, credit_code=code, registered_at=clock.now() - timedelta(days=9))
    person = make.account()
    profile = profile_of(make.enterprise(name="安澜恒泰纺织厂"))
    claim = enterprises.register(
        session,
        by=person,
        profile=type(profile)(**{**vars(profile), "credit_code": code}),
        reopening=Reopening.PARTIAL,
        code_confirmed=True,
    )
    session.flush()
    assert (claim.claimed_code, claim.credit_code[:3], likely_same(session, claim)[0]) == (code, "LS-", imported)
    with pytest.raises(RuleBroken):
        enterprises.verify(session, claim, actor=actor(coordinator), above_scale=False, key=False, seen=claim.version)
    session.commit()
    client.sign_in(coordinator)
    assert NAME in client.get(f"/enterprises/{claim.id}/verify").words
    page = f"/enterprises/{imported.id}/merge/{claim.id}"
    assert "成员" in client.get(page).words
    both = {"version": str(imported.version), "gone_version": str(claim.version), "fact_name": "kept"}
    facts = {
        f"fact_{name}": "kept" for name in ("contact_name", "contact_telephone", "area_id", "address", "staff_count")
    }
    assert "已合并" in client.post(page, both | facts, follow=True).words
    assert client.get(page, expect=404).status == 404
    session.expire_all()
    assert imported.credit_code == code
    client.sign_in(person)
    gone = client.get(f"/enterprises/{claim.id}", expect=302, judge=False).response
    assert gone.headers["Location"] == f"/enterprises/{imported.id}"
    assert NAME in client.get(f"/enterprises/{imported.id}").words
    stranger = make.account()
    client.sign_in(stranger)
    client.get(f"/enterprises/{claim.id}", expect=404)
