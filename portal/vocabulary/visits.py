"""Words about visits, appointments and codes to scan."""

from flask_babel import lazy_gettext as _l

from portal.vocabulary.labels import Labelled


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
