"""To whom each kind of letter is addressed, and what must be so before there is cause for it.

Each function returns the units addressed, none for a letter to the enterprise, and raises RuleBroken without cause.
"""

from flask_babel import gettext as _

from portal.cases.models import Case
from portal.errors import RuleBroken
from portal.letters.grounds import Grounds
from portal.units.models import Unit
from portal.vocabulary import ENDED, CaseKind, CaseStatus, UnitKind, VisitKind

Addressed = tuple[Unit, ...]


def _case(grounds: Grounds) -> Case:
    if grounds.case is None:
        raise RuleBroken(_("Such a letter is drafted from a case."))
    return grounds.case


def handling_unit(grounds: Grounds) -> Addressed:
    """Return the unit that handles an open case."""
    case = _case(grounds)
    if case.handling_unit is None or case.status in ENDED:
        raise RuleBroken(_("Only a case that a unit is handling can be supervised, referred or reminded of."))
    if case.handling_unit.kind is UnitKind.LAW_FIRM:
        raise RuleBroken(_("A law firm is not sent official letters; have the justice bureau urge its lawyer."))
    return (case.handling_unit,)


def units_asked(grounds: Grounds) -> Addressed:
    """Return the units that have been asked to support and have not replied; whoever drafts may choose others."""
    case = _case(grounds)
    if case.handling_unit is None or case.status in ENDED:
        raise RuleBroken(_("Only for a case that a unit is handling can other units be asked for their opinion."))
    units = (task.unit for task in case.open_tasks if task.unit.kind is not UnitKind.LAW_FIRM)
    return tuple(dict.fromkeys(units))


def enterprise_accepted(grounds: Grounds) -> Addressed:
    """Return no unit but the enterprise, once its case has been accepted."""
    if _case(grounds).status in ENDED | {CaseStatus.SUBMITTED, CaseStatus.SUPPLEMENT}:
        raise RuleBroken(_("Accept the case first; the letter tells the enterprise so."))
    return ()


def enterprise_with_outcome(grounds: Grounds) -> Addressed:
    """Return no unit but the enterprise, once there is an outcome."""
    if not _case(grounds).outcome:
        raise RuleBroken(_("Propose the outcome first; the letter tells it to the enterprise."))
    return ()


def enterprise_closed(grounds: Grounds) -> Addressed:
    """Return no unit but the enterprise, once its case is closed."""
    if _case(grounds).status is not CaseStatus.CLOSED:
        raise RuleBroken(_("The letter tells the enterprise that its case is closed; this one is not."))
    return ()


def enterprise_with_question(grounds: Grounds) -> Addressed:
    """Return no unit but the enterprise that has asked a legal question."""
    case = _case(grounds)
    if case.kind is not CaseKind.LEGAL_QUESTION or case.status in {CaseStatus.DECLINED, CaseStatus.WITHDRAWN}:
        raise RuleBroken(_("A legal opinion answers a legal question that has been accepted."))
    return ()


def units_conferred(grounds: Grounds) -> Addressed:
    """Return the units that were invited to the conference, and the one that handles the case."""
    if grounds.conference is None:
        raise RuleBroken(_("Minutes are drafted from a conference that has been concluded."))
    invited = [participant.unit for participant in grounds.conference.participants]
    handling = _case(grounds).handling_unit
    units = dict.fromkeys((*([handling] if handling else []), *invited))
    return tuple(unit for unit in units if unit.kind is not UnitKind.LAW_FIRM)


def enterprise_checked(grounds: Grounds) -> Addressed:
    """Return no unit but the enterprise whose legal check-up has taken place."""
    if grounds.visit is None or grounds.visit.kind is not VisitKind.CHECKUP:
        raise RuleBroken(_("The report is drafted from a legal check-up."))
    return ()
