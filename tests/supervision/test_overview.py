"""The supervisors' overview: every count is the length of the list behind it."""

from datetime import timedelta

import pytest

from portal import clock
from portal.letters.models import Letter
from portal.letters.reply_models import LetterReply
from portal.supervision import operations, queries, step_replies, unanswered
from portal.vocabulary import CaseStatus, LetterState, ReplyRuling, Rung, SupervisionWay
from portal.workdays import load_calendar
from tests.factories import actor
from tests.judging import JudgingClient
from tests.supervision.scene import PROMISED, Scene, at

NOW = PROMISED + timedelta(days=15)  # ten working days and a weekend after the promise


@pytest.fixture
def busy(scene: Scene) -> Scene:
    """Cases at different rungs, one closed since, one without a unit, one with a new promise."""
    for days in (0, 1, 5, 13, 13, 15, 30):
        scene.case(due_on=NOW - timedelta(days=days))
    scene.case(due_on=NOW, handler=None, handling_unit=None, handling_unit_id=None, status=CaseStatus.SUBMITTED)
    scene.case(due_on=NOW - timedelta(days=1), handler=None, handling_unit=None, handling_unit_id=None)
    closed, again = scene.case(), scene.case()
    scene.sweep(NOW)
    closed.status = CaseStatus.CLOSED
    again.clock_started_at += timedelta(days=20)
    with at(NOW):
        ordered = scene.case(due_on=NOW + timedelta(days=9))
        operations.order(
            scene.session, ordered, actor=actor(scene.leader), way=SupervisionWay.TELL, words="请按期办结。"
        )
    letter = scene.session.query(Letter).first()
    assert letter
    letter.state, letter.reply_by, letter.number = LetterState.SERVED, NOW - timedelta(days=1), "安政法督〔2026〕7号"
    scene.session.flush()
    return scene


def test_every_count_is_the_length_of_its_list(busy: Scene, client: JudgingClient) -> None:
    with at(NOW):
        counts = queries.counts(busy.session)
        page = client.sign_in(busy.supervisor).get("/supervision")
        for rung, count in counts.items():
            assert f"/supervision/cases?rung={rung}" in page.links()
            assert f"{count}件" in client.get(f"/supervision/cases?rung={rung}").words
        late = queries.late_by_unit(busy.session, NOW)
        assert [unit and unit.name for unit, _ in late] == [None, busy.bureau.name]
        for unit, count in late:
            assert f"{count}件" in client.get(f"/supervision/cases?unit={unit.id if unit else 0}").words
        assert f"{sum(count for _, count in late)}件" in client.get("/supervision/cases?unit=x").words
    assert counts[Rung.ORDERED] == 1
    assert sum(counts.values()) == 10, "nine on the ladder, one beside it"
    assert len([rung for rung, count in counts.items() if count]) >= 5


def test_every_step_that_waits_for_its_unit_is_counted_and_listed(scene: Scene, client: JudgingClient) -> None:
    first, second, quiet = scene.case(), scene.case(due_on=NOW), scene.case()
    quiet.confidential = True
    scene.sweep(PROMISED)
    with at(PROMISED):
        calendar = load_calendar(scene.session)
        (waiting,) = unanswered.steps(scene.session, calendar)
        assert (waiting.step.case, waiting.waits, waiting.late) == (first, True, False)
        operations.order(
            scene.session, second, actor=actor(scene.leader), way=SupervisionWay.TELL, words="请按期办结。"
        )
        reply = step_replies.reply(
            scene.session, waiting.step, calendar, actor=actor(scene.officer), text="已约谈出租方。"
        )
        assert [each.step.case for each in unanswered.steps(scene.session, calendar)] == [second]
        step_replies.rule(scene.session, reply, actor=actor(scene.supervisor), accepted=False, reason="没有写明时间。")
        assert unanswered.count_steps(scene.session) == 2, "what is sent back is asked for again"
    with at(NOW):
        page = client.sign_in(scene.supervisor).get("/supervision")
        assert "/supervision/unanswered" in page.links()
        words = client.get("/supervision/unanswered").words
    assert first.reference in words
    assert second.reference in words
    assert "共2项" in words


def test_a_letter_past_its_day_of_answer_is_listed(busy: Scene, client: JudgingClient) -> None:
    with at(NOW):
        assert "安政法督〔2026〕7号" in client.sign_in(busy.leader).get("/supervision").words
    with at(NOW - timedelta(days=2)):
        assert "没有逾期未回复的督办函" in client.sign_out().sign_in(busy.leader).get("/supervision").words


def test_a_letter_sent_back_to_its_unit_is_due_by_the_day_named_then(busy: Scene) -> None:
    (letter,) = unanswered.letters(busy.session, NOW)
    again = {"again_by": NOW + timedelta(days=2), "ruling": ReplyRuling.REDO}
    by = {"author_name": "承办人", "at": clock.now(), "replied_on": NOW, "unit": busy.bureau, "result": "正在办理。"}
    busy.session.add(LetterReply(letter_id=letter.id, **by, **again))
    busy.session.flush()
    assert unanswered.letters(busy.session, NOW) == []
    assert unanswered.letters(busy.session, NOW + timedelta(days=3)) == [letter]


def test_the_overview_is_the_supervisors_and_leaders_own(scene: Scene, client: JudgingClient) -> None:
    client.sign_in(scene.coordinator).get("/supervision", expect=403)
