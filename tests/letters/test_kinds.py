from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.models import Task
from portal.errors import NotPermitted, RuleBroken
from portal.letters import drafts, operations, replies
from portal.letters.checking import clerks_remarks
from portal.letters.grounds import Grounds
from portal.letters.models import Letter, LetterUnit
from portal.letters.replies import Reply
from portal.vocabulary import CaseStatus, LetterKind, LetterState, Role, UnitKind
from tests.factories import Factory, actor
from tests.judging import JudgingClient
from tests.letters.conftest import Office

K = LetterKind


def ask_a_unit(office: Office, make: Factory) -> Task:
    task = Task(
        unit=make.unit("安澜县供电服务中心"),
        what="请说明断电的原因和复电的条件",
        given_at=clock.now(),
        due_on=clock.today() + timedelta(days=3),
    )
    office.case.tasks.append(task)
    office.session.flush()
    return task


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.COORDINATOR, [K.ACCEPTANCE, K.REFERRAL, K.CONSULTATION, K.REMINDER, K.REPLY]),
        (Role.SUPERVISOR, [K.REMINDER, K.SUPERVISION]),
        (Role.LEADER, []),
        (Role.LAWYER, []),
    ],
)
def test_each_role_drafts_its_kinds(office: Office, make: Factory, role: Role, kinds: list[LetterKind]) -> None:
    ask_a_unit(office, make)
    assert drafts.kinds_for(actor(make.account(role)), office.grounds) == kinds


def test_the_handler_drafts_what_belongs_to_handling(office: Office, make: Factory) -> None:
    ask_a_unit(office, make)
    assert drafts.kinds_for(actor(office.officer), office.grounds) == [K.ACCEPTANCE, K.CONSULTATION, K.REPLY]


def test_a_case_offers_only_the_letters_for_which_it_gives_cause(office: Office, make: Factory) -> None:
    coordinator = actor(make.account(Role.COORDINATOR))
    fresh = make.case()
    assert drafts.kinds_for(coordinator, Grounds(fresh)) == []
    fresh.status = CaseStatus.ACCEPTED
    assert drafts.kinds_for(coordinator, Grounds(fresh)) == [K.ACCEPTANCE]
    office.case.status = CaseStatus.WITHDRAWN
    office.case.outcome = ""
    assert drafts.kinds_for(coordinator, office.grounds) == []


def test_whoever_may_not_draft_a_kind_is_refused(office: Office) -> None:
    with pytest.raises(NotPermitted):
        office.draft(K.REFERRAL, office.officer)


def test_without_a_unit_asked_to_support_there_is_nobody_to_consult(office: Office) -> None:
    with pytest.raises(RuleBroken):
        office.draft(K.CONSULTATION, office.officer)


def test_a_consultation_goes_to_the_unit_asked_and_has_its_own_code(office: Office, make: Factory) -> None:
    task = ask_a_unit(office, make)
    letter = office.draft(K.CONSULTATION, office.officer)
    assert letter.unit_id == task.unit_id
    assert letter.code == "安司函"
    assert task.what in letter.body


def test_an_answer_is_asked_before_the_day_that_was_promised_to_the_enterprise(office: Office) -> None:
    office.case.due_on = clock.today() + timedelta(days=1)
    letter = office.supervision_letter()
    assert letter.reply_by == office.case.due_on
    letter.state = LetterState.VOID
    office.case.due_on = clock.today() - timedelta(days=1)
    late = office.draft(K.SUPERVISION, office.supervisor).reply_by
    assert late is not None
    assert late > clock.today()


def test_an_opinion_is_given_and_examined_by_the_one_who_asked(office: Office, make: Factory, session: Session) -> None:
    task = ask_a_unit(office, make)
    letter = office.draft(K.CONSULTATION, office.officer)
    asker, other = actor(office.officer), actor(make.account(Role.OFFICER, unit=task.unit))
    operations.submit(session, letter, actor=asker, signer=office.leader)
    operations.sign(session, letter, actor=actor(office.leader), seen=letter.version)
    operations.serve(session, letter, actor=asker)
    reply = replies.answer(session, letter, actor=other, reply=Reply("欠费结清即可复电。"))
    replies.rule(session, letter, reply, actor=asker, accepted=True)
    assert letter.state is LetterState.ACCEPTED
    assert letter.number == f"安司函〔{clock.today().year}〕1号"


def test_a_letter_that_asks_for_no_answer_takes_none(office: Office, session: Session) -> None:
    letter = office.reply_letter()
    letter.addressed = [LetterUnit(unit=office.unit)]
    letter.unit, letter.served_at, letter.state = office.unit, clock.now(), LetterState.SERVED
    session.flush()
    with pytest.raises(RuleBroken):
        replies.answer(session, letter, actor=actor(office.officer), reply=Reply("收到。"))


@pytest.mark.parametrize("kind", [K.ACCEPTANCE, K.REFERRAL, K.CONSULTATION, K.REMINDER, K.REPLY])
def test_every_kind_is_drafted_from_its_case_and_passes_the_clerk(
    office: Office, make: Factory, client: JudgingClient, kind: LetterKind
) -> None:
    ask_a_unit(office, make)
    coordinator = make.account(Role.COORDINATOR, unit=office.unit, telephone="0000-821 1410")
    client.sign_in(coordinator)
    page = client.get(f"/letters?case={office.case.reference}")
    assert page.tree is not None
    address = f"/letters/draft/{office.case.reference}/{kind}"
    if kind is K.CONSULTATION:
        assert page.tree.xpath(f"//a[@href='{address}/units']")
        asked = {"units": office.case.open_tasks[0].unit_id, "asked": "请说明断电的原因和复电的条件"}
        draft = client.post(f"{address}/units", asked, follow=True)
    else:
        assert page.tree.xpath(f"//form[@action='{address}']")
        draft = client.post(address, follow=True)
    assert clerks_remarks(office.session.get_one(Letter, int(draft.response.request.path.split("/")[2]))) == []


def test_a_law_firm_is_not_sent_official_letters(office: Office, make: Factory, session: Session) -> None:
    office.case.handling_unit = make.unit(kind=UnitKind.LAW_FIRM)
    session.flush()
    with pytest.raises(RuleBroken):
        office.supervision_letter()
