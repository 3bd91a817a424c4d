"""Making a case of what an enterprise tells."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from portal.cases.intake import operations as intake
from portal.cases.models import Case
from portal.cases.queries import visible_case
from portal.errors import NotPermitted, RuleBroken
from portal.references import normalise
from portal.vocabulary import CaseKind, CaseStatus, Channel, Role, Standing, Urgency, UrgencyFact
from tests.cases.stage import Stage, at


def test_a_submission_has_a_number_and_a_promised_date(stage: Stage) -> None:
    with at(10, 12):
        case = stage.submit()
    assert normalise(case.reference) == case.reference
    assert case.reference.startswith("FG-2026-")
    assert (case.status, case.limit_days, case.due_on) == (CaseStatus.SUBMITTED, 7, date(2026, 10, 21))
    assert case.submitted_at == case.clock_started_at


def test_everybody_who_must_know_is_told_but_for_the_writer(stage: Stage) -> None:
    case = stage.submit()
    assert stage.notices() == {
        stage.clerk.id: f"已收到：{case.reference}",
        stage.coordinator.id: f"新事项待受理：{case.reference}",
        stage.liaison.id: f"新事项待受理：{case.reference}",
    }


def test_the_record_begins_with_who_submitted_it(stage: Stage) -> None:
    case = stage.submit()
    (line,) = stage.record(case)
    assert (line.action, line.actor_id, line.actor_role) == ("submit", stage.chief.id, Role.ENTERPRISE)
    assert line.facts == {"on_behalf": False, "channel": "online"}
    assert stage.trail(case) == ["case:submit"]


def test_a_liaison_submits_on_behalf_and_both_are_named(stage: Stage) -> None:
    case = stage.submit(stage.liaison)
    assert (case.on_behalf, case.submitted_by_id, case.enterprise) == (True, stage.liaison.id, stage.enterprise)
    assert stage.record(case)[0].actor_role == Role.LIAISON
    assert set(stage.notices()) == {stage.chief.id, stage.clerk.id, stage.coordinator.id}


@pytest.mark.parametrize("who", ["coordinator", "lawyer"])
def test_the_coordinator_and_its_own_lawyer_file_for_an_enterprise(stage: Stage, who: str) -> None:
    assert stage.submit(getattr(stage, who)).on_behalf


def test_whoever_answers_a_line_files_for_any_enterprise_even_one_to_be_verified(stage: Stage) -> None:
    stage.enterprise.standing = Standing.PENDING
    on_duty = replace(stage.actor(stage.officer), on_duty=True)
    case = intake.submit(
        stage.session,
        actor=on_duty,
        enterprise=stage.enterprise,
        kind=CaseKind.DIFFICULTY,
        telling=intake.Telling(category=stage.make.category(), title="厂房断电", description="二号厂房断电。"),
        submission_key="on-duty",
        channel=Channel.TELEPHONE,
    )
    assert (case.on_behalf, case.channel) == (True, Channel.TELEPHONE)
    assert visible_case(stage.session, stage.actor(stage.officer), case.reference) is case


@pytest.mark.parametrize("who", ["stranger", "officer"])
def test_nobody_else_submits_for_an_enterprise(stage: Stage, who: str) -> None:
    with pytest.raises(NotPermitted):
        stage.submit(getattr(stage, who))


@pytest.mark.parametrize("standing", [Standing.PENDING, Standing.REFUSED])
def test_an_enterprise_that_is_not_verified_is_told_what_is_missing(stage: Stage, standing: Standing) -> None:
    stage.enterprise.standing, stage.enterprise.standing_reason = standing, "营业执照照片不清楚"
    with pytest.raises(RuleBroken) as broken:
        stage.submit()
    assert ("营业执照照片不清楚" in broken.value.message) == (standing is Standing.REFUSED)


def test_two_clicks_are_one_case(stage: Stage, session: Session) -> None:
    first = stage.submit(submission_key="one click")
    second = stage.submit(submission_key="one click")
    assert first is second
    assert session.query(Case).filter_by(submission_key="one click").count() == 1


@pytest.mark.parametrize(
    ("kind", "facts", "days"),
    [
        (CaseKind.DIFFICULTY, (), 7),
        (CaseKind.LEGAL_QUESTION, (), 3),
        (CaseKind.DIFFICULTY, ("danger",), 1),
        (CaseKind.LEGAL_QUESTION, ("deadline", "shutdown"), 1),
    ],
)
def test_the_limit_follows_kind_and_facts(stage: Stage, kind: CaseKind, facts: tuple[str, ...], days: int) -> None:
    category = stage.make.category(kind=kind)
    case = stage.submit(kind=kind, category=category, urgency_facts=facts)
    assert (case.limit_days, case.urgency_facts) == (days, list(facts))


@pytest.mark.parametrize("fact", UrgencyFact)
def test_any_fact_makes_a_case_urgent(fact: UrgencyFact) -> None:
    assert intake.urgency_of([fact]) is Urgency.URGENT


def test_no_fact_and_an_unknown_one_are_ordinary() -> None:
    assert intake.urgency_of([]) is intake.urgency_of(["very important"]) is Urgency.ORDINARY


def test_a_category_of_the_other_kind_is_refused(stage: Stage) -> None:
    with pytest.raises(RuleBroken) as broken:
        stage.submit(kind=CaseKind.LEGAL_QUESTION, category=stage.make.category(kind=CaseKind.DIFFICULTY))
    assert broken.value.field == "category"
