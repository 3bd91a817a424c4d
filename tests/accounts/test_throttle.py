"""Guessing passwords is slowed down, by account and by address."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import SignInFailure
from portal.accounts.throttle import TRIES_OF_ACCOUNT, TRIES_OF_ADDRESS, Allowance, allowance, count_failure
from tests.factories import PASSWORD, Factory
from tests.judging import JudgingClient

NOW = clock.now()
WRONG = "wrong"


def minutes_ago(*minutes: float) -> list:
    return [NOW - timedelta(minutes=each) for each in minutes]


@pytest.mark.parametrize(
    ("failures", "left"),
    [
        ([], Allowance(3)),
        (minutes_ago(1), Allowance(2)),
        (minutes_ago(16, 20, 30), Allowance(3)),
        (minutes_ago(0, 1, 2), Allowance(0, 13)),
        (minutes_ago(1, 5, 14.5), Allowance(0, 1)),
        (minutes_ago(0, 0, 0), Allowance(0, 15)),
    ],
)
def test_the_wait_lasts_until_the_oldest_try_is_out_of_the_window(failures: list, left: Allowance) -> None:
    assert allowance(failures, 3, NOW) == left


def guess(client: JudgingClient, username: str, password: str = WRONG) -> str:
    return client.post("/sign-in", {"username": username, "password": password}, expect=422).words


def test_after_five_wrong_passwords_even_the_right_one_waits(client: JudgingClient, make: Factory) -> None:
    person = make.account()
    said = [guess(client, person.username) for _ in range(TRIES_OF_ACCOUNT)]
    assert "还可以再试1次" in said[3]
    assert "15分钟后再试" in said[4]
    assert "分钟后再试" in guess(client, person.username, PASSWORD)
    with clock.travel(clock.now() + timedelta(minutes=16)):
        client.sign_in(person)


def guessed_elsewhere(session: Session, username: str) -> None:
    """Let somebody far away use up the tries of an account."""
    for _ in range(TRIES_OF_ACCOUNT):
        count_failure(session, username=username, address="203.0.113.9", at=clock.now())


def test_wrong_passwords_from_elsewhere_lock_nobody_out_where_they_are_known(
    client: JudgingClient, make: Factory, session: Session
) -> None:
    person = make.account()
    client.sign_in(person).sign_out()
    guessed_elsewhere(session, person.username)
    client.sign_in(person)
    assert len(session.scalars(sa.select(SignInFailure.id)).all()) == TRIES_OF_ACCOUNT  # no new tries over there


def test_where_nobody_has_signed_in_before_the_tries_of_all_addresses_count(
    client: JudgingClient, make: Factory, session: Session
) -> None:
    person = make.account()
    guessed_elsewhere(session, person.username)
    assert "分钟后再试" in guess(client, person.username, PASSWORD)


def test_an_address_where_somebody_is_known_has_five_tries_too(client: JudgingClient, make: Factory) -> None:
    person = make.account()
    client.sign_in(person).sign_out()
    for _ in range(TRIES_OF_ACCOUNT):
        guess(client, person.username)
    assert "分钟后再试" in guess(client, person.username, PASSWORD)


def test_an_unknown_name_is_slowed_down_alike(client: JudgingClient) -> None:
    said = [guess(client, "nobody-here") for _ in range(TRIES_OF_ACCOUNT + 1)]
    assert "分钟后再试" in said[-1]


def test_success_clears_the_account_but_not_the_address(
    client: JudgingClient,
    make: Factory,
    session: Session,
) -> None:
    person, other = make.account(), make.account()
    guess(client, other.username)
    for _ in range(TRIES_OF_ACCOUNT - 1):
        guess(client, person.username)
    client.sign_in(person)
    assert session.scalars(sa.select(SignInFailure.username)).all() == [other.username]


def test_one_address_cannot_try_many_accounts(client: JudgingClient, make: Factory, session: Session) -> None:
    for number in range(TRIES_OF_ADDRESS):
        count_failure(session, username=f"guessed{number}", address="127.0.0.1", at=clock.now())
    assert "分钟后再试" in guess(client, make.account().username, PASSWORD)
