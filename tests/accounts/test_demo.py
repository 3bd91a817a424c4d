"""The demonstration's sign-in page lists its people; one press signs in as one of them."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal.accounts.demo import CAST
from portal.vocabulary import Role
from tests.factories import Factory
from tests.judging import JudgingClient


@pytest.fixture
def demo(app: Flask) -> Iterator[None]:
    before = app.extensions["settings"]
    changed = before.model_copy(update={"demo": True})
    app.extensions["settings"] = changed
    yield
    app.extensions["settings"] = before


def test_the_cast_has_every_role_once() -> None:
    assert [person.role for person in CAST] == list(Role)


def test_the_people_who_are_there_are_listed(client: JudgingClient, make: Factory, demo: None) -> None:
    make.account(Role.COORDINATOR, username="diaodu", name="周明远")
    page = client.get("/sign-in")
    assert "周明远" in page.words
    assert "以此身份登录：调度员" in page.words
    assert "以此身份登录：督查员" not in page.words


def test_one_press_signs_in(client: JudgingClient, make: Factory, demo: None) -> None:
    make.account(Role.COORDINATOR, username="diaodu", name="周明远")
    client.post("/sign-in/demo", {"as": "diaodu", "next": "/account"})
    assert "周明远" in client.get("/account").words


def test_nobody_but_the_cast_can_be_taken(client: JudgingClient, make: Factory, demo: None) -> None:
    client.post("/sign-in/demo", {"as": make.account().username}, expect=404)
