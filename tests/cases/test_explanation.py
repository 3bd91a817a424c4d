"""A deadline in words: for what the limit is, and how the promise was kept once an outcome is proposed."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask_babel import Babel

from portal import clock, i18n
from portal.cases.acts import MOST_LEADING, Offer, leading
from portal.cases.limits.explanation import explained_days, sentences
from portal.cases.workflow import Action
from portal.presentation.calendar import calendar_weeks
from portal.vocabulary import CaseKind
from tests.cases.test_deadlines import october, reference_case


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    app = Flask("portal")
    Babel(app, default_locale=i18n.DEFAULT_LANGUAGE, locale_selector=i18n.chosen_language)
    with clock.travel(clock.local_instant(october(12), 12)), app.test_request_context("/"):
        yield


@pytest.mark.parametrize(
    ("proposed_on", "said"),
    [
        (october(12), "10月12日提出办理结果，停止计时，比承诺日期提前3个工作日。"),
        (october(15), "10月15日提出办理结果，停止计时，当日为承诺日期，未超期。"),
        (october(19), "10月19日提出办理结果，停止计时，超过承诺日期2个工作日。"),
    ],
)
def test_the_outcome_is_set_against_the_promise(proposed_on: date, said: str) -> None:
    assert sentences(reference_case(proposed_on, stopped=True), answered=True)[-1] == said


def test_what_ended_without_an_outcome_says_only_when() -> None:
    assert sentences(reference_case(october(12), stopped=True))[-1] == "10月12日停止计时。"


def test_the_limit_says_for_what_it_is() -> None:
    assert sentences(reference_case(), basis="困难诉求")[0] == "期限7个工作日（困难诉求），9月28日提交，次日起计算。"
    assert sentences(reference_case())[0] == "期限7个工作日，9月28日提交，次日起计算。"


@pytest.mark.parametrize(("reopened", "mark"), [(False, "提交"), (True, "重办")])
def test_the_calendar_names_the_day_from_which_is_counted(reopened: bool, mark: str) -> None:
    days = explained_days(reference_case(), reopened=reopened)
    (first, *_), *_ = calendar_weeks(days, october(12))
    assert (first.mark, first.classes.split()[0]) == (mark, "start")


def offer(action: Action, cause: str = "") -> Offer:
    return Offer(action, action.label, action.label, "pen", f"/{action}", cause)


def test_two_acts_lead_and_none_that_is_blocked_or_cuts_the_case_short() -> None:
    offered = [offer(Action.WITHDRAW), offer(Action.NOTE), offer(Action.PROPOSE, "协办未回复"), offer(Action.RECEIVE)]
    assert [one.action for one in leading(offered, CaseKind.DIFFICULTY)] == [Action.RECEIVE, Action.NOTE]
    assert len(leading([offer(Action.NOTE)], CaseKind.DIFFICULTY)) < MOST_LEADING
    assert leading([offer(Action.WITHDRAW)], CaseKind.DIFFICULTY) == []


def test_a_lawyer_is_led_to_the_answer() -> None:
    offered = [offer(Action.NOTE), offer(Action.ANSWER), offer(Action.PROPOSE)]
    assert [one.action for one in leading(offered, CaseKind.LEGAL_QUESTION)] == [Action.ANSWER, Action.PROPOSE]
