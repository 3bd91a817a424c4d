"""The words with which the report of a legal check-up begins (法治体检报告): graded risks, advice, follow-up."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.letters.wording.matter import Draft, evened, ordinal, sentence, titled
from portal.press.layout import GRAVE, official_date

LONGEST_CAPTION = 54
"""Characters: two lines under a photograph."""

ANSWERED = re.compile("([^（）：]*是否[^（）：]*)（(是|否)）(?:：(.+))?", re.DOTALL)
"""How a visit notes an answer that is a risk."""


@dataclass(frozen=True)
class Risk:
    """A finding: in which part of the checklist, how grave, what was found, the advice, its ground, and by when.

    ``overdue``: that day has passed before the report was written, so it asks for no day that is over.
    """

    section: str
    grade: str
    grave: bool
    text: str
    advice: str
    ground: str
    follow_up_on: date | None
    overdue: bool = False


@dataclass(frozen=True)
class Checkup:
    """The facts of a check-up. ``risks`` stand with the gravest first; ``questions`` is how many were asked."""

    enterprise: str
    on: date
    visitor: str
    companions: str
    received_by: str
    questions: int
    risks: tuple[Risk, ...]
    remarks: str


def report(checkup: Checkup) -> Draft:
    """Return a 法治体检报告: overview, risks by grade with what is grave and urgent first and marked, and follow-up."""
    lines = [
        _opening(checkup),
        "一、总体情况",
        _overview(checkup),
        *([sentence(checkup.remarks)] if checkup.remarks else []),
        "二、风险与建议",
        *(_risks(checkup.risks) or ["本次法治体检未发现需要提示的法律风险。"]),
        "三、整改与跟进",
        (
            "请对照上述建议逐项整改，整改完成后可以通过企业复工法律服务平台报告；需要政府部门协调或者进一步法律帮助的，"
            "可以将有关问题转为事项办理，由联企干部和公益律师跟进。"
        ),
        "四、说明",
        (
            "本报告依据检查当日的情况和企业提供的材料出具，仅供企业改进管理、防范风险参考，"
            "不作为行政处罚依据，不替代有关机关的监督检查结论，未经企业同意不向第三方提供。"
        ),
    ]
    return Draft(titled("关于", checkup.enterprise, "的法治体检报告"), "\n".join(lines))


def caption(section: str, found: str) -> str:
    """Return what stands under a photograph of a finding: in which part of the checklist, and what was found."""
    words = as_found(found).split("。", maxsplit=1)[0].rstrip("；，")
    whole = f"{section}方面：{words}" if section else words
    return whole if len(whole) <= LONGEST_CAPTION else f"{evened(whole[: LONGEST_CAPTION - 2])}……"


def as_found(text: str) -> str:
    """Return a finding as a report says it: the answer to a question of the checklist, 是否……（否）, as a sentence."""
    answered = ANSWERED.fullmatch(text)
    if answered is None:
        return text
    question, answer, remark = answered.groups(default="")
    return f"“{question}”一项，检查结果为“{answer}”{'，' if remark else ''}{remark}"


def _opening(checkup: Checkup) -> str:
    people = "、".join(name for name in (checkup.visitor, checkup.companions) if name)
    received = f"，由{checkup.received_by}接待" if checkup.received_by else ""
    return (
        f"{official_date(checkup.on)}，{people}到{checkup.enterprise}开展法治体检{received}。"
        "现将发现的风险和建议报告如下。"
    )


def _overview(checkup: Checkup) -> str:
    grave = sum(risk.grave for risk in checkup.risks)
    grades = dict.fromkeys(risk.grade for risk in checkup.risks)
    counted = "、".join(f"{grade}{sum(risk.grade == grade for risk in checkup.risks)}项" for grade in grades)
    asked = f"本次法治体检核对检查项目{checkup.questions}项，" if checkup.questions else "本次法治体检"
    if not checkup.risks:
        return f"{asked}总体情况良好。"
    urgent = f"，其中重大且紧急{grave}项，请立即处理" if grave else ""
    return f"{asked}发现法律风险{len(checkup.risks)}项：{counted}{urgent}。"


def _risks(risks: Iterable[Risk]) -> list[str]:
    lines = []
    for place, risk in enumerate(risks, 1):
        mark = GRAVE if risk.grave else ""
        lines.append(f"{ordinal(place)}{mark}{risk.section}方面（{risk.grade}）：{sentence(as_found(risk.text))}")
        ground = f"依据{risk.ground}，" if risk.ground else ""
        by = _by(risk)
        if risk.advice or ground or by:
            lines.append(f"建议：{ground}{sentence(risk.advice) if risk.advice else ''}{by}")
    return lines


def _by(risk: Risk) -> str:
    if risk.follow_up_on is None:
        return ""
    return "请立即完成整改。" if risk.overdue else f"请于{official_date(risk.follow_up_on)}前完成整改。"
