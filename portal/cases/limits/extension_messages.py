"""The notices of an extension: asked for, granted or refused."""

from datetime import date

from portal.cases.messages import Message, about, day
from portal.cases.models import Case


def asked(case: Case, reason: str, on: date) -> Message:
    """Ask the coordinator to decide on an extension."""
    return (
        f"延期待审批：{case.reference}",
        f"{about(case)}承办人申请延期到{day(on)}：{reason}\n请在原期限届满前审批。",
    )


def granted(case: Case, on: date, reason: str) -> Message:
    """Tell handler and enterprise the new date, and why."""
    return f"办理期限延长：{case.reference}", f"{about(case)}经批准延期办理，承诺{day(on)}前答复。延期理由：{reason}"


def refused(case: Case, reason: str) -> Message:
    """Tell the handler that the promise stays as it is."""
    return (
        f"延期未获批准：{case.reference}",
        f"{about(case)}延期申请没有批准：{reason}\n请于{day(case.due_on)}前答复企业。",
    )
