"""Page numbers from an address are kept within what there is."""

import pytest

from portal.presentation.paging import Paging


@pytest.mark.parametrize(
    ("wanted", "total", "page"),
    [(None, 0, 1), ("2", 45, 2), ("3", 45, 3), ("4", 45, 3), ("0", 45, 1), ("-1", 45, 1), ("x", 45, 1), ("９", 45, 1)],
)
def test_the_nearest_page_that_exists_is_shown(wanted: str | None, total: int, page: int) -> None:
    assert Paging.of(wanted, total, 20).page == page


def test_a_page_knows_what_it_shows() -> None:
    paging = Paging.of("3", 45, 20)
    assert (paging.pages, paging.offset, paging.first, paging.last) == (3, 40, 41, 45)


def test_an_empty_list_shows_nothing_on_one_page() -> None:
    paging = Paging.of("1", 0, 20)
    assert (paging.pages, paging.first, paging.last) == (1, 0, 0)
