"""Every kind of letter in one place. A new kind is a member of ``LetterKind``, its words, and a row here."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portal.letters import causes
from portal.letters.grounds import Grounds
from portal.letters.wording import enterprises as wording_enterprises
from portal.letters.wording import units as wording_units
from portal.letters.wording.checkups import report
from portal.letters.wording.matter import Draft
from portal.letters.wording.meetings import minutes
from portal.letters.wording.opinions import opinion
from portal.permissions.permission import Permission
from portal.press.layout import Layout
from portal.units.models import Unit
from portal.vocabulary import LetterKind


class Source(StrEnum):
    """What a letter is drafted from, and so which facts its words are made of."""

    CASE = "case"
    CONFERENCE = "conference"
    VISIT = "visit"


class Issuer(StrEnum):
    """Whose paper a letter is written on: an office's, a law firm's, or that of whoever drafts it."""

    OFFICE = "office"
    FIRM = "firm"
    EITHER = "either"


@dataclass(frozen=True)
class Kind:
    """What the portal has to know of a kind of letter.

    ``drafters`` are permissions about the case or visit of which any lets somebody draft. ``addressed`` returns the
    units addressed, none for the enterprise, and raises RuleBroken where there is no cause for such a letter; with
    ``choice`` the drafter chooses among all units. ``mark`` is the last character of its 代字 (安政法督); ``answered``
    says that the addressee is to answer by a day.
    """

    drafters: tuple[Permission, ...]
    addressed: Callable[[Grounds], tuple[Unit, ...]]
    words: Callable[[Any], Draft]
    mark: str
    ending: str
    answered: bool = False
    choice: bool = False
    layout: Layout = Layout.XINHAN
    source: Source = Source.CASE
    issuer: Issuer = Issuer.OFFICE


HANDLING = (Permission.REPLY_DRAFT,)
"""The one who handles the case, and the coordinator."""

KINDS: dict[LetterKind, Kind] = {
    LetterKind.ACCEPTANCE: Kind(
        drafters=HANDLING,
        addressed=causes.enterprise_accepted,
        words=wording_enterprises.acceptance,
        mark="受",
        ending="通知",
    ),
    LetterKind.REFERRAL: Kind(
        drafters=(Permission.CASE_DISPATCH,),
        addressed=causes.handling_unit,
        words=wording_units.referral,
        mark="转",
        ending="函",
        answered=True,
    ),
    LetterKind.CONSULTATION: Kind(
        drafters=HANDLING,
        addressed=causes.units_asked,
        words=wording_units.consultation,
        mark="函",
        ending="函",
        answered=True,
        choice=True,
    ),
    LetterKind.REMINDER: Kind(
        drafters=(Permission.CASE_DISPATCH, Permission.SUPERVISION_DRAFT),
        addressed=causes.handling_unit,
        words=wording_units.reminder,
        mark="催",
        ending="通知",
        answered=True,
    ),
    LetterKind.SUPERVISION: Kind(
        drafters=(Permission.SUPERVISION_DRAFT,),
        addressed=causes.handling_unit,
        words=wording_units.supervision,
        mark="督",
        ending="函",
        answered=True,
    ),
    LetterKind.REPLY: Kind(
        drafters=HANDLING,
        addressed=causes.enterprise_with_outcome,
        words=wording_enterprises.reply,
        mark="复",
        ending="函",
    ),
    LetterKind.CLOSING: Kind(
        drafters=HANDLING,
        addressed=causes.enterprise_closed,
        words=wording_enterprises.closing,
        mark="告",
        ending="告知书",
    ),
    LetterKind.MINUTES: Kind(
        drafters=(Permission.CASE_CONFER,),
        addressed=causes.units_conferred,
        words=minutes,
        mark="纪",
        ending="纪要",
        layout=Layout.JIYAO,
        source=Source.CONFERENCE,
    ),
    LetterKind.OPINION: Kind(
        drafters=(Permission.OPINION_DRAFT,),
        addressed=causes.enterprise_with_question,
        words=opinion,
        mark="意",
        ending="法律意见书",
        layout=Layout.YIJIANSHU,
        issuer=Issuer.FIRM,
    ),
    LetterKind.CHECKUP: Kind(
        drafters=(Permission.VISIT_FOLLOW,),
        addressed=causes.enterprise_checked,
        words=report,
        mark="检",
        ending="报告",
        layout=Layout.YIJIANSHU,
        source=Source.VISIT,
        issuer=Issuer.EITHER,
    ),
}
MARKS = frozenset(kind.mark for kind in KINDS.values())


def code_for(unit_code: str, kind: LetterKind) -> str:
    """Return the 代字 of a unit's letters of a kind: 安政法督 gives 安政法转 for a 转办函.

    A unit's code names the office and, usually, ends with the character of the letters it writes most.
    """
    office = unit_code[:-1] if unit_code[-1:] in MARKS else unit_code
    return f"{office}{KINDS[kind].mark}"
