"""Each step of supervision has its own clock, reply and ruling."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from portal.cases.models import Case
from portal.errors import NotPermitted, RuleBroken, TransitionNotAllowed
from portal.supervision import operations, step_replies
from portal.supervision.models import SupervisionStep
from portal.supervision.page import steps_of
from portal.supervision.step_replies import Exchange, exchanges
from portal.vocabulary import ReplyRuling, Rung, SupervisionWay
from portal.workdays import load_calendar
from tests.factories import actor
from tests.judging import JudgingClient
from tests.supervision.scene import PROMISED, Scene, at


def exchange(session: Session, case: Case, rung: Rung) -> Exchange:
    found = exchanges(session, steps_of(session, case), load_calendar(session))
    return next(each for each in found if each.step.rung is rung)


@pytest.fixture
def step(scene: Scene, session: Session) -> SupervisionStep:
    """The blue card of a case; it is answered the same day."""
    case = scene.case()
    scene.sweep(PROMISED)
    return exchange(session, case, Rung.BLUE).step


def test_each_step_has_its_own_day_and_lower_ones_caught_up_have_none(scene: Scene, session: Session) -> None:
    case = scene.case()
    scene.sweep(PROMISED + timedelta(days=1))  # blue is caught up
    assert exchange(session, case, Rung.BLUE).due_on is None
    yellow = exchange(session, case, Rung.YELLOW)
    assert yellow.due_on == PROMISED + timedelta(days=2)
    assert yellow.waits


def test_a_reply_is_sent_back_given_again_and_accepted(scene: Scene, step: SupervisionStep, session: Session) -> None:
    officer, supervisor, calendar = actor(scene.colleague), actor(scene.supervisor), load_calendar(session)
    scene.notices()
    with at(PROMISED):
        first = step_replies.reply(session, step, calendar, actor=officer, text="正在协调。")
        assert scene.notices() == [("督查员", "督办回复待审核")]
        with pytest.raises(RuleBroken):
            step_replies.reply(session, step, calendar, actor=officer, text="正在协调。")
        with pytest.raises(RuleBroken):
            step_replies.rule(session, first, actor=supervisor, accepted=False)
        step_replies.rule(session, first, actor=supervisor, accepted=False, reason="请写明时间。")
        assert scene.notices() == [("同事", "督办回复退回重办")]
        second = step_replies.reply(session, step, calendar, actor=officer, text="3月20日复电。")
        step_replies.rule(session, second, actor=supervisor, accepted=True)
        with pytest.raises(TransitionNotAllowed):
            step_replies.rule(session, second, actor=supervisor, accepted=True)
    found = exchange(session, step.case, Rung.BLUE)
    assert [reply.ruling for reply in found.replies] == [ReplyRuling.REDO, ReplyRuling.ACCEPTED]
    assert not found.waits


def test_only_the_handling_unit_replies_and_only_supervisors_rule(
    scene: Scene, step: SupervisionStep, session: Session
) -> None:
    with pytest.raises(NotPermitted):
        step_replies.reply(session, step, load_calendar(session), actor=actor(scene.coordinator), text="正在协调。")
    written = step_replies.reply(session, step, load_calendar(session), actor=actor(scene.officer), text="正在协调。")
    with pytest.raises(NotPermitted):
        step_replies.rule(session, written, actor=actor(scene.officer), accepted=True)


def test_unit_and_supervisor_go_through_the_pages(scene: Scene, client: JudgingClient, session: Session) -> None:
    case = scene.case()
    by = actor(scene.supervisor)
    step = operations.order(session, case, actor=by, way=SupervisionWay.TELL, words="请当日答复。")
    session.commit()
    client.sign_in(scene.officer)
    page = f"/supervision/{case.reference}/steps/{step.id}/reply"
    assert page in client.get(f"/cases/{case.reference}").links()
    client.get(page)
    client.post(page, {"text": "已安排抢修。", "done_by": "2026-03-20"})
    client.get(page.replace(str(step.id), "999"), expect=404)
    client.sign_out().sign_in(scene.supervisor)
    rule = next(link for link in client.get(f"/cases/{case.reference}").links() if link.endswith("/rule"))
    assert "已安排抢修" in client.get(rule).words
    client.post(rule, {"ruling": "redo"}, expect=422)
    client.post(rule, {"ruling": "redo", "reason": "请附凭证。"})
    assert "请附凭证" in client.get(f"/cases/{case.reference}").words
