from collections.abc import Iterator

import pytest
from flask import Flask

from portal.database import alembic, db
from tests.conftest import portal_on
from tests.factories import PASSWORD, Factory


@pytest.fixture
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("limited")
    with portal_on(f"sqlite:///{folder}/portal.sqlite3", folder, rate_limits=True) as app:
        with app.app_context():
            alembic.upgrade()
        yield app


def test_somebody_who_tries_numbers_is_stopped_with_a_page_that_says_so(limited: Flask) -> None:
    client = limited.test_client()
    answers = [client.get("/verify?number=安政法督〔2026〕1号") for _ in range(121)]
    assert [answer.status_code for answer in answers] == [200] * 120 + [429]
    assert "尝试次数过多" in answers[-1].get_data(as_text=True)


def test_the_health_checks_are_never_limited(limited: Flask) -> None:
    client = limited.test_client()
    assert {client.get("/healthz").status_code for _ in range(200)} == {200}


def test_nobody_sends_invitations_by_the_hundred(limited: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limited.config, "WTF_CSRF_ENABLED", False)
    with limited.app_context():
        make = Factory(db.session)
        enterprise = make.enterprise()
        path, username = f"/enterprises/{enterprise.id}/members", make.member(enterprise).username
        db.session.commit()
    client = limited.test_client()
    client.post("/sign-in", data={"username": username, "password": PASSWORD})
    answers = [client.post(path, data={"email": "no address"}) for _ in range(31)]
    assert [answer.status_code for answer in answers] == [422] * 30 + [429]
