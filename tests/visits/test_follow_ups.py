from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.intake.operations import Telling
from portal.errors import NotPermitted, RuleBroken, StaleEdit, TransitionNotAllowed
from portal.notifications.models import Notification
from portal.pairing.models import Pairing
from portal.visits import figures, follow_ups, operations, queries
from portal.visits.figures import Span, Tally
from portal.visits.follow_ups import Outcome
from portal.visits.models import Finding
from portal.visits.operations import Found, Told
from portal.vocabulary import CaseKind, CaseStatus, Channel, FindingState, RiskGrade, Role, Slot, VisitKind
from tests.factories import Factory, actor
from tests.visits.conftest import Scene


@pytest.fixture
def finding(session: Session, scene: Scene) -> Finding:
    found = [
        Found(CaseKind.DIFFICULTY, "二号车间停电", RiskGrade.CONSIDERABLE),
        Found(CaseKind.LEGAL_QUESTION, "租金能否减免", RiskGrade.GENERAL),
    ]
    visit = operations.record(
        session,
        actor=scene.visiting,
        enterprise=scene.enterprise,
        told=Told(VisitKind.VISIT, clock.today(), findings=found),
        submission_key="key",
    )
    return visit.findings[0]


def settle(session: Session, scene: Scene, finding: Finding, *, settled: bool = True, days: int = 0) -> None:
    again = clock.today() + timedelta(days=days) if days else None
    session.flush()
    follow_ups.follow_up(
        session, finding, actor=scene.visiting, outcome=Outcome("已到现场", settled, again), seen=finding.version
    )
    session.flush()


def test_the_enterprise_reports_and_the_visitor_settles(session: Session, scene: Scene, finding: Finding) -> None:
    follow_ups.report(session, finding, actor=scene.owning, text="已恢复供电", seen=finding.version)
    settle(session, scene, finding)
    assert [step.state for step in finding.steps] == ["open", "reported", "settled"]
    with pytest.raises(TransitionNotAllowed):
        settle(session, scene, finding)
    assert figures.tally(session, scene.coordinating, Span()) == Tally(1, 1, 1, 1, 0)


def test_only_the_enterprise_reports_and_only_what_it_saw(session: Session, scene: Scene, finding: Finding) -> None:
    with pytest.raises(NotPermitted):
        follow_ups.report(session, finding, actor=scene.visiting, text="好了", seen=finding.version)
    with pytest.raises(StaleEdit):
        follow_ups.report(session, finding, actor=scene.owning, text="好了", seen=finding.version - 1)


def test_what_is_not_settled_needs_a_date_to_come(session: Session, scene: Scene, finding: Finding) -> None:
    with pytest.raises(RuleBroken) as refused:
        settle(session, scene, finding, settled=False)
    assert refused.value.field == "again_on"
    settle(session, scene, finding, settled=False, days=3)
    assert (finding.state, finding.follow_up_on) == (FindingState.OPEN, clock.today() + timedelta(days=3))


def test_a_finding_becomes_a_case_once_and_is_solved_with_it(
    session: Session, scene: Scene, finding: Finding, make: Factory
) -> None:
    telling = Telling(make.category(), "二号车间停电", "二号车间停电，生产线开不起来。")
    session.flush()
    case = follow_ups.make_case(session, finding, actor=scene.visiting, telling=telling, seen=finding.version)
    session.flush()
    assert (case.channel, finding.case, finding.state) == (Channel.VISIT, case, FindingState.CASE)
    with pytest.raises(TransitionNotAllowed):
        follow_ups.make_case(session, finding, actor=scene.visiting, telling=telling, seen=finding.version)
    assert figures.tally(session, scene.coordinating, Span()).difficulties_solved == 0
    case.status = CaseStatus.CLOSED
    session.flush()
    assert figures.tally(session, scene.coordinating, Span()).difficulties_solved == 1


def test_a_due_follow_up_is_reminded_of_once_a_date(session: Session, scene: Scene, finding: Finding) -> None:
    def reminded() -> int:
        named = follow_ups.remind(session)
        session.flush()
        return named

    assert reminded() == 0
    finding.follow_up_on = clock.today()
    session.flush()
    assert (reminded(), reminded()) == (1, 0)
    subjects = session.scalars(sa.select(Notification.subject).where(Notification.recipient_id == scene.liaison.id))
    assert list(subjects).count("走访问题到期复查") == 1
    settle(session, scene, finding, settled=False, days=2)
    with clock.travel(clock.now() + timedelta(days=2)):
        assert reminded() == 1


def test_a_follow_up_of_who_has_left_is_that_of_who_has_come(
    session: Session, scene: Scene, make: Factory, finding: Finding
) -> None:
    successor, finding.follow_up_on = make.account(Role.LIAISON), clock.today()
    coming = actor(successor, liaison_of=frozenset({scene.enterprise.id}))
    assert not queries.to_follow(session, coming, clock.today()), "the visitor is still there"
    session.scalars(sa.select(Pairing)).unique().one().ended_at = clock.now()
    make.pair(scene.enterprise, Slot.LIAISON, successor)
    assert list(queries.to_follow(session, coming, clock.today())) == [finding]
    assert follow_ups.remind(session) == 1
    session.flush()
    told = session.scalars(sa.select(Notification.recipient_id).where(Notification.subject == "走访问题到期复查"))
    assert list(told) == [successor.id]


@pytest.mark.parametrize("asked", [Span(), Span(kind=CaseKind.DIFFICULTY), Span(solved=False), Span(grave=True)])
def test_a_list_is_as_long_as_its_figure(session: Session, scene: Scene, finding: Finding, asked: Span) -> None:
    assert finding.id
    listed = figures.findings(session, scene.coordinating, asked)
    assert len(listed) == figures.count_findings(session, scene.coordinating, asked)
    lines = figures.by_street(session, scene.coordinating, asked)
    assert [line.tally.visited for line in lines] == [1]
    assert len(figures.visited(session, scene.coordinating, lines[0].span)) == 1
