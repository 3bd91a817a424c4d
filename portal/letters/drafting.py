"""The words a draft begins with, from plain facts of its case: the drafter edits them; they ask and never order."""

from dataclasses import dataclass
from datetime import date

from portal.letters.layout import MOST_TITLE, official_date

LONGEST_QUOTE = 300


@dataclass(frozen=True)
class Matter:
    """What a letter may say of a case. ``days_late`` is working days; ``citations`` are in the official form."""

    reference: str
    title: str
    description: str
    enterprise: str
    submitted_on: date
    due_on: date | None
    days_late: int
    outcome: str
    citations: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """The texts of a letter."""

    title: str
    body: str


def _shortened(text: str) -> str:
    flat = "".join(text.split())
    return flat if len(flat) <= LONGEST_QUOTE else f"{flat[: LONGEST_QUOTE - 1]}…"


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "！", "？", "…")) else f"{text}。"


def _titled(before: str, words: str, after: str) -> str:
    room = MOST_TITLE - len(before) - len(after)
    return f"{before}{words[:room]}{after}"


def supervision(matter: Matter, reply_by: date) -> Draft:
    """Return a 督办函: one matter, why it is raised, what is asked, until when, and how to answer."""
    late = f"，现已超过{matter.days_late}个工作日" if matter.days_late else ""
    promised = f"承诺于{official_date(matter.due_on)}前答复{late}，" if matter.due_on else ""
    lines = (
        (
            f"你单位承办的{matter.enterprise}“{matter.title}”事项（编号{matter.reference}），{promised}尚未办结。"
            "为帮助企业依法、及时复工，现就有关事项函告如下。"
        ),
        "一、督办事项",
        f"{official_date(matter.submitted_on)}，{matter.enterprise}反映：{_sentence(_shortened(matter.description))}",
        "二、办理要求",
        "（一）请依法办理并反馈。核实企业反映的情况，明确责任人、办理措施和完成时间。",
        "（二）请主动联系企业，说明办理进展，听取意见。",
        "（三）需要其他单位配合的，请及时提出，由县复工复产工作专班协调。",
        "三、时限与反馈",
        f"请于{official_date(reply_by)}前以单位名义书面反馈办理结果；到期未能办结的，请说明进展、原因和下一步安排。",
        "特此函告。",
    )
    return Draft(_titled("关于督办", f"{matter.enterprise}{matter.title}", "事项的函"), "\n".join(lines))


def reply(matter: Matter) -> Draft:
    """Return a 答复函 to the enterprise: what it asked, what was found and done, the sources, and where to turn."""
    lines = [
        (
            f"你公司{official_date(matter.submitted_on)}提交的“{matter.title}”事项（编号{matter.reference}）收悉。"
            "经研究，现答复如下。"
        ),
        "一、办理情况",
        _sentence(matter.outcome) if matter.outcome else "",
    ]
    if matter.citations:
        lines += ["二、依据", f"办理本事项依据{'、'.join(matter.citations)}。"]
    lines += [
        f"{'三' if matter.citations else '二'}、其他事项",
        "对本答复有不同意见的，可以在事项办结后30日内通过企业复工法律服务平台要求重办，也可以向承办单位反映。",
        "特此函复。",
    ]
    return Draft(_titled("关于", matter.title, "的答复函"), "\n".join(line for line in lines if line))
