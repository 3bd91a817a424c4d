"""The notices about what is due soon or late: tasks of other units, rulings, rectifications, calls, the first day."""

from datetime import date

from portal import clock
from portal.cases.closing.follow_up_models import FollowUp
from portal.cases.limits.milestone_models import Milestone
from portal.cases.messages import Message, about, day, sentence
from portal.cases.models import Case, Rating, Task
from portal.vocabulary import MilestoneKind, TaskKind

ASKED = {TaskKind.SUPPORT: "协办任务", TaskKind.OPINION: "征求意见"}
MISSED = {
    MilestoneKind.DISPATCHED: "未当日分案",
    MilestoneKind.SERVED: "未当日送达",
    MilestoneKind.REPORTED: "未当日报告",
    MilestoneKind.CONTACTED: "未按时联系企业",
}
OWED = {
    MilestoneKind.DISPATCHED: "请立即受理并分办。",
    MilestoneKind.SERVED: "请立即签收。",
    MilestoneKind.REPORTED: "请立即登记办理情况。",
    MilestoneKind.CONTACTED: "请立即联系企业，并登记联系情况。",
}


def task_near(case: Case, task: Task) -> Message:
    """Remind a unit before its limit ends."""
    asked = ASKED[task.kind]
    return f"{asked}即将到期：{case.reference}", f"{about(case)}请于{day(task.due_on)}前回复：{task.what}"


def task_late(case: Case, task: Task) -> Message:
    """Tell that a unit has not replied in time."""
    asked, unit = ASKED[task.kind], task.unit.name
    follows = "视为无意见。" if task.kind is TaskKind.OPINION else "请立即回复；未回复前不能提出办理结果。"
    return (
        f"{asked}逾期未回复：{case.reference}",
        f"{about(case)}{unit}应于{day(task.due_on)}前回复，尚未回复。{follows}",
    )


def urged(case: Case, task: Task, who: str, words: str) -> Message:
    """Tell a unit that somebody urges its reply, who that is and in what words."""
    asked, last = ASKED[task.kind], day(task.due_on)
    when = f"应于{last}前回复，现已逾期，请立即回复" if task.due_on < clock.today() else f"请抓紧办理，于{last}前回复"
    wanted = f"\n催办要求：{words}" if words else ""
    return (
        f"{asked}催办：{case.reference}",
        f"{about(case)}{asked}：{sentence(task.what)}{when}。催办人：{who}。{wanted}",
    )


def ruling_late(case: Case) -> Message:
    """Tell that a hand-back was not ruled on the day on which it came."""
    return (
        f"退单未当日裁定：{case.reference}",
        f"{about(case)}第{case.hand_backs}次退单尚未裁定，计时未停，请立即裁定。",
    )


def verification_late(case: Case, rating: Rating) -> Message:
    """Tell that a bad rating was not verified in time."""
    return f"差评逾期未核实：{case.reference}", f"{about(case)}差评应于{day(rating.verify_by)}前核实，请立即核实。"


def rectification_late(case: Case, last: date) -> Message:
    """Tell that what was complained of was not put right in time."""
    return f"逾期未整改：{case.reference}", f"{about(case)}应于{day(last)}前整改，尚未登记整改情况，请立即整改。"


def call_late(case: Case, call: FollowUp) -> Message:
    """Tell that the enterprise has not been called in time."""
    return f"逾期未回访：{case.reference}", f"{about(case)}办结后应于{day(call.due_on)}前回访企业，请尽快回访。"


def day_missed(case: Case, milestone: Milestone) -> Message:
    """Tell who owes it what was not done on the day on which the case came."""
    said, owed = MISSED[milestone.kind], OWED[milestone.kind]
    return f"{said}：{case.reference}", f"{about(case)}应于{day(milestone.due_on)}完成，{said}。{owed}"


def recounted(case: Case, was: date, now: date) -> Message:
    """Tell that a date has moved because the days off of a year have been published."""
    return (
        f"期限日期调整：{case.reference}",
        f"{about(case)}放假安排已经公布，工作日重新计算，截止日期由{day(was)}调整为{day(now)}，工作日天数不变。",
    )
