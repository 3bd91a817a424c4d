"""Who fits a rule: one by one, and a crowd at once."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from portal.eligibility.matching import Crowd, Facts, Rule, fits, places
from portal.vocabulary import Reopening, Sector, Size

TODAY = date(2026, 10, 12)
COUNTY, WANGJIANG, GRID, LIUPU = 1, 2, 3, 4
MILL = Facts(Sector.INDUSTRY, Size.SMALL, frozenset({COUNTY, WANGJIANG, GRID}), Reopening.CLOSED, True, False)

areas = st.frozensets(st.sampled_from([COUNTY, WANGJIANG, GRID, LIUPU]), max_size=3)
perhaps = st.sampled_from([None, True, False])
facts = st.builds(
    Facts,
    st.sampled_from(Sector),
    st.sampled_from(Size),
    areas,
    st.sampled_from(Reopening),
    st.booleans(),
    st.booleans(),
)
rules = st.builds(
    Rule,
    sectors=st.frozensets(st.sampled_from(Sector), max_size=2),
    sizes=st.frozensets(st.sampled_from(Size), max_size=2),
    areas=areas,
    reopenings=st.frozensets(st.sampled_from(Reopening), max_size=2),
    above_scale=perhaps,
    key=perhaps,
)


def test_a_rule_that_asks_nothing_fits_everybody() -> None:
    assert fits(Rule(), MILL)


def test_an_area_holds_the_areas_below_it() -> None:
    assert fits(Rule(areas=frozenset({WANGJIANG})), MILL)
    assert not fits(Rule(areas=frozenset({LIUPU})), MILL)


def test_everything_asked_must_be_so_and_of_several_values_one() -> None:
    small = Rule(sectors=frozenset({Sector.INDUSTRY, Sector.SERVICES}), sizes=frozenset({Size.SMALL}), above_scale=True)
    assert fits(small, MILL)
    assert not fits(Rule(sectors=small.sectors, sizes=small.sizes, above_scale=False), MILL)
    assert not fits(Rule(sectors=small.sectors, key=True), MILL)


def test_the_first_and_the_last_day_count() -> None:
    assert Rule(from_on=TODAY, until_on=TODAY).is_open(TODAY)
    assert not Rule(from_on=date(2026, 10, 13)).is_open(TODAY)
    assert not Rule(until_on=date(2026, 10, 11)).is_open(TODAY)


@given(st.lists(facts, max_size=20), rules)
def test_a_crowd_agrees_with_one_by_one(crowd: list[Facts], rule: Rule) -> None:
    wanted = [place for place, one in enumerate(crowd) if fits(rule, one)]
    assert list(places(Crowd(crowd).fitting(rule))) == wanted
    assert Crowd(crowd).count(rule) == len(wanted)
