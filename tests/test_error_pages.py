"""Every error is a page that says what to do next, and changes nothing."""

import contextvars

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from portal import error_pages
from portal.accounts import own_views
from portal.accounts.models import Account
from portal.errors import NotPermitted, RuleBroken, TransitionNotAllowed
from tests.factories import Factory
from tests.judging import JudgingClient

TYPED = {"name": "张慧敏", "telephone": "", "email": "", "version": "1"}


@pytest.fixture
def writer(client: JudgingClient, make: Factory) -> Account:
    person = make.account(name="张敏")
    client.sign_in(person)
    return person


def test_an_unknown_address_is_a_page(client: JudgingClient) -> None:
    page = client.get("/no-such-page", expect=404)
    assert "没有这个页面，或者您不能查看。" in page.words


@pytest.mark.parametrize("path", ["/accounts/../../etc/passwd", "/cases/%00", "/%e4%b8", "/cases/FG-2026-99999999999"])
def test_a_strange_address_is_a_page_too(client: JudgingClient, path: str) -> None:
    client.get(path, expect=404)


def test_a_wrong_method_is_a_page(client: JudgingClient) -> None:
    client.get("/sign-out", expect=405)


def test_sending_too_much_names_the_limits(client: JudgingClient, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    token = {"csrf_token": client._token()}
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1000)
    page = client.post("/sign-in", token | {"username": "x" * 2000}, expect=413)
    assert "单个文件不超过20 MB，所有文件合计不超过120 MB。" in page.words


@pytest.mark.usefixtures("session")
def test_a_field_without_a_name_is_refused(app: Flask) -> None:
    body = b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--"
    kind = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(len(body))}
    stranger = app.test_client()
    answer = contextvars.Context().run(lambda: stranger.post("/sign-in", data=body, headers=kind))
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "refusal",
    [
        (NotPermitted("x"), 403, "调度员"),
        (TransitionNotAllowed("x"), 409, "重新打开页面"),
        (RuleBroken("委托期限应晚于今天。"), 422, "委托期限应晚于今天。"),
        (StaleDataError("x"), 409, "重新打开页面"),
    ],
)
def test_each_refusal_has_its_page(
    client: JudgingClient,
    writer: Account,
    monkeypatch: pytest.MonkeyPatch,
    refusal: tuple[Exception, int, str],
) -> None:
    error, status, words = refusal

    def refuse() -> None:
        raise error

    monkeypatch.setattr(own_views, "_own", refuse)
    assert words in client.get("/account", expect=status).words


def test_a_lost_update_found_at_the_commit_is_a_conflict(
    client: JudgingClient,
    writer: Account,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lose(self: Session) -> None:
        raise StaleDataError

    token = {"csrf_token": client._token()}
    monkeypatch.setattr(Session, "commit", lose)
    client.post("/account/contact", TYPED | token, expect=409)


def test_after_a_refused_statement_the_page_can_still_be_drawn(
    client: JudgingClient,
    writer: Account,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> None:
        with pytest.raises(sa.exc.DBAPIError):
            own_views.db.session.execute(sa.text("SELECT no_such_column FROM account"))
        raise TransitionNotAllowed

    monkeypatch.setattr(own_views, "_own", broken)
    assert "张敏" in client.get("/account", expect=409).text


def test_the_portals_own_mistake_says_so_without_details(app: Flask, session: Session) -> None:
    with app.test_request_context():
        response = error_pages._unexpected(ValueError("a secret detail"))
    assert response.status_code == 500
    assert "secret" not in response.get_data(as_text=True)


def test_when_even_the_page_fails_a_plain_sentence_is_left(
    app: Flask,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> str:
        raise OSError("the database is gone")

    monkeypatch.setattr(error_pages, "render_template", fail)
    with app.test_request_context():
        response = error_pages._unexpected(ValueError("first"))
    assert (response.status_code, response.mimetype) == (500, "text/plain")
