"""The leader's page: the risk of an enterprise follows from facts, and the lists are the leader's own."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.reporting.leading import LEAST_ROWS, SHEET_ROWS, Facts, Risk, assess, shares
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


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((0, 0, 0, 0), [0, 0, 0, 0]),
        ((1, 0, 2, 15), [1, 0, 2, 14]),
        ((50, 0, 0, 3), [13, 0, 0, 3]),
        ((9, 9, 9, 9), [6, 4, 4, 4]),
        ((0, 0, 0, 400), [0, 0, 0, 15]),
    ],
)
def test_the_sheet_holds_so_many_rows_and_some_of_every_part(counts: tuple[int, ...], shown: list[int]) -> None:
    given = shares(counts)
    assert given == shown
    assert sum(max(rows, 1) for rows in given) <= SHEET_ROWS
    assert all(rows >= min(count, LEAST_ROWS) for rows, count in zip(given, counts, strict=True))


def test_what_the_sheet_does_not_hold_is_counted_and_stands_in_the_lists_behind_it(
    make: Factory, client: JudgingClient
) -> None:
    leader, late = make.account(Role.LEADER), {"due_on": clock.today() - timedelta(days=9)}
    for number in range(16):
        enterprise = make.enterprise(name=f"安澜第{number}厂", reopening=Reopening.FULL)
        make.pair(enterprise, Slot.LEADER, leader)
        if number < 6:
            make.case(enterprise, title=f"第{number}件", status=CaseStatus.IN_PROGRESS, **late)
    page = client.sign_in(leader).get("/leading")
    assert "另有6家未在此列出。" in page.words
    assert "高风险（6）中风险（10）低风险（0）" in client.get("/leading/enterprises?risk=medium").words
    assert "安澜第15厂" in client.get("/leading/enterprises").words
    assert "没有此类风险的企业" in client.get("/leading/enterprises?risk=low").words
    assert "第5件" in client.get("/leading/late").words
    assert "没有这类事项" in client.get("/leading/supervised").words


def test_a_leader_without_enterprises_has_a_calm_page(make: Factory, client: JudgingClient) -> None:
    page = client.sign_in(make.account(Role.LEADER)).get("/leading")
    assert "没有待您签发的函件。" in page.words
