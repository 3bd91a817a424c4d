"""Signing in and out through the pages."""

from sqlalchemy.orm import Session

from tests.factories import Factory
from tests.judging import JudgingClient


def test_the_right_password_signs_in(client: JudgingClient, make: Factory) -> None:
    client.sign_in(make.account())
    assert client.get("/sign-in", expect=302).response.location == "/"


def test_a_wrong_password_is_an_error_at_once_and_keeps_the_name(client: JudgingClient, make: Factory) -> None:
    person = make.account()
    page = client.post("/sign-in", {"username": person.username, "password": "wrong"}, expect=422)
    assert page.value("username") == person.username
