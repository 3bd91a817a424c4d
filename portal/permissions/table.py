"""The table: each permission is granted by any of its rows, and a row by all of its predicates."""

import enum

from portal.permissions.predicates import (
    Predicate,
    addressed_unit,
    any_staff,
    anyone_signed_in,
    drafter,
    handed_back_often,
    handler,
    handling_unit,
    has,
    legal_question,
    member,
    named_signer,
    not_drafter,
    not_handed_back_often,
    own_lawyer,
    own_liaison,
    portal_itself,
    responsible_unit,
    supporting_unit,
    task_unit,
)
from portal.vocabulary import Role

Row = tuple[Predicate, ...]


class Permission(enum.StrEnum):
    """``thing:act``. PUBLIC marks a page that anybody may see."""

    PUBLIC = "public"
    SIGNED_IN = "signed-in"
    STAFF = "staff"

    ACCOUNT_MANAGE = "account:manage"
    UNIT_MANAGE = "unit:manage"
    CALENDAR_MANAGE = "calendar:manage"
    AUDIT_READ = "audit:read"
    MEASURE_MANAGE = "measure:manage"
    ELIGIBILITY_MANAGE = "eligibility:manage"
    ELIGIBILITY_TELL = "eligibility:tell"
    ELIGIBILITY_ANSWER = "eligibility:answer"

    ENTERPRISE_LIST = "enterprise:list"
    ENTERPRISE_VIEW = "enterprise:view"
    ENTERPRISE_EDIT = "enterprise:edit"
    ENTERPRISE_VERIFY = "enterprise:verify"
    ENTERPRISE_INVITE = "enterprise:invite"
    REOPENING_RECORD = "reopening:record"
    PAIRING_MANAGE = "pairing:manage"
    PAIRING_OWN = "pairing:own"

    CASE_LIST = "case:list"
    CASE_VIEW = "case:view"
    CASE_SUBMIT = "case:submit"
    CASE_ACCEPT = "case:accept"
    CASE_DECLINE = "case:decline"
    CASE_ASK = "case:ask"
    CASE_SUPPLY = "case:supply"
    CASE_DISPATCH = "case:dispatch"
    CASE_NOTE = "case:note"
    CASE_ANSWER = "case:answer"
    CASE_CONFER = "case:confer"
    CASE_EXTEND = "case:extend"
    CASE_RULE_EXTENSION = "case:rule-extension"
    CASE_HAND_BACK = "case:hand-back"
    CASE_RULE_HAND_BACK = "case:rule-hand-back"
    CASE_PROPOSE = "case:propose"
    CASE_CONFIRM = "case:confirm"
    CASE_REJECT = "case:reject"
    CASE_WITHDRAW = "case:withdraw"
    CASE_REOPEN = "case:reopen"
    CASE_RATE = "case:rate"
    CASE_VERIFY_RATING = "case:verify-rating"
    CASE_RECTIFY = "case:rectify"
    TASK_REPLY = "task:reply"

    LETTER_LIST = "letter:list"
    LETTER_VIEW = "letter:view"
    REPLY_DRAFT = "letter:draft-reply"
    SUPERVISION_DRAFT = "letter:draft-supervision"
    LETTER_EDIT = "letter:edit"
    LETTER_SIGN = "letter:sign"
    LETTER_SERVE = "letter:serve"
    LETTER_VOID = "letter:void"
    LETTER_ANSWER = "letter:answer"
    LETTER_RULE = "letter:rule"

    SUPERVISION_VIEW = "supervision:view"
    SUPERVISION_REQUEST = "supervision:request"
    SUPERVISION_ORDER = "supervision:order"
    SUPERVISION_OVERVIEW = "supervision:overview"


P = Permission
OVERSEERS = has(Role.COORDINATOR, Role.SUPERVISOR, Role.LEADER)
OFFICE = has(Role.COORDINATOR, Role.SUPERVISOR, Role.LEADER, Role.OFFICER, Role.LIAISON, Role.LAWYER)

TABLE: dict[Permission, tuple[Row, ...]] = {
    P.PUBLIC: ((),),
    P.SIGNED_IN: ((anyone_signed_in,),),
    P.STAFF: ((any_staff,),),
    # The administrator keeps accounts, units, calendar and policy library, and sees no case.
    P.ACCOUNT_MANAGE: ((has(Role.ADMIN),),),
    P.UNIT_MANAGE: ((has(Role.ADMIN),),),
    P.CALENDAR_MANAGE: ((has(Role.ADMIN),),),
    P.AUDIT_READ: ((has(Role.ADMIN),),),
    P.MEASURE_MANAGE: ((has(Role.ADMIN),),),
    P.ELIGIBILITY_MANAGE: ((has(Role.COORDINATOR, Role.ADMIN),),),
    P.ELIGIBILITY_TELL: ((has(Role.LIAISON), own_liaison),),
    P.ELIGIBILITY_ANSWER: ((member,), (has(Role.LIAISON), own_liaison)),
    P.ENTERPRISE_LIST: ((OFFICE,),),
    P.ENTERPRISE_VIEW: (
        (member,),
        (has(Role.COORDINATOR, Role.SUPERVISOR, Role.LEADER, Role.OFFICER),),
        (has(Role.LIAISON), own_liaison),
        (has(Role.LAWYER), own_lawyer),
    ),
    P.ENTERPRISE_EDIT: ((member,), (has(Role.COORDINATOR),), (has(Role.LIAISON), own_liaison)),
    P.ENTERPRISE_VERIFY: ((has(Role.COORDINATOR),),),
    P.ENTERPRISE_INVITE: ((member,),),
    P.REOPENING_RECORD: ((member,), (has(Role.COORDINATOR),), (has(Role.LIAISON), own_liaison)),
    P.PAIRING_MANAGE: ((has(Role.COORDINATOR),),),
    P.PAIRING_OWN: ((has(Role.LIAISON, Role.LAWYER, Role.LEADER, Role.OFFICER),),),
    # Cases.
    P.CASE_LIST: ((has(Role.ENTERPRISE),), (OFFICE,)),
    P.CASE_VIEW: (
        (member,),
        (OVERSEERS,),
        (has(Role.LIAISON), own_liaison),
        (has(Role.LAWYER), own_lawyer, legal_question),
        (handler,),
        (has(Role.OFFICER), handling_unit),
        (has(Role.OFFICER, Role.LIAISON), supporting_unit),
        (has(Role.OFFICER), responsible_unit),
    ),
    P.CASE_SUBMIT: ((member,), (has(Role.LIAISON), own_liaison)),
    P.CASE_ACCEPT: ((has(Role.COORDINATOR),), (has(Role.LIAISON), own_liaison)),
    P.CASE_DECLINE: ((has(Role.COORDINATOR),),),
    P.CASE_ASK: ((has(Role.COORDINATOR),), (handler,)),
    P.CASE_SUPPLY: ((member,), (has(Role.LIAISON), own_liaison)),
    P.CASE_DISPATCH: ((has(Role.COORDINATOR),),),
    P.CASE_NOTE: ((handler,), (has(Role.COORDINATOR),), (has(Role.LIAISON), own_liaison)),
    P.CASE_ANSWER: ((handler,), (has(Role.LAWYER), own_lawyer, legal_question)),
    P.CASE_CONFER: ((has(Role.COORDINATOR, Role.LEADER),),),
    P.CASE_EXTEND: ((handler,),),
    P.CASE_RULE_EXTENSION: ((has(Role.COORDINATOR),),),
    P.CASE_HAND_BACK: ((handler,),),
    P.CASE_RULE_HAND_BACK: (
        (has(Role.COORDINATOR), not_handed_back_often),
        (has(Role.SUPERVISOR), handed_back_often),
    ),
    P.CASE_PROPOSE: ((handler,),),
    P.CASE_CONFIRM: ((member,), (portal_itself,)),
    P.CASE_REJECT: ((member,),),
    P.CASE_WITHDRAW: ((member,),),
    P.CASE_REOPEN: ((member,), (has(Role.SUPERVISOR),)),
    P.CASE_RATE: ((member,),),
    P.CASE_VERIFY_RATING: ((has(Role.SUPERVISOR),),),
    P.CASE_RECTIFY: ((handler,),),
    P.TASK_REPLY: ((has(Role.OFFICER, Role.LIAISON), task_unit),),
    # Letters: whoever drafts does not sign.
    P.LETTER_LIST: ((has(Role.ENTERPRISE),), (OFFICE,)),
    P.LETTER_VIEW: (
        (member,),
        (OVERSEERS,),
        (drafter,),
        (has(Role.OFFICER), addressed_unit),
        (has(Role.LIAISON), own_liaison),
    ),
    P.REPLY_DRAFT: ((handler,), (has(Role.COORDINATOR),)),
    P.SUPERVISION_DRAFT: ((has(Role.SUPERVISOR),), (portal_itself,)),
    P.LETTER_EDIT: ((drafter,),),
    P.LETTER_SIGN: ((has(Role.LEADER), not_drafter, named_signer),),
    P.LETTER_SERVE: ((drafter,), (has(Role.SUPERVISOR, Role.COORDINATOR),)),
    P.LETTER_VOID: ((has(Role.LEADER, Role.SUPERVISOR),),),
    P.LETTER_ANSWER: ((has(Role.OFFICER), addressed_unit),),
    P.LETTER_RULE: ((drafter,), (has(Role.SUPERVISOR),)),
    # Supervision: the enterprise asks for it, but does not read how the office is pressed.
    P.SUPERVISION_VIEW: (
        (OVERSEERS,),
        (handler,),
        (has(Role.OFFICER), handling_unit),
        (has(Role.LIAISON), own_liaison),
    ),
    P.SUPERVISION_REQUEST: ((member,),),
    P.SUPERVISION_ORDER: ((has(Role.SUPERVISOR, Role.LEADER),),),
    P.SUPERVISION_OVERVIEW: ((has(Role.SUPERVISOR, Role.LEADER),),),
}
