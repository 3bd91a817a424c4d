"""The clock: aware instants, local dates, and travel for tests."""

from datetime import UTC, date, datetime

from portal import clock


def test_now_is_an_aware_utc_instant() -> None:
    assert clock.now().tzinfo is UTC


def test_a_day_begins_at_midnight_in_the_county() -> None:
    assert clock.local_date(datetime(2026, 10, 11, 15, 59, tzinfo=UTC)) == date(2026, 10, 11)
    assert clock.local_date(datetime(2026, 10, 11, 16, 0, tzinfo=UTC)) == date(2026, 10, 12)


def test_a_local_wall_clock_time_becomes_its_utc_instant() -> None:
    assert clock.local_instant(date(2026, 10, 12), 9, 20) == datetime(2026, 10, 12, 1, 20, tzinfo=UTC)


def test_a_local_instant_falls_on_its_own_date() -> None:
    on = date(2026, 1, 1)
    assert clock.local_date(clock.local_instant(on)) == on


def test_travel_moves_the_whole_process_and_brings_it_back() -> None:
    before = clock.now()
    with clock.travel(clock.local_instant(date(2030, 5, 6), 10)):
        assert clock.today() == date(2030, 5, 6)
        with clock.travel(clock.local_instant(date(2031, 5, 6), 10)):
            assert clock.today() == date(2031, 5, 6)
        assert clock.today() == date(2030, 5, 6)
    assert abs((clock.now() - before).total_seconds()) < 60
