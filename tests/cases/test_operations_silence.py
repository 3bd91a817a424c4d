"""Closing by itself what has met only silence."""

from datetime import date

from sqlalchemy.orm import Session

from portal.cases.sweeps import close_silent_cases
from portal.vocabulary import CaseStatus
from tests.cases.stage import Stage, at


def test_silence_closes_a_case_after_the_fifth_working_day(stage: Stage, session: Session) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.PROPOSED)
    with at(10, 19, 23):
        assert close_silent_cases(session) == []
    with at(10, 20, 0):
        assert close_silent_cases(session) == [case.reference]
    assert case.status is CaseStatus.CLOSED
    assert case.confirmed_by_silence


def test_days_off_do_not_count_as_silence(stage: Stage, session: Session) -> None:
    with at(9, 29):
        case = stage.case(CaseStatus.PROPOSED)
    with at(10, 12):  # 30 September, 8, 9, 10 (make-up) and 12 October
        assert close_silent_cases(session) == []
    with at(10, 13):
        assert close_silent_cases(session) == [case.reference]


def test_everybody_is_told_that_silence_closed_it(stage: Stage, session: Session) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.PROPOSED)
    with at(10, 20):
        close_silent_cases(session)
    told = dict.fromkeys([stage.chief.id, stage.clerk.id], f"已自动办结：{case.reference}")
    assert stage.notices() == told | {stage.officer.id: f"已自动办结：{case.reference}"}


def test_the_record_says_that_the_portal_closed_it(stage: Stage, session: Session) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.PROPOSED)
    with at(10, 20):
        close_silent_cases(session)
    line = stage.record(case)[-1]
    assert (line.actor_id, line.actor_role) == (None, "system")


def test_the_sweep_does_nothing_the_second_time(stage: Stage, session: Session) -> None:
    with at(10, 12):
        stage.case(CaseStatus.PROPOSED)
    with at(10, 20):
        close_silent_cases(session)
        stage.forget_notices()
        assert close_silent_cases(session) == []
    assert stage.notices() == {}


def test_an_outcome_sent_back_and_proposed_anew_has_all_its_days_again(stage: Stage, session: Session) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.PROPOSED)
    with at(10, 16):
        stage.reject(case)
        stage.propose(case)
    with at(10, 20):
        assert close_silent_cases(session) == []
    assert case.proposed_at is not None
    with at(10, 24):
        assert close_silent_cases(session) == [case.reference]
    assert case.ended_at is not None
    assert case.ended_at.date() == date(2026, 10, 24)
