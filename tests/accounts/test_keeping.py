"""What was typed survives a sign-in that ended and a page that was open too long."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account, ParkedForm
from portal.accounts.sweeps import forget_expired
from tests.factories import PASSWORD, Factory
from tests.judging import JudgingClient

TYPED = {"name": "张慧敏", "telephone": "0000-821 2345", "email": "zhang@example.com", "version": "1"}
LATER = timedelta(hours=13)


@pytest.fixture
def writer(make: Factory) -> Account:
    return make.account(name="张敏")


@pytest.fixture
def later(client: JudgingClient, writer: Account) -> Iterator[None]:
    """The writer has signed in, and the sign-in has run out while writing."""
    client.sign_in(writer)
    with clock.travel(clock.now() + LATER):
        yield


def lose(client: JudgingClient) -> str:
    return client.post("/account/contact", TYPED).response.location


def test_the_fields_are_filled_in_again_after_signing_in(client: JudgingClient, writer: Account, later: None) -> None:
    assert lose(client) == "/sign-in?next=/account/contact"
    assert "已为您保留" in client.get("/sign-in?next=/account/contact").words
    client.post("/sign-in", {"username": writer.username, "password": PASSWORD, "next": "/account/contact"})
    page = client.get("/account/contact")
    assert {name: page.value(name) for name in TYPED} == TYPED
    assert "已恢复您先前填写的内容" in page.words
    assert "还没有提交" in page.words


def test_they_are_given_back_once(client: JudgingClient, writer: Account, later: None, session: Session) -> None:
    lose(client)
    client.sign_in(writer).get("/account/contact")
    assert client.get("/account/contact").value("name") == "张敏"
    assert session.scalars(sa.select(ParkedForm)).all() == []


def test_they_wait_for_their_own_page(client: JudgingClient, writer: Account, later: None) -> None:
    lose(client)
    client.sign_in(writer).get("/account")
    assert client.get("/account/contact").value("name") == "张慧敏"


def test_nobody_else_gets_them(client: JudgingClient, make: Factory, writer: Account, later: None) -> None:
    lose(client)
    other = make.account(name="李伟")
    assert client.sign_in(other).get("/account/contact").value("name") == "李伟"


def test_after_a_day_they_are_gone(client: JudgingClient, writer: Account, later: None, session: Session) -> None:
    lose(client)
    with clock.travel(clock.now() + timedelta(hours=25)):
        assert client.sign_in(writer).get("/account/contact").value("name") == "张敏"
        forget_expired(session, at=clock.now())
    assert session.scalars(sa.select(ParkedForm)).all() == []


def test_passwords_are_never_kept(client: JudgingClient, later: None, session: Session) -> None:
    client.post(
        "/account/password",
        {"password_now": "secret one", "password_new": "secret two", "password_again": "secret two"},
    )
    kept = session.scalars(sa.select(ParkedForm)).all()
    assert not any("secret" in str(form.fields) for form in kept)


def test_sending_twice_keeps_one(client: JudgingClient, later: None, session: Session) -> None:
    lose(client)
    lose(client)
    assert session.scalar(sa.select(sa.func.count(ParkedForm.id))) == 1


@pytest.mark.parametrize(
    ("came_from", "way_on"),
    [
        ("http://localhost/account", "/account"),
        ("http://localhost/account?page=2", "/account?page=2"),
        ("http://localhost/account/sign-ins/end-all", "/"),
        ("http://elsewhere.example.com/account", "/"),
        ("", "/"),
    ],
)
def test_a_form_without_a_page_of_its_own_comes_back_where_it_stood(
    client: JudgingClient,
    later: None,
    came_from: str,
    way_on: str,
) -> None:
    path, token = "/account/sign-ins/end-all", {"csrf_token": client._token()}
    sent = client._fetch(lambda: client._client.post(path, data=token, headers={"Referer": came_from}))
    assert sent.location == f"/sign-in?next={quote(way_on, safe='/?')}"


def test_a_visitor_without_a_known_cookie_is_only_sent_to_sign_in(client: JudgingClient, session: Session) -> None:
    assert client.post("/account/contact", TYPED).response.location == "/sign-in?next=/account/contact"
    assert session.scalars(sa.select(ParkedForm)).all() == []


def test_an_outdated_token_shows_the_form_again(client: JudgingClient, writer: Account) -> None:
    client.sign_in(writer)
    page = client.post("/account/contact", TYPED | {"csrf_token": "of an older session"})
    assert page.response.location == "/account/contact"
    again = client.get("/account/contact")
    assert again.value("name") == "张慧敏"
    assert "没有提交" in again.words


def test_an_outdated_sign_in_page_is_shown_again(client: JudgingClient) -> None:
    page = client.post("/sign-in", {"username": "a", "password": "b", "csrf_token": "old"})
    assert page.response.location == "/sign-in"


def test_a_forged_form_of_a_stranger_is_refused(client: JudgingClient) -> None:
    client.post("/register", {"credit_code": "", "csrf_token": "forged"}, expect=400)


def test_a_form_of_a_browser_that_has_forgotten_its_sign_in_leads_to_signing_in(client: JudgingClient) -> None:
    page = client.post("/account/contact", TYPED | {"csrf_token": "of a closed browser"})
    assert page.response.location == "/account/contact"
    assert client.get("/account/contact", expect=302).response.location == "/sign-in?next=/account/contact"


def test_a_script_is_told_plainly(client: JudgingClient, later: None, session: Session) -> None:
    client.get("/account", expect=401, headers={"Sec-Fetch-Mode": "cors"})
