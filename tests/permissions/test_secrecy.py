"""Confidential and restricted cases: what the table grants ends where their circle does."""

from dataclasses import replace
from itertools import product

import pytest

from portal.permissions.actor import SYSTEM, Actor
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.vocabulary import Role
from tests.permissions.test_table import ENTERPRISE, ME, MY_UNIT, OURS, RELATIONS, Thing, actor_as

P = Permission
REPORT = Thing(confidential=True, handler_id=None, handling_unit_id=None)
CIRCLE = {Role.SUPERVISOR}
SUPERVISORS_DO = (
    P.CASE_VIEW, P.CASE_ACCEPT, P.CASE_DECLINE, P.CASE_ASK, P.CASE_DISPATCH, P.CASE_NOTE, P.CASE_RULE_EXTENSION,
    P.CASE_RULE_HAND_BACK,
)  # fmt: skip


def secret(thing: Thing) -> Thing:
    return replace(thing, confidential=True)


@pytest.mark.parametrize("role", Role)
def test_outside_the_circle_nothing_is_granted_in_any_relation(role: Role) -> None:
    for permission, (name, relation) in product(Permission, RELATIONS.items()):
        if name in {"member", "handler"} or role in CIRCLE or permission in {P.PUBLIC, P.SIGNED_IN, P.STAFF}:
            continue
        assert not permits(actor_as(role, name), permission, secret(relation.thing)), (permission, name)


def test_supervisors_do_for_a_report_what_coordinators_do_for_other_cases() -> None:
    supervisor = actor_as(Role.SUPERVISOR, "stranger")
    assert all(permits(supervisor, permission, REPORT) for permission in SUPERVISORS_DO)
    assert not permits(supervisor, P.CASE_DISPATCH, replace(REPORT, confidential=False))


def test_a_supervisor_of_the_unit_reported_on_is_outside() -> None:
    supervisor = actor_as(Role.SUPERVISOR, "stranger")
    about_us = replace(REPORT, reported_unit_id=MY_UNIT)
    assert not any(permits(supervisor, permission, about_us) for permission in SUPERVISORS_DO)
    assert permits(replace(supervisor, unit_id=None), P.CASE_VIEW, about_us)


def test_the_enterprise_the_handler_and_the_portal_stay_inside() -> None:
    assert permits(Actor(ME, "张慧敏", enterprise_ids=OURS), P.CASE_WITHDRAW, REPORT)
    assert permits(Actor(ME, "林晓雯", frozenset({Role.OFFICER})), P.CASE_PROPOSE, replace(REPORT, handler_id=ME))
    assert permits(SYSTEM, P.CASE_CONFIRM, REPORT)


def test_what_hangs_on_a_confidential_case_is_confidential_too() -> None:
    class Letter:
        case = REPORT
        enterprise_id, drafted_by_id, from_firm = ENTERPRISE, ME, False

    assert not permits(Actor(ME, "牵头领导", frozenset({Role.LEADER})), P.LETTER_VIEW, Letter())


@pytest.mark.parametrize("relation", ["handling unit", "responsible unit"])
def test_a_restricted_case_is_not_for_a_whole_unit(relation: str) -> None:
    officer, thing = actor_as(Role.OFFICER, relation), RELATIONS[relation].thing
    assert permits(officer, P.CASE_VIEW, thing)
    assert not permits(officer, P.CASE_VIEW, replace(thing, restricted=True))
    assert permits(officer, P.CASE_VIEW, replace(thing, restricted=True, handler_id=ME))
