"""Every role in every relation to a thing against every permission. What is wanted is written apart from the table."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from portal.permissions.actor import SYSTEM, Actor
from portal.permissions.checks import may_ever, permits
from portal.permissions.permission import Permission
from portal.permissions.table import TABLE
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
    unit_ids: frozenset[int] = frozenset({OTHER_UNIT})
    served_at: str | None = None
    issuing_unit_id: int = OTHER_UNIT
    from_firm: bool = False
    drafted_by_id: int = OTHER
    signer_id: int | None = None
    countersigners: frozenset[int] = frozenset()
    awaits_countersignature: bool = False
    author_id: int = OTHER
    answered_by_id: int = OTHER
    on_behalf: bool = True
    submitted_by_id: int | None = OTHER
    account_id: int = OTHER
    host_id: int = OTHER
    hand_backs: int = 1
    confidential: bool = False
    restricted: bool = False
    reported_unit_id: int | None = None
    visitor_id: int | None = OTHER


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
    "deputy of the handler": Relation(actor={"stands_in_for": frozenset({OTHER})}),
    "handed back for the third time": Relation(Thing(hand_backs=3)),
    "handling unit": Relation(Thing(handling_unit_id=MY_UNIT)),
    "supporting unit": Relation(Thing(supporting_unit_ids=frozenset({OTHER_UNIT, MY_UNIT}))),
    "unit of the task, or of a letter not served": Relation(Thing(unit_id=MY_UNIT, unit_ids=frozenset({MY_UNIT}))),
    "unit of the task, or one of those of a letter served": Relation(
        Thing(unit_id=MY_UNIT, unit_ids=frozenset({OTHER_UNIT, MY_UNIT}), served_at="2026-10-12")
    ),
    "visitor": Relation(Thing(visitor_id=ME)),
    "drafter": Relation(Thing(drafted_by_id=ME)),
    "drafter, named as signer": Relation(Thing(drafted_by_id=ME, signer_id=ME)),
    "named as signer": Relation(Thing(signer_id=ME)),
    "asked to countersign": Relation(Thing(countersigners=frozenset({ME, OTHER}), awaits_countersignature=True)),
    "drafter, asked to countersign": Relation(
        Thing(drafted_by_id=ME, countersigners=frozenset({ME}), awaits_countersignature=True)
    ),
    "named as signer, countersignatures missing": Relation(
        Thing(signer_id=ME, countersigners=frozenset({OTHER}), awaits_countersignature=True)
    ),
    "letter of another law firm": Relation(Thing(from_firm=True)),
    "letter of the own law firm": Relation(Thing(from_firm=True, issuing_unit_id=MY_UNIT)),
    "drafter in the own law firm": Relation(Thing(from_firm=True, issuing_unit_id=MY_UNIT, drafted_by_id=ME)),
    "author of a published answer": Relation(Thing(author_id=ME)),
    "answered the case of a published answer": Relation(Thing(answered_by_id=ME)),
    "another is named as signer": Relation(Thing(signer_id=OTHER)),
    "filed it on the enterprise's behalf": Relation(Thing(submitted_by_id=ME)),
    "submitted it as the enterprise": Relation(Thing(submitted_by_id=ME, on_behalf=False)),
    "answers a line now": Relation(actor={"on_duty": True}),
    "whose turn it is": Relation(Thing(account_id=ME)),
    "whose time is booked": Relation(Thing(host_id=ME)),
}
EVERY = frozenset(RELATIONS)
TASK_UNIT = ("unit of the task, or of a letter not served", "unit of the task, or one of those of a letter served")
DRAFTERS = frozenset(
    {"drafter", "drafter, named as signer", "drafter in the own law firm", "drafter, asked to countersign"}
)
SIGNERS = ("named as signer", "drafter, named as signer", "named as signer, countersignatures missing")
NOT_COUNTERSIGNED = {"asked to countersign", "named as signer, countersignatures missing"}
OWN_FIRM = ("letter of the own law firm", "drafter in the own law firm")
FIRMS = {*OWN_FIRM, "letter of another law firm"}
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
OWN_LAWYER = only((Role.LAWYER,), "lawyer, difficulty", "lawyer, legal question")
HANDLER = only(ANYBODY, "handler", "deputy of the handler")
ON_DUTY = only((Role.OFFICER, Role.LIAISON, Role.LAWYER), "answers a line now")
HOST = only(ANYBODY, "whose time is booked")
COORDINATOR = everywhere(Role.COORDINATOR)
ADVISER = only((Role.LAWYER,), "lawyer, legal question", "handler", "deputy of the handler")
WANTED: dict[Permission, Grants] = {
    P.PUBLIC: everywhere(*ANYBODY),
    P.SIGNED_IN: everywhere(*ANYBODY),
    P.STAFF: everywhere(*STAFF),
    P.ACCOUNT_MANAGE: everywhere(Role.ADMIN),
    P.UNIT_MANAGE: everywhere(Role.ADMIN),
    P.CALENDAR_MANAGE: everywhere(Role.ADMIN),
    P.EXPORT_PERSONAL: COORDINATOR,
    P.AUDIT_READ: everywhere(Role.ADMIN),
    P.MEASURE_MANAGE: everywhere(Role.ADMIN),
    P.ANSWER_DESK: everywhere(Role.LAWYER, Role.COORDINATOR, Role.ADMIN),
    P.ANSWER_PUBLISH: only((Role.LAWYER,), "lawyer, legal question", "handler", "deputy of the handler"),
    P.ANSWER_EDIT: only((Role.LAWYER,), "author of a published answer"),
    P.ANSWER_APPROVE: only(
        (Role.LAWYER,), *EVERY - {"author of a published answer", "answered the case of a published answer"}
    ),
    P.ANSWER_WITHDRAW: everywhere(Role.LAWYER, Role.COORDINATOR, Role.ADMIN),
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
    P.ENTERPRISE_MERGE: COORDINATOR,
    P.ENTERPRISE_RECORD: COORDINATOR + ON_DUTY,
    P.ENTERPRISE_IMPORT: COORDINATOR,
    P.ENTERPRISE_INVITE: MEMBER + COORDINATOR,
    P.DUTY_VIEW: everywhere(*OFFICE),
    P.DUTY_MANAGE: COORDINATOR,
    P.DUTY_SWAP: COORDINATOR + only((Role.OFFICER, Role.LIAISON, Role.LAWYER), "whose turn it is"),
    P.APPOINTMENT_OFFER: everywhere(Role.LAWYER, Role.LIAISON, Role.OFFICER),
    P.APPOINTMENT_BOOK: MEMBER,
    P.APPOINTMENT_VIEW: MEMBER + HOST,
    P.APPOINTMENT_WITHDRAW: HOST,
    P.ENTRY_MANAGE: everywhere(Role.COORDINATOR, Role.ADMIN),
    P.REOPENING_RECORD: MEMBER + COORDINATOR + OWN_LIAISON,
    P.PAIRING_MANAGE: COORDINATOR,
    P.PAIRING_OWN: everywhere(Role.LIAISON, Role.LAWYER, Role.LEADER, Role.OFFICER),
    P.LEAVE_SET: COORDINATOR + only((Role.LIAISON, Role.LAWYER, Role.LEADER, Role.OFFICER), "whose turn it is"),
    P.CLIENT_DECLARE: everywhere(Role.LAWYER),
    P.CASE_LIST: everywhere(Role.ENTERPRISE, *OFFICE),
    P.CASE_VIEW: MEMBER
    + everywhere(*OVERSEERS)
    + OWN_LIAISON
    + only((Role.LAWYER,), "lawyer, legal question")
    + HANDLER
    + only(ANYBODY, "filed it on the enterprise's behalf")
    + only((Role.OFFICER,), "handling unit", "supporting unit", "responsible unit")
    + only((Role.LIAISON,), "supporting unit"),
    P.CASE_SUBMIT: MEMBER
    + OWN_LIAISON
    + only((Role.LAWYER,), "lawyer, difficulty", "lawyer, legal question")
    + COORDINATOR
    + ON_DUTY,
    P.CASE_FILE: everywhere(Role.COORDINATOR, Role.LIAISON) + ON_DUTY,
    P.CASE_ENDORSE: MEMBER,
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
    P.CASE_LINK: COORDINATOR,
    P.TEMPLATE_USE: everywhere(*OFFICE),
    P.TEMPLATE_MANAGE: COORDINATOR,
    P.ISSUE_VIEW: everywhere(*OVERSEERS),
    P.CASE_MARK: everywhere(Role.COORDINATOR, Role.SUPERVISOR) + HANDLER,
    P.CASE_CLEAR: ADVISER,
    P.CASE_ADVISE: ADVISER,
    P.CASE_READ_ADVICE: MEMBER + ADVISER,
    P.CASE_RECEIVE: HANDLER,
    P.CASE_CONSULT: HANDLER + COORDINATOR,
    P.CASE_URGE: HANDLER + everywhere(Role.COORDINATOR, Role.SUPERVISOR),
    P.CASE_MARK_MISTAKEN: everywhere(Role.SUPERVISOR),
    P.CASE_FOLLOW_UP: COORDINATOR,
    P.CASE_RECOUNT: (),
    P.CONFERENCE_RULE: COORDINATOR,
    P.LIMIT_MANAGE: everywhere(Role.ADMIN),
    P.TASK_REPLY: only((Role.OFFICER, Role.LIAISON), *TASK_UNIT),
    P.CAMPAIGN_MANAGE: COORDINATOR,
    P.CHECKLIST_MANAGE: COORDINATOR,
    P.VISIT_LIST: everywhere(*OFFICE),
    P.VISIT_VIEW: MEMBER
    + everywhere(*OVERSEERS)
    + only(ANYBODY, "visitor")
    + OWN_LIAISON
    + OWN_LAWYER
    + only((Role.OFFICER,), "responsible unit"),
    P.VISIT_RECORD: everywhere(Role.COORDINATOR, Role.LEADER)
    + only(OFFICE, "visitor")
    + OWN_LIAISON
    + OWN_LAWYER
    + only((Role.OFFICER,), "responsible unit"),
    P.VISIT_FOLLOW: COORDINATOR + only(ANYBODY, "visitor") + OWN_LIAISON + OWN_LAWYER,
    P.FINDING_REPORT: MEMBER,
    P.LETTER_LIST: everywhere(Role.ENTERPRISE, *OFFICE),
    P.LETTER_VIEW: MEMBER
    + everywhere(*OVERSEERS)
    + only(ANYBODY, *DRAFTERS, *SIGNERS)
    + only((Role.OFFICER,), TASK_UNIT[1])
    + OWN_LIAISON,
    P.REPLY_DRAFT: HANDLER + COORDINATOR,
    P.SUPERVISION_DRAFT: everywhere(Role.SUPERVISOR),
    P.LETTER_EDIT: only(ANYBODY, *DRAFTERS),
    P.OPINION_DRAFT: only((Role.LAWYER,), "handler", "deputy of the handler", "lawyer, legal question"),
    P.LETTER_COUNTERSIGN: only((Role.LEADER,), "asked to countersign"),
    P.LETTER_SIGN: only((Role.LEADER,), *EVERY - DRAFTERS - FIRMS - NOT_COUNTERSIGNED - {"another is named as signer"})
    + only((Role.LAWYER,), OWN_FIRM[0]),
    P.LETTER_RETURN: only((Role.LEADER,), *EVERY - DRAFTERS - FIRMS - {"another is named as signer"})
    + only((Role.LAWYER,), OWN_FIRM[0]),
    P.LETTER_SERVE: only(ANYBODY, *DRAFTERS) + everywhere(Role.SUPERVISOR, Role.COORDINATOR),
    P.LETTER_VOID: only((Role.LEADER, Role.SUPERVISOR), *EVERY - FIRMS) + only((Role.LAWYER,), *OWN_FIRM),
    P.LETTER_ANSWER: only((Role.OFFICER,), TASK_UNIT[1]),
    P.LETTER_FILE_ANSWER: everywhere(Role.SUPERVISOR),
    P.LETTER_RULE: only(ANYBODY, *DRAFTERS) + everywhere(Role.SUPERVISOR),
    P.SUPERVISION_VIEW: everywhere(*OVERSEERS) + HANDLER + only((Role.OFFICER,), "handling unit") + OWN_LIAISON,
    P.SUPERVISION_REQUEST: MEMBER,
    P.SUPERVISION_ORDER: everywhere(Role.SUPERVISOR, Role.LEADER),
    P.SUPERVISION_REPLY: HANDLER + only((Role.OFFICER,), "handling unit"),
    P.SUPERVISION_RULE: everywhere(Role.SUPERVISOR, Role.LEADER),
    P.SUPERVISION_OVERVIEW: everywhere(Role.SUPERVISOR, Role.LEADER),
    P.REPORT_READ: everywhere(Role.COORDINATOR, Role.SUPERVISOR, Role.LEADER),
    P.LEADING_READ: everywhere(Role.LEADER),
    P.DAILY_FILE: only((Role.OFFICER,), *TASK_UNIT),
    P.DAILY_REMIND: everywhere(Role.SUPERVISOR),
    P.BULLETIN_EDIT: everywhere(Role.SUPERVISOR),
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
    """What an actor is apart from any thing, on duty say, the page knows; what relates to a thing it does not."""
    for name, relation in RELATIONS.items():
        who = actor_as(role, name)
        assert may_ever(who, permission) or not permits(who, permission, relation.thing)


@pytest.mark.parametrize("permission", Permission)
def test_the_portal_itself_may_only_what_nobody_else_is_there_for(permission: Permission) -> None:
    wanted = {P.PUBLIC, P.CASE_CONFIRM, P.CASE_RECOUNT, P.SUPERVISION_DRAFT, P.CASE_SUBMIT, P.ENTERPRISE_RECORD}
    assert permits(SYSTEM, permission, Thing()) == (permission in wanted)


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
