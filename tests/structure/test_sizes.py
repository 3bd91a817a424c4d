"""Nothing is too long to be read at once, and most things are short."""

from collections.abc import Iterable
from statistics import median, quantiles

import pytest

from tests.structure.tree import PROGRAM, Place, functions, is_view, length, lines_of, modules, templates

MODULES = [Place(path, 1, lines_of(path)) for path in modules(*PROGRAM)]
TESTS = [Place(path, 1, lines_of(path)) for path in modules("tests")]
TEMPLATES = [Place(path, 1, lines_of(path)) for path in templates()]
FUNCTIONS = [length(path, function) for path in modules(*PROGRAM, "tests") for function in functions(path)]
VIEWS = [length(path, view) for path in modules("portal") for view in functions(path) if is_view(view)]


@pytest.mark.parametrize(
    ("places", "most"),
    [
        pytest.param(MODULES, 350, id="module"),
        pytest.param(FUNCTIONS, 50, id="function"),
        pytest.param(VIEWS, 30, id="view"),
        pytest.param(TEMPLATES, 150, id="template"),
        pytest.param(TESTS, 500, id="test file"),
    ],
)
def test_nothing_is_longer_than_its_limit(places: list[Place], most: int) -> None:
    assert places
    assert not [str(place) for place in places if place.lines > most]


@pytest.mark.parametrize(
    ("places", "middle", "ninth"),
    [
        pytest.param(MODULES, 90, 210, id="module"),
        pytest.param(FUNCTIONS, 8, 25, id="function"),
        pytest.param(VIEWS, 20, 25, id="view"),
        pytest.param(TEMPLATES, 40, 95, id="template"),
    ],
)
def test_half_are_short_and_nine_in_ten_are_not_long(places: list[Place], middle: int, ninth: int) -> None:
    found = spread(places)
    assert found[0] <= middle
    assert found[1] <= ninth


def spread(places: Iterable[Place]) -> tuple[float, float]:
    """Return the median and the 90th percentile of the lengths."""
    lengths = [place.lines for place in places]
    return median(lengths), quantiles(lengths, n=10)[-1]
