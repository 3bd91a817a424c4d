"""The notices about duty and appointments. They are official texts, so they are written in Chinese for every reader."""

from collections.abc import Sequence
from datetime import datetime

from portal import clock
from portal.duty.appointment_models import Appointment, OfferedTime
from portal.duty.models import Shift
from portal.presentation.dates import official_day
from portal.vocabulary import MeetingWay

Message = tuple[str, str]
WEEKDAYS = "一二三四五六日"
WAYS = {MeetingWay.PLACE: "当面", MeetingWay.TELEPHONE: "电话", MeetingWay.VIDEO: "视频"}
MOST_LISTED = 12


def _moment(at: datetime) -> str:
    local = at.astimezone(clock.LOCAL)
    return f"{official_day(at)}（星期{WEEKDAYS[local.weekday()]}）{local:%H:%M}"


def _shift(shift: Shift) -> str:
    begins, ends = shift.starts_at.astimezone(clock.LOCAL), shift.ends_at.astimezone(clock.LOCAL)
    weekday = WEEKDAYS[shift.on.weekday()]
    return f"{official_day(shift.on)}（星期{weekday}）{shift.turn}{begins:%H:%M}—{ends:%H:%M}"


def given(shifts: Sequence[Shift]) -> Message:
    """Tell a person which turns are theirs."""
    listed = "\n".join(_shift(shift) for shift in shifts[:MOST_LISTED])
    more = f"\n……共{len(shifts)}个班次，请在“值班”查看。" if len(shifts) > MOST_LISTED else ""
    line = shifts[0].line
    return f"值班安排：{line.name}", f"请您值守{line.name}（{line.telephone}）：\n{listed}{more}"


def taken_away(shift: Shift) -> Message:
    """Tell a person that a turn is no longer theirs."""
    return f"值班取消：{shift.line.name}", f"{_shift(shift)}不再由您值守{shift.line.name}。"


def exchanged(mine: Shift, theirs: Shift, by: str) -> Message:
    """Tell both that they have exchanged turns; ``mine`` and ``theirs`` are as they are now."""
    both = f"{_shift(mine)}由{mine.account.name}值守，{_shift(theirs)}由{theirs.account.name}值守。"
    return f"换班：{mine.line.name}", f"经{by}办理，{both}"


def where(time: OfferedTime) -> str:
    """Say how and where an appointment takes place."""
    return f"{WAYS[time.way]}：{time.place}" if time.place else WAYS[time.way]


def _about(appointment: Appointment) -> str:
    time, name = appointment.time, appointment.enterprise.name
    return f"{name}与{time.host.name}{_moment(time.starts_at)}（{where(time)}），事由：{appointment.topic}"


def booked(appointment: Appointment) -> Message:
    """Tell the host of an appointment."""
    contact = f"联系人{appointment.contact_name}，电话{appointment.contact_telephone}。"
    return f"新预约：{appointment.enterprise.name}", f"{_about(appointment)}。{contact}"


def confirmed(appointment: Appointment) -> Message:
    """Confirm an appointment to the enterprise."""
    return (
        f"预约成功：{_moment(appointment.time.starts_at)}",
        f"{_about(appointment)}。如不能前来，请提前改期或者取消。",
    )


def changed(appointment: Appointment, before: datetime) -> Message:
    """Tell both sides that an appointment is at another time."""
    return f"预约已改期：{appointment.enterprise.name}", f"原定{_moment(before)}的预约改为：{_about(appointment)}。"


def cancelled(appointment: Appointment) -> Message:
    """Tell both sides that an appointment does not take place, and why."""
    reason = f"原因：{appointment.cancel_reason}" if appointment.cancel_reason else ""
    return (
        f"预约已取消：{_moment(appointment.time.starts_at)}",
        f"{_about(appointment)}，已由{appointment.cancelled_by_name}取消。{reason}",
    )


def reminder(appointment: Appointment) -> Message:
    """Remind both sides on the working day before."""
    return f"预约提醒：{_moment(appointment.time.starts_at)}", f"{_about(appointment)}。"
