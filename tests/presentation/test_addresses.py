"""Numbers in addresses that no column can hold name nothing, on every database."""

from datetime import date

import pytest

from forms.base import LARGEST
from portal.presentation.addresses import day, row_id
from portal.vocabulary import Role
from tests.factories import Factory
from tests.judging import JudgingClient


@pytest.mark.parametrize("text", [str(LARGEST + 1), "-1", "9" * 30, "9" * 5000, "²", "", "1.5"])
def test_what_no_column_holds_is_no_id(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        row_id(text)


def test_an_id_is_read() -> None:
    assert row_id(str(LARGEST)) == LARGEST


@pytest.mark.parametrize("text", [None, "", "0001-01-01", "9999-12-31", "2026-02-30", "2026", "²"])
def test_what_nobody_can_count_from_is_no_day(text: str | None) -> None:
    with pytest.raises(ValueError, match=r"."):
        day(text)


def test_a_day_is_read() -> None:
    assert day("2026-11-22") == date(2026, 11, 22)


@pytest.mark.parametrize("number", [LARGEST + 1, 2**63])
def test_an_address_with_an_impossible_id_is_no_page(client: JudgingClient, make: Factory, number: int) -> None:
    client.sign_in(make.account(Role.COORDINATOR)).get(f"/enterprises/{number}", expect=404)
    client.get(f"/letters?visit={number}")


@pytest.mark.parametrize("address", ["/search?q=%00", "/calls?q=a%00b", "/measures?%00=1", "/measures/%00"])
def test_a_sign_that_no_database_takes_is_refused(client: JudgingClient, make: Factory, address: str) -> None:
    client.sign_in(make.account(Role.COORDINATOR)).get(address, expect=404)
