"""Extensions: asked for in time, decided once, and the new date explained and told."""

from datetime import date

import pytest

from portal.cases.limits import extensions
from portal.cases.limits.explanation import sentences
from portal.cases.models import Case
from portal.errors import NotPermitted, RuleBroken, TransitionNotAllowed
from portal.vocabulary import CaseStatus
from tests.cases.stage import Stage, at
from tests.judging import JudgingClient

S = CaseStatus
REASON = "评估报告还没有出来。"


@pytest.fixture
def case(stage: Stage) -> Case:
    """A case submitted on Monday 2 November and due on Wednesday 11."""
    with at(11, 2):
        return stage.case(S.IN_PROGRESS)


def ask(stage: Stage, case: Case, to: int = 13, who: str = "officer") -> None:
    actor = stage.actor(getattr(stage, who))
    extensions.extend(stage.session, case, actor=actor, on=date(2026, 11, to), reason=REASON)


def rule(stage: Stage, case: Case, *, granted: bool, reason: str = "", who: str = "coordinator") -> None:
    actor = stage.actor(getattr(stage, who))
    extensions.rule(stage.session, case, actor=actor, granted=granted, reason=reason)


def test_what_is_granted_moves_the_date_and_is_told_to_the_enterprise(stage: Stage, case: Case) -> None:
    with at(11, 10):
        ask(stage, case)
        assert stage.notices() == {stage.coordinator.id: f"延期待审批：{case.reference}"}
        assert case.due_on == date(2026, 11, 11)
        stage.forget_notices()
        rule(stage, case, granted=True)
        deadline = extensions.current_deadline(stage.session, case)
    assert (case.due_on, case.extended_days, case.extension_asked_days) == (date(2026, 11, 13), 2, None)
    assert set(stage.notices()) == {stage.officer.id, stage.chief.id, stage.clerk.id, stage.liaison.id}
    assert [line.public for line in stage.record(case)[-2:]] == [False, True]
    assert any("经批准延期2个工作日" in sentence for sentence in sentences(deadline))


def test_a_refusal_says_why_and_leaves_the_date(stage: Stage, case: Case) -> None:
    with at(11, 9):
        ask(stage, case)
        with pytest.raises(RuleBroken):
            rule(stage, case, granted=False)
        stage.forget_notices()
        rule(stage, case, granted=False, reason="可以先行调解。")
    assert case.due_on == date(2026, 11, 11)
    assert set(stage.notices()) == {stage.officer.id}
    assert not stage.record(case)[-1].public


@pytest.mark.parametrize(("today", "to"), [(11, 13), (12, 13), (9, 11), (9, 14), (9, 21), (9, 24)])
def test_too_late_too_short_too_long_or_on_a_day_off_is_refused(stage: Stage, case: Case, today: int, to: int) -> None:
    with at(11, today), pytest.raises(RuleBroken):
        ask(stage, case, to)


def test_a_promise_is_extended_once_and_a_reopened_case_has_a_new_one(stage: Stage, case: Case) -> None:
    with at(11, 9):
        ask(stage, case, 20)
        with pytest.raises(RuleBroken):
            ask(stage, case)
        rule(stage, case, granted=True)
        with pytest.raises(RuleBroken):
            ask(stage, case, 24)
        stage.propose(case)
        stage.confirm(case)
        stage.reopen(case)
    assert (case.extended_days, case.due_on) == (0, date(2026, 11, 18))


@pytest.mark.parametrize("who", ["coordinator", "colleague", "chief", "supervisor"])
def test_only_the_handler_asks(stage: Stage, case: Case, who: str) -> None:
    with at(11, 9), pytest.raises(NotPermitted):
        ask(stage, case, who=who)


def test_only_the_coordinator_decides_and_only_what_was_asked(stage: Stage, case: Case) -> None:
    with at(11, 9):
        with pytest.raises(TransitionNotAllowed):
            rule(stage, case, granted=True)
        ask(stage, case)
        with pytest.raises(NotPermitted):
            rule(stage, case, granted=True, who="officer")


def test_it_is_asked_for_and_granted_on_the_pages(client: JudgingClient, stage: Stage, case: Case) -> None:
    path = f"/cases/{case.reference}"
    with at(11, 9):
        page = client.sign_in(stage.officer).get(f"{path}/extend")
        assert "最迟11月20日" in page.words
        typed = {"on": "2026-11-14", "reason": REASON, "version": case.version}
        assert len(client.post(f"{path}/extend", typed, expect=422).errors) == 1
        assert "已申请延期" in client.post(f"{path}/extend", {**typed, "on": "2026-11-13"}, follow=True).words
        client.sign_out().sign_in(stage.coordinator)
        assert case.title in client.get("/cases?tab=extensions").words
        page = client.get(f"{path}/rule-extension")
        assert REASON in page.words
        ruled = {"ruling": "grant", "reason": "", "version": page.value("version")}
        assert "已批准延期" in client.post(f"{path}/rule-extension", ruled, follow=True).words
        client.get(f"{path}/rule-extension", expect=302)
        client.sign_out().sign_in(stage.chief)
        assert "经批准延期2个工作日" in client.get(path).words
