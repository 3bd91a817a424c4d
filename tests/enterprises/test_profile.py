import pytest

from portal.enterprises.models import Enterprise
from portal.enterprises.profile import DAILY_FIELDS, FIELDS, OFFICE_FIELDS, editable
from portal.permissions.actor import Actor
from portal.vocabulary import Role, Standing

UNVERIFIED = (Standing.PENDING, Standing.REFUSED)


def of(standing: Standing) -> Enterprise:
    return Enterprise(id=7, standing=standing)


def person(*roles: Role, **relations: frozenset[int]) -> Actor:
    return Actor(1, "张慧敏", frozenset(roles), **relations)


@pytest.mark.parametrize("standing", Standing)
def test_the_coordinator_keeps_every_field(standing: Standing) -> None:
    assert editable(person(Role.COORDINATOR), of(standing)) == FIELDS


def test_members_keep_the_daily_fields_of_a_verified_enterprise() -> None:
    member = person(Role.ENTERPRISE, enterprise_ids=frozenset({7}))
    assert editable(member, of(Standing.VERIFIED)) == DAILY_FIELDS
    assert "credit_code" not in DAILY_FIELDS


@pytest.mark.parametrize("standing", UNVERIFIED)
def test_members_may_correct_what_is_not_verified_yet(standing: Standing) -> None:
    member = person(Role.ENTERPRISE, enterprise_ids=frozenset({7}))
    assert editable(member, of(standing)) == FIELDS - OFFICE_FIELDS


@pytest.mark.parametrize("standing", Standing)
def test_its_own_liaison_keeps_the_daily_fields(standing: Standing) -> None:
    assert editable(person(Role.LIAISON, liaison_of=frozenset({7})), of(standing)) == DAILY_FIELDS


@pytest.mark.parametrize(
    "stranger",
    [
        person(Role.ENTERPRISE, enterprise_ids=frozenset({8})),
        person(Role.LIAISON, liaison_of=frozenset({8})),
        person(Role.LAWYER, lawyer_of=frozenset({7})),
        person(Role.OFFICER),
        person(Role.SUPERVISOR),
        person(Role.LEADER, leader_of=frozenset({7})),
        person(Role.ADMIN),
    ],
)
def test_nobody_else_changes_a_field(stranger: Actor) -> None:
    assert editable(stranger, of(Standing.VERIFIED)) == frozenset()
