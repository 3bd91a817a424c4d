from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.errors import NotFound, NotPermitted, RuleBroken
from portal.notifications.models import Notification
from portal.visits import checklists, operations, queries
from portal.visits.checklists import Wording
from portal.visits.models import Visit
from portal.visits.operations import Found, Given, Told
from portal.vocabulary import AnswerKind, CaseKind, CheckSection, RiskGrade, Role, VisitKind
from tests.factories import Factory, actor
from tests.visits.conftest import Scene


def told(scene: Scene, **changes: object) -> Told:
    wages, state = scene.edition.questions
    answers = {wages.id: Given("no", "欠两个月", urgent=True), state.id: Given("恢复供电")}
    return replace(Told(VisitKind.VISIT, clock.today(), answers=answers), **changes)


def record(session: Session, scene: Scene, key: str = "key", **changes: object) -> Visit:
    return operations.record(
        session,
        actor=scene.visiting,
        enterprise=scene.enterprise,
        told=told(scene, **changes),
        submission_key=key,
        edition=scene.edition,
    )


def test_an_answer_that_is_a_risk_becomes_a_finding_and_both_sides_are_told(session: Session, scene: Scene) -> None:
    visit = record(session, scene, findings=[Found(CaseKind.LEGAL_QUESTION, "租赁合同没有书面", RiskGrade.GENERAL)])
    risk, own = visit.findings
    assert (risk.text, risk.is_grave, risk.advice) == ("工资是否按时足额发放（否）：欠两个月", True, "尽快足额支付。")
    assert (own.kind, own.is_grave) == (CaseKind.LEGAL_QUESTION, False)
    assert clock.today() < risk.follow_up_on < own.follow_up_on
    session.flush()
    notices = session.execute(sa.select(Notification.recipient_id, Notification.subject))
    names = {row[0]: row[1] for row in notices}
    assert names[scene.member.id] == "走访情况已登记"
    assert names[scene.coordinator.id].startswith("重大且紧急：")


def test_what_is_sent_twice_is_one_visit(session: Session, scene: Scene) -> None:
    assert record(session, scene) is record(session, scene, remarks="又发了一次")
    assert session.scalar(sa.select(sa.func.count(Visit.id))) == 1


def test_a_visit_keeps_its_checklist_as_it_was(session: Session, scene: Scene) -> None:
    visit = record(session, scene)
    checklist, new = scene.edition.checklist, Wording(CheckSection.SAFETY, "消防通道是否畅通", AnswerKind.YES_NO)
    checklists.save_question(session, checklist, actor=scene.coordinating, wording=new, position=1)
    second = checklists.publish(session, checklist, actor=scene.coordinating)
    assert checklists.current_edition(session, checklist) is second
    assert second.questions[0].text == "消防通道是否畅通"
    assert visit.answers[0].question.text == "工资是否按时足额发放"


def test_a_visit_of_tomorrow_and_one_by_a_stranger_are_refused(session: Session, scene: Scene, make: Factory) -> None:
    with pytest.raises(RuleBroken) as refused:
        record(session, scene, on=clock.today() + timedelta(days=1))
    assert refused.value.field == "on"
    stranger = actor(make.account(Role.LIAISON))
    with pytest.raises(NotPermitted):
        operations.record(
            session, actor=stranger, enterprise=scene.enterprise, told=told(scene), submission_key="other"
        )


def test_a_visit_is_seen_by_exactly_those_whom_the_table_lets(session: Session, scene: Scene, make: Factory) -> None:
    visit = record(session, scene)
    ids = frozenset({scene.enterprise.id})
    actors = [scene.visiting, scene.owning, scene.coordinating, actor(make.account(Role.ADMIN))]
    for role in Role:
        account = make.account(role) if role is not Role.ENTERPRISE else make.account()
        actors += [actor(account), actor(account, liaison_of=ids, lawyer_of=ids, responsible_for=ids)]
    for who in actors:
        listed = session.scalar(sa.select(sa.func.count(Visit.id)).where(queries.visible_to(who))) == 1
        try:
            seen = queries.visible(session, who, visit.id) is visit
        except NotFound:
            seen = False
        assert seen == listed, who
