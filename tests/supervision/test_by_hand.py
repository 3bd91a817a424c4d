"""What an enterprise asks for and the office orders, and what the page of a case says of its supervision."""

from datetime import timedelta

import pytest

from portal.cases.models import Case
from portal.errors import NotPermitted, RuleBroken
from portal.letters.models import Letter
from portal.supervision import operations
from portal.vocabulary import CaseStatus, Rung, SupervisionWay
from tests.factories import actor
from tests.judging import JudgingClient
from tests.supervision.scene import PROMISED, Scene, at

LATE = PROMISED + timedelta(days=1)


def order(scene: Scene, case: Case, who: str = "supervisor", way: SupervisionWay = SupervisionWay.LETTER) -> None:
    by = actor(getattr(scene, who))
    operations.order(scene.session, case, actor=by, way=way, words="请三日内恢复供电。")


def test_an_enterprise_asks_for_supervision_once_a_promise_and_only_when_late(scene: Scene) -> None:
    case = scene.case()
    member = actor(scene.member, enterprise_ids=frozenset({scene.enterprise.id}))
    with at(PROMISED), pytest.raises(RuleBroken):
        operations.request(scene.session, case, actor=member)
    with at(LATE):
        operations.request(scene.session, case, actor=member, words="工人等着开工。")
        assert scene.notices() == [("督查员", "企业请求督办")]
        with pytest.raises(RuleBroken):
            operations.request(scene.session, case, actor=member)
        with pytest.raises(NotPermitted):
            operations.request(scene.session, case, actor=actor(scene.officer))
    assert scene.rungs(case) == [Rung.REQUESTED]


def test_a_leaders_order_is_drafted_for_a_supervisor_and_the_ladder_takes_the_same_letter(scene: Scene) -> None:
    case = scene.case()
    with at(PROMISED - timedelta(days=2)):
        order(scene, case, "leader")
        with pytest.raises(RuleBroken):
            order(scene, case)
    assert scene.notices() == [("督查员", "督办函待送签")]
    letter = scene.session.query(Letter).one()
    assert letter.drafted_by == scene.supervisor
    assert scene.sweep(PROMISED + timedelta(days=5))[-1].letter == letter.id
    assert scene.session.query(Letter).count() == 1, "one matter, one letter"


def test_an_order_may_go_straight_to_the_unit_but_not_while_the_clock_stands(scene: Scene) -> None:
    with at(PROMISED):
        order(scene, scene.case(), way=SupervisionWay.TELL)
        assert scene.notices() == [("承办人", "交办督办"), ("同事", "交办督办")]
        with pytest.raises(RuleBroken):
            order(scene, scene.case(status=CaseStatus.PROPOSED))


def test_the_page_of_a_case_says_what_was_done_and_what_comes(scene: Scene, client: JudgingClient) -> None:
    case = scene.case()
    page, asking = f"/cases/{case.reference}", f"/supervision/{case.reference}/request"
    with at(PROMISED - timedelta(days=2)):
        assert "未触发督办。3月17日未办结提醒承办人。" in client.sign_in(scene.officer).get(page).words
        client.sign_out().sign_in(scene.member)
        assert "您可以请求督办" in client.get(page).words
        assert "承诺期限已过" in client.post(asking, expect=422).words
    scene.sweep(LATE)
    with at(LATE):
        offered = client.sign_out().sign_in(scene.member).get(page).links()
        assert offered.count(asking) == 2, "beside what comes next, where it is seen, and with the letters"
        assert "督查员已收到通知" in client.post(asking, follow=True).words
        assert "黄牌" not in client.get(page).words, "how the office is pressed is not the enterprise's to read"
        words = client.sign_out().sign_in(scene.leader).get(page).words
        assert all(
            said in words for said in ("黄牌", "已告知：承办人、同事、调度员", "3月23日未办结向承办单位发督办函。")
        )
        sent = {"way": "letter", "words": "请三日内恢复供电。"}
        words = client.post(f"/supervision/{case.reference}/order", sent, follow=True).words
        assert "督办函（草稿）" in words
        assert "只能交办一次" in client.get(f"/supervision/{case.reference}/order").words
        client.sign_out().sign_in(scene.officer).get(f"/supervision/{case.reference}/order", expect=403)


def test_a_confidential_case_says_why_the_ladder_leaves_it_alone_and_who_has_looked(
    scene: Scene, client: JudgingClient
) -> None:
    page = f"/cases/{scene.case(confidential=True).reference}"
    assert scene.sweep(LATE) == []
    with at(LATE):
        first = client.sign_in(scene.supervisor).get(page).words
        assert "保密举报由知悉范围内人员督促" in first
        assert "督查员查阅2次，最近一次3月19日" in client.get(page).words
        assert "查阅记录" not in client.sign_out().sign_in(scene.member).get(page).words
