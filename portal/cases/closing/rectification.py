"""The clock of a rectification, pure: a bad rating is verified within one working day and rectified within five."""

from dataclasses import dataclass
from datetime import date

from portal.workdays import WorkCalendar

VERIFY_DAYS = 1
RECTIFY_DAYS = 5


@dataclass(frozen=True)
class Rectification:
    """Until when a rating is to be verified, and until when what it complains of is to be rectified."""

    verify_by: date
    rectify_by: date


def rectification(rated_on: date, calendar: WorkCalendar) -> Rectification:
    """Return the dates of a bad rating; both count from the day of the rating, which is not counted itself."""
    return Rectification(calendar.add(rated_on, VERIFY_DAYS), calendar.add(rated_on, RECTIFY_DAYS))
