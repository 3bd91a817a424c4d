"""Recording progress."""

import pytest
from sqlalchemy.orm import Session

from portal.cases import operations
from portal.cases.models import Case
from portal.errors import NotPermitted, TransitionNotAllowed
from portal.vocabulary import CaseStatus
from tests.cases.stage import Stage


def note(session: Session, stage: Stage, case: Case, who: str = "officer", *, public: bool = True) -> None:
    actor = stage.actor(getattr(stage, who))
    operations.note(session, case, actor=actor, text="已约双方10月13日到场。", public=public)


def test_the_enterprise_is_told_of_what_it_may_see(stage: Stage, session: Session) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    note(session, stage, case)
    assert stage.notices() == dict.fromkeys([stage.chief.id, stage.clerk.id], f"办理进展：{case.reference}")
    assert stage.record(case)[-1].public


def test_an_internal_note_stays_in_the_office(stage: Stage, session: Session) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    note(session, stage, case, public=False)
    assert stage.notices() == {}
    assert not stage.record(case)[-1].public


@pytest.mark.parametrize("who", ["coordinator", "liaison"])
def test_the_handler_hears_of_what_others_note(stage: Stage, session: Session, who: str) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    note(session, stage, case, who, public=False)
    assert stage.notices() == {stage.officer.id: f"办理进展：{case.reference}"}


def test_a_note_leaves_status_and_promise_alone_but_makes_a_new_version(stage: Stage, session: Session) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    before = (case.status, case.due_on)
    version = case.version
    note(session, stage, case)
    assert (case.status, case.due_on) == before
    assert case.version > version


@pytest.mark.parametrize("who", ["colleague", "lawyer", "supervisor", "chief"])
def test_nobody_else_notes(stage: Stage, session: Session, who: str) -> None:
    with pytest.raises(NotPermitted):
        note(session, stage, stage.case(CaseStatus.IN_PROGRESS), who)


def test_nothing_is_noted_before_dispatch(stage: Stage, session: Session) -> None:
    with pytest.raises(TransitionNotAllowed):
        note(session, stage, stage.case(CaseStatus.ACCEPTED), "coordinator")
