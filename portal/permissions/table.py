"""The table: each permission is granted by any of its rows, and a row by all of its predicates."""

import enum

from portal.permissions.predicates import (
    Predicate,
    addressed_unit,
    any_staff,
    anyone_signed_in,
    author,
    confidential,
    drafter,
    filer,
    handed_back_often,
    handler,
    handling_unit,
    has,
    host,
    legal_question,
    member,
    named_signer,
    not_author,
    not_drafter,
    not_handed_back_often,
    of_an_office,
    of_own_firm,
    on_duty,
    own_absence,
    own_lawyer,
    own_liaison,
    own_unit,
    own_shift,
    portal_itself,
    responsible_unit,
    signer,
    supporting_unit,
    task_unit,
    unrestricted,
    visitor,
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
    EXPORT_PERSONAL = "export:personal"
    MEASURE_MANAGE = "measure:manage"
    ANSWER_DESK = "answer:desk"
    ANSWER_PUBLISH = "answer:publish"
    ANSWER_EDIT = "answer:edit"
    ANSWER_APPROVE = "answer:approve"
    ANSWER_WITHDRAW = "answer:withdraw"
    ELIGIBILITY_MANAGE = "eligibility:manage"
    ELIGIBILITY_TELL = "eligibility:tell"
    ELIGIBILITY_ANSWER = "eligibility:answer"

    ENTERPRISE_LIST = "enterprise:list"
    ENTERPRISE_VIEW = "enterprise:view"
    ENTERPRISE_EDIT = "enterprise:edit"
    ENTERPRISE_VERIFY = "enterprise:verify"
    ENTERPRISE_RECORD = "enterprise:record"
    ENTERPRISE_INVITE = "enterprise:invite"
    ENTERPRISE_IMPORT = "enterprise:import"
    REOPENING_RECORD = "reopening:record"
    PAIRING_MANAGE = "pairing:manage"
    PAIRING_OWN = "pairing:own"
    LEAVE_SET = "leave:set"
    CLIENT_DECLARE = "client:declare"

    DUTY_VIEW = "duty:view"
    DUTY_MANAGE = "duty:manage"
    DUTY_SWAP = "duty:swap"
    APPOINTMENT_OFFER = "appointment:offer"
    APPOINTMENT_BOOK = "appointment:book"
    APPOINTMENT_VIEW = "appointment:view"
    APPOINTMENT_WITHDRAW = "appointment:withdraw"
    ENTRY_MANAGE = "entry:manage"

    CASE_LIST = "case:list"
    CASE_VIEW = "case:view"
    CASE_SUBMIT = "case:submit"
    CASE_FILE = "case:file"
    CASE_ENDORSE = "case:endorse"
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
    CASE_RECEIVE = "case:receive"
    CASE_CONSULT = "case:consult"
    CASE_MARK_MISTAKEN = "case:mark-mistaken"
    CASE_FOLLOW_UP = "case:follow-up"
    CASE_RECOUNT = "case:recount"
    CONFERENCE_RULE = "conference:rule"
    LIMIT_MANAGE = "limit:manage"
    CASE_MARK = "case:mark"
    CASE_LINK = "case:link"
    ISSUE_VIEW = "issue:view"
    TEMPLATE_USE = "template:use"
    TEMPLATE_MANAGE = "template:manage"
    CASE_ADVISE = "case:advise"
    CASE_CLEAR = "case:clear"
    CASE_READ_ADVICE = "case:read-advice"
    TASK_REPLY = "task:reply"

    CAMPAIGN_MANAGE = "campaign:manage"
    CHECKLIST_MANAGE = "checklist:manage"
    VISIT_LIST = "visit:list"
    VISIT_VIEW = "visit:view"
    VISIT_RECORD = "visit:record"
    VISIT_FOLLOW = "visit:follow"
    FINDING_REPORT = "finding:report"

    LETTER_LIST = "letter:list"
    LETTER_VIEW = "letter:view"
    REPLY_DRAFT = "letter:draft-reply"
    SUPERVISION_DRAFT = "letter:draft-supervision"
    OPINION_DRAFT = "letter:draft-opinion"
    LETTER_EDIT = "letter:edit"
    LETTER_SIGN = "letter:sign"
    LETTER_SERVE = "letter:serve"
    LETTER_VOID = "letter:void"
    LETTER_ANSWER = "letter:answer"
    LETTER_FILE_ANSWER = "letter:file-answer"
    LETTER_RULE = "letter:rule"

    SUPERVISION_VIEW = "supervision:view"
    SUPERVISION_REQUEST = "supervision:request"
    SUPERVISION_ORDER = "supervision:order"
    SUPERVISION_OVERVIEW = "supervision:overview"
    SUPERVISION_REPLY = "supervision:reply"
    SUPERVISION_RULE = "supervision:rule"

    REPORT_READ = "report:read"
    DAILY_FILE = "daily:file"
    LEADING_READ = "leading:read"
    DAILY_REMIND = "daily:remind"
    BULLETIN_EDIT = "bulletin:edit"


P = Permission
OVERSEERS = has(Role.COORDINATOR, Role.SUPERVISOR, Role.LEADER)
OFFICE = has(Role.COORDINATOR, Role.SUPERVISOR, Role.LEADER, Role.OFFICER, Role.LIAISON, Role.LAWYER)
ON_DUTY: Row = (has(Role.OFFICER, Role.LIAISON, Role.LAWYER), on_duty)
WATCHER: Row = (has(Role.SUPERVISOR), confidential)

TABLE: dict[Permission, tuple[Row, ...]] = {
    P.PUBLIC: ((),),
    P.SIGNED_IN: ((anyone_signed_in,),),
    P.STAFF: ((any_staff,),),
    # The administrator keeps accounts, units, calendar and policy library, and sees no case.
    P.ACCOUNT_MANAGE: ((has(Role.ADMIN),),),
    P.UNIT_MANAGE: ((has(Role.ADMIN),),),
    P.CALENDAR_MANAGE: ((has(Role.ADMIN),),),
    P.AUDIT_READ: ((has(Role.ADMIN),),),
    # Whoever else exports a list gets the names and numbers of private people masked.
    P.EXPORT_PERSONAL: ((has(Role.COORDINATOR),),),
    P.MEASURE_MANAGE: ((has(Role.ADMIN),),),
    # Published answers: prepared by one lawyer, approved by another.
    P.ANSWER_DESK: ((has(Role.LAWYER, Role.COORDINATOR, Role.ADMIN),),),
    P.ANSWER_PUBLISH: ((has(Role.LAWYER), own_lawyer, legal_question), (has(Role.LAWYER), handler)),
    P.ANSWER_EDIT: ((has(Role.LAWYER), author),),
    P.ANSWER_APPROVE: ((has(Role.LAWYER), not_author),),
    P.ANSWER_WITHDRAW: ((has(Role.LAWYER, Role.COORDINATOR, Role.ADMIN),),),
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
    # Somebody calls or scans a code whose enterprise is not registered: it is recorded at once and verified later.
    P.ENTERPRISE_RECORD: ((has(Role.COORDINATOR),), ON_DUTY, (portal_itself,)),
    P.ENTERPRISE_IMPORT: ((has(Role.COORDINATOR),),),
    P.ENTERPRISE_INVITE: ((member,), (has(Role.COORDINATOR),)),
    P.REOPENING_RECORD: ((member,), (has(Role.COORDINATOR),), (has(Role.LIAISON), own_liaison)),
    P.PAIRING_MANAGE: ((has(Role.COORDINATOR),),),
    P.PAIRING_OWN: ((has(Role.LIAISON, Role.LAWYER, Role.LEADER, Role.OFFICER),),),
    # Duty: whoever has a turn may exchange it; appointments: who offers time also takes it back.
    P.DUTY_VIEW: ((OFFICE,),),
    P.DUTY_MANAGE: ((has(Role.COORDINATOR),),),
    P.DUTY_SWAP: ((has(Role.COORDINATOR),), (has(Role.OFFICER, Role.LIAISON, Role.LAWYER), own_shift)),
    P.APPOINTMENT_OFFER: ((has(Role.LAWYER, Role.LIAISON, Role.OFFICER),),),
    P.APPOINTMENT_BOOK: ((member,),),
    P.APPOINTMENT_VIEW: ((member,), (host,)),
    P.APPOINTMENT_WITHDRAW: ((host,),),
    P.ENTRY_MANAGE: ((has(Role.COORDINATOR, Role.ADMIN),),),
    P.LEAVE_SET: ((has(Role.COORDINATOR),), (has(Role.LIAISON, Role.LAWYER, Role.LEADER, Role.OFFICER), own_absence)),
    P.CLIENT_DECLARE: ((has(Role.LAWYER),),),
    # Cases.
    P.CASE_LIST: ((has(Role.ENTERPRISE),), (OFFICE,)),
    P.CASE_VIEW: (
        (member,),
        (OVERSEERS,),
        (has(Role.LIAISON), own_liaison),
        (has(Role.LAWYER), own_lawyer, legal_question),
        (handler,),
        (filer,),
        (has(Role.OFFICER), handling_unit, unrestricted),
        (has(Role.OFFICER, Role.LIAISON), supporting_unit),
        (has(Role.OFFICER), responsible_unit, unrestricted),
    ),
    # The portal itself submits what is told through a QR code.
    P.CASE_SUBMIT: (
        (member,),
        (has(Role.LIAISON), own_liaison),
        (has(Role.LAWYER), own_lawyer),
        (has(Role.LAWYER), own_lawyer),
        (has(Role.COORDINATOR),),
        ON_DUTY,
        (portal_itself,),
    ),
    P.CASE_FILE: ((has(Role.COORDINATOR, Role.LIAISON),), ON_DUTY),
    P.CASE_ENDORSE: ((member,),),
    # A confidential report goes straight to the supervisors, who do for it what coordinators do for the others.
    P.CASE_ACCEPT: ((has(Role.COORDINATOR),), (has(Role.LIAISON), own_liaison), WATCHER),
    P.CASE_DECLINE: ((has(Role.COORDINATOR),), WATCHER),
    P.CASE_ASK: ((has(Role.COORDINATOR),), (handler,), WATCHER),
    P.CASE_SUPPLY: ((member,), (has(Role.LIAISON), own_liaison)),
    P.CASE_DISPATCH: ((has(Role.COORDINATOR),), WATCHER),
    P.CASE_NOTE: ((handler,), (has(Role.COORDINATOR),), (has(Role.LIAISON), own_liaison), WATCHER),
    P.CASE_ANSWER: ((handler,), (has(Role.LAWYER), own_lawyer, legal_question)),
    P.CASE_CONFER: ((has(Role.COORDINATOR, Role.LEADER),),),
    P.CASE_EXTEND: ((handler,),),
    P.CASE_RULE_EXTENSION: ((has(Role.COORDINATOR),), WATCHER),
    P.CASE_HAND_BACK: ((handler,),),
    P.CASE_RULE_HAND_BACK: (
        (has(Role.COORDINATOR), not_handed_back_often),
        (has(Role.SUPERVISOR), handed_back_often),
        WATCHER,
    ),
    P.CASE_PROPOSE: ((handler,),),
    P.CASE_CONFIRM: ((member,), (portal_itself,)),
    P.CASE_REJECT: ((member,),),
    P.CASE_WITHDRAW: ((member,),),
    P.CASE_REOPEN: ((member,), (has(Role.SUPERVISOR),)),
    P.CASE_RATE: ((member,),),
    P.CASE_VERIFY_RATING: ((has(Role.SUPERVISOR),),),
    P.CASE_RECTIFY: ((handler,),),
    P.CASE_RECEIVE: ((handler,),),
    P.CASE_CONSULT: ((handler,), (has(Role.COORDINATOR),)),
    P.CASE_MARK_MISTAKEN: ((has(Role.SUPERVISOR),),),
    P.CASE_FOLLOW_UP: ((has(Role.COORDINATOR),), WATCHER),
    P.CASE_RECOUNT: ((portal_itself,),),
    P.CONFERENCE_RULE: ((has(Role.COORDINATOR),),),
    P.LIMIT_MANAGE: ((has(Role.ADMIN),),),
    P.CASE_LINK: ((has(Role.COORDINATOR),),),
    P.ISSUE_VIEW: ((OVERSEERS,),),
    P.TEMPLATE_USE: ((OFFICE,),),
    P.TEMPLATE_MANAGE: ((has(Role.COORDINATOR),),),
    P.CASE_MARK: ((has(Role.COORDINATOR, Role.SUPERVISOR),), (handler,)),
    # What a lawyer writes in confidence is for the enterprise and its lawyers.
    P.CASE_CLEAR: ((has(Role.LAWYER), own_lawyer, legal_question), (has(Role.LAWYER), handler)),
    P.CASE_ADVISE: ((has(Role.LAWYER), own_lawyer, legal_question), (has(Role.LAWYER), handler)),
    P.CASE_READ_ADVICE: ((member,), (has(Role.LAWYER), own_lawyer, legal_question), (has(Role.LAWYER), handler)),
    P.TASK_REPLY: ((has(Role.OFFICER, Role.LIAISON), task_unit),),
    # Visits: whoever stands by the enterprise, and whoever has been asked to go there.
    P.CAMPAIGN_MANAGE: ((has(Role.COORDINATOR),),),
    P.CHECKLIST_MANAGE: ((has(Role.COORDINATOR),),),
    P.VISIT_LIST: ((OFFICE,),),
    P.VISIT_VIEW: (
        (member,),
        (OVERSEERS,),
        (visitor,),
        (has(Role.LIAISON), own_liaison),
        (has(Role.LAWYER), own_lawyer),
        (has(Role.OFFICER), responsible_unit),
    ),
    P.VISIT_RECORD: (
        (has(Role.COORDINATOR, Role.LEADER),),
        (OFFICE, visitor),
        (has(Role.LIAISON), own_liaison),
        (has(Role.LAWYER), own_lawyer),
        (has(Role.OFFICER), responsible_unit),
    ),
    P.VISIT_FOLLOW: (
        (has(Role.COORDINATOR),),
        (visitor,),
        (has(Role.LIAISON), own_liaison),
        (has(Role.LAWYER), own_lawyer),
    ),
    P.FINDING_REPORT: ((member,),),
    # Letters: whoever drafts does not sign.
    P.LETTER_LIST: ((has(Role.ENTERPRISE),), (OFFICE,)),
    P.LETTER_VIEW: (
        (member,),
        (OVERSEERS,),
        (drafter,),
        (signer,),
        (has(Role.OFFICER), addressed_unit),
        (has(Role.LIAISON), own_liaison),
    ),
    P.REPLY_DRAFT: ((handler,), (has(Role.COORDINATOR),)),
    P.SUPERVISION_DRAFT: ((has(Role.SUPERVISOR),), (portal_itself,)),
    P.OPINION_DRAFT: ((has(Role.LAWYER), handler), (has(Role.LAWYER), own_lawyer, legal_question)),
    P.LETTER_EDIT: ((drafter,),),
    P.LETTER_SIGN: (
        (has(Role.LEADER), of_an_office, not_drafter, named_signer),
        (has(Role.LAWYER), of_own_firm, not_drafter, named_signer),
    ),
    P.LETTER_SERVE: ((drafter,), (has(Role.SUPERVISOR, Role.COORDINATOR),)),
    P.LETTER_VOID: ((has(Role.LEADER, Role.SUPERVISOR), of_an_office), (has(Role.LAWYER), of_own_firm)),
    P.LETTER_ANSWER: ((has(Role.OFFICER), addressed_unit),),
    P.LETTER_FILE_ANSWER: ((has(Role.SUPERVISOR),),),
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
    P.SUPERVISION_REPLY: ((handler,), (has(Role.OFFICER), handling_unit)),
    P.SUPERVISION_RULE: ((has(Role.SUPERVISOR, Role.LEADER),),),
    P.SUPERVISION_OVERVIEW: ((has(Role.SUPERVISOR, Role.LEADER),),),
    P.REPORT_READ: ((OVERSEERS,),),
    P.LEADING_READ: ((has(Role.LEADER),),),
    P.DAILY_FILE: ((has(Role.OFFICER), own_unit),),
    P.DAILY_REMIND: ((has(Role.SUPERVISOR),),),
    P.BULLETIN_EDIT: ((has(Role.SUPERVISOR),),),
}
