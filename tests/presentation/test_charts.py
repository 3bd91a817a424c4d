"""Charts stand within their drawing, keep their order and never cover their own words."""

from hypothesis import given
from hypothesis import strategies as st

from portal.presentation.charts import LINE_HEIGHT, NARROW, WIDE, Bar, BarChart, LineChart, Series, scale

COUNTS = st.lists(st.integers(0, 5000), min_size=1, max_size=60)


@given(st.integers(0, 10**9))
def test_an_axis_reaches_the_highest_value_in_at_most_five_round_steps(highest: int) -> None:
    step, top = scale(highest)
    assert top >= highest
    assert 1 <= top // step <= 5
    assert top % step == 0
    assert str(step).rstrip("0") in {"1", "2", "5"}


@given(COUNTS, st.sampled_from([WIDE, NARROW]))
def test_every_point_of_a_line_lies_within_the_drawing_and_higher_values_higher(values: list[int], width: int) -> None:
    chart = LineChart([str(n) for n in range(len(values))], [Series("新收", values), Series("办结", values[::-1])])
    at = chart.drawn(width)
    for line, drawn in zip((values, values[::-1]), at.lines, strict=True):
        assert all(at.left <= x <= at.right and 0 <= y <= at.height for x, y in drawn.points)
        heights = [y for _, y in drawn.points]
        assert all(
            (a <= b) == (ya >= yb) or ya == yb
            for a, ya in zip(line, heights, strict=True)
            for b, yb in zip(line, heights, strict=True)
        )
    first, second = (line.name.y for line in at.lines)
    assert abs(first - second) >= LINE_HEIGHT - 0.2


def test_the_last_label_of_the_axis_is_always_said_and_labels_do_not_touch() -> None:
    at = LineChart([f"10/{n}" for n in range(1, 31)], [Series("新收", [1] * 30)]).drawn(NARROW)
    assert at.ticks[-1].text == "10/30"
    assert all(b.x - a.x >= 35 for a, b in zip(at.ticks, at.ticks[1:], strict=False))


def test_nothing_counted_yet_is_drawn_as_a_line_on_the_axis() -> None:
    at = LineChart(["10/1", "10/2"], [Series("新收", [0, 0])]).drawn(WIDE)
    assert {y for _, y in at.lines[0].points} == {at.rules[0].y}


def test_long_names_stand_above_their_bars_where_they_would_take_the_room() -> None:
    chart = BarChart([Bar("公司治理和股权（法律咨询）", 0.5, "50.0%"), Bar("用工", 1.0, "100.0%")])
    wide, narrow = chart.drawn(WIDE), chart.drawn(NARROW)
    assert not wide.above
    assert narrow.above
    assert narrow.right - narrow.left > NARROW / 2
    assert narrow.rows[0][1] >= LINE_HEIGHT
    assert narrow.rows[-1][1] + LINE_HEIGHT <= narrow.height


def test_a_bar_is_as_long_as_its_share_and_the_goal_stands_at_its_own() -> None:
    chart = BarChart([Bar("用工", 1.0, "100.0%", "8/8"), Bar("水电气", 0.5, "50.0%", "1/2", misses=True)], goal=0.95)
    at = chart.drawn(WIDE)
    (_, _, whole), (_, _, half) = at.rows
    assert whole == at.right - at.left
    assert half == whole / 2
    assert at.goal is not None
    assert at.left < at.goal < at.right
