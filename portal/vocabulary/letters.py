"""Words about letters and supervision."""

from flask_babel import lazy_gettext as _l

from portal.vocabulary.labels import Labelled


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
    PICTURES = "pictures", _l("Photographs of the visit or of the case")
    BLANK = "blank", _l("An empty page, to be written")


class CountersigningOrder(Labelled):
    """How the units that issue a letter jointly are asked to countersign it."""

    AT_ONCE = "at-once", _l("All at once")
    IN_TURN = "in-turn", _l("One after another, in the order in which the letter names them")


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


class BatchShape(Labelled):
    """How many letters become one file; the value is the ending of its name."""

    ZIP = "zip", _l("One ZIP file")
    PDF = "pdf", _l("One PDF")


class ReplyRuling(Labelled):
    """What is said of a unit's reply to a letter."""

    ACCEPTED = "accepted", _l("Accept the answer")
    REDO = "redo", _l("Ask for a new answer")
