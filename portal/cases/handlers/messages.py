"""The notices about who handles a case: tasks of other units, hand-backs, and a change of the handler."""

from collections.abc import Sequence

from portal.cases.messages import Message, about, day, sentence
from portal.cases.models import Case, Task
from portal.vocabulary import Stance, TaskKind

STANCES = {
    Stance.AGREES: "同意",
    Stance.WITH_CHANGES: "原则同意，有修改意见",
    Stance.OBJECTS: "不同意",
    Stance.NO_OPINION: "无意见",
}


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


def handed_back(case: Case, reason: str, unit: str) -> Message:
    """Ask for a ruling on a hand-back the same day."""
    return (
        f"退单待裁定（第{case.hand_backs}次）：{case.reference}",
        f"{about(case)}承办人退单：{reason}\n建议改由{unit}承办。请当日裁定，办理期限照常计算。",
    )


def hand_back_accepted(case: Case, unit: str) -> Message:
    """Tell the one who handed back who has it now."""
    return f"退单已改派：{case.reference}", f"{about(case)}已改由{unit}承办，您不再承办本事项。"


def hand_back_refused(case: Case, reason: str) -> Message:
    """Tell the handler that the case stays."""
    return f"退单未获同意：{case.reference}", f"{about(case)}仍由您承办：{reason}\n请于{day(case.due_on)}前答复企业。"


def given_away(case: Case, reason: str) -> Message:
    """Tell the one who handled it until now who has it now, and why."""
    handler = f"{case.handling_unit.name}{case.handler.name}" if case.handling_unit and case.handler else "他人"
    return (
        f"承办人变更：{case.reference}",
        f"{about(case)}改由{handler}承办，您不再承办本事项，请做好交接。变更原因：{reason}",
    )
