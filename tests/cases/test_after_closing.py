"""After an outcome: where it goes on, the call afterwards, mistaken ratings, and what is told once when it is late."""

from datetime import date

import pytest

from portal.cases.closing import follow_ups, ratings
from portal.cases.desk.pending import Pending, pending_column, pending_of
from portal.cases.handlers import hand_backs, tasks
from portal.cases.limits.reminders import remind
from portal.cases.models import Case
from portal.cases.operations import Elsewhere
from portal.errors import NotPermitted, RuleBroken, TransitionNotAllowed
from portal.vocabulary import CaseStatus, FollowUpResult, OutcomeKind, RatingLevel, Venue
from tests.cases.stage import Stage, at

R = FollowUpResult


def call(stage: Stage, case: Case, result: FollowUpResult, spoke_with: str = "张慧敏") -> None:
    actor = stage.actor(stage.coordinator)
    follow_ups.record_call(
        stage.session, case, actor=actor, result=result, spoke_with=spoke_with, found="协议签了，第二期还没有付。"
    )


def rated(stage: Stage, level: RatingLevel = RatingLevel.DISSATISFIED) -> Case:
    case = stage.case(CaseStatus.CLOSED)
    ratings.rate(stage.session, case, actor=stage.actor(stage.chief), level=level, text="没有人告诉我们进度。")
    stage.forget_notices()
    return case


def test_guiding_to_litigation_names_where_it_goes_on(stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    with pytest.raises(RuleBroken) as broken:
        stage.propose(case, kind=OutcomeKind.LITIGATION)
    assert broken.value.field == "venue"
    stage.propose(case, kind=OutcomeKind.LITIGATION, elsewhere=Elsewhere(Venue.COURT_ONLINE, "（2026）立案第12号"))
    assert (case.venue, case.venue_reference) == (Venue.COURT_ONLINE, "（2026）立案第12号")


def test_a_closed_case_is_to_be_followed_up_within_days(stage: Stage) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.CLOSED)
    assert case.open_follow_up is not None
    assert case.open_follow_up.due_on == date(2026, 10, 15)
    assert pending_of(case) is Pending.FOLLOW_UP


def test_a_reopened_case_is_not_called_about(stage: Stage) -> None:
    case = stage.case(CaseStatus.CLOSED)
    stage.reopen(case)
    assert case.open_follow_up is None


def test_what_the_call_finds_is_put_right_by_the_handler(stage: Stage) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.CLOSED)
        call(stage, case, R.RECTIFY)
    assert stage.notices() == {stage.officer.id: f"回访待整改：{case.reference}"}
    assert case.follow_ups[0].rectify_by == date(2026, 10, 19)
    assert pending_of(case) is Pending.RECTIFY
    stage.forget_notices()
    ratings.rectify(stage.session, case, actor=stage.actor(stage.officer), remedy="已督促付清第二期。")
    assert case.follow_ups[0].remedy == "已督促付清第二期。"
    assert stage.notices()[stage.chief.id] == f"回访反映的问题已整改：{case.reference}"
    assert pending_of(case) is None


def test_what_is_not_settled_goes_to_the_supervisor(stage: Stage) -> None:
    case = stage.case(CaseStatus.CLOSED)
    call(stage, case, R.REOPEN)
    assert stage.notices() == {stage.supervisor.id: f"回访反映未解决：{case.reference}"}
    stage.reopen(case, actor=stage.actor(stage.supervisor))
    assert case.status is CaseStatus.IN_PROGRESS


def test_a_call_is_made_once_with_somebody_by_the_coordinator(stage: Stage) -> None:
    case = stage.case(CaseStatus.CLOSED)
    with pytest.raises(RuleBroken):
        call(stage, case, R.SETTLED, spoke_with="")
    call(stage, case, R.UNREACHED, spoke_with="")
    with pytest.raises(TransitionNotAllowed):
        call(stage, case, R.SETTLED)


def test_a_mistaken_rating_is_kept_and_does_not_stand(stage: Stage) -> None:
    case = rated(stage)
    with pytest.raises(NotPermitted):
        ratings.mark_mistaken(stage.session, case, actor=stage.actor(stage.officer), evidence="企业电话说明点错了。")
    ratings.mark_mistaken(stage.session, case, actor=stage.actor(stage.supervisor), evidence="企业电话说明点错了。")
    assert set(stage.notices()) == {stage.officer.id, stage.chief.id, stage.clerk.id}
    assert case.unverified_rating is None
    assert case.awaits_rating
    assert case.rated is None
    ratings.rate(stage.session, case, actor=stage.actor(stage.chief), level=RatingLevel.SATISFIED)
    assert [one.stands for one in case.ratings] == [False, True]
    assert case.rated is RatingLevel.SATISFIED


@pytest.mark.parametrize("way", ["hand_back", "often", "extension", "verify", "rectify", "follow_up", "none"])
def test_what_waits_is_the_same_in_the_database(stage: Stage, way: str) -> None:
    match way:
        case "hand_back" | "often":
            case = stage.case(CaseStatus.IN_PROGRESS)
            handler = stage.actor(stage.officer)
            case.hand_backs = 2 if way == "often" else 0
            hand_backs.hand_back(stage.session, case, actor=handler, reason="不属于职责范围。", unit=stage.street)
        case "extension":
            case = stage.case(CaseStatus.IN_PROGRESS)
            case.extension_asked_days = 2
        case "verify" | "rectify":
            case = rated(stage)
            if way == "rectify":
                ratings.verify(stage.session, case, actor=stage.actor(stage.supervisor), finding="情况属实。")
        case "follow_up":
            case = stage.case(CaseStatus.CLOSED)
        case _:
            case = stage.case(CaseStatus.PROPOSED)
    stage.session.flush()
    stored = stage.session.query(pending_column()).filter(Case.id == case.id).scalar()
    assert stored == (pending_of(case) or "")
    assert (stored == "") == (way == "none")


def test_silence_is_announced_once_before_it_closes_a_case(stage: Stage) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.PROPOSED)
        assert remind(stage.session) == []
    with at(10, 16):
        told = remind(stage.session)
        assert [key.split(":")[0] for key in told] == ["silence"]
        assert remind(stage.session) == []
    assert stage.notices()[stage.chief.id] == f"请确认办理结果：{case.reference}"


def test_what_is_late_is_told_to_those_who_owe_it(stage: Stage) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.IN_PROGRESS)
        tasks.give(stage.session, case, stage.street, "核实情况。", actor=stage.actor(stage.coordinator))
        handler = stage.actor(stage.officer)
        hand_backs.hand_back(stage.session, case, actor=handler, reason="不属于职责范围。", unit=stage.street)
        stage.session.flush()
    with at(10, 14):
        keys = {key.split(":")[0] for key in remind(stage.session)}
    assert keys == {"task-near", "hand-back-late", "missed"}
    with at(10, 16):
        assert [key.split(":")[0] for key in remind(stage.session)] == ["task-late"]


def test_a_bad_rating_that_is_late_is_told_of(stage: Stage) -> None:
    with at(10, 12):
        rated(stage)
    with at(10, 14):
        assert [key.split(":")[0] for key in remind(stage.session)] == ["verify-late"]
    with at(10, 21):
        assert {key.split(":")[0] for key in remind(stage.session)} == {"rectify-late", "call-late"}
