"""The sweep: every step that is due on any case or about any unit, taken once; run hourly by the worker."""

from sqlalchemy.orm import Session

from portal.supervision.climbing import Taken, climb
from portal.supervision.escalation import escalate


def sweep(session: Session) -> list[Taken]:
    """Take the steps of the ladder, then report what came back too often; return the steps taken now, and commit.

    A second sweep returns nothing, and of two at once each step is taken by one.
    """
    taken = [*climb(session), *escalate(session)]
    session.commit()
    return taken
