"""Limits: the nearest rule counts, the green channel halves it, and a case keeps what was promised to it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.administration.limits import end_rule, general_limits, history, rules, set_limit
from portal.cases.limits.rules import LimitTable, halved
from portal.errors import NotFound, NotPermitted, RuleBroken
from portal.permissions.actor import Actor
from portal.vocabulary import CaseKind, LimitSubject, Role, Urgency
from tests.cases.stage import Stage, at
from tests.factories import Factory
from tests.judging import JudgingClient

ADMIN = Actor(account_id=None, name="何清源", roles=frozenset({Role.ADMIN}))
D, L, S = CaseKind.DIFFICULTY, CaseKind.LEGAL_QUESTION, LimitSubject
STANDARD = {(kind, subject): days for kind in CaseKind for subject, days in zip(S, (1, 7, 15, 1, 3), strict=True)}
LEAF, GROUP = 11, 1


@pytest.mark.parametrize(
    ("own", "urgency", "green", "days"),
    [
        ({}, Urgency.ORDINARY, False, 7),
        ({}, Urgency.HARD, False, 15),
        ({}, Urgency.URGENT, True, 1),
        ({}, Urgency.ORDINARY, True, 4),
        ({(D, None, S.ORDINARY): 6}, Urgency.ORDINARY, False, 6),
        ({(D, None, S.ORDINARY): 6, (D, GROUP, S.ORDINARY): 5}, Urgency.ORDINARY, False, 5),
        ({(D, GROUP, S.ORDINARY): 5, (D, LEAF, S.ORDINARY): 10}, Urgency.ORDINARY, True, 5),
        ({(L, None, S.ORDINARY): 2, (D, LEAF, S.HARD): 2}, Urgency.ORDINARY, False, 7),
    ],
)
def test_the_nearest_rule_counts(own: dict[object, int], urgency: Urgency, green: bool, days: int) -> None:
    table = LimitTable(STANDARD, own)  # type: ignore[arg-type]  # a table of any mapping
    assert table.for_case(D, urgency, (LEAF, GROUP), green=green) == days


@given(st.integers(1, 120))
def test_half_of_a_limit_is_never_nothing_and_never_more(days: int) -> None:
    assert 1 <= halved(days) <= days
    assert 0 <= halved(days) * 2 - days <= 1


def test_a_case_keeps_the_limit_that_was_promised_to_it(stage: Stage) -> None:
    case = stage.submit()
    set_limit(
        stage.session, actor=ADMIN, kind=D, category=case.category, subject=S.ORDINARY, days=4, reason="县政府会议纪要"
    )
    later = stage.submit(category=case.category)
    assert (case.limit_days, later.limit_days) == (7, 4)


def test_the_green_channel_halves_the_limit_of_a_case(stage: Stage) -> None:
    stage.enterprise.green_channel = True
    with at(10, 12):
        case = stage.submit()
    assert (case.green_channel, case.limit_days, case.due_on) == (True, 4, date(2026, 10, 16))


def test_a_rule_ends_when_another_begins_and_stays_in_the_history(stage: Stage) -> None:
    for days in (5, 6):
        wanted = {"kind": D, "category": None, "subject": S.ORDINARY, "days": days, "reason": "第3次专班会议"}
        set_limit(stage.session, actor=ADMIN, **wanted)
        stage.session.flush()
    assert [rule.days for rule in rules(stage.session)] == [6]
    assert [(rule.days, rule.ended_by_name) for rule in history(stage.session)] == [(5, ADMIN.name)]
    ended = end_rule(stage.session, actor=ADMIN, rule_id=rules(stage.session)[0].id)
    assert next(one.days for one in general_limits(stage.session) if one.subject is S.ORDINARY) == 7
    with pytest.raises(NotFound):
        end_rule(stage.session, actor=ADMIN, rule_id=ended.id)


def test_what_holds_already_or_belongs_elsewhere_is_refused(stage: Stage) -> None:
    with pytest.raises(RuleBroken) as broken:
        set_limit(stage.session, actor=ADMIN, kind=D, category=None, subject=S.ORDINARY, days=7, reason="照旧")
    assert broken.value.field == "days"
    legal = stage.make.category(kind=L)
    with pytest.raises(RuleBroken) as broken:
        set_limit(stage.session, actor=ADMIN, kind=D, category=legal, subject=S.ORDINARY, days=2, reason="照旧")
    assert broken.value.field == "category"
    supervisor = stage.actor(stage.supervisor)
    with pytest.raises(NotPermitted):
        set_limit(stage.session, actor=supervisor, kind=D, category=None, subject=S.HARD, days=9, reason="无权")


def test_the_pages_set_and_end_a_limit(client: JudgingClient, make: Factory) -> None:
    category = make.category(name="停水停电锁门")
    client.sign_in(make.account(Role.ADMIN))
    client.get("/admin/limits/new")
    told = {"place": category.id, "subject": "ordinary", "days": "4", "reason": "第3次专班会议"}
    page = client.post("/admin/limits/new", told, follow=True)
    assert "停水停电锁门" in page.words
    assert "4个工作日" in page.words
    again = client.post("/admin/limits/new", told, expect=422)
    assert len(again.errors) == 1
    rule = page.text.split("/admin/limits/")[2].split("/")[0]
    assert "历史记录" in client.post(f"/admin/limits/{rule}/end", follow=True).words
