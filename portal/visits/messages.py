"""The notices about visits; official texts, in Chinese for every reader."""

from datetime import date

from portal.presentation.dates import official_day
from portal.visits.models import Campaign, Finding, Visit
from portal.vocabulary import FindingState, VisitKind

Message = tuple[str, str]
NAMES = {VisitKind.VISIT: "走访", VisitKind.CHECKUP: "法治体检"}


def _day(on: date | None) -> str:
    return official_day(on) if on else ""


def visited(visit: Visit) -> Message:
    """Tell the enterprise what was found and where to read the advice."""
    name, count = NAMES[visit.kind], len(visit.findings)
    found = f"，提出{count}条意见建议，请查看并按时整改" if count else "，没有发现需要整改的问题"
    return f"{name}情况已登记", f"{_day(visit.on)}{visit.visitor_name}到{visit.enterprise.name}{name}{found}。"


def grave(visit: Visit) -> Message:
    """Tell the office of what is 重大且紧急."""
    grave_ones = [one.text for one in visit.findings if one.is_grave and one.state is FindingState.OPEN]
    return f"重大且紧急：{visit.enterprise.name}", f"{visit.visitor_name}走访发现：{'；'.join(grave_ones)}"


def reported(finding: Finding, text: str) -> Message:
    """Tell the visitor that the enterprise says it has rectified a finding."""
    return "企业报告已整改", f"{finding.visit.enterprise.name}报告“{finding.text}”已整改：{text}。请复查。"


def followed(finding: Finding, text: str) -> Message:
    """Tell the enterprise what the follow-up came to."""
    if finding.state is FindingState.SETTLED:
        return "已复查销号", f"“{finding.text}”已复查销号。{text}"
    return "复查意见", f"“{finding.text}”还需整改：{text}。{_day(finding.follow_up_on)}再次复查。"


def due(findings: int, oldest: date) -> Message:
    """Remind somebody of the follow-ups that are due."""
    return "走访问题到期复查", f"有{findings}个走访发现的问题到期复查，最早的{_day(oldest)}到期。"


def asked(campaign: Campaign, count: int) -> Message:
    """Ask somebody to visit the enterprises of a campaign."""
    span = f"{_day(campaign.begins_on)}至{_day(campaign.ends_on)}"
    return (
        f"{NAMES[campaign.kind]}任务：{campaign.name}",
        f"请在{span}{NAMES[campaign.kind]}{count}家企业，名单见“走访”。",
    )
