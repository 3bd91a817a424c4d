from datetime import date, time

from portal import clock
from portal.duty.offers import Offer
from portal.duty.reminders import reminded_until
from portal.workdays import DayKind, SpecialDay, WorkCalendar

TUESDAY = date(2026, 9, 29)
HOLIDAYS = WorkCalendar({date(2026, 10, n): SpecialDay(DayKind.REST, "国庆节") for n in range(1, 9)})


def test_a_span_is_cut_into_meetings_and_the_rest_is_not_offered() -> None:
    times = list(Offer(TUESDAY, time(9), time(10, 40), minutes=30).times(WorkCalendar()))
    assert times[0] == (clock.local_instant(TUESDAY, 9), clock.local_instant(TUESDAY, 9, 30))
    assert len(times) == 3


def test_the_same_weekday_of_each_week_is_offered_without_days_off() -> None:
    offer = Offer(TUESDAY, time(9), time(10), minutes=60, weeks=3)
    assert offer.days(HOLIDAYS) == [TUESDAY, date(2026, 10, 13)]


def test_days_off_are_offered_where_that_is_said() -> None:
    offer = Offer(TUESDAY, time(9), time(10), minutes=60, weeks=2, on_days_off=True)
    assert offer.days(HOLIDAYS) == [TUESDAY, date(2026, 10, 6)]


def test_nothing_fits_into_a_span_that_is_too_short() -> None:
    assert not list(Offer(TUESDAY, time(9), time(9, 20), minutes=30).times(WorkCalendar()))


def test_the_last_working_day_reminds_of_everything_until_the_next_one() -> None:
    assert reminded_until(date(2026, 9, 30), HOLIDAYS) == date(2026, 10, 9)


def test_a_day_off_reminds_of_what_is_that_very_day_only() -> None:
    assert reminded_until(date(2026, 10, 3), HOLIDAYS) == date(2026, 10, 3)
