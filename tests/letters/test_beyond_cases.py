"""Letters that hang on a conference or a visit, and a lawyer's: who drafts, who signs, who sees them and when."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.cases.conferences.models import Conference, Participant
from portal.errors import NotPermitted, RuleBroken
from portal.letters import drafts, operations, queries
from portal.letters.checking import clerks_remarks
from portal.letters.grounds import grounds_of_case, grounds_of_visit
from portal.letters.models import Letter
from portal.permissions.actor import Actor
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.visits.models import Finding, Visit
from portal.vocabulary import (
    CaseKind,
    CaseStatus,
    CheckSection,
    LetterKind,
    LetterState,
    RiskGrade,
    Role,
    UnitKind,
    VisitKind,
)
from tests.factories import Factory, actor
from tests.judging import JudgingClient
from tests.letters.conftest import Office


class Firm:
    """A law firm with two lawyers; the first stands by the enterprise."""

    def __init__(self, office: Office, make: Factory) -> None:
        self.unit = make.unit("安澜明理律师事务所", kind=UnitKind.LAW_FIRM, code="安明理意")
        self.first = make.account(Role.LAWYER, unit=self.unit, licence="14001202000000001")
        self.second = make.account(Role.LAWYER, unit=self.unit, licence="14001202000000002")
        self.acting = actor(self.first, lawyer_of=frozenset({office.case.enterprise_id}))


@pytest.fixture
def firm(office: Office, make: Factory) -> Firm:
    office.case.kind = CaseKind.LEGAL_QUESTION
    return Firm(office, make)


def opinion(office: Office, firm: Firm) -> Letter:
    grounds = grounds_of_case(office.session, office.case)
    return drafts.draft_from(office.session, grounds, firm.first, actor=firm.acting, kind=LetterKind.OPINION)


def checked(make: Factory, firm: Firm, office: Office) -> Visit:
    visit = Visit(
        submission_key="key",
        enterprise=office.case.enterprise,
        kind=VisitKind.CHECKUP,
        on=clock.today(),
        visitor=firm.first,
        visitor_name=firm.first.name,
        recorded_at=clock.now(),
    )
    make.session.add(visit)
    make.session.flush()
    make.session.add(
        Finding(
            visit_id=visit.id,
            kind=CaseKind.DIFFICULTY,
            section=CheckSection.SAFETY,
            text="安全出口被堵塞",
            grade=RiskGrade.MAJOR,
            urgent=True,
        )
    )
    make.session.flush()
    make.session.refresh(visit)
    return visit


def issued(session: Session, letter: Letter, by: Account, signer: Account) -> Letter:
    operations.submit(session, letter, actor=actor(by), signer=signer)
    operations.sign(session, letter, actor=actor(signer), seen=letter.version)
    return letter


def test_a_legal_opinion_is_drafted_by_the_lawyer_and_signed_by_another_of_the_firm(
    office: Office, firm: Firm, make: Factory, session: Session
) -> None:
    letter = opinion(office, firm)
    letter.body = letter.body.replace("请在此", "")
    assert letter.issuer == "安澜明理律师事务所"
    assert queries.signers(session, letter) == [firm.second]
    stranger = make.account(Role.LAWYER, unit=make.unit(kind=UnitKind.LAW_FIRM))
    for other in (office.leader, firm.first, stranger):
        with pytest.raises(RuleBroken):
            operations.submit(session, letter, actor=actor(firm.first), signer=other)
    issued(session, letter, firm.first, firm.second)
    assert letter.number == f"安明理意〔{clock.today().year}〕1号"
    assert not permits(actor(office.leader), Permission.LETTER_VOID, letter)


def test_a_draft_with_open_places_is_not_submitted(office: Office, firm: Firm, session: Session) -> None:
    with pytest.raises(RuleBroken, match="请在此"):
        operations.submit(session, opinion(office, firm), actor=actor(firm.first), signer=firm.second)


def test_no_leader_drafts_a_legal_opinion_and_no_office_issues_one(
    office: Office, firm: Firm, make: Factory, session: Session
) -> None:
    grounds = grounds_of_case(session, office.case)
    with pytest.raises(NotPermitted):
        drafts.draft_from(session, grounds, office.leader, actor=actor(office.leader), kind=LetterKind.OPINION)
    both = make.account(Role.LAWYER, unit=office.unit)
    acting = actor(both, lawyer_of=frozenset({office.case.enterprise_id}))
    with pytest.raises(RuleBroken):
        drafts.draft_from(session, grounds, both, actor=acting, kind=LetterKind.OPINION)


def test_a_report_hangs_on_its_visit_and_reaches_the_enterprise_once_served(
    office: Office, firm: Firm, make: Factory, session: Session, client: JudgingClient
) -> None:
    visit = checked(make, firm, office)
    grounds = grounds_of_visit(visit)
    assert drafts.kinds_for(firm.acting, grounds) == [LetterKind.CHECKUP]
    letter = drafts.draft_from(session, grounds, firm.first, actor=firm.acting, kind=LetterKind.CHECKUP)
    assert letter.case is None
    assert "【重大且紧急】" in letter.body
    issued(session, letter, firm.first, firm.second)
    member = make.member(office.case.enterprise)
    mine = actor(member, enterprise_ids=frozenset({office.case.enterprise_id}))
    assert not permits(mine, Permission.LETTER_VIEW, letter)
    operations.serve(session, letter, actor=firm.acting)
    assert permits(mine, Permission.LETTER_VIEW, letter)
    page = client.sign_in(member).get(f"/letters/{letter.id}")
    assert office.case.enterprise.name in page.words
    assert letter.number in client.get(f"/verify/{letter.verify_token}").words


def test_a_report_is_begun_on_the_page_of_the_letters_of_its_visit(
    office: Office, firm: Firm, make: Factory, client: JudgingClient
) -> None:
    visit = checked(make, firm, office)
    client.sign_in(firm.first)
    page = client.get(f"/letters?visit={visit.id}")
    assert "拟法治体检报告" in page.words
    draft = client.post(f"/letters/draft/visit/{visit.id}/checkup", follow=True)
    assert "法治体检报告" in draft.words


def test_minutes_are_drafted_from_the_concluded_conference_and_go_to_all_its_units(
    office: Office, make: Factory, session: Session
) -> None:
    coordinator = make.account(Role.COORDINATOR, unit=office.unit, telephone="1")
    grounds = grounds_of_case(session, office.case)
    assert LetterKind.MINUTES not in drafts.kinds_for(actor(coordinator), grounds)
    guest = make.unit("安澜县财政局")
    conference = Conference(
        case_id=office.case.id,
        agenda="明确支付责任",
        on=clock.today(),
        called_at=clock.now(),
        called_by_name="某",
        minutes="各单位说明情况。",
        decisions="本周支付。",
        concluded_at=clock.now(),
        participants=[Participant(unit=guest, attended=True)],
    )
    session.add(conference)
    session.flush()
    letter = drafts.draft(session, office.case, coordinator, actor=actor(coordinator), kind=LetterKind.MINUTES)
    assert letter.conference is conference
    assert letter.unit_ids == {office.unit.id, guest.id}
    issued(session, letter, coordinator, office.leader)
    operations.serve(session, letter, actor=actor(coordinator))
    officer = actor(make.account(Role.OFFICER, unit=guest))
    assert permits(officer, Permission.LETTER_VIEW, letter)
    operations.mark_opened(session, letter, actor=officer)
    opened = {each.unit_id: each.opened_at is not None for each in letter.addressed}
    assert opened == {office.unit.id: False, guest.id: True}


def test_a_closing_notice_is_for_closed_cases_alone(office: Office, session: Session) -> None:
    with pytest.raises(RuleBroken):
        office.draft(LetterKind.CLOSING, office.officer)
    office.case.status, office.case.ended_at = CaseStatus.CLOSED, clock.now()
    letter = office.draft(LetterKind.CLOSING, office.officer)
    assert "已恢复供电" in letter.body
    assert letter.addressee == office.case.enterprise.name


def test_an_issued_letter_is_hidden_from_its_unit_until_it_is_served(office: Office, session: Session) -> None:
    letter = office.issued_letter()
    officer: Actor = actor(office.officer)
    assert not permits(officer, Permission.LETTER_VIEW, letter)
    operations.serve(session, letter, actor=actor(office.supervisor))
    assert letter.state is LetterState.SERVED
    assert permits(officer, Permission.LETTER_VIEW, letter)


def test_several_units_are_asked_by_one_letter(office: Office, make: Factory, client: JudgingClient) -> None:
    units = [make.unit("安澜县财政局"), make.unit("安澜县税务局")]
    client.sign_in(office.officer)
    address = f"/letters/draft/{office.case.reference}/consultation/units"
    client.post(address, {"asked": "请说明能否缓缴。"}, expect=422)
    page = client.post(address, {"units": [unit.id for unit in units], "asked": "请说明能否缓缴。"}, follow=True)
    letter = office.session.get_one(Letter, int(page.response.request.path.split("/")[2]))
    assert letter.addressee == "安澜县财政局、安澜县税务局"
    assert letter.unit_ids == {unit.id for unit in units}
    assert "（一）请说明能否缓缴。" in letter.body


def test_attachments_are_chosen_written_and_taken_off(office: Office, client: JudgingClient) -> None:
    letter = office.supervision_letter()
    assert [annex["name"] for annex in letter.annexes] == ["企业诉求单", "办理时限说明"]
    client.sign_in(office.supervisor)
    address = f"/letters/{letter.id}/annexes"
    page = client.get(address)
    client.post(f"{address}/2/remove", {"version": page.value("version")})
    page = client.get(address)
    client.post(address, {"version": page.value("version"), "source": "blank"})
    page = client.get(f"{address}/2")
    form = {"version": page.value("version"), "title": "现场照片目录", "body": "一、配电箱照片。"}
    client.post(f"{address}/2", form)
    assert [annex["name"] for annex in letter.annexes] == ["企业诉求单", "现场照片目录"]
    assert "现场照片目录" in client.get(f"/letters/{letter.id}").words
    client.get(f"{address}/3", expect=404)
    page = client.get(address)
    client.post(address, {"version": page.value("version"), "source": "provisions"}, expect=422)


def test_joint_issuers_are_named_once_and_without_the_own_unit(office: Office, session: Session) -> None:
    letter = office.supervision_letter()
    by = actor(office.supervisor)
    for joint in (letter.issuer, "安澜县公安局、安澜县公安局"):
        wording = drafts.Wording(letter.title, letter.addressee, letter.body, letter.contact, joint=joint)
        with pytest.raises(RuleBroken):
            drafts.revise(session, letter, actor=by, wording=wording, seen=letter.version)
    wording = drafts.Wording(letter.title, letter.addressee, letter.body, letter.contact, joint="安澜县公安局")
    drafts.revise(session, letter, actor=by, wording=wording, seen=letter.version)
    letter.reply_by = clock.today() + timedelta(days=3)
    assert "joint" in [remark.field for remark in clerks_remarks(letter)]
