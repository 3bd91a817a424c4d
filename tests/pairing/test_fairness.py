"""The figures of a distribution."""

from portal.pairing.matching.costs import Helper, Need
from portal.pairing.matching.fairness import figures, gini


def test_equal_loads_have_no_gini_and_one_who_has_all_nearly_a_whole() -> None:
    assert gini([4, 4, 4]) == 0
    assert gini([0] * 9 + [30]) == 90
    assert gini([]) == gini([0, 0]) == 0


def test_the_figures_tell_loads_nearness_and_changes() -> None:
    needs = [Need(1, (1, 2), current=1), Need(2, (1, 3), current=1), Need(3, (1, 2))]
    helpers = [Helper(1, frozenset({(1, 2)}), load=2), Helper(2, frozenset({(1, 3)}))]
    found = figures(needs, helpers, {1: 1, 2: 2, 3: None})
    assert (found.least, found.median, found.most) == (1, 2, 3)
    assert (found.filled, found.near, found.changed) == (2, 2, 1)
