"""References: readable aloud, forgiving of look-alikes, unforgiving of a wrong character."""

from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from portal.references import (
    ALPHABET,
    LARGEST_SERIAL,
    SERIAL_LENGTH,
    check_character,
    compose,
    next_number,
    next_reference,
    normalise,
)

numbers = st.integers(1, LARGEST_SERIAL)
years = st.integers(2020, 2099)


def test_the_alphabet_leaves_out_what_is_mistaken() -> None:
    assert set("ILOUS").isdisjoint(ALPHABET)
    assert len(ALPHABET) == 31


def test_a_reference_has_code_year_serial_and_check() -> None:
    reference = compose("FG", 2026, 1)
    assert reference == f"FG-2026-00001{check_character('FG', 2026, '00001')}"


@pytest.mark.parametrize("number", [0, -1, LARGEST_SERIAL + 1])
def test_a_number_without_a_serial_is_an_error(number: int) -> None:
    with pytest.raises(ValueError, match="no serial"):
        compose("FG", 2026, number)


@given(years, numbers)
def test_every_reference_is_its_own_proper_form(year: int, number: int) -> None:
    assert normalise(compose("FG", year, number)) == compose("FG", year, number)


@given(numbers, numbers)
def test_two_numbers_never_share_a_reference(first: int, second: int) -> None:
    assert (compose("FG", 2026, first) == compose("FG", 2026, second)) == (first == second)


@given(numbers, st.integers(0, SERIAL_LENGTH), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(number: int, place: int, wrong: str) -> None:
    reference = compose("FG", 2026, number)
    at = len("FG-2026-") + place
    changed = reference[:at] + wrong + reference[at + 1 :]
    assert (normalise(changed) is None) == (changed != reference)


@given(numbers, st.integers(0, SERIAL_LENGTH - 1))
def test_two_neighbours_swapped_are_noticed(number: int, place: int) -> None:
    reference = compose("FG", 2026, number)
    at = len("FG-2026-") + place
    swapped = reference[:at] + reference[at + 1] + reference[at] + reference[at + 2 :]
    assert (normalise(swapped) is None) == (swapped != reference)


@pytest.mark.parametrize(
    "write",
    [
        str.lower,
        lambda reference: reference.replace("-", ""),
        lambda reference: reference.replace("-", " "),
        lambda reference: reference.replace("-", "－"),
        lambda reference: reference.replace("0", "O"),
        lambda reference: reference.translate({ord(c): ord(c) + 0xFEE0 for c in reference}),
    ],
)
def test_what_people_write_is_read(write: Callable[[str], str]) -> None:
    assert normalise(write(compose("FG", 2026, 4711))) == compose("FG", 2026, 4711)


@pytest.mark.parametrize("text", ["", "FG", "FG-2026", "2026-004K7M", "FG-2026-004K7M9", "事项004K7M"])
def test_what_cannot_be_a_reference_is_none(text: str) -> None:
    assert normalise(text) is None


def test_numbers_under_a_key_begin_with_one_and_have_no_gaps(session: Session) -> None:
    assert [next_number(session, "试字-2026") for _ in range(3)] == [1, 2, 3]
    assert next_number(session, "试字-2027") == 1


def test_a_number_rolled_back_is_given_again(session: Session) -> None:
    with session.begin_nested() as savepoint:
        assert next_number(session, "试字-2026") == 1
        savepoint.rollback()
    assert next_number(session, "试字-2026") == 1


def test_the_next_reference_follows_the_last(session: Session) -> None:
    assert next_reference(session, "SY", 2026) == compose("SY", 2026, 1)
    assert next_reference(session, "SY", 2026) == compose("SY", 2026, 2)


def test_an_address_with_a_typed_reference_finds_the_proper_one(app: Flask) -> None:
    converter = app.url_map.converters["reference"](app.url_map)
    reference = compose("FG", 2026, 99)
    assert converter.to_python(reference.lower()) == reference
