"""Every role in every relation to a thing against every permission. What is wanted is written apart from the table."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from portal.permissions.actor import SYSTEM, Actor
from portal.permissions.checks import may_ever, permits
from portal.permissions.table import TABLE, Permission
from portal.vocabulary import CaseKind, Role

P = Permission
ME, OTHER = 7, 8
MY_UNIT, OTHER_UNIT = 70, 80
ENTERPRISE = 700


@dataclass(frozen=True)
class Thing:
    """Everything that a permission can ask about: an enterprise's, a case's, a task's and a letter's facts at once."""

    enterprise_id: int = ENTERPRISE
    kind: CaseKind = CaseKind.DIFFICULTY
    handler_id: int | None = OTHER
    handling_unit_id: int | None = OTHER_UNIT
    supporting_unit_ids: frozenset[int] = frozenset()
    unit_id: int = OTHER_UNIT
    issued_at: str | None = None
    drafted_by_id: int = OTHER
    signer_id: int | None = None
    hand_backs: int = 1


@dataclass(frozen=True)
class Relation:
    """What an actor is to the thing."""

    thing: Thing = Thing()
    actor: dict[str, Any] = field(default_factory=dict)


OURS = frozenset({ENTERPRISE})
LEGAL = Thing(kind=CaseKind.LEGAL_QUESTION)
RELATIONS = {
    "stranger": Relation(),
    "stranger, nobody handles it": Relation(Thing(handler_id=None, handling_unit_id=None)),
    "member": Relation(actor={"enterprise_ids": OURS}),
    "liaison": Relation(actor={"liaison_of": OURS}),
    "lawyer, difficulty": Relation(actor={"lawyer_of": OURS}),
    "lawyer, legal question": Relation(LEGAL, {"lawyer_of": OURS}),
    "leader": Relation(actor={"leader_of": OURS}),
    "responsible unit": Relation(actor={"responsible_for": OURS}),
    "handler": Relation(Thing(handler_id=ME)),
    "handed back for the third time": Relation(Thing(hand_backs=3)),
    "handling unit": Relation(Thing(handling_unit_id=MY_UNIT)),
    "supporting unit": Relation(Thing(supporting_unit_ids=frozenset({OTHER_UNIT, MY_UNIT}))),
    "unit of the task, or of a letter not issued": Relation(Thing(unit_id=MY_UNIT)),
    "unit of the task, or of a letter issued": Relation(Thing(unit_id=MY_UNIT, issued_at="2026-10-12")),
    "drafter": Relation(Thing(drafted_by_id=ME)),
    "drafter, named as signer": Relation(Thing(drafted_by_id=ME, signer_id=ME)),
    "named as signer": Relation(Thing(signer_id=ME)),
    "another is named as signer": Relation(Thing(signer_id=OTHER)),
}
EVERY = frozenset(RELATIONS)
TASK_UNIT = ("unit of the task, or of a letter not issued", "unit of the task, or of a letter issued")
DRAFTERS = frozenset({"drafter", "drafter, named as signer"})
ANYBODY = tuple(Role)
OVERSEERS = (Role.COORDINATOR, Role.SUPERVISOR, Role.LEADER)
OFFICE = (*OVERSEERS, Role.OFFICER, Role.LIAISON, Role.LAWYER)
STAFF = (*OFFICE, Role.ADMIN)

# Permission → (roles, relations) pairs; whoever is in none of them may not.
Grants = tuple[tuple[tuple[Role, ...], frozenset[str]], ...]


def everywhere(*roles: Role) -> Grants:
    return ((roles, EVERY),)


def only(roles: tuple[Role, ...], *relations: str) -> Grants:
    return ((roles, frozenset(relations)),)


MEMBER = only(ANYBODY, "member")
OWN_LIAISON = only((Role.LIAISON,), "liaison")
HANDLER = only(ANYBODY, "handler")
COORDINATOR = everywhere(Role.COORDINATOR)
WANTED: dict[Permission, Grants] = {
    P.PUBLIC: everywhere(*ANYBODY),
    P.SIGNED_IN: everywhere(*ANYBODY),
    P.STAFF: everywhere(*STAFF),
    P.ACCOUNT_MANAGE: everywhere(Role.ADMIN),
    P.UNIT_MANAGE: everywhere(Role.ADMIN),
    P.CALENDAR_MANAGE: everywhere(Role.ADMIN),
    P.AUDIT_READ: everywhere(Role.ADMIN),
    P.MEASURE_MANAGE: everywhere(Role.ADMIN),
    P.ELIGIBILITY_MANAGE: everywhere(Role.COORDINATOR, Role.ADMIN),
    P.ELIGIBILITY_TELL: OWN_LIAISON,
    P.ELIGIBILITY_ANSWER: MEMBER + OWN_LIAISON,
    P.ENTERPRISE_LIST: everywhere(*OFFICE),
    P.ENTERPRISE_VIEW: MEMBER
    + everywhere(*OVERSEERS, Role.OFFICER)
    + OWN_LIAISON
    + only((Role.LAWYER,), "lawyer, difficulty", "lawyer, legal question"),
    P.ENTERPRISE_EDIT: MEMBER + COORDINATOR + OWN_LIAISON,
    P.ENTERPRISE_VERIFY: COORDINATOR,
    P.ENTERPRISE_INVITE: MEMBER,
    P.REOPENING_RECORD: MEMBER + COORDINATOR + OWN_LIAISON,
    P.PAIRING_MANAGE: COORDINATOR,
    P.PAIRING_OWN: everywhere(Role.LIAISON, Role.LAWYER, Role.LEADER, Role.OFFICER),
    P.CASE_LIST: everywhere(Role.ENTERPRISE, *OFFICE),
    P.CASE_VIEW: MEMBER
    + everywhere(*OVERSEERS)
    + OWN_LIAISON
    + only((Role.LAWYER,), "lawyer, legal question")
    + HANDLER
    + only((Role.OFFICER,), "handling unit", "supporting unit", "responsible unit")
    + only((Role.LIAISON,), "supporting unit"),
    P.CASE_SUBMIT: MEMBER + OWN_LIAISON,
    P.CASE_ACCEPT: COORDINATOR + OWN_LIAISON,
    P.CASE_DECLINE: COORDINATOR,
    P.CASE_ASK: COORDINATOR + HANDLER,
    P.CASE_SUPPLY: MEMBER + OWN_LIAISON,
    P.CASE_DISPATCH: COORDINATOR,
    P.CASE_NOTE: HANDLER + COORDINATOR + OWN_LIAISON,
    P.CASE_ANSWER: HANDLER + only((Role.LAWYER,), "lawyer, legal question"),
    P.CASE_CONFER: everywhere(Role.COORDINATOR, Role.LEADER),
    P.CASE_EXTEND: HANDLER,
    P.CASE_RULE_EXTENSION: COORDINATOR,
    P.CASE_HAND_BACK: HANDLER,
    P.CASE_RULE_HAND_BACK: only((Role.COORDINATOR,), *EVERY - {"handed back for the third time"})
    + only((Role.SUPERVISOR,), "handed back for the third time"),
    P.CASE_PROPOSE: HANDLER,
    P.CASE_CONFIRM: MEMBER,
    P.CASE_REJECT: MEMBER,
    P.CASE_WITHDRAW: MEMBER,
    P.CASE_REOPEN: MEMBER + everywhere(Role.SUPERVISOR),
    P.CASE_RATE: MEMBER,
    P.CASE_VERIFY_RATING: everywhere(Role.SUPERVISOR),
    P.CASE_RECTIFY: HANDLER,
    P.TASK_REPLY: only((Role.OFFICER, Role.LIAISON), *TASK_UNIT),
    P.LETTER_LIST: everywhere(Role.ENTERPRISE, *OFFICE),
    P.LETTER_VIEW: MEMBER
    + everywhere(*OVERSEERS)
    + only(ANYBODY, *DRAFTERS)
    + only((Role.OFFICER,), TASK_UNIT[1])
    + OWN_LIAISON,
    P.REPLY_DRAFT: HANDLER + COORDINATOR,
    P.SUPERVISION_DRAFT: everywhere(Role.SUPERVISOR),
    P.LETTER_EDIT: only(ANYBODY, *DRAFTERS),
    P.LETTER_SIGN: only((Role.LEADER,), *EVERY - DRAFTERS - {"another is named as signer"}),
    P.LETTER_SERVE: only(ANYBODY, *DRAFTERS) + everywhere(Role.SUPERVISOR, Role.COORDINATOR),
    P.LETTER_VOID: everywhere(Role.LEADER, Role.SUPERVISOR),
    P.LETTER_ANSWER: only((Role.OFFICER,), TASK_UNIT[1]),
    P.LETTER_RULE: only(ANYBODY, *DRAFTERS) + everywhere(Role.SUPERVISOR),
    P.SUPERVISION_VIEW: everywhere(*OVERSEERS) + HANDLER + only((Role.OFFICER,), "handling unit") + OWN_LIAISON,
    P.SUPERVISION_REQUEST: MEMBER,
    P.SUPERVISION_ORDER: everywhere(Role.SUPERVISOR, Role.LEADER),
    P.SUPERVISION_OVERVIEW: everywhere(Role.SUPERVISOR, Role.LEADER),
}


def actor_as(role: Role, relation: str) -> Actor:
    return Actor(ME, "某人", frozenset({role}), MY_UNIT, **RELATIONS[relation].actor)


def test_every_permission_has_its_row_and_its_expectation() -> None:
    assert set(TABLE) == set(WANTED) == set(Permission)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_in_exactly_the_wanted_relations(role: Role, permission: Permission) -> None:
    granted = {
        name for name, relation in RELATIONS.items() if permits(actor_as(role, name), permission, relation.thing)
    }
    assert granted == {name for roles, relations in WANTED[permission] if role in roles for name in relations}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_a_page_is_open_to_whoever_could_be_granted_its_act(role: Role, permission: Permission) -> None:
    granted = any(permits(actor_as(role, name), permission, relation.thing) for name, relation in RELATIONS.items())
    assert not granted or may_ever(actor_as(role, "stranger"), permission)


@pytest.mark.parametrize("permission", Permission)
def test_the_portal_itself_may_only_confirm_after_silence_and_draft_supervision(permission: Permission) -> None:
    assert permits(SYSTEM, permission, Thing()) == (permission in {P.PUBLIC, P.CASE_CONFIRM, P.SUPERVISION_DRAFT})


def test_a_permission_about_a_thing_is_never_granted_without_it() -> None:
    member = actor_as(Role.ENTERPRISE, "member")
    assert not permits(member, P.CASE_VIEW)
    assert permits(member, P.CASE_VIEW, Thing())


def test_several_roles_join_what_each_may() -> None:
    both = Actor(ME, "某人", frozenset({Role.SUPERVISOR, Role.COORDINATOR}))
    assert permits(both, P.CASE_DISPATCH, Thing())
    assert permits(both, P.SUPERVISION_DRAFT, Thing())


def test_a_leader_who_supervises_too_does_not_sign_what_that_person_drafted() -> None:
    both = Actor(ME, "某人", frozenset({Role.SUPERVISOR, Role.LEADER}))
    assert not permits(both, P.LETTER_SIGN, Thing(drafted_by_id=ME))
    assert permits(both, P.LETTER_SIGN, Thing(drafted_by_id=OTHER))


def test_an_account_without_a_unit_belongs_to_no_handling_unit() -> None:
    officer = Actor(ME, "某人", frozenset({Role.OFFICER}))
    assert not permits(officer, P.CASE_VIEW, Thing(handler_id=None, handling_unit_id=None))
