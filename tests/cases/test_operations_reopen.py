"""Having a closed case taken up again."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from portal.cases import operations
from portal.cases.models import Case
from portal.cases.operations import reopen_by
from portal.errors import NotPermitted, RuleBroken, TransitionNotAllowed
from portal.vocabulary import CaseStatus
from tests.cases.stage import Stage, at


def reopen(session: Session, stage: Stage, case: Case, who: str = "chief") -> None:
    operations.reopen(session, case, actor=stage.actor(getattr(stage, who)), reason="昨天又被断电。")


def test_a_reopened_case_is_with_its_handler_and_has_a_new_limit(stage: Stage, session: Session) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.CLOSED)
    with at(10, 26):
        reopen(session, stage, case)
        assert case.status is CaseStatus.IN_PROGRESS
        assert (case.handler, case.due_on) == (stage.officer, date(2026, 11, 4))
        assert (case.ended_at, case.proposed_at, case.confirmed_by_silence) == (None, None, False)
    people = [stage.officer.id, stage.coordinator.id]
    assert stage.notices() == dict.fromkeys(people, f"要求重办：{case.reference}")


def test_pauses_of_the_first_time_do_not_move_the_new_limit(stage: Stage, session: Session) -> None:
    with at(10, 8):
        case = stage.case(CaseStatus.PROPOSED)
    with at(10, 12):
        stage.confirm(case)
        session.flush()
        reopen(session, stage, case)
        assert case.due_on == date(2026, 10, 21)


def test_a_supervisor_may_have_a_case_reopened(stage: Stage, session: Session) -> None:
    case = stage.case(CaseStatus.CLOSED)
    reopen(session, stage, case, "supervisor")
    assert stage.record(case)[-1].actor_role == "supervisor"


def test_a_case_is_reopened_up_to_thirty_days_after_it_was_closed(stage: Stage, session: Session) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.CLOSED)
    assert reopen_by(case) == date(2026, 11, 11)
    with at(11, 12, 0), pytest.raises(RuleBroken) as broken:
        reopen(session, stage, case)
    assert broken.value.field == "reason"
    with at(11, 11, 23):
        reopen(session, stage, case)


@pytest.mark.parametrize("who", ["officer", "coordinator", "liaison", "stranger"])
def test_nobody_else_reopens(stage: Stage, session: Session, who: str) -> None:
    with pytest.raises(NotPermitted):
        reopen(session, stage, stage.case(CaseStatus.CLOSED), who)


@pytest.mark.parametrize("status", [CaseStatus.DECLINED, CaseStatus.WITHDRAWN, CaseStatus.IN_PROGRESS])
def test_only_a_closed_case_is_reopened(stage: Stage, session: Session, status: CaseStatus) -> None:
    case = stage.case(status)
    with pytest.raises(TransitionNotAllowed):
        reopen(session, stage, case)
