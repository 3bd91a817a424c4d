"""What is on the calendar of somebody who leaves for good: turns of duty, times offered, appointments, visits."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.duty import appointment_queries, appointments, queries
from portal.duty.appointment_models import Appointment, OfferedTime
from portal.duty.models import Shift
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.visits import queries as visits
from portal.visits.models import Target


@dataclass(frozen=True)
class Remaining:
    """The turns of a person that are not over, times nobody has taken, appointments to come, and visits to make."""

    shifts: Sequence[Shift]
    free: Sequence[OfferedTime]
    appointments: Sequence[Appointment]
    visits: Sequence[Target]

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(self.shifts or self.free or self.appointments or self.visits)


def remaining(session: Session, person: Account) -> Remaining:
    """Return what is on the calendar of a person from now on."""
    now = clock.now()
    offered = appointment_queries.offered_by(session, person.id, now)
    return Remaining(
        shifts=queries.own(session, person.id, now),
        free=[time for time, taken in offered if taken is None and time.starts_at > now],
        appointments=[taken for time, taken in offered if taken is not None and time.starts_at > now],
        visits=visits.waiting(session, person.id),
    )


def give_up_times(session: Session, person: Account, *, actor: Actor, reason: str) -> None:
    """Take back every time that somebody offers; the enterprises that had taken one are told why.

    Turns stay: a line is answered by somebody, so the coordinator names whom.
    """
    require(actor, Permission.PAIRING_MANAGE)
    rest = remaining(session, person)
    for time in (*rest.free, *(one.time for one in rest.appointments)):
        appointments.take_back(session, time, actor=actor, reason=reason)
