from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.duty.rotation import Span, Step, double, rotate

MONDAY = date(2026, 10, 12)
PLACES = [(MONDAY + timedelta(days=n), turn) for n in range(14) for turn in ("白班", "夜班")]
NOON = datetime(2026, 10, 12, 4, tzinfo=UTC)


def people(step: Step) -> list[int]:
    return [person for _place, person in rotate(PLACES, [1, 2, 3], step)]


def test_each_has_one_turn_after_the_other() -> None:
    assert people(Step.TURN)[:7] == [1, 2, 3, 1, 2, 3, 1]


def test_each_has_all_turns_of_a_day() -> None:
    assert people(Step.DAY)[:8] == [1, 1, 2, 2, 3, 3, 1, 1]


def test_each_has_all_turns_of_a_calendar_week() -> None:
    assert people(Step.WEEK) == [1] * 14 + [2] * 14


def test_a_rotation_needs_somebody() -> None:
    with pytest.raises(ValueError, match="nobody"):
        list(rotate(PLACES, [], Step.DAY))


@given(st.lists(st.integers(1, 9), min_size=1, max_size=9, unique=True), st.sampled_from(Step))
def test_every_place_is_given_once_and_nobody_has_two_bundles_more_than_another(chosen: list[int], step: Step) -> None:
    given_to = dict(rotate(PLACES, chosen, step))
    assert list(given_to) == PLACES
    turns = [sum(person == one for person in given_to.values()) for one in chosen]
    bundle = {Step.TURN: 1, Step.DAY: 2, Step.WEEK: 14}[step]
    assert max(turns) - min(turns) <= bundle


def span(number: int, person: int, begins: float, hours: float) -> Span:
    at = NOON + timedelta(hours=begins)
    return Span(number, person, at, at + timedelta(hours=hours))


def test_two_turns_of_one_person_at_one_time_are_both_found() -> None:
    assert double([span(1, 7, 0, 9), span(2, 7, 8, 4), span(3, 8, 0, 9)]) == {1, 2}


def test_turns_that_follow_each_other_are_no_double_duty() -> None:
    assert double([span(1, 7, 0, 9), span(2, 7, 9, 9)]) == frozenset()


def test_a_long_turn_is_held_against_every_shorter_one_within_it() -> None:
    assert double([span(1, 7, 0, 20), span(2, 7, 1, 1), span(3, 7, 5, 1), span(4, 7, 20, 1)]) == {1, 2, 3}


spans = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 48), st.integers(1, 12)), max_size=12).map(
    lambda rows: [span(number, *row) for number, row in enumerate(rows)]
)


@given(spans)
def test_double_duty_is_exactly_an_overlap_with_another_turn_of_the_person(every: list[Span]) -> None:
    wanted = {
        one.number
        for one in every
        for other in every
        if one.number != other.number
        and one.person == other.person
        and one.begins < other.ends
        and other.begins < one.ends
    }
    assert double(every) == wanted
