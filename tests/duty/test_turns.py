from datetime import date, time

import pytest

from portal import clock
from portal.duty.turns import Turn, read_turn, read_turns

DAY = date(2026, 10, 12)


@pytest.mark.parametrize("written", ["夜班 17:30-08:30", "夜班  17：30—8：30", " 夜班 17:30至08:30 "])
def test_a_turn_is_read_as_officers_write_it(written: str) -> None:
    assert read_turn(written) == Turn("夜班", time(17, 30), time(8, 30))


@pytest.mark.parametrize("written", ["夜班", "夜班 25:00-08:30", "17:30-08:30", ""])
def test_what_is_no_turn_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_turn(written)


def test_a_turn_that_ends_earlier_ends_the_next_day() -> None:
    begins, ends = read_turn("夜班 17:30-08:30").span(DAY)
    assert (begins, ends) == (clock.local_instant(DAY, 17, 30), clock.local_instant(date(2026, 10, 13), 8, 30))


def test_a_turn_by_day_ends_the_same_day() -> None:
    begins, ends = read_turn("白班 08:30-17:30").span(DAY)
    assert (ends - begins).total_seconds() == 9 * 3600


def test_a_turn_is_written_as_it_is_read() -> None:
    assert str(read_turn("白班 8:30-17:30")) == "白班 08:30-17:30"


def test_two_turns_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="白班"):
        read_turns(["白班 08:30-12:00", "", "白班 12:00-17:30"])
