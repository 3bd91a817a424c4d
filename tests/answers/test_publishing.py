"""From a closed legal question to a public answer: marked, refused, looked at by a second lawyer, found, withdrawn."""

from typing import Any, NamedTuple

import pytest
from sqlalchemy.orm import Session

import knowledge
from portal.accounts.models import Account
from portal.answers import finding, queries
from portal.answers.models import PublishedAnswer
from portal.cases import citing, operations
from portal.cases.models import Case, CaseEvent, Solution
from portal.cases.workflow import Action
from portal.measures import library
from portal.notifications.models import Notification
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.vocabulary import AnswerState, CaseKind, CaseStatus, Role, Slot
from tests.factories import Factory, actor
from tests.judging import JudgingClient

RENT = "eight-departments-rent-2020#p1"
ANSWER = "贵公司安澜纺织可以请求减免三个月租金，请致电 139 0000 7788 与我联系。"
CLEAN = "承租国有房屋的，可以请求减免三个月租金；织造企业不在其列的，可以协商缓交。"


class Told(NamedTuple):
    case: Case
    event: CaseEvent
    lawyer: Account
    second: Account

    @property
    def path(self) -> str:
        return f"/cases/{self.case.reference}/answers/{self.event.id}/publish"


@pytest.fixture
def told(session: Session, make: Factory) -> Told:
    """A legal question of the weavers, answered by their lawyer and closed."""
    lawyer, second = make.account(Role.LAWYER, name="苏若兰"), make.account(Role.LAWYER, name="梁以宁")
    enterprise = make.enterprise(name="安澜县安澜纺织有限公司", contact_name="张慧敏")
    make.pair(enterprise, Slot.LAWYER, lawyer)
    case = make.case(
        enterprise,
        kind=CaseKind.LEGAL_QUESTION,
        status=CaseStatus.IN_PROGRESS,
        handler=lawyer,
        cleared_by_id=lawyer.id,
        title="织机房租金能不能减免",
        description="安澜纺织承租柳浦路18号织机房，联系人张慧敏。",
    )
    by = actor(lawyer, lawyer_of=frozenset({enterprise.id}))
    operations.answer(session, case, actor=by, text=ANSWER, quoted=citing.quoted([RENT]))
    event = session.query(CaseEvent).filter_by(case_id=case.id, action=Action.ANSWER).one()
    case.status = CaseStatus.CLOSED
    session.flush()
    return Told(case, event, lawyer, second)


def written(**changes: Any) -> dict[str, Any]:
    return {"version": "0", "question": "织机房的租金能不能减免", "background": "", "answer": CLEAN} | changes


def submitted(client: JudgingClient, session: Session, told: Told) -> PublishedAnswer:
    client.sign_in(told.lawyer)
    client.post(told.path, written())
    return session.query(PublishedAnswer).one()


def published(client: JudgingClient, session: Session, told: Told) -> PublishedAnswer:
    row = submitted(client, session, told)
    client.sign_in(told.second)
    client.post(f"/answer-desk/{row.id}", {"version": str(row.version), "decision": "publish"})
    session.refresh(row)
    return row


def test_the_form_begins_without_what_gives_the_enterprise_away(client: JudgingClient, told: Told) -> None:
    client.sign_in(told.lawyer)
    assert told.path in client.get(f"/cases/{told.case.reference}").links()
    page = client.get(told.path)
    assert "安澜纺织" not in page.value("answer")
    assert "139" not in page.value("answer")
    assert page.value("background") == "某企业承租（地址略）织机房，联系人某人。"
    assert "安澜纺织（企业名称）" in page.words


def test_it_is_refused_while_anything_identifying_is_left(client: JudgingClient, session: Session, told: Told) -> None:
    client.sign_in(told.lawyer)
    for left in ("安澜纺织", "张慧敏", "139-0000-7788", "柳浦路18号"):
        page = client.post(told.path, written(answer=f"{CLEAN}请告知{left}。"), expect=422)
        assert "仍有能识别身份的内容" in page.words
    assert session.query(PublishedAnswer).count() == 0


def test_a_doubtful_word_has_to_be_decided_on(client: JudgingClient, session: Session, told: Told) -> None:
    client.sign_in(told.lawyer)
    doubtful = written(answer=f"{CLEAN}可以参照远山置业有限公司的做法。")
    client.post(told.path, doubtful, expect=422)
    client.post(told.path, doubtful | {"looked_at": "y"})
    assert session.query(PublishedAnswer).one().state is AnswerState.WAITING


def test_a_second_lawyer_publishes_and_never_the_author(client: JudgingClient, session: Session, told: Told) -> None:
    row = submitted(client, session, told)
    assert session.query(Notification).filter_by(recipient_id=told.second.id).one().link == f"/answer-desk/{row.id}"
    client.get(f"/answers/{row.id}", expect=404)
    client.post(f"/answer-desk/{row.id}", {"version": str(row.version), "decision": "publish"}, expect=403)
    client.sign_in(told.second)
    assert "织机房" in client.get("/answer-desk").words
    client.post(f"/answer-desk/{row.id}", {"version": str(row.version), "decision": "publish"})
    client.sign_out()
    page = client.get(f"/answers/{row.id}")
    assert "/measures/eight-departments-rent-2020/p1" in page.links()
    assert told.case.reference not in page.words


def test_a_return_says_why_and_the_author_submits_again(client: JudgingClient, session: Session, told: Told) -> None:
    row = submitted(client, session, told)
    client.sign_in(told.second)
    sent = {"version": str(row.version), "decision": "return"}
    client.post(f"/answer-desk/{row.id}", sent, expect=422)
    client.post(f"/answer-desk/{row.id}", sent | {"reason": "请写明缓交的办理渠道。"})
    client.sign_in(told.lawyer)
    session.refresh(row)
    assert "请写明缓交的办理渠道。" in client.get(told.path).words
    client.post(told.path, written(answer=f"{CLEAN}向出租方书面提出。", version=str(row.version)))
    session.refresh(row)
    assert (row.state, row.answer) == (AnswerState.WAITING, f"{CLEAN}向出租方书面提出。")


def test_it_is_found_beside_the_measures_and_counted_where_it_is_cited(
    client: JudgingClient, session: Session, told: Told
) -> None:
    row = published(client, session, told)
    client.sign_out()
    address = f"/answers/{row.id}"
    assert address in client.get("/measures?q=织机房租金").links()
    assert address in client.get("/answers?q=织机房租金").links()
    assert address in client.get("/answers").links()
    for page in ("/measures/eight-departments-rent-2020", "/measures/eight-departments-rent-2020/p1"):
        shown = client.get(page)
        assert "被1件答复引用" in shown.words
        assert address in shown.links()


def test_a_withdrawn_answer_is_gone_at_once(client: JudgingClient, session: Session, told: Told) -> None:
    row = published(client, session, told)
    client.post(f"/answer-desk/{row.id}/withdraw", {"version": str(row.version), "reason": "规定已经修改。"})
    client.get(f"/answers/{row.id}", expect=404)
    assert finding.find("织机房租金") == (0, [])
    assert session.query(Notification).filter_by(recipient_id=told.lawyer.id).count() == 2


def test_it_may_solve_what_another_enterprise_writes(
    client: JudgingClient, session: Session, make: Factory, told: Told
) -> None:
    row = published(client, session, told)
    other = make.enterprise()
    client.sign_in(make.member(other))
    draft = f"/cases/new/{other.id}/legal_question"
    client.post(
        f"{draft}/matter",
        {"title": "织机房租金能不能减免", "description": "停产两个月，交不起织机房的租金。"},
        expect=302,
    )
    solve = f"{draft}/solved/answers/{row.id}"
    assert solve in client.get(f"{draft}/matter").links()
    assert f"/answers/{row.id}" in str(client.get(f"{draft}/measures", judge=False).response.get_json())
    client.get(solve)
    client.post(solve, follow=True)
    solution = session.query(Solution).one()
    assert (solution.document_slug, solution.citation) == (f"answer-{row.id}", row.question)


def test_the_list_of_what_waits_and_the_permission_agree(session: Session, make: Factory, told: Told) -> None:
    row = PublishedAnswer(
        event_id=told.event.id, case_reference="x", topic="租赁", question="问", answer="答",
        author_id=told.lawyer.id, author_name="苏若兰", submitted_at=told.case.submitted_at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    for who in [told.lawyer, told.second, *(make.account(role) for role in Role)]:
        listed = bool(queries.desk(session, queries.waiting_for(actor(who))))
        assert listed == permits(actor(who), Permission.ANSWER_APPROVE, row)


def test_a_citation_tells_when_the_validity_has_changed(client: JudgingClient, session: Session, told: Told) -> None:
    row = published(client, session, told)
    row.citations[0].validity = knowledge.Validity.REPEALED.value
    session.flush()
    now = library.document("eight-departments-rent-2020").validity
    assert f"引用时的效力：{knowledge.Validity.REPEALED}" in client.get(f"/answers/{row.id}").words
    assert now is not knowledge.Validity.REPEALED
