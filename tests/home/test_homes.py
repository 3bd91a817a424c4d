from datetime import date

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.vocabulary import CaseStatus, LetterState, Role, Slot, Standing
from tests.factories import Factory
from tests.judging import JudgingClient
from tests.letters.conftest import Office


def test_a_visitor_can_start_look_up_and_verify_from_the_home_page(client: JudgingClient) -> None:
    page = client.get("/")
    for link in ("/cases/new", "/measures", "/verify", "/help", "/register"):
        assert any(href.startswith(link) for href in page.links()) or link in page.text
    assert page.h1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ENTERPRISE])
def test_every_staff_role_has_a_home_that_says_what_waits(make: Factory, client: JudgingClient, role: Role) -> None:
    client.sign_in(make.account(role, unit=make.unit()))
    assert client.get("/").h1 == "等我办理"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ENTERPRISE])
def test_every_link_of_the_navigation_opens(make: Factory, client: JudgingClient, role: Role) -> None:
    client.sign_in(make.account(role, unit=make.unit()))
    page = client.get("/")
    assert page.tree is not None
    for href in set(page.tree.xpath("//nav//a/@href")):
        client.get(href)


def test_the_home_of_an_enterprise_shows_what_waits_and_who_stands_by(make: Factory, client: JudgingClient) -> None:
    enterprise = make.enterprise()
    liaison = make.account(Role.LIAISON, name="陈立新", telephone="138 0000 1203")
    make.pair(enterprise, Slot.LIAISON, liaison)
    make.case(enterprise, status=CaseStatus.SUPPLEMENT, title="出口订单延期的违约金")
    client.sign_in(make.member(enterprise))
    page = client.get("/")
    assert "出口订单延期的违约金" in page.words
    assert "陈立新" in page.words
    assert "tel:13800001203" in page.links()


def test_the_home_of_an_enterprise_says_until_when_an_outcome_is_confirmed(
    make: Factory, client: JudgingClient
) -> None:
    enterprise = make.enterprise()
    proposed_at = clock.local_instant(date(2026, 10, 12), 15)
    make.case(enterprise, status=CaseStatus.PROPOSED, title="二车间消防复查", proposed_at=proposed_at)
    client.sign_in(make.member(enterprise))
    page = client.get("/")
    assert "确认办理结果：二车间消防复查" in page.words
    assert "10月19日前确认" in page.words


def test_a_pending_enterprise_is_told_what_it_waits_for(make: Factory, client: JudgingClient) -> None:
    client.sign_in(make.member(make.enterprise(standing=Standing.PENDING)))
    assert "等待核验" in client.get("/").words


def test_a_leader_sees_the_letters_to_be_signed(office: Office, session: Session, client: JudgingClient) -> None:
    letter = office.supervision_letter()
    letter.state, letter.signer_id = LetterState.SUBMITTED, office.leader.id
    session.flush()
    client.sign_in(office.leader)
    assert letter.title in client.get("/").words


def test_the_staffs_search_goes_where_the_thing_is(make: Factory, client: JudgingClient) -> None:
    case = make.case()
    client.sign_in(make.account(Role.COORDINATOR))
    typed = case.reference.replace("-", "").lower()
    assert client.get(f"/search?q={typed}", expect=302).response.location.endswith(case.reference)
    assert "/cases?" in client.get(f"/search?q={case.title[:4]}", expect=302).response.location
    assert "/measures?" in client.get("/search?q=不可抗力", expect=302).response.location


@pytest.mark.parametrize("path", ["/help", "/accessibility", "/privacy"])
def test_the_pages_that_explain_are_open_to_everybody(client: JudgingClient, path: str) -> None:
    assert client.get(path).h1
