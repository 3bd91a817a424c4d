"""The leader's page: the risk of an enterprise follows from facts, and the lists are the leader's own."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.reporting.leading import Facts, Risk, assess
from portal.supervision.models import SupervisionStep
from portal.vocabulary import CaseStatus, Reopening, Role, Rung, Slot
from tests.factories import Factory
from tests.judging import JudgingClient

TODAY = date(2026, 11, 20)
LATELY, LONG_AGO = TODAY - timedelta(days=30), TODAY - timedelta(days=31)


@pytest.mark.parametrize(
    ("facts", "risk"),
    [
        (Facts(late_cases=1, open_cases=1, last_visit_on=LATELY), Risk.HIGH),
        (Facts(grave_findings=1, open_findings=1, last_visit_on=LATELY), Risk.HIGH),
        (Facts(open_cases=1, reopening=Reopening.PARTIAL, last_visit_on=LATELY), Risk.MEDIUM),
        (Facts(open_findings=1, reopening=Reopening.CLOSED, last_visit_on=LATELY), Risk.MEDIUM),
        (Facts(last_visit_on=LONG_AGO), Risk.MEDIUM),
        (Facts(), Risk.MEDIUM),
        (Facts(open_cases=3, last_visit_on=LATELY), Risk.LOW),
        (Facts(reopening=Reopening.CLOSED, last_visit_on=LATELY), Risk.LOW),
    ],
)
def test_the_risk_follows_from_the_gravest_fact(app: object, facts: Facts, risk: Risk) -> None:
    assert assess(facts, TODAY)[0] is risk


def test_a_leader_sees_what_is_late_and_supervised_in_the_own_charge(
    make: Factory, client: JudgingClient, session: Session
) -> None:
    leader, enterprise = make.account(Role.LEADER), make.enterprise(name="安澜恒泰纺织有限公司", key=True)
    make.pair(enterprise, Slot.LEADER, leader)
    late = {"status": CaseStatus.IN_PROGRESS, "due_on": clock.today() - timedelta(days=9)}
    make.case(enterprise, title="断电三天", **late)
    make.case(title="别人的事项", **late)
    ordered = make.case(title="点名督办", status=CaseStatus.IN_PROGRESS)
    session.add(
        SupervisionStep(
            case_id=ordered.id,
            clock_started_at=ordered.clock_started_at,
            promised_days=7,
            rung=Rung.ORDERED,
            due_on=clock.today(),
            taken_at=clock.now(),
            actor_id=leader.id,
        )
    )
    session.flush()
    page = client.sign_in(leader).get("/leading")
    assert "断电三天" in page.words
    assert "点名督办" in page.words
    assert "别人的事项" not in page.words
    assert "高风险" in page.words
    assert "超期事项1件" in page.words


def test_a_leader_without_enterprises_has_a_calm_page(make: Factory, client: JudgingClient) -> None:
    page = client.sign_in(make.account(Role.LEADER)).get("/leading")
    assert "没有待您签发的函件。" in page.words
