"""Every kind of letter in one place. A new kind is a member of ``LetterKind``, its words, and a row here."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.cases.models import Case
from portal.errors import RuleBroken
from portal.letters import wording_enterprises, wording_units
from portal.letters.layout import Layout
from portal.letters.matter import Draft, Matter
from portal.permissions.table import Permission
from portal.units.models import Unit
from portal.vocabulary import ENDED, CaseStatus, LetterKind, UnitKind


@dataclass(frozen=True)
class Kind:
    """What the portal has to know of a kind of letter.

    ``drafters`` are permissions about the case of which any lets somebody draft. ``addressee`` returns the unit
    addressed, None for the enterprise, and raises RuleBroken where the case gives no cause for such a letter.
    ``mark`` is the last character of its 代字 (安政法督); ``answered`` says that the addressee is to answer by a day.
    """

    drafters: tuple[Permission, ...]
    addressee: Callable[[Case], Unit | None]
    words: Callable[[Matter], Draft]
    mark: str
    ending: str
    answered: bool = False
    layout: Layout = Layout.XINHAN


def _handling_unit(case: Case) -> Unit:
    if case.handling_unit is None or case.status in ENDED:
        raise RuleBroken(_("Only a case that a unit is handling can be supervised, referred or reminded of."))
    if case.handling_unit.kind is UnitKind.LAW_FIRM:
        raise RuleBroken(_("A law firm is not sent official letters; have the justice bureau urge its lawyer."))
    return case.handling_unit


def _unit_asked(case: Case) -> Unit:
    """Return the unit that was asked last to support, as long as it has not replied."""
    if not case.open_tasks or case.status in ENDED:
        raise RuleBroken(_("Ask a unit to support first; the letter asks it for its opinion."))
    return case.open_tasks[-1].unit


def _enterprise_with_outcome(case: Case) -> None:
    if not case.outcome:
        raise RuleBroken(_("Propose the outcome first; the letter tells it to the enterprise."))


def _enterprise_accepted(case: Case) -> None:
    if case.status in ENDED | {CaseStatus.SUBMITTED, CaseStatus.SUPPLEMENT}:
        raise RuleBroken(_("Accept the case first; the letter tells the enterprise so."))


HANDLING = (Permission.REPLY_DRAFT,)
"""The one who handles the case, and the coordinator."""

KINDS: dict[LetterKind, Kind] = {
    LetterKind.ACCEPTANCE: Kind(
        drafters=HANDLING,
        addressee=_enterprise_accepted,
        words=wording_enterprises.acceptance,
        mark="受",
        ending="通知",
    ),
    LetterKind.REFERRAL: Kind(
        drafters=(Permission.CASE_DISPATCH,),
        addressee=_handling_unit,
        words=wording_units.referral,
        mark="转",
        ending="函",
        answered=True,
    ),
    LetterKind.CONSULTATION: Kind(
        drafters=HANDLING,
        addressee=_unit_asked,
        words=wording_units.consultation,
        mark="函",
        ending="函",
        answered=True,
    ),
    LetterKind.REMINDER: Kind(
        drafters=(Permission.CASE_DISPATCH, Permission.SUPERVISION_DRAFT),
        addressee=_handling_unit,
        words=wording_units.reminder,
        mark="催",
        ending="通知",
        answered=True,
    ),
    LetterKind.SUPERVISION: Kind(
        drafters=(Permission.SUPERVISION_DRAFT,),
        addressee=_handling_unit,
        words=wording_units.supervision,
        mark="督",
        ending="函",
        answered=True,
    ),
    LetterKind.REPLY: Kind(
        drafters=HANDLING,
        addressee=_enterprise_with_outcome,
        words=wording_enterprises.reply,
        mark="复",
        ending="函",
    ),
}
MARKS = frozenset(kind.mark for kind in KINDS.values())


def code_for(unit_code: str, kind: LetterKind) -> str:
    """Return the 代字 of a unit's letters of a kind: 安政法督 gives 安政法转 for a 转办函.

    A unit's code names the office and, usually, ends with the character of the letters it writes most.
    """
    office = unit_code[:-1] if unit_code[-1:] in MARKS else unit_code
    return f"{office}{KINDS[kind].mark}"
