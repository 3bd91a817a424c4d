"""An appointment as an iCalendar file (RFC 5545), which replaces the one before in whatever calendar took it."""

from urllib.parse import urlsplit

from icalendar import Calendar, Event

from portal.duty.appointment_models import Appointment
from portal.duty.messages import where

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//reopening-portal//appointments//ZH"


def calendar_file(appointment: Appointment, *, base_url: str, name: str) -> bytes:
    """Return the file: METHOD REQUEST while the appointment stands, CANCEL once it does not (RFC 5546, 3.2).

    ``UID`` stays and ``SEQUENCE`` grows with each change, so that a calendar moves the entry that it has.
    """
    cancelled = appointment.cancelled_at is not None
    calendar, event, time = Calendar(), Event(), appointment.time
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    event.add("uid", f"appointment-{appointment.id}@{urlsplit(base_url).hostname}")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.changed_at)
    event.add("dtstart", time.starts_at)
    event.add("dtend", time.ends_at)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("summary", f"{time.host.name}—{appointment.enterprise.name}：{appointment.topic}")
    event.add("location", where(time))
    event.add("description", f"联系人：{appointment.contact_name} {appointment.contact_telephone}\n{name}")
    event.add("url", f"{base_url}/appointments/{appointment.id}")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
