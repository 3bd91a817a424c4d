"""The same-day triple: when it is due, what proves it, and how often it was kept."""

from datetime import date

import pytest

from portal import clock
from portal.cases import operations
from portal.cases.limits import same_day
from portal.cases.limits.same_day import K, day_of, due_dates, reached_by
from portal.cases.workflow import Action
from portal.errors import NotPermitted, TransitionNotAllowed
from portal.notifications.models import Notification
from portal.pairing import leaves
from portal.vocabulary import CaseStatus, MilestoneKind, Role
from portal.workdays import DayKind, SpecialDay, WorkCalendar
from tests.cases.stage import Stage, at

CALENDAR = WorkCalendar({date(2026, 10, 10): SpecialDay(DayKind.WORK, "调休上班")}, frozenset({2026}))


@pytest.mark.parametrize(
    ("day", "hour", "belongs"),
    [
        ((10, 12), 9, (10, 12)),
        ((10, 12), 15, (10, 12)),
        ((10, 12), 16, (10, 13)),
        ((10, 9), 16, (10, 10)),
        ((10, 10), 9, (10, 10)),
        ((10, 17), 9, (10, 19)),
    ],
)
def test_what_comes_after_the_cut_off_belongs_to_the_next_working_day(
    day: tuple[int, int], hour: int, belongs: tuple[int, int]
) -> None:
    instant = clock.local_instant(date(2026, *day), hour)
    assert day_of(instant, CALENDAR, 16) == date(2026, *belongs)


def test_the_triple_is_due_on_one_day_and_the_contact_by_its_limit() -> None:
    due = due_dates(clock.local_instant(date(2026, 10, 12), 17), CALENDAR, 16, 2)
    assert due == dict.fromkeys(same_day.TRIPLE, date(2026, 10, 13)) | {K.CONTACTED: date(2026, 10, 14)}


@pytest.mark.parametrize(
    ("action", "role", "public", "is_handler", "reached"),
    [
        (Action.DISPATCH, Role.COORDINATOR, True, False, {K.DISPATCHED}),
        (Action.RECEIVE, Role.OFFICER, False, True, {K.SERVED}),
        (Action.NOTE, Role.OFFICER, True, True, {K.SERVED, K.REPORTED, K.CONTACTED}),
        (Action.NOTE, Role.OFFICER, False, True, {K.SERVED, K.REPORTED}),
        (Action.NOTE, Role.LIAISON, True, False, {K.REPORTED, K.CONTACTED}),
        (Action.ASK, Role.COORDINATOR, True, False, {K.CONTACTED}),
        (Action.NOTE, Role.COORDINATOR, False, False, set()),
        (Action.SUPPLY, Role.ENTERPRISE, True, False, set()),
        (Action.HAND_BACK, Role.OFFICER, False, True, {K.SERVED, K.REPORTED}),
    ],
)
def test_an_act_proves_what_it_does(
    action: Action,
    role: Role,
    public: bool,
    is_handler: bool,
    reached: set[MilestoneKind],
) -> None:
    assert reached_by(action, role, public=public, is_handler=is_handler) == reached


def test_a_case_handled_at_once_keeps_the_whole_day(stage: Stage) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.IN_PROGRESS)
        officer = stage.actor(stage.officer)
        operations.receive(stage.session, case, actor=officer)
        operations.note(stage.session, case, actor=officer, text="已电话联系企业。", public=True)
    met = {one.kind: one.reached_on is not None and one.reached_on <= one.due_on for one in case.milestones}
    assert met == dict.fromkeys(K, True)
    proofs = {one.kind: (one.proof, one.by_name) for one in case.milestones}
    assert proofs[K.SERVED] == ("receive", stage.officer.name)
    with pytest.raises(TransitionNotAllowed):
        operations.receive(stage.session, case, actor=officer)


def test_what_comes_late_or_never_is_missed(stage: Stage) -> None:
    with at(10, 12):
        case = stage.submit()
    with at(10, 13):
        stage.accept(case)
        stage.dispatch(case)
        stage.session.flush()
        missed = same_day.missed(case.milestones, clock.today())
    days = {one.kind: (one.due_on, one.reached_on) for one in case.milestones}
    assert days[K.DISPATCHED] == (date(2026, 10, 12), date(2026, 10, 13))
    assert days[K.SERVED] == (date(2026, 10, 12), None)
    assert {one.kind for one in missed} == set(same_day.TRIPLE)


def test_a_notice_that_the_handler_opens_serves_the_case(stage: Stage) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.IN_PROGRESS)
        notice = stage.session.query(Notification).filter_by(recipient_id=stage.officer.id).one()
        assert same_day.serve_by_notices(stage.session) == []
        notice.read_at = clock.now()
        stage.session.flush()
        assert same_day.serve_by_notices(stage.session) == [case.reference]
    assert not same_day.unserved(case)


def test_a_deputy_serves_and_reports_for_the_handler_who_is_away(stage: Stage) -> None:
    with at(10, 12):
        signed, opened = stage.case(CaseStatus.IN_PROGRESS), stage.case(CaseStatus.IN_PROGRESS)
        told = {"recipient_id": stage.colleague.id, "link": f"/cases/{opened.reference}", "at": clock.now()}
        to_deputy = Notification(subject="已分办", body="", read_at=clock.now(), **told)
        stage.session.add(to_deputy)
        stage.session.flush()
        assert same_day.serve_by_notices(stage.session) == [], "a colleague's looking proves nothing"
        officer = stage.actor(stage.officer)
        leaves.take_leave(
            stage.session,
            actor=officer,
            account=stage.officer,
            deputy=stage.colleague,
            from_on=clock.today(),
            until_on=clock.today(),
        )
        operations.receive(stage.session, signed, actor=stage.actor(stage.colleague))
        assert same_day.serve_by_notices(stage.session) == [opened.reference]
    by_name = {one.kind: one.by_name for one in signed.milestones if one.reached_at}
    assert by_name[K.SERVED] == f"{stage.colleague.name}（代{stage.officer.name}）"
    assert [one.by_name for one in opened.milestones if one.kind is K.SERVED] == [stage.colleague.name]


def test_a_case_declined_on_its_day_owes_nothing(stage: Stage) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.DECLINED)
    assert case.milestones == []


def test_only_the_handler_signs_for_a_case(stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    with pytest.raises(NotPermitted):
        operations.receive(stage.session, case, actor=stage.actor(stage.colleague))


def test_a_case_is_to_be_dispatched_on_its_working_day_or_on_the_next_to_come(stage: Stage) -> None:
    with at(10, 16, 17):  # a Friday, after the cut-off
        case = stage.submit()
    days = {day: same_day.dispatch_on(case, CALENDAR, date(2026, 10, day)).day for day in (16, 17, 19, 24)}
    assert days == {16: 19, 17: 19, 19: 19, 24: 26}


def test_notices_name_the_day_of_dispatching_for_they_are_read_later(stage: Stage) -> None:
    with at(10, 17):  # a Saturday
        case = stage.submit()
        office = stage.session.query(Notification).filter_by(recipient_id=stage.coordinator.id).one()
        stage.accept(case)
        told = stage.session.query(Notification).filter_by(
            recipient_id=stage.chief.id, subject=f"已受理：{case.reference}"
        )
    assert "请于10月19日受理并分办" in office.body
    assert "将于10月19日分办到承办单位和承办人" in told.one().body
