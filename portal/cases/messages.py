"""The notices that cases send. They are official texts, so they are written in Chinese for every reader."""

from collections.abc import Sequence
from datetime import date

from portal.cases.models import Case, Rating, Task
from portal.presentation.dates import official_day
from portal.vocabulary import RatingLevel, Stance, TaskKind

Message = tuple[str, str]
STANCES = {
    Stance.AGREES: "同意",
    Stance.WITH_CHANGES: "原则同意，有修改意见",
    Stance.OBJECTS: "不同意",
    Stance.NO_OPINION: "无意见",
}
LEVELS = {
    RatingLevel.VERY_SATISFIED: "非常满意",
    RatingLevel.SATISFIED: "满意",
    RatingLevel.FAIR: "基本满意",
    RatingLevel.DISSATISFIED: "不满意",
    RatingLevel.VERY_DISSATISFIED: "非常不满意",
}


def day(on: date | None) -> str:
    """Return a date as the notices write it; while the clock stands still there is none."""
    return official_day(on) if on else "（暂停计时）"


def sentence(text: str) -> str:
    """Return what somebody wrote with one full stop at its end, so that another sentence can follow."""
    return text if text.endswith(("。", "！", "？")) else f"{text}。"


def about(case: Case) -> str:
    """Return which case a notice is about."""
    return f"事项{case.reference}“{case.title}”（{case.enterprise.name}）"


def confidential(case: Case) -> Message:
    """Tell that there is something new in a confidential case, and nothing else: a notice may be read by others."""
    return (
        f"保密事项有新情况：{case.reference}",
        f"事项{case.reference}有新的办理情况。通知中不写内容，请登录平台查看。",
    )


def sensitive(case: Case, reason: str) -> Message:
    """Tell the supervisors of a case that may stir many people."""
    return f"涉众涉稳事项：{case.reference}", f"{about(case)}标记为涉众涉稳事项，请及时掌握并督促稳妥办理。{reason}"


def advised(case: Case) -> Message:
    """Tell the enterprise that its lawyer has written in confidence; what it is stands only in the portal."""
    return (
        f"律师有保密意见：{case.reference}",
        f"{about(case)}律师写了保密意见，只有贵企业和律师可以查看，请登录平台阅读。",
    )


def merged(case: Case, into: Case, reason: str) -> Message:
    """Tell that two cases of an enterprise have become one."""
    return (
        f"已并案：{case.reference}",
        f"{about(case)}已并入事项{into.reference}“{into.title}”一并办理，承诺{day(into.due_on)}前答复。{reason}",
    )


def named(case: Case, who: str, text: str) -> Message:
    """Tell somebody of the office that an internal note names that person."""
    return f"{who}在内部记录中提到您：{case.reference}", f"{about(case)}{who}写道：{text}"


def issue_closed(case: Case, title: str, conclusion: str) -> Message:
    """Tell a handler how a hot issue was solved for everybody."""
    return f"热点问题已有结论：{title}", f"{about(case)}所属热点问题“{title}”的结论：{conclusion}\n请据此答复企业。"


def submitted_to_enterprise(case: Case) -> Message:
    """Give the receipt: number and promised date."""
    return (
        f"已收到：{case.reference}",
        f"{about(case)}已提交，承诺{day(case.due_on)}前答复。办理中的每一步都会通知您。",
    )


def filed_for_enterprise(case: Case) -> Message:
    """Tell the enterprise who filed a case for it, and ask it to say whether the record is right."""
    return (
        f"请核对代为登记的事项：{case.reference}",
        (
            f"{about(case)}由{case.filed_by}代为登记，承诺{day(case.due_on)}前答复。"
            "请核对登记内容：无误的请确认，有出入的请补充更正，不是贵企业事项的请说明。核对期间照常办理。"
        ),
    )


def endorsed(case: Case, ruling: str, text: str) -> Message:
    """Tell who filed and who handles a case what the enterprise says of the record."""
    return f"企业核对结果：{case.reference}", f"{about(case)}代为登记的内容，企业核对：{ruling}。{text}"


def submitted_to_office(case: Case, dispatch_on: date) -> Message:
    """Tell the coordinator and the liaison of a new case, and on which working day it is to be dispatched."""
    return (
        f"新事项待受理：{case.reference}",
        f"{about(case)}已提交，请于{day(dispatch_on)}受理并分办。承诺{day(case.due_on)}前答复企业。",
    )


def accepted(case: Case, dispatch_on: date) -> Message:
    """Tell that the case has been accepted, and on which working day it is dispatched."""
    return f"已受理：{case.reference}", f"{about(case)}已受理，将于{day(dispatch_on)}分办到承办单位和承办人。"


def declined(case: Case, reason: str) -> Message:
    """Tell that the case is not accepted, why, and where to turn."""
    return f"不予受理：{case.reference}", f"{about(case)}不予受理。{reason}"


def asked(case: Case, question: str) -> Message:
    """Ask the enterprise for something."""
    return (
        f"请补正：{case.reference}",
        f"{about(case)}需要补充以下内容：{question}\n补齐以前，办理期限暂停计算。",
    )


def supplied(case: Case) -> Message:
    """Tell the office that what was asked for is there."""
    return (
        f"企业已补正：{case.reference}",
        f"{about(case)}企业已经补正，恢复计时，承诺{day(case.due_on)}前答复。",
    )


def dispatched_to_handler(case: Case) -> Message:
    """Tell the handler whose case it now is."""
    return (
        f"交您承办：{case.reference}",
        f"{about(case)}由您承办，请于{day(case.due_on)}前答复企业。",
    )


def dispatched_to_enterprise(case: Case) -> Message:
    """Tell the enterprise who handles the case."""
    unit = case.handling_unit.name if case.handling_unit else ""
    handler = case.handler.name if case.handler else ""
    return (
        f"已分办：{case.reference}",
        f"{about(case)}由{unit}{handler}承办，承诺{day(case.due_on)}前答复。",
    )


def task_given(case: Case, task: Task) -> Message:
    """Ask a unit for support, or for its opinion."""
    if task.kind is TaskKind.OPINION:
        words = (
            f"现就以下问题征求你单位意见：{sentence(task.what)}请于{day(task.due_on)}前反馈，逾期未反馈的视为无意见。"
        )
        return f"征求意见：{case.reference}", f"{about(case)}{words}"
    return (
        f"协办任务：{case.reference}",
        f"{about(case)}请你单位协办：{sentence(task.what)}请于{day(task.due_on)}前回复主办单位。",
    )


def task_replied(case: Case, task: Task) -> Message:
    """Tell the handler what a unit has replied."""
    unit, asked = task.unit.name, "征求的意见" if task.kind is TaskKind.OPINION else "协办任务"
    stance = f"{STANCES[task.stance]}。" if task.stance else ""
    return f"{unit}已回复{asked}：{case.reference}", f"{about(case)}{unit}回复：{stance}{task.reply}"


def consulted(case: Case, units: Sequence[str], what: str) -> Message:
    """Tell the handler that the coordinator has asked other units."""
    return f"已请其他单位配合：{case.reference}", f"{about(case)}已请{'、'.join(units)}回复：{what}"


def progress(case: Case, text: str) -> Message:
    """Tell the enterprise of progress."""
    return f"办理进展：{case.reference}", f"{about(case)}有新的办理情况：{text}"


def answered(case: Case, text: str) -> Message:
    """Tell that there is a legal answer."""
    return f"已答复：{case.reference}", f"{about(case)}收到答复：{text}"


def conference_called(case: Case, agenda: str, on: date, place: str) -> Message:
    """Invite a unit to a conference."""
    where = f"在{place}" if place else ""
    return f"会商通知：{case.reference}", f"{about(case)}定于{day(on)}{where}会商，请派员参加。议题：{agenda}"


def limit_agreed(case: Case) -> Message:
    """Tell the enterprise the date that a conference has agreed on."""
    return f"办理期限调整：{case.reference}", f"{about(case)}经会商议定，承诺{day(case.due_on)}前答复。"


def conference_concluded(case: Case, decisions: str) -> Message:
    """Tell what a conference has decided."""
    return f"会商结束：{case.reference}", f"{about(case)}会商已结束，议定事项：{decisions}\n请按议定事项继续办理。"


def extension_asked(case: Case, reason: str, on: date) -> Message:
    """Ask the coordinator to decide on an extension."""
    return (
        f"延期待审批：{case.reference}",
        f"{about(case)}承办人申请延期到{day(on)}：{reason}\n请在原期限届满前审批。",
    )


def extension_granted(case: Case, on: date, reason: str) -> Message:
    """Tell handler and enterprise the new date, and why."""
    return f"办理期限延长：{case.reference}", f"{about(case)}经批准延期办理，承诺{day(on)}前答复。延期理由：{reason}"


def extension_refused(case: Case, reason: str) -> Message:
    """Tell the handler that the promise stays as it is."""
    return (
        f"延期未获批准：{case.reference}",
        f"{about(case)}延期申请没有批准：{reason}\n请于{day(case.due_on)}前答复企业。",
    )


def handed_back(case: Case, reason: str, unit: str) -> Message:
    """Ask for a ruling on a hand-back the same day."""
    return (
        f"退单待裁定（第{case.hand_backs}次）：{case.reference}",
        f"{about(case)}承办人退单：{reason}\n建议改由{unit}承办。请当日裁定，办理期限照常计算。",
    )


def hand_back_accepted(case: Case, unit: str) -> Message:
    """Tell the one who handed back who has it now."""
    return f"退单已改派：{case.reference}", f"{about(case)}已改由{unit}承办，您不再承办本事项。"


def given_away(case: Case, reason: str) -> Message:
    """Tell the one who handled it until now who has it now, and why."""
    handler = f"{case.handling_unit.name}{case.handler.name}" if case.handling_unit and case.handler else "他人"
    return (
        f"承办人变更：{case.reference}",
        f"{about(case)}改由{handler}承办，您不再承办本事项，请做好交接。变更原因：{reason}",
    )


def hand_back_refused(case: Case, reason: str) -> Message:
    """Tell the handler that the case stays."""
    return f"退单未获同意：{case.reference}", f"{about(case)}仍由您承办：{reason}\n请于{day(case.due_on)}前答复企业。"


def proposed(case: Case, confirm_by: date) -> Message:
    """Ask the enterprise to confirm the outcome, and until when."""
    return (
        f"请确认办理结果：{case.reference}",
        (
            f"{about(case)}已提出办理结果：{case.outcome}\n"
            f"请在{day(confirm_by)}前确认，没有解决的请退回续办；逾期未回复的自动办结，办结后可以要求重办。"
        ),
    )


def confirmed(case: Case) -> Message:
    """Tell the handler that the enterprise says it is resolved."""
    return f"企业已确认办结：{case.reference}", f"{about(case)}企业确认已经解决，事项办结。"


def closed_by_silence(case: Case, reopen_by: date) -> Message:
    """Tell that silence has closed the case and until when it can be reopened."""
    return (
        f"已自动办结：{case.reference}",
        f"{about(case)}在确认期限内没有收到企业的意见，已自动办结。没有解决的，{day(reopen_by)}前可以要求重办。",
    )


def rejected(case: Case, missing: str) -> Message:
    """Tell the office what the enterprise finds missing."""
    return (
        f"企业退回续办：{case.reference}",
        f"{about(case)}企业认为没有解决：{missing}\n请继续办理，承诺{day(case.due_on)}前答复。",
    )


def withdrawn(case: Case) -> Message:
    """Tell the office that the enterprise has withdrawn the case."""
    return f"企业已撤回：{case.reference}", f"{about(case)}企业已经撤回，不再办理。"


def rated(case: Case, rating: Rating) -> Message:
    """Tell the handler how the case was rated; a bad rating also to who verifies it, with both dates."""
    said = f"{about(case)}企业评价：{LEVELS[rating.level]}。{rating.text}"
    if rating.rectify_by is None:
        return f"企业评价：{case.reference}", said
    return (
        f"差评待核实整改：{case.reference}",
        f"{said}\n请督查员于{day(rating.verify_by)}前核实，承办人于{day(rating.rectify_by)}前整改。",
    )


def rating_verified(case: Case, rating: Rating) -> Message:
    """Tell the handler what was found and until when to rectify it."""
    return (
        f"差评已核实：{case.reference}",
        f"{about(case)}核实情况：{rating.finding}\n请于{day(rating.rectify_by)}前整改。",
    )


def rectified(case: Case, remedy: str) -> Message:
    """Tell the enterprise what was put right, and that it may rate again."""
    return f"差评已整改：{case.reference}", f"{about(case)}整改情况：{remedy}\n企业可以重新评价，前后两次评价都保留。"


def reopened(case: Case, reason: str) -> Message:
    """Tell the office that the case is open again."""
    return (
        f"要求重办：{case.reference}",
        f"{about(case)}重新办理：{reason}\n期限重新起算，承诺{day(case.due_on)}前答复。",
    )
