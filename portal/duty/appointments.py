"""What is done to offered times and appointments. A time is taken once, and nobody is in two places at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.audit.operations import record
from portal.cases.models import Case
from portal.duty import appointment_queries as queries
from portal.duty import messages
from portal.duty.appointment_models import Appointment, OfferedTime
from portal.duty.offers import Offer
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import members_of
from portal.errors import NotFound, RuleBroken, StaleEdit, TransitionNotAllowed
from portal.notifications.operations import notify
from portal.pairing.leaves import still_to_end
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.vocabulary import MeetingWay
from portal.workdays import load_calendar

Row = TypeVar("Row", Account, Enterprise)


@dataclass(frozen=True)
class Booking:
    """What an enterprise says when it takes a time."""

    topic: str
    contact_name: str
    contact_telephone: str
    case: Case | None = None


def offer(session: Session, *, actor: Actor, wanted: Offer, way: MeetingWay, place: str) -> list[OfferedTime]:
    """Offer times; those that have passed or overlap what the person offers already are left out. Returns the new ones.

    Raises RuleBroken at ``ends`` where no meeting fits, at ``place`` where one is needed, and at ``on`` where nothing
    is left to offer.
    """
    require(actor, Permission.APPOINTMENT_OFFER)
    if way is MeetingWay.PLACE and not place:
        raise RuleBroken(_("Write where to meet."), "place")
    calendar, now = load_calendar(session), clock.now()
    times = list(wanted.times(calendar))
    if wanted.days(calendar) and not times:
        raise RuleBroken(_("No meeting fits between these times."), "ends")
    host = _locked(session, Account, actor.account_id or 0)
    known = session.scalars(
        sa.select(OfferedTime).where(OfferedTime.host_id == host.id, OfferedTime.ends_at > now)
    ).all()
    standing = [time for time in known if time.withdrawn_at is None]
    free = [span for span in times if span[0] > now and not any(_overlap(span, time) for time in standing)]
    if not free:
        raise RuleBroken(_("All these times have passed, are days off, or are offered already."), "on")
    again = {time.starts_at: time for time in known if time.withdrawn_at is not None}
    made = [again.get(begins) or OfferedTime(host=host, starts_at=begins) for begins, _end in free]
    for time, (_begin, ends) in zip(made, free, strict=True):
        time.ends_at, time.way, time.place, time.offered_at, time.withdrawn_at = ends, way, place, now, None
    session.add_all(made)
    session.flush()
    record(
        session, actor, "appointment:offer", f"account:{host.id}", times=len(made), first=made[0].starts_at.isoformat()
    )
    return made


def book(session: Session, *, actor: Actor, time_id: int, enterprise: Enterprise, booking: Booking) -> Appointment:
    """Take an offered time for an enterprise; both sides are told.

    Raises RuleBroken where the time is gone, and where the enterprise is elsewhere at that time.
    """
    require(actor, Permission.APPOINTMENT_BOOK, enterprise)
    _locked(session, Enterprise, enterprise.id)
    time = _free_time(session, time_id, enterprise.id)
    now = clock.now()
    appointment = Appointment(
        time=time,
        enterprise=enterprise,
        booked_by=session.get_one(Account, actor.account_id),
        booked_at=now,
        changed_at=now,
        **vars(booking),
    )
    _store(session, appointment)
    record(session, actor, "appointment:book", _subject(appointment), time=time.starts_at.isoformat())
    _tell(session, [time.host], messages.booked(appointment), appointment)
    _tell(session, members_of(session, enterprise.id), messages.confirmed(appointment), appointment)
    return appointment


def change(session: Session, appointment: Appointment, *, actor: Actor, time_id: int, seen: int) -> None:
    """Move an appointment to another time that is free, of whomever; everybody concerned is told.

    Raises TransitionNotAllowed for one that is cancelled or has begun, StaleEdit, and RuleBroken as :func:`book`.
    """
    require(actor, Permission.APPOINTMENT_BOOK, appointment)
    _locked(session, Enterprise, appointment.enterprise_id)
    _standing(appointment, seen)
    before, earlier_host = appointment.time.starts_at, appointment.time.host
    appointment.time = _free_time(session, time_id, appointment.enterprise_id, moving=appointment)
    _touch(appointment)
    appointment.reminded_at = None
    _store(session, appointment)
    record(session, actor, "appointment:change", _subject(appointment), time=appointment.time.starts_at.isoformat())
    message = messages.changed(appointment, before)
    everybody = [earlier_host, appointment.time.host, *members_of(session, appointment.enterprise_id)]
    _tell(session, everybody, message, appointment)


def cancel(session: Session, appointment: Appointment, *, actor: Actor, reason: str, seen: int) -> None:
    """Let the enterprise give its time back; it can be taken by others again."""
    require(actor, Permission.APPOINTMENT_BOOK, appointment)
    _standing(appointment, seen)
    _cancel(session, appointment, actor, reason)


def withdraw(session: Session, time: OfferedTime, *, actor: Actor, reason: str) -> None:
    """Take an offered time back; an enterprise that had taken it is told why.

    Raises RuleBroken at ``reason`` where somebody has taken it and no reason is given, and TransitionNotAllowed once it
    has begun.
    """
    require(actor, Permission.APPOINTMENT_WITHDRAW, time)
    if time.withdrawn_at is not None or time.starts_at <= clock.now():
        raise TransitionNotAllowed
    take_back(session, time, actor=actor, reason=reason)


def take_back(session: Session, time: OfferedTime, *, actor: Actor, reason: str) -> None:
    """Take back a time that is to come, whoever offers it; the caller has asked whether the actor may."""
    session.refresh(time, with_for_update={"of": OfferedTime})
    appointment = standing_at(session, time.id)
    if appointment and not reason:
        raise RuleBroken(_("Write why; the enterprise reads it."), "reason")
    time.withdrawn_at = clock.now()
    record(session, actor, "appointment:withdraw", f"account:{time.host_id}", time=time.starts_at.isoformat())
    if appointment:
        _cancel(session, appointment, actor, reason)


def standing_at(session: Session, time_id: int) -> Appointment | None:
    """Return the appointment that has a time; None while it is free."""
    statement = sa.select(Appointment).where(Appointment.time_id == time_id, Appointment.cancelled_at.is_(None))
    return session.scalars(statement).unique().one_or_none()


def _locked(session: Session, model: type[Row], id_: int) -> Row:
    """Return a row that nobody else can lock until the transaction ends: whoever acts for the same waits here."""
    statement = sa.select(model).where(model.id == id_).with_for_update(of=model)
    return session.scalars(statement).unique().one()


def _overlap(span: tuple[datetime, datetime], time: OfferedTime) -> bool:
    return span[0] < time.ends_at and time.starts_at < span[1]


def _free_time(session: Session, time_id: int, enterprise_id: int, moving: Appointment | None = None) -> OfferedTime:
    """Return a time that can be taken, held for this transaction; raise NotFound, or RuleBroken where it is gone."""
    held = sa.select(OfferedTime).where(OfferedTime.id == time_id).with_for_update(of=OfferedTime)
    time = session.scalars(held).unique().one_or_none()
    if time is None:
        raise NotFound
    if time.withdrawn_at or time.starts_at <= clock.now() or standing_at(session, time_id):
        raise RuleBroken(_("This time has just been taken. Choose another one."), "time")
    if not queries.kept([time], still_to_end(session, clock.today(), time.host_id)):
        raise RuleBroken(_("%(name)s is away at this time. Choose another one.", name=time.host.name), "time")
    others = sa.select(OfferedTime).join(Appointment, Appointment.time_id == OfferedTime.id)
    others = others.where(Appointment.enterprise_id == enterprise_id, Appointment.cancelled_at.is_(None))
    if moving is not None:
        others = others.where(Appointment.id != moving.id)
    if any(_overlap((time.starts_at, time.ends_at), one) for one in session.scalars(others).unique()):
        raise RuleBroken(_("The enterprise has another appointment at this time."), "time")
    return time


def _store(session: Session, appointment: Appointment) -> None:
    """Write an appointment; of two that take one time at the same moment, the second is told."""
    try:
        with session.begin_nested():
            session.add(appointment)
    except IntegrityError:
        raise RuleBroken(_("This time has just been taken. Choose another one."), "time") from None


def _standing(appointment: Appointment, seen: int) -> None:
    if appointment.cancelled_at is not None or appointment.time.starts_at <= clock.now():
        raise TransitionNotAllowed
    if seen != appointment.version:
        when = appointment.time.starts_at.astimezone(clock.LOCAL)
        raise StaleEdit(theirs=((str(_("Time")), f"{when:%Y-%m-%d %H:%M}"),), version=appointment.version)


def _touch(appointment: Appointment) -> None:
    appointment.sequence += 1
    appointment.changed_at = clock.now()


def _cancel(session: Session, appointment: Appointment, actor: Actor, reason: str) -> None:
    _touch(appointment)
    appointment.cancelled_at, appointment.cancelled_by_name = clock.now(), actor.name
    appointment.cancel_reason = reason
    session.flush()
    record(session, actor, "appointment:cancel", _subject(appointment))
    everybody = [appointment.time.host, *members_of(session, appointment.enterprise_id)]
    _tell(session, everybody, messages.cancelled(appointment), appointment)


def _subject(appointment: Appointment) -> str:
    return f"appointment:{appointment.id}"


def _tell(session: Session, people: Iterable[Account], message: messages.Message, appointment: Appointment) -> None:
    notify(session, people, subject=message[0], body=message[1], link=f"/appointments/{appointment.id}")
