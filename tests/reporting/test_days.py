"""Days in both databases are those of the county's clocks, to the last instant."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.database import UtcDateTime
from portal.reporting.days import day_end, local_date

ON = date(2026, 2, 28)
MIDNIGHT = datetime(2026, 2, 28, 16, tzinfo=UTC)  # the first instant of 1 March in Shanghai
INSTANT, SECOND = timedelta(microseconds=1), timedelta(seconds=1)


@pytest.mark.parametrize("at", [MIDNIGHT - INSTANT, MIDNIGHT, MIDNIGHT + INSTANT])
def test_what_is_done_before_a_day_ends_is_done_by_that_date(session: Session, at: datetime) -> None:
    asked = sa.select(sa.literal(at, UtcDateTime()) < day_end(sa.literal(ON, sa.Date())))
    assert session.scalar(asked) == (clock.local_date(at) <= ON)


@pytest.mark.parametrize("at", [MIDNIGHT - SECOND, MIDNIGHT])
def test_an_instant_has_the_date_that_the_countys_clocks_show(session: Session, at: datetime) -> None:
    assert session.scalar(sa.select(local_date(sa.literal(at, UtcDateTime())))) == clock.local_date(at)
