"""What the factory itself sets: the headers of every answer, and the cookie of the session."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.conftest import portal_on
from tests.factories import Factory
from tests.judging import JudgingClient

HTTPS = "https://portal.test"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The portal as it is behind HTTPS."""
    with portal_on("sqlite://", tmp_path_factory.mktemp("guarded"), secure_cookies=True, base_url=HTTPS) as app:
        yield app


def test_every_answer_tells_browsers_what_they_must_not_do(guarded: Flask) -> None:
    headers = guarded.test_client().get("/healthz").headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_browser_that_came_by_https_comes_so_again(guarded: Flask) -> None:
    client = guarded.test_client()
    assert client.get("/healthz", base_url=HTTPS).headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in client.get("/healthz").headers


def test_the_session_is_of_this_host_alone_and_out_of_reach_of_scripts(guarded: Flask) -> None:
    client = guarded.test_client()
    with client.session_transaction(base_url=HTTPS) as held:
        held["anything"] = 1
    cookie = client.get("/healthz", base_url=HTTPS).request.headers["Cookie"]
    assert cookie.startswith("__Host-portal=")
    assert guarded.config["SESSION_COOKIE_SECURE"]
    assert guarded.config["SESSION_COOKIE_HTTPONLY"]
    assert guarded.config["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert guarded.config["SESSION_COOKIE_DOMAIN"] is None
    assert guarded.config["SESSION_COOKIE_PATH"] is None


def test_nothing_stays_on_a_shared_computer_of_what_somebody_has_seen(client: JudgingClient, make: Factory) -> None:
    assert client.get("/help").response.headers["Cache-Control"] == "private, no-cache"
    client.sign_in(make.account())
    assert client.get("/account").response.headers["Cache-Control"] == "private, no-store"
    script = client.get("/static/js/portal.js", judge=False).response
    script.close()
    assert not script.cache_control.no_store


def test_a_browser_can_go_back_to_a_form_that_was_not_right(client: JudgingClient, make: Factory) -> None:
    client.sign_in(make.account())
    page = client.post("/account/password", {}, expect=422)
    assert page.response.headers["Cache-Control"] == "private, no-cache"
