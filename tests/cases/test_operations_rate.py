"""Ratings: voluntary, one a case; a bad one is verified, rectified and rated again, and both are kept."""

from collections.abc import Callable
from datetime import date

import pytest

from portal.accounts.models import Account
from portal.cases.closing import ratings
from portal.cases.closing.rectification import Rectification, rectification
from portal.cases.models import Case
from portal.errors import NotPermitted, RuleBroken, TransitionNotAllowed
from portal.vocabulary import CaseStatus, RatingLevel
from portal.workdays import DayKind, SpecialDay, WorkCalendar
from tests.cases.stage import Stage, at
from tests.judging import JudgingClient

S = CaseStatus
L = RatingLevel


@pytest.fixture
def case(stage: Stage) -> Case:
    """A case that the enterprise confirmed on Monday 2 November."""
    with at(11, 2):
        return stage.case(S.CLOSED)


def rate(stage: Stage, case: Case, level: RatingLevel = L.DISSATISFIED, who: str = "chief") -> None:
    actor = stage.actor(getattr(stage, who))
    ratings.rate(stage.session, case, actor=actor, level=level, text="一直没有人联系我们。")


def verify(stage: Stage, case: Case, who: str = "supervisor") -> None:
    ratings.verify(stage.session, case, actor=stage.actor(getattr(stage, who)), finding="经电话核实，情况属实。")


def rectify(stage: Stage, case: Case, who: str = "officer") -> None:
    ratings.rectify(stage.session, case, actor=stage.actor(getattr(stage, who)), remedy="已上门说明情况。")


def test_the_clock_of_a_rectification_counts_working_days() -> None:
    holiday = {date(2026, 11, 5): SpecialDay(DayKind.REST, "放假"), date(2026, 11, 7): SpecialDay(DayKind.WORK, "上班")}
    wanted = Rectification(verify_by=date(2026, 11, 6), rectify_by=date(2026, 11, 11))
    assert rectification(date(2026, 11, 4), WorkCalendar(holiday)) == wanted


@pytest.mark.parametrize("level", [L.VERY_SATISFIED, L.SATISFIED, L.FAIR])
def test_a_rating_that_is_not_bad_tells_the_handler_and_ends_there(
    stage: Stage, case: Case, level: RatingLevel
) -> None:
    ended_at = case.ended_at
    rate(stage, case, level)
    assert (case.status, case.ended_at, case.unverified_rating) == (S.CLOSED, ended_at, None)
    assert set(stage.notices()) == {stage.officer.id}
    with pytest.raises(RuleBroken):
        rate(stage, case, L.VERY_SATISFIED, who="clerk")


def test_a_bad_rating_is_verified_and_rectified_before_it_is_rated_again(stage: Stage, case: Case) -> None:
    with at(11, 4):
        rate(stage, case)
        [first] = case.ratings
        assert (first.verify_by, first.rectify_by) == (date(2026, 11, 5), date(2026, 11, 11))
        assert stage.notices() == dict.fromkeys(
            (stage.supervisor.id, stage.officer.id), f"差评待核实整改：{case.reference}"
        )
        with pytest.raises(TransitionNotAllowed):
            rectify(stage, case)
        verify(stage, case)
        with pytest.raises(RuleBroken):
            rate(stage, case, L.SATISFIED)
        stage.forget_notices()
        rectify(stage, case)
        assert set(stage.notices()) == {stage.chief.id, stage.clerk.id, stage.supervisor.id}
        rate(stage, case, L.SATISFIED)
    assert [rating.level for rating in case.ratings] == [L.DISSATISFIED, L.SATISFIED]
    assert not case.awaits_rating
    assert [line.public for line in stage.record(case)[-4:]] == [True, False, True, True]


@pytest.mark.parametrize(
    ("act", "who"),
    [(rate, "officer"), (rate, "liaison"), (rate, "stranger"), (verify, "officer"), (rectify, "colleague")],
)
def test_each_act_is_its_own_persons(stage: Stage, case: Case, act: Callable[..., None], who: str) -> None:
    if act is not rate:
        rate(stage, case)
    if act is rectify:
        verify(stage, case)
    with pytest.raises(NotPermitted):
        act(stage, case, who=who)


def test_only_a_closed_case_is_rated(stage: Stage) -> None:
    with pytest.raises(TransitionNotAllowed):
        rate(stage, stage.case(S.PROPOSED))


def test_it_is_rated_verified_rectified_and_rated_again_on_the_pages(
    client: JudgingClient, stage: Stage, case: Case
) -> None:
    path = f"/cases/{case.reference}"

    def act(who: Account, tab: str, name: str, **typed: str) -> str:
        client.sign_in(who)
        assert case.title in client.get(f"/cases?tab={tab}").words
        version = client.get(f"{path}/{name}").value("version")
        words = client.post(f"{path}/{name}", {"version": version, **typed}, follow=True).words
        client.sign_out()
        return words

    with at(11, 4):
        client.sign_in(stage.chief)
        assert len(client.post(f"{path}/rate", {"version": case.version}, expect=422).errors) == 1
        client.sign_out()
        told = act(stage.chief, "unrated", "rate", level="very_dissatisfied", text="一直没有人联系我们。")
        assert "11月11日" in told
        assert "已核实差评" in act(stage.supervisor, "ratings", "verify-rating", finding="经电话核实，情况属实。")
        assert "已整改" in act(stage.officer, "rectify", "rectify", remedy="已上门说明情况。")
        shown = act(stage.chief, "all", "rate", level="satisfied", text="")
    assert "非常不满意" in shown
    assert "整改后评价" in shown
    assert "情况属实" not in shown
