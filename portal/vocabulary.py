"""The words that code, forms and screens share: each an enumeration whose members carry their label.

Labels are lazy: they are said in the language of the reader. Stored values never change; labels may.
"""

import enum
from typing import Self

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

UNSAID = _l("")


class Labelled(enum.StrEnum):
    """A stored value with a label in the reader's language."""

    label: LazyString

    def __new__(cls, value: str, label: LazyString = UNSAID) -> Self:
        """Keep the value as the string, the label beside it; every member is declared with one."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, LazyString]]:
        """Return (value, label) pairs for a form field."""
        return [(member.value, member.label) for member in cls]


class Role(Labelled):
    """What a person may be; the enterprise's side comes from membership, the others are staff roles."""

    ENTERPRISE = "enterprise", _l("Enterprise")
    LIAISON = "liaison", _l("Liaison cadre")
    LAWYER = "lawyer", _l("Public-service lawyer")
    OFFICER = "officer", _l("Officer")
    COORDINATOR = "coordinator", _l("Coordinator")
    SUPERVISOR = "supervisor", _l("Supervisor")
    LEADER = "leader", _l("Lead leader")
    ADMIN = "admin", _l("Administrator")


STAFF_ROLES = tuple(role for role in Role if role is not Role.ENTERPRISE)


class UnitKind(Labelled):
    """A node's place in the organisation tree."""

    COUNTY = "county", _l("County or city")
    STREET = "street", _l("Street, town or zone")
    GRID = "grid", _l("Grid")
    DEPARTMENT = "department", _l("Department")
    LAW_FIRM = "law_firm", _l("Law firm")


class Sector(Labelled):
    """The kinds of enterprise whose reopening rules differ."""

    SERVICES = "services", _l("Services")
    INDUSTRY = "industry", _l("Industry")
    AGRICULTURE = "agriculture", _l("Agriculture-related")
    CONSTRUCTION = "construction", _l("Construction in progress")


class Size(Labelled):
    """Size by the national classification (统计上大中小微型企业划分办法)."""

    MICRO = "micro", _l("Micro")
    SMALL = "small", _l("Small")
    MEDIUM = "medium", _l("Medium")
    LARGE = "large", _l("Large")


class Reopening(Labelled):
    """How far an enterprise has reopened."""

    CLOSED = "closed", _l("Not reopened")
    PARTIAL = "partial", _l("Partly reopened")
    FULL = "full", _l("Fully reopened")


class Standing(Labelled):
    """Whether a registered enterprise has been verified."""

    PENDING = "pending", _l("Waiting for verification")
    VERIFIED = "verified", _l("Verified")
    REFUSED = "refused", _l("Not verified")


class Slot(Labelled):
    """The four who stand by an enterprise."""

    LEADER = "leader", _l("Lead leader")
    UNIT = "unit", _l("Responsible unit")
    LIAISON = "liaison", _l("Liaison cadre")
    LAWYER = "lawyer", _l("Public-service lawyer")


class CaseKind(Labelled):
    """What an enterprise may bring."""

    DIFFICULTY = "difficulty", _l("Difficulty")
    LEGAL_QUESTION = "legal_question", _l("Legal question")


class Channel(Labelled):
    """By which way a case came in."""

    ONLINE = "online", _l("Online")
    LINE_12345 = "12345", _l("Line 12345")
    LINE_12348 = "12348", _l("Line 12348")
    TELEPHONE = "telephone", _l("By telephone")
    VISIT = "visit", _l("On a visit")
    WECHAT = "wechat", _l("By WeChat")
    QR_CODE = "qr_code", _l("QR code scanned")
    WINDOW = "window", _l("At the window")


class MeetingWay(Labelled):
    """How an appointment takes place."""

    PLACE = "place", _l("In person")
    TELEPHONE = "telephone", _l("By telephone")
    VIDEO = "video", _l("By video")


class EntryKind(Labelled):
    """What a code to scan hangs at."""

    ENTERPRISE = "enterprise", _l("Enterprise")
    STREET = "street", _l("Street or zone")
    BUILDING = "building", _l("Building or park")


class FilingRuling(Labelled):
    """What an enterprise says of a case that was filed on its behalf."""

    RIGHT = "right", _l("The record is right")
    CORRECTED = "corrected", _l("It needs a correction or an addition")
    NOT_OURS = "not_ours", _l("This is not a matter of our enterprise")


class CaseStatus(Labelled):
    """Where a case stands."""

    SUBMITTED = "submitted", _l("Waiting for acceptance")
    SUPPLEMENT = "supplement", _l("Waiting for supplement")
    ACCEPTED = "accepted", _l("Waiting for dispatch")
    IN_PROGRESS = "in_progress", _l("In progress")
    CONFERRING = "conferring", _l("In conference")
    PROPOSED = "proposed", _l("Waiting for the enterprise's confirmation")
    CLOSED = "closed", _l("Closed")
    DECLINED = "declined", _l("Declined")
    WITHDRAWN = "withdrawn", _l("Withdrawn")


ENDED = frozenset({CaseStatus.CLOSED, CaseStatus.DECLINED, CaseStatus.WITHDRAWN})
OPEN = frozenset(CaseStatus) - ENDED


class Light(enum.StrEnum):
    """How the time of a case stands; what it says in words depends on how much is left."""

    IN_TIME = "in_time"
    HALF = "half"
    TODAY = "today"
    LATE = "late"
    PAUSED = "paused"
    STOPPED = "stopped"


class OutcomeKind(Labelled):
    """In what way a case was resolved."""

    ADVICE = "advice", _l("Advice given")
    LEGAL_AID = "legal_aid", _l("Legal aid")
    MEDIATION = "mediation", _l("Mediation")
    COORDINATION = "coordination", _l("Resolved by coordination")
    POLICY = "policy", _l("Policy honoured")
    REFERRAL = "referral", _l("Referred")
    LITIGATION = "litigation", _l("Guided to litigation")
    EXPLANATION = "explanation", _l("Explained")


class Venue(Labelled):
    """Where outside the portal a matter goes on; the enterprise gets its number there."""

    COURT_ONLINE = "court_online", _l("Mobile micro court")
    COURT = "court", _l("Court, at its counter")
    ODR = "odr", _l("Online dispute resolution (ODR)")
    ARBITRATION = "arbitration", _l("Arbitration commission")
    MEDIATION = "mediation", _l("Mediation committee")
    LEGAL_AID = "legal_aid", _l("Legal aid centre")
    OTHER = "other", _l("Another body")


class LimitSubject(Labelled):
    """What a limit in working days is promised for."""

    CONTACT = "contact", _l("First contact with the enterprise")
    ORDINARY = "ordinary", _l("Ordinary case")
    HARD = "hard", _l("Hard case")
    URGENT = "urgent", _l("Urgent case")
    TASK = "task", _l("Reply of a supporting unit")


class MilestoneKind(Labelled):
    """What is due early in every case: the same-day triple (当日分案、当日送达、当日报告), and the first contact."""

    DISPATCHED = "dispatched", _l("Dispatched the same day")
    SERVED = "served", _l("Served the same day")
    REPORTED = "reported", _l("Reported the same day")
    CONTACTED = "contacted", _l("Enterprise contacted in time")


class TaskKind(Labelled):
    """What another unit is asked for."""

    SUPPORT = "support", _l("Supporting task")
    OPINION = "opinion", _l("Opinion asked for")


class Stance(Labelled):
    """What a unit that is asked for its opinion says to the matter."""

    AGREES = "agrees", _l("Agrees")
    WITH_CHANGES = "with_changes", _l("Agrees with changes")
    OBJECTS = "objects", _l("Does not agree")
    NO_OPINION = "no_opinion", _l("No opinion")


class ConferenceCause(Labelled):
    """Why the portal proposes a conference."""

    REPEATED = "repeated", _l("The same enterprise again with the same kind of matter")
    CLUSTER = "cluster", _l("Several enterprises with the same kind of matter")
    REDONE = "redone", _l("Sent back by the enterprise again and again")


class ProposalState(Labelled):
    """Where the proposal of a conference stands."""

    OPEN = "open", _l("To be decided")
    ACCEPTED = "accepted", _l("Conference called")
    DISMISSED = "dismissed", _l("Dismissed")


class FollowUpResult(Labelled):
    """What an enterprise says when it is called after its case was closed."""

    SETTLED = "settled", _l("Settled, nothing more to do")
    RECTIFY = "rectify", _l("Something is to be put right")
    REOPEN = "reopen", _l("Not settled, the supervisor examines reopening")
    UNREACHED = "unreached", _l("Not reached after three calls")


class RatingLevel(Labelled):
    """How satisfied an enterprise is (好差评); the two lowest start a rectification."""

    VERY_SATISFIED = "very_satisfied", _l("Very satisfied")
    SATISFIED = "satisfied", _l("Satisfied")
    FAIR = "fair", _l("Basically satisfied")
    DISSATISFIED = "dissatisfied", _l("Dissatisfied")
    VERY_DISSATISFIED = "very_dissatisfied", _l("Very dissatisfied")


GOOD = frozenset({RatingLevel.VERY_SATISFIED, RatingLevel.SATISFIED})
BAD = frozenset({RatingLevel.DISSATISFIED, RatingLevel.VERY_DISSATISFIED})


class Urgency(Labelled):
    """Which limit a case has."""

    ORDINARY = "ordinary", _l("Ordinary")
    URGENT = "urgent", _l("Urgent")
    HARD = "hard", _l("Hard")


class UrgencyFact(Labelled):
    """A fact that makes a case urgent; an enterprise ticks facts, never an adjective."""

    DANGER = "danger", _l("People or property are in danger")
    DEADLINE = "deadline", _l("A time limit set by law or by contract ends within 3 days")
    SHUTDOWN = "shutdown", _l("Production or business stands still because of it right now")


class ContactWay(Labelled):
    """How the contact of a case wants to be reached."""

    TELEPHONE = "telephone", _l("By telephone")
    MESSAGE = "message", _l("By text message first")
    PORTAL = "portal", _l("In the portal; call only when it presses")


class ContactTime(Labelled):
    """When the contact of a case can be reached."""

    MORNING = "morning", _l("Working days, morning")
    AFTERNOON = "afternoon", _l("Working days, afternoon")
    EVENING = "evening", _l("Evening, until 20:00")
    ANY = "any", _l("At any time")


class MailRhythm(Labelled):
    """How notices come by mail."""

    AT_ONCE = "at_once", _l("Each at once")
    DAILY = "daily", _l("Once a day, all together")
    NONE = "none", _l("Not by mail, only in the portal")


class DossierShape(Labelled):
    """In what shape the file of a case is made; the value is the ending of its name."""

    PDF = "pdf", _l("One PDF")
    ZIP = "zip", _l("A ZIP with every paper")


class Care(Labelled):
    """The special care that a case may need (涉企案件, 涉众涉稳)."""

    RESTRICTED = "restricted", _l("A case of the authorities concerns the enterprise; only those concerned read it")
    SENSITIVE = "sensitive", _l("Many people or public stability are concerned; the supervisors are told")


class LetterKind(Labelled):
    """Kinds of official letter."""

    ACCEPTANCE = "acceptance", _l("Notice of acceptance")
    REFERRAL = "referral", _l("Referral letter")
    CONSULTATION = "consultation", _l("Consultation letter")
    REMINDER = "reminder", _l("Reminder notice")
    SUPERVISION = "supervision", _l("Supervision letter")
    REPLY = "reply", _l("Reply letter")
    CLOSING = "closing", _l("Notice of closing")
    MINUTES = "minutes", _l("Minutes of a conference")
    OPINION = "opinion", _l("Legal opinion")
    CHECKUP = "checkup", _l("Report of a legal check-up")


class AnnexSource(Labelled):
    """What an attachment of a letter can be begun from."""

    REQUEST = "request", _l("The enterprise's request")
    DEADLINE = "deadline", _l("How the time limit is counted")
    PROVISIONS = "provisions", _l("The provisions cited")
    BLANK = "blank", _l("An empty page, to be written")


class LetterState(Labelled):
    """Where a letter stands in its life."""

    DRAFT = "draft", _l("Draft")
    SUBMITTED = "submitted", _l("Waiting for sign-off")
    RETURNED = "returned", _l("Returned for changes")
    ISSUED = "issued", _l("Signed and issued")
    SERVED = "served", _l("Served")
    ANSWERED = "answered", _l("Answered")
    ACCEPTED = "accepted", _l("Answer accepted")
    VOID = "void", _l("Void")


class Rung(Labelled):
    """The rungs of the supervision ladder in rising order, then what people do beside it by hand."""

    REMINDER = "reminder", _l("Reminder")
    BLUE = "blue", _l("Blue card")
    YELLOW = "yellow", _l("Yellow card")
    LETTER = "letter", _l("Supervision letter")
    LEADER = "leader", _l("Reported to the lead leader")
    NOTICE = "notice", _l("Listed for notice")
    REQUESTED = "requested", _l("Supervision requested")
    ORDERED = "ordered", _l("Supervision ordered")
    ESCALATED = "escalated", _l("Sent back three times")


class SupervisionWay(Labelled):
    """How supervision is ordered by hand."""

    LETTER = "letter", _l("Draft a supervision letter for sign-off")
    TELL = "tell", _l("Tell the handling unit at once")


class PairingState(Labelled):
    """What has become of one row of a proposed batch of pairings."""

    OPEN = "open", _l("To be reviewed")
    APPLIED = "applied", _l("Paired as proposed")
    REFUSED = "refused", _l("Not applied")
    SET_ASIDE = "set_aside", _l("Set aside")


class PolicyAnswer(Labelled):
    """What an enterprise does about a measure that it fits."""

    APPLIED = "applied", _l("Applied for")
    NOT_WANTED = "not_wanted", _l("Not needed")


class PolicyState(Labelled):
    """Where a version of a document of the policy library stands."""

    DRAFT = "draft", _l("Unpublished draft")
    PUBLISHED = "published", _l("Published")
    WITHDRAWN = "withdrawn", _l("Taken out of the library")


class VisitKind(Labelled):
    """Why an enterprise is visited."""

    VISIT = "visit", _l("Visit")
    CHECKUP = "checkup", _l("Legal check-up")


class CheckSection(Labelled):
    """The parts of a checklist."""

    LABOUR = "labour", _l("Labour")
    CONTRACTS = "contracts", _l("Contracts")
    COMPLIANCE = "compliance", _l("Compliance")
    SAFETY = "safety", _l("Safety")
    GOVERNANCE = "governance", _l("Governance")


class AnswerKind(Labelled):
    """How a question of a checklist is answered."""

    YES_NO = "yes_no", _l("Yes, no or not applicable")
    CHOICE = "choice", _l("One of several answers")
    NUMBER = "number", _l("A number")
    TEXT = "text", _l("Words")


class YesNo(Labelled):
    """The answers to a question of yes or no."""

    YES = "yes", _l("Yes")
    NO = "no", _l("No")
    NOT_APPLICABLE = "not_applicable", _l("Not applicable")


class RiskGrade(Labelled):
    """How grave a finding is, in rising order."""

    GENERAL = "general", _l("General risk")
    CONSIDERABLE = "considerable", _l("Considerable risk")
    MAJOR = "major", _l("Major risk")


class FindingState(Labelled):
    """Where a finding stands. What has become a case is solved when the case is closed."""

    OPEN = "open", _l("To be rectified")
    REPORTED = "reported", _l("Reported as rectified")
    SETTLED = "settled", _l("Checked and settled")
    CASE = "case", _l("Became a case")


class AnswerState(Labelled):
    """Where a question and answer stands on its way to the public."""

    WAITING = "waiting", _l("Waits for a second lawyer")
    RETURNED = "returned", _l("Returned for changes")
    PUBLISHED = "published", _l("Open to the public")
    WITHDRAWN = "withdrawn", _l("Withdrawn from the public")


class TaskState(Labelled):
    """Where long work stands that the worker does."""

    WAITING = "waiting", _l("Waiting to begin")
    RUNNING = "running", _l("Being made")
    DONE = "done", _l("Made")
    FAILED = "failed", _l("Not made")
    CANCELLED = "cancelled", _l("Cancelled")


class BatchShape(Labelled):
    """How many letters become one file; the value is the ending of its name."""

    ZIP = "zip", _l("One ZIP file")
    PDF = "pdf", _l("One PDF")


class ReplyRuling(Labelled):
    """What is said of a unit's reply to a letter."""

    ACCEPTED = "accepted", _l("Accept the answer")
    REDO = "redo", _l("Ask for a new answer")


class ImportState(Labelled):
    """Where an import of enterprises stands."""

    MATCHING = "matching", _l("Columns to be matched")
    STAGING = "staging", _l("Being read")
    READY = "ready", _l("To be checked")
    WRITING = "writing", _l("Being written")
    DONE = "done", _l("Finished")


class RowStatus(Labelled):
    """What an import makes of a row."""

    WRONG = "wrong", _l("Wrong")
    DOUBTFUL = "doubtful", _l("Doubtful")
    NEW = "new", _l("To be added")
    CHANGED = "changed", _l("To be changed")
    SAME = "same", _l("No change")
    ADDED = "added", _l("Added")
    UPDATED = "updated", _l("Changed")
    SKIPPED = "skipped", _l("Not imported")


class ExportShape(Labelled):
    """As what a list is exported; the value is the ending of the file's name."""

    XLSX = "xlsx", _l("XLSX workbook")
    CSV = "csv", _l("CSV table")
