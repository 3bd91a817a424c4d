"""The supervision of the demonstration: the ladder as the worker would have taken it, day by day up to today."""

from datetime import timedelta

from sqlalchemy.orm import Session

from portal import clock
from portal.supervision.climbing import Taken
from portal.supervision.sweeps import sweep

DAYS = 20


def chase(session: Session) -> list[Taken]:
    """Take the ladder on each of the last days, so that every step bears the day on which it was due."""
    taken = []
    for days in reversed(range(DAYS)):
        with clock.travel(clock.now() - timedelta(days=days)):
            taken += sweep(session)
    return taken
