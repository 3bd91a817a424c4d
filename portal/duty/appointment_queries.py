"""Reading offered times and appointments."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.duty.appointment_models import Appointment, OfferedTime
from portal.errors import NotFound
from portal.pairing.leaves import still_to_end
from portal.pairing.people_models import Leave
from portal.permissions.actor import Actor
from portal.permissions.checks import require_visible
from portal.permissions.permission import Permission

MOST_FREE = 400


def visible(session: Session, actor: Actor, appointment_id: int) -> Appointment:
    """Return an appointment; raise NotFound where there is none or the actor may not see it."""
    found = session.get(Appointment, appointment_id)
    require_visible(actor, Permission.APPOINTMENT_VIEW, found)
    assert found is not None  # noqa: S101  require_visible has raised
    return found


def own_time(session: Session, actor: Actor, time_id: int) -> OfferedTime:
    """Return a time that the actor offers; raise NotFound for any other."""
    found = session.get(OfferedTime, time_id)
    if found is None or found.host_id != actor.account_id:
        raise NotFound
    return found


def free(
    session: Session, at: datetime, *conditions: sa.ColumnElement[bool]
) -> list[tuple[Account, list[OfferedTime]]]:
    """Return the times that can be taken after an instant, by person, each person's earliest first.

    Who has left or is on leave then is not there to be met.
    """
    taken = sa.select(Appointment.id).where(Appointment.time_id == OfferedTime.id, Appointment.cancelled_at.is_(None))
    statement = (
        sa.select(OfferedTime)
        .where(OfferedTime.starts_at > at, OfferedTime.withdrawn_at.is_(None), ~taken.exists(), *conditions)
        .order_by(OfferedTime.starts_at, OfferedTime.id)
        .limit(MOST_FREE)
    )
    of_host: dict[int, tuple[Account, list[OfferedTime]]] = {}
    leaves = still_to_end(session, clock.local_date(at))
    for time in kept(session.scalars(statement).unique(), leaves):
        of_host.setdefault(time.host_id, (time.host, []))[1].append(time)
    return list(of_host.values())


def kept(times: Iterable[OfferedTime], leaves: Sequence[Leave]) -> list[OfferedTime]:
    """Return those of some times at which their person is there: neither gone for good nor on one of some leaves."""

    def is_there(time: OfferedTime) -> bool:
        on = clock.local_date(time.starts_at)
        away = any(one.account_id == time.host_id and one.from_on <= on <= one.until_on for one in leaves)
        return time.host.is_active and not away

    return [time for time in times if is_there(time)]


def of_enterprises(session: Session, actor: Actor) -> Sequence[Appointment]:
    """Return the appointments of the actor's enterprises, those to come first, then what is over, the latest first."""
    statement = sa.select(Appointment).where(Appointment.enterprise_id.in_(actor.enterprise_ids))
    return session.scalars(statement.order_by(Appointment.id.desc())).unique().all()


def offered_by(session: Session, account_id: int, since: datetime) -> list[tuple[OfferedTime, Appointment | None]]:
    """Return the times that a person offers since an instant, each with the appointment that has it."""
    statement = (
        sa.select(OfferedTime, Appointment)
        .outerjoin(Appointment, sa.and_(Appointment.time_id == OfferedTime.id, Appointment.cancelled_at.is_(None)))
        .where(OfferedTime.host_id == account_id, OfferedTime.ends_at > since, OfferedTime.withdrawn_at.is_(None))
        .order_by(OfferedTime.starts_at)
    )
    return [(time, appointment) for time, appointment in session.execute(statement).unique()]


def is_to_come(appointment: Appointment, at: datetime) -> bool:
    """Tell whether an appointment stands and has not begun."""
    return appointment.cancelled_at is None and appointment.time.starts_at > at
