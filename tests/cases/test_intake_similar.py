"""Earlier cases of the same enterprise that may be about the same thing."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import clock
from portal.cases.intake.similar import is_alike, likeness, pairs
from portal.vocabulary import CaseStatus
from tests.cases.desk import Desk


def test_pairs_do_not_reach_over_punctuation() -> None:
    assert pairs("停电，停水") == {"停电", "停水"}


def test_likeness_is_the_share_of_the_title_that_is_found() -> None:
    assert likeness("停电停水", "厂里停电了") == pytest.approx(1 / 3)
    assert likeness("", "厂里停电了") == 0


@given(st.text(max_size=40), st.text(max_size=200))
def test_likeness_lies_between_nothing_and_all(title: str, text: str) -> None:
    assert 0 <= likeness(title, text) <= 1


@given(st.text("断电停水欠租厂房", min_size=2, max_size=40))
def test_every_title_is_like_itself(title: str) -> None:
    assert likeness(title, title) == 1


def test_either_side_may_tell_more() -> None:
    assert is_alike("二号厂房断电", "", "被停电", "房东把二号厂房断电了")
    assert not is_alike("员工宿舍备案", "", "货款拖欠", "客户不付款")


def test_an_open_case_in_the_same_category_is_shown_while_writing(desk: Desk) -> None:
    desk.write()
    desk.send()
    (earlier,) = desk.cases()
    desk.answer("group", group="lease")
    desk.answer("category", category="lease-cutoff")
    for page in (desk.get("matter"), desk.get("check")):
        assert "已经反映过相近的事项" in page.words
        assert f"/cases/{earlier.reference}" in page.links()


def test_words_alike_are_found_in_another_category(desk: Desk) -> None:
    desk.make.case(desk.enterprise, title="二号厂房水电费分摊争议", category=desk.make.category())
    desk.write(title="二号厂房水电费的争议")
    assert "二号厂房水电费分摊争议" in desk.get("check").words


@pytest.mark.parametrize(("days", "shown"), [(30, True), (200, False)])
def test_an_ended_case_is_shown_for_half_a_year(desk: Desk, days: int, shown: bool) -> None:
    then = clock.now() - timedelta(days=days)
    desk.make.case(desk.enterprise, title="二号厂房水电费分摊争议", status=CaseStatus.CLOSED, submitted_at=then)
    desk.write(title="二号厂房水电费的争议")
    assert ("二号厂房水电费分摊争议" in desk.get("check").words) == shown


def test_other_enterprises_cases_are_never_shown(desk: Desk) -> None:
    desk.make.case(title="房东停电催租，车间开不了工")
    desk.write()
    assert "已经反映过相近的事项" not in desk.get("check").words
