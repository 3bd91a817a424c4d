"""What comes back again and again goes up: a case to its lead leader, a unit to the leaders."""

from datetime import date

from sqlalchemy.orm import Session

from portal import clock
from portal.supervision.escalation import escalate
from portal.supervision.models import SupervisionStep
from portal.supervision.reply_models import StepReply
from portal.vocabulary import CaseStatus, ReplyRuling, Rung
from tests.judging import JudgingClient
from tests.supervision.scene import Scene, at


def reported(session: Session) -> list[str | None]:
    return [taken.case or taken.unit for taken in escalate(session)]


def redo(session: Session, scene: Scene, step: SupervisionStep) -> None:
    reply = StepReply(step=step, at=clock.now(), author_name="承办人", text="正在协调。", ruling=ReplyRuling.REDO)
    session.add(reply)
    session.flush()


def step_on(session: Session, case_id: int) -> SupervisionStep:
    now = clock.now()
    step = SupervisionStep(
        case_id=case_id, clock_started_at=now, promised_days=1, rung=Rung.YELLOW, due_on=clock.today(), taken_at=now
    )
    session.add(step)
    session.flush()
    return step


def test_a_case_sent_back_three_times_is_reported_once_a_promise(scene: Scene, session: Session) -> None:
    case = scene.case(rejections=2)
    assert reported(session) == []
    redo(session, scene, step_on(session, case.id))
    scene.notices()
    assert reported(session) == [case.reference]
    assert scene.notices() == [("牵头领导", "多次退回升级督办"), ("督查员", "多次退回升级督办")]
    assert Rung.ESCALATED in scene.rungs(case)
    assert reported(session) == []
    case.clock_started_at = clock.now()  # reopened: a new promise
    session.flush()
    assert reported(session) == [case.reference]


def test_an_ended_case_is_left_alone(scene: Scene, session: Session) -> None:
    scene.case(rejections=5, status=CaseStatus.CLOSED)
    assert reported(session) == []


def test_an_extension_is_nothing_new_to_report(scene: Scene, session: Session) -> None:
    case = scene.case(rejections=3)
    assert reported(session) == [case.reference]
    case.extended_days = 3
    session.flush()
    assert reported(session) == []


def test_a_unit_with_three_hand_backs_is_reported_once_a_month(
    scene: Scene, client: JudgingClient, session: Session
) -> None:
    scene.hand_back(2, clock.today())
    assert reported(session) == []
    scene.hand_back(1, clock.today())
    scene.notices()
    assert reported(session) == [scene.bureau.name]
    assert scene.notices() == [("督查员", "单位多次退单"), ("牵头领导", "单位多次退单")]
    assert reported(session) == []
    session.commit()
    client.sign_in(scene.supervisor)
    page = client.get("/supervision")
    assert scene.bureau.name in page.words
    assert "本月退单3次，涉及事项3件" in page.words
    behind = f"/supervision/cases?handed-back={scene.bureau.id}"
    assert behind in page.links()
    assert " 3件 " in client.get(behind).words


def test_what_was_handed_back_in_the_last_hours_of_a_month_is_reported_in_the_next(
    scene: Scene, session: Session
) -> None:
    scene.hand_back(3, date(2026, 3, 31))
    with at(date(2026, 3, 30)):
        assert reported(session) == []
    with at(date(2026, 4, 1)):
        assert reported(session) == [scene.bureau.name]
        assert reported(session) == []
