"""Reminders of appointments on the working day before; run hourly by the worker, and safe to run twice."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.duty import messages
from portal.duty.appointment_models import Appointment, OfferedTime
from portal.enterprises.queries import members_of
from portal.notifications.operations import notify
from portal.workdays import ONE_DAY, WorkCalendar, load_calendar

FROM_HOUR = 9


def reminded_until(today: date, calendar: WorkCalendar) -> date:
    """Return the last day whose appointments are reminded of today: the next working day, with days off before it."""
    return calendar.add(today, 1) if calendar.is_working(today) else today


def remind(session: Session) -> int:
    """Remind both sides of what is on the next working day, once; return how many appointments."""
    now, today = clock.now(), clock.today()
    if now < clock.local_instant(today, FROM_HOUR):
        return 0
    end = clock.local_instant(reminded_until(today, load_calendar(session)) + ONE_DAY)
    statement = (
        sa.select(Appointment)
        .join(Appointment.time)
        .where(Appointment.cancelled_at.is_(None), Appointment.reminded_at.is_(None))
        .where(OfferedTime.starts_at > now, OfferedTime.starts_at < end)
        .with_for_update(of=Appointment, skip_locked=True)
    )
    due = session.scalars(statement).unique().all()
    for appointment in due:
        subject, body = messages.reminder(appointment)
        people = [appointment.time.host, *members_of(session, appointment.enterprise_id)]
        notify(session, people, subject=subject, body=body, link=f"/appointments/{appointment.id}")
        appointment.reminded_at = now
    return len(due)
