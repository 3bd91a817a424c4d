"""The notices of conferences: who is called, and what was decided."""

from datetime import date

from portal.cases.messages import Message, about, day
from portal.cases.models import Case


def called(case: Case, agenda: str, on: date, place: str) -> Message:
    """Invite a unit to a conference."""
    where = f"在{place}" if place else ""
    return f"会商通知：{case.reference}", f"{about(case)}定于{day(on)}{where}会商，请派员参加。议题：{agenda}"


def limit_agreed(case: Case) -> Message:
    """Tell the enterprise the date that a conference has agreed on."""
    return f"办理期限调整：{case.reference}", f"{about(case)}经会商议定，承诺{day(case.due_on)}前答复。"


def concluded(case: Case, decisions: str) -> Message:
    """Tell what a conference has decided."""
    return f"会商结束：{case.reference}", f"{about(case)}会商已结束，议定事项：{decisions}\n请按议定事项继续办理。"
