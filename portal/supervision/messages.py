"""The notices that supervision sends; official texts, in Chinese for every reader."""

from datetime import date

from portal.cases.messages import about, day
from portal.cases.models import Case
from portal.vocabulary import Rung

Message = tuple[str, str]
SUBJECTS = {
    Rung.REMINDER: "临期提醒",
    Rung.BLUE: "蓝牌提示",
    Rung.YELLOW: "黄牌督办",
    Rung.LETTER: "督办函待送签",
    Rung.LEADER: "报牵头领导",
    Rung.NOTICE: "列入通报",
}
NAMES = SUBJECTS | {
    Rung.LETTER: "督办函",
    Rung.REQUESTED: "企业请求督办",
    Rung.ORDERED: "交办督办",
    Rung.ESCALATED: "多次退回升级督办",
}
ASKS = {
    Rung.REMINDER: "请按期办结；确需延长的，请在到期前提出。",
    Rung.BLUE: "请当日办结，或当日向企业说明办理进展。",
    Rung.YELLOW: "已经超过承诺期限，请承办单位当日明确办结时间并答复企业。",
    Rung.LETTER: "已经超过承诺期限，督办函已经起草，请核改后送签。",
    Rung.LEADER: "已经超过承诺期限，经督办函督办仍未办结，请牵头领导协调。",
    Rung.NOTICE: "已经超过承诺期限，经督办仍未办结，列入通报名单。",
}


def step(case: Case, rung: Rung, why_no_letter: str = "") -> Message:
    """Tell of a step of the ladder; of a letter also why it could not be drafted."""
    asks = f"已经超过承诺期限，应当发督办函，未能起草：{why_no_letter}" if why_no_letter else ASKS[rung]
    subject = "督办函未能起草" if why_no_letter else SUBJECTS[rung]
    return f"{subject}：{case.reference}", f"{about(case)}承诺{day(case.due_on)}前答复企业，尚未办结。{asks}"


def requested(case: Case, words: str) -> Message:
    """Tell the supervisors that the enterprise asks for supervision."""
    said = f"企业说明：{words}" if words else ""
    return (
        f"企业请求督办：{case.reference}",
        f"{about(case)}承诺{day(case.due_on)}前答复，尚未办结，企业请求督办。{said}",
    )


def ordered(case: Case, words: str) -> Message:
    """Tell the unit that supervision has been ordered."""
    return f"交办督办：{case.reference}", f"{about(case)}交办督办：{words}\n请当日明确办结时间并答复企业。"


def letter_ordered(case: Case, words: str) -> Message:
    """Ask the drafter to finish the letter that has been ordered."""
    return f"督办函待送签：{case.reference}", f"{about(case)}交办督办：{words}\n督办函已经起草，请核改后送签。"


def replied(case: Case, rung: Rung, text: str) -> Message:
    """Tell the supervisors what the unit replied to a step."""
    return f"督办回复待审核：{case.reference}", f"{about(case)}“{NAMES[rung]}”收到回复：{text}"


def ruled(case: Case, rung: Rung, reason: str, *, accepted: bool) -> Message:
    """Tell the unit whether its reply to a step will do."""
    if accepted:
        return f"督办回复审核通过：{case.reference}", f"{about(case)}“{NAMES[rung]}”的回复已审核通过。"
    return f"督办回复退回重办：{case.reference}", f"{about(case)}“{NAMES[rung]}”的回复需要重新办理：{reason}"


def escalated(case: Case, times: int) -> Message:
    """Tell supervisors and lead leader of a case that came back again and again."""
    return (
        f"多次退回升级督办：{case.reference}",
        f"{about(case)}的办理结果或督办回复已被退回{times}次以上，请研究办理方案，必要时召开会商。",
    )


def unit_escalated(unit: str, month: date, times: int) -> Message:
    """Tell supervisors and leaders of a unit that hands back many cases."""
    handed_back = f"{unit}{month.year}年{month.month}月退单{times}件，"
    return f"单位多次退单：{unit}", f"{handed_back}请核实职责分工和转办是否准确，督促其依职责办理。"
