"""Conflicts of interest: what is one, what it blocks, and that it is recorded."""

import pytest
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.audit.models import AuditEvent
from portal.cases import operations
from portal.cases.handlers import clearing
from portal.cases.handlers.transfers import transfer
from portal.cases.models import Case
from portal.errors import RuleBroken
from portal.notifications.models import Notification
from portal.pairing import clients
from portal.pairing.concerns import Party
from portal.pairing.conflicts import ConflictOfInterest, same_company
from portal.pairing.operations import NOBODY, fill_slot
from portal.pairing.people_models import ConflictRecord
from portal.units.models import Unit
from portal.vocabulary import CaseKind, CaseStatus, Role, Slot, UnitKind
from tests.factories import Factory, actor
from tests.judging import JudgingClient

LANDLORD = "安澜望江物业管理有限公司"


@pytest.fixture
def firm(make: Factory) -> Unit:
    return make.unit("安澜明理律师事务所", UnitKind.LAW_FIRM)


@pytest.fixture
def lawyer(make: Factory, firm: Unit) -> Account:
    return make.account(Role.LAWYER, name="苏若兰", unit=firm)


@pytest.fixture
def question(make: Factory) -> Case:
    """A question against a landlord, ready to be dispatched."""
    return make.case(kind=CaseKind.LEGAL_QUESTION, status=CaseStatus.ACCEPTED, other_party=LANDLORD, cleared_by_id=None)


@pytest.fixture
def office(make: Factory) -> Account:
    return make.account(Role.COORDINATOR, name="周明远")


def declare(session: Session, lawyer: Account, name: str = "安澜望江物业管理有限责任公司", code: str = "") -> None:
    clients.declare(session, actor=actor(lawyer), account=lawyer, name=name, credit_code=code)


def test_codes_decide_where_both_are_known_and_names_otherwise() -> None:
    code, other = "91330000MA0000001A", "91330000MA0000002B"
    assert same_company(Party("甲公司", code), Party("乙公司", code.lower()))
    assert not same_company(Party(LANDLORD, code), Party(LANDLORD, other))
    assert same_company(Party(LANDLORD, code), Party("安澜望江物业管理有限责任公司"))


def test_a_client_of_a_colleague_blocks_pairing_and_dispatch(
    session: Session, make: Factory, lawyer: Account, question: Case, office: Account
) -> None:
    colleague = make.account(Role.LAWYER, name="叶知秋", unit=lawyer.unit)
    declare(session, colleague)
    by = actor(office)
    with pytest.raises(ConflictOfInterest) as refused:
        operations.dispatch(session, question, actor=by, unit=lawyer.unit, handler=lawyer)
    assert LANDLORD in refused.value.message
    with pytest.raises(RuleBroken):
        fill_slot(session, question.enterprise, Slot.LAWYER, actor=by, choice=lawyer.id, reason="", seen=NOBODY)


def test_both_sides_of_a_dispute_are_not_for_one_lawyer(
    session: Session, make: Factory, lawyer: Account, question: Case, office: Account
) -> None:
    make.pair(make.enterprise(name=LANDLORD), Slot.LAWYER, lawyer)
    with pytest.raises(ConflictOfInterest):
        operations.dispatch(session, question, actor=actor(office), unit=lawyer.unit, handler=lawyer)


def test_a_declaration_that_touches_a_pairing_is_told_to_the_coordinators_once(
    session: Session, make: Factory, lawyer: Account, question: Case, office: Account
) -> None:
    make.pair(question.enterprise, Slot.LAWYER, lawyer)
    declare(session, lawyer)
    assert session.query(ConflictRecord).one().blocked is False
    clients.watch(session, question.enterprise, actor(office))
    assert session.query(Notification).filter_by(recipient_id=office.id).count() == 1


def test_an_ended_declaration_blocks_nothing(
    session: Session, lawyer: Account, question: Case, office: Account
) -> None:
    declare(session, lawyer)
    with pytest.raises(RuleBroken):
        declare(session, lawyer, LANDLORD)
    clients.end(session, clients.own(session, lawyer)[0], actor=actor(lawyer), account=lawyer)
    operations.dispatch(session, question, actor=actor(office), unit=lawyer.unit, handler=lawyer)
    assert question.handler == lawyer


def test_a_lawyer_confirms_before_the_first_answer_and_a_new_handler_anew(
    session: Session, make: Factory, lawyer: Account, question: Case, office: Account
) -> None:
    operations.dispatch(session, question, actor=actor(office), unit=lawyer.unit, handler=lawyer)
    with pytest.raises(RuleBroken):
        clearing.require_cleared(question, actor(lawyer))
    clearing.clear(session, question, actor=actor(lawyer))
    clearing.require_cleared(question, actor(lawyer))
    other = make.account(Role.LAWYER, name="叶知秋", unit=lawyer.unit)
    transfer(session, question, actor=actor(office), handler=other, reason="苏若兰外出")
    assert (question.handler, question.cleared_by_id) == (other, None)


def test_a_blocked_dispatch_says_why_and_stays_on_record(
    session: Session, client: JudgingClient, lawyer: Account, question: Case, office: Account
) -> None:
    declare(session, lawyer)
    session.commit()
    client.sign_in(office)
    values = {"unit": str(lawyer.unit_id), "handler": str(lawyer.id), "version": str(question.version)}
    page = client.post(f"/cases/{question.reference}/dispatch", values, expect=422)
    assert "利益冲突：对方当事人安澜望江物业管理有限公司是苏若兰申报的客户" in page.words
    assert session.query(AuditEvent).filter_by(act="conflict:block").count() == 1
    assert "已拦截" in client.get("/clients").words


def test_who_must_not_act_is_marked_with_the_reason_before_anybody_chooses(
    session: Session, make: Factory, client: JudgingClient, lawyer: Account, question: Case
) -> None:
    colleague = make.account(Role.LAWYER, name="叶知秋")
    declare(session, lawyer)
    colleague.unit = lawyer.unit
    other = make.case(question.enterprise, kind=CaseKind.LEGAL_QUESTION, status=CaseStatus.ACCEPTED)
    away = make.account(Role.LAWYER, name="白露", unit=make.unit("衡平律所", UnitKind.LAW_FIRM))
    session.commit()
    client.sign_in(make.account(Role.COORDINATOR))
    listed = {"unit": str(lawyer.unit_id), "choose": "1", "version": str(question.version)}
    paths = [f"/cases/{question.reference}/dispatch", f"/cases/batch/dispatch?pick={other.reference}"]
    pages = [client.post(path, listed, expect=200) for path in paths]
    question.handler, question.handling_unit, question.status = away, away.unit, CaseStatus.IN_PROGRESS
    session.flush()
    pages.append(client.post(f"/cases/{question.reference}/transfer", listed, expect=200))
    for page in pages:
        assert page.words.count("利益冲突：对方当事人安澜望江物业管理有限公司是苏若兰申报的客户") == 2
        assert len(page.tree.xpath("//input[@name='handler'][@disabled]")) == 2
    assert session.query(ConflictRecord).filter_by(blocked=True).count() == 2, "once each, however often it is shown"


def test_a_case_is_given_to_another_handler_who_takes_over_with_the_limit(
    session: Session, make: Factory, client: JudgingClient, firm: Unit
) -> None:
    before, after = (
        make.account(Role.LAWYER, name="苏若兰", unit=firm),
        make.account(Role.LAWYER, name="白露", unit=firm),
    )
    case = make.case(status=CaseStatus.IN_PROGRESS, handler=before, handling_unit=firm)
    client.sign_in(make.account(Role.COORDINATOR))
    path = f"/cases/{case.reference}/transfer"
    page = client.get(path)
    assert "现由安澜明理律师事务所苏若兰承办" in page.words
    values = {"unit": str(firm.id), "reason": "苏若兰外出培训", "version": page.value("version")}
    client.post(path, {**values, "handler": str(before.id)}, expect=422)
    page = client.post(path, {**values, "handler": str(after.id)}, follow=True)
    assert "已交白露承办" in page.words
    assert case.handler == after
    assert session.query(Notification).filter_by(recipient_id=before.id).one().subject.startswith("承办人变更")


def test_a_lawyer_declares_and_withdraws_a_client(client: JudgingClient, lawyer: Account) -> None:
    client.sign_in(lawyer)
    page = client.post("/clients", {"name": LANDLORD, "credit_code": ""}, follow=True)
    assert LANDLORD in page.words
    client.post("/clients", {"name": LANDLORD, "credit_code": ""}, expect=422)


def test_the_page_of_a_slot_says_who_is_not_on_offer_and_why(
    session: Session, client: JudgingClient, lawyer: Account, question: Case, office: Account
) -> None:
    declare(session, lawyer)
    page = client.sign_in(office).get(f"/pairing/{question.enterprise_id}/lawyer")
    assert "苏若兰" in page.words
    assert "安澜望江物业管理有限责任公司" in page.words
