"""Words about cases: what they are, where they stand, how they end."""

import enum

from flask_babel import lazy_gettext as _l

from portal.vocabulary.labels import Labelled


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


class DossierShape(Labelled):
    """In what shape the file of a case is made; the value is the ending of its name."""

    PDF = "pdf", _l("One PDF")
    ZIP = "zip", _l("A ZIP with every paper")


class Care(Labelled):
    """The special care that a case may need (涉企案件, 涉众涉稳)."""

    RESTRICTED = "restricted", _l("A case of the authorities concerns the enterprise; only those concerned read it")
    SENSITIVE = "sensitive", _l("Many people or public stability are concerned; the supervisors are told")
