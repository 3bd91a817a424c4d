"""An appointment as an iCalendar file (RFC 5545), which replaces the one before in whatever calendar took it."""

from urllib.parse import urlsplit

from icalendar import Calendar, Event, vCalAddress, vText

from portal.duty.appointment_models import Appointment
from portal.duty.messages import where

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//reopening-portal//appointments//ZH"


def calendar_file(appointment: Appointment, *, base_url: str, name: str, mail: str = "") -> bytes:
    """Return the file: METHOD PUBLISH while the appointment stands, CANCEL once it does not (RFC 5546, 3.2).

    It is no REQUEST: nobody answers it, the portal has the answer. ``UID`` stays and ``SEQUENCE`` grows with each
    change, so that a calendar moves the entry that it has. The portal organises it, by ``mail`` where it sends any.
    """
    cancelled = appointment.cancelled_at is not None
    calendar, event, time = Calendar(), Event(), appointment.time
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    event.add("uid", f"appointment-{appointment.id}@{urlsplit(base_url).hostname}")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.changed_at)
    organizer = vCalAddress(f"mailto:{mail}" if mail else base_url)
    organizer.params["CN"] = vText(name)
    event.add("organizer", organizer)
    event.add("dtstart", time.starts_at)
    event.add("dtend", time.ends_at)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("summary", f"{time.host.name}—{appointment.enterprise.name}：{appointment.topic}")
    event.add("location", where(time))
    event.add("description", f"联系人：{appointment.contact_name} {appointment.contact_telephone}\n{name}")
    event.add("url", f"{base_url}/appointments/{appointment.id}")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
