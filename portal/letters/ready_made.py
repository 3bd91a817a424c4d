"""Attachments that the portal can write by itself: the enterprise's request, the deadline explained, what is cited."""

from collections.abc import Callable
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.limits.explanation import sentences_of
from portal.cases.limits.timing import deadline_of
from portal.cases.models import Case
from portal.errors import RuleBroken
from portal.letters.facts import CHINESE, citations_of, cited
from portal.letters.grounds import Grounds
from portal.letters.picturing import of_findings
from portal.letters.wording.matter import sentence
from portal.press.layout import official_date
from portal.vocabulary import AnnexSource, LetterKind
from portal.workdays import load_calendar

Annex = dict[str, Any]
Writer = Callable[[Session, Case], tuple[str, list[str]]]
FROM_THE_START = {
    LetterKind.ACCEPTANCE: (AnnexSource.DEADLINE,),
    LetterKind.REFERRAL: (AnnexSource.REQUEST,),
    LetterKind.SUPERVISION: (AnnexSource.REQUEST, AnnexSource.DEADLINE),
}
"""What letters of a kind have attached when they are begun; the drafter may take it off."""


def first_annexes(session: Session, kind: LetterKind, grounds: Grounds) -> list[Annex]:
    """Return the attachments with which a letter of a kind begins; a report shows what its findings look like."""
    if kind is LetterKind.CHECKUP and grounds.visit:
        return of_findings(grounds.visit)
    return [ready_made(session, grounds, source) for source in FROM_THE_START.get(kind, ())]


def ready_made(session: Session, grounds: Grounds, source: AnnexSource) -> Annex:
    """Write an attachment, in Chinese whoever asks. Raises RuleBroken where the case has nothing for it."""
    if source is AnnexSource.BLANK:
        return {"name": "附件材料", "body": ""}
    lines: list[str] = []
    if grounds.case:
        with force_locale(CHINESE):
            name, lines = WRITERS[source](session, grounds.case)
    if not lines:
        raise RuleBroken(_("There is nothing to fill this attachment with."), "source")
    return {"name": name, "body": "\n".join(lines)}


def _request(_session: Session, case: Case) -> tuple[str, list[str]]:
    lines = [
        f"一、企业名称：{case.enterprise.name}",
        f"二、事项编号：{case.reference}",
        f"三、提交日期：{official_date(clock.local_date(case.submitted_at))}",
        f"四、事项名称：{case.title}",
        "五、企业反映的情况",
        *(line.strip() for line in case.description.splitlines() if line.strip()),
    ]
    return "企业诉求单", [*lines, "六、企业的诉求", sentence(case.wish)] if case.wish else lines


def _deadline(session: Session, case: Case) -> tuple[str, list[str]]:
    deadline = deadline_of(case, load_calendar(session), clock.today())
    told = sentences_of(case, deadline)
    promised = [f"承诺办结日期：{official_date(case.due_on)}。"] if case.due_on else []
    return "办理时限说明", [*told, *promised]


def _provisions(session: Session, case: Case) -> tuple[str, list[str]]:
    quoted = dict.fromkeys(
        f"{cited(each)}\n{''.join(each.quotation.split())}" for each in citations_of(session, case) if each.quotation
    )
    return "引用条款摘录", [line for text in quoted for line in text.splitlines()]


WRITERS: dict[AnnexSource, Writer] = {
    AnnexSource.REQUEST: _request,
    AnnexSource.DEADLINE: _deadline,
    AnnexSource.PROVISIONS: _provisions,
}
