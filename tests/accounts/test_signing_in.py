"""Signing in and out through the pages."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts import passwords
from portal.accounts.models import SignIn
from portal.audit.models import AuditEvent
from tests.factories import PASSWORD, Factory
from tests.judging import JudgingClient


def test_the_right_password_signs_in(client: JudgingClient, make: Factory) -> None:
    client.sign_in(make.account())
    assert client.get("/sign-in", expect=302).response.location == "/"


def test_a_mobile_number_may_be_written_with_spaces(client: JudgingClient, make: Factory) -> None:
    make.account(username="13900007788")
    client.post("/sign-in", {"username": " 139 0000-7788", "password": PASSWORD}, expect=302)


def test_a_wrong_password_is_refused_and_the_name_stays(client: JudgingClient, make: Factory) -> None:
    person = make.account()
    page = client.post("/sign-in", {"username": person.username, "password": "wrong"}, expect=422)
    assert page.value("username") == person.username
    assert "账号或者密码不对" in page.words


def test_an_unknown_account_is_answered_like_a_wrong_password(client: JudgingClient, make: Factory) -> None:
    known = client.post("/sign-in", {"username": make.account().username, "password": "wrong"}, expect=422)
    unknown = client.post("/sign-in", {"username": "nobody", "password": "wrong"}, expect=422)
    assert "账号或者密码不对" in known.words
    assert known.words == unknown.words


def test_an_empty_form_names_both_fields(client: JudgingClient) -> None:
    assert client.post("/sign-in", {}, expect=422).errors == ["请填写账号。", "请填写密码。"]


def test_a_disabled_account_is_told_so_only_with_its_password(client: JudgingClient, make: Factory) -> None:
    person = make.account(disabled_at=clock.now())
    right = client.post("/sign-in", {"username": person.username, "password": PASSWORD}, expect=422)
    wrong = client.post("/sign-in", {"username": person.username, "password": "wrong"}, expect=422)
    assert "停用" in right.words
    assert "停用" not in wrong.words


def test_an_account_without_a_password_cannot_sign_in(client: JudgingClient, make: Factory) -> None:
    person = make.account(password_hash="")
    client.post("/sign-in", {"username": person.username, "password": ""}, expect=422)


def test_the_password_is_hashed_anew_when_the_parameters_change(
    client: JudgingClient, make: Factory, weak_hashes: PasswordHasher
) -> None:
    person = make.account(password_hash=weak_hashes.hash(PASSWORD))
    assert passwords.is_outdated(person.password_hash)
    client.sign_in(person)
    assert not passwords.is_outdated(person.password_hash)


def test_the_way_on_is_kept(client: JudgingClient, make: Factory) -> None:
    person = make.account()
    page = client.get("/sign-in?next=/account/password")
    assert page.tree is not None
    way_on = page.tree.xpath("string(//form[@action='/sign-in']//input[@name='next']/@value)")
    data = {"username": person.username, "password": PASSWORD, "next": way_on}
    assert client.post("/sign-in", data).response.location == "/account/password"


def test_the_way_on_never_leaves_the_portal(client: JudgingClient, make: Factory) -> None:
    data = {"username": make.account().username, "password": PASSWORD, "next": "//evil.example.com/"}
    assert client.post("/sign-in", data).response.location == "/"


def test_the_session_cookie_is_new_after_signing_in(client: JudgingClient, make: Factory) -> None:
    client.get("/sign-in")
    before = client.cookie("portal")
    client.sign_in(make.account())
    assert client.cookie("portal") != before


def test_the_database_does_not_hold_the_token(client: JudgingClient, make: Factory, session: Session) -> None:
    client.sign_in(make.account())
    row = session.scalars(sa.select(SignIn)).one()
    assert len(row.token_sha256) == 64
    assert row.token_sha256 not in (client.cookie("portal") or "")


def test_a_page_for_members_leads_to_the_sign_in(client: JudgingClient) -> None:
    assert client.get("/account", expect=302).response.location == "/sign-in?next=/account"


def test_a_sign_in_sleeps_after_idle_time(client: JudgingClient, make: Factory) -> None:
    client.sign_in(make.account())
    with clock.travel(clock.now() + timedelta(minutes=119)):
        client.get("/account")
    with clock.travel(clock.now() + timedelta(minutes=119 + 121)):
        client.get("/account", expect=302)


def test_a_sign_in_ends_after_the_absolute_time_however_busy(client: JudgingClient, make: Factory) -> None:
    client.sign_in(make.account())
    start = clock.now()
    for hour in range(1, 12):
        with clock.travel(start + timedelta(hours=hour)):
            client.get("/account")
    with clock.travel(start + timedelta(hours=12, minutes=1)):
        client.get("/account", expect=302)


def test_signing_out_ends_the_row_and_twice_does_no_harm(
    client: JudgingClient,
    make: Factory,
    session: Session,
) -> None:
    client.sign_in(make.account()).sign_out()
    assert session.scalars(sa.select(SignIn)).one().ended_at is not None
    client.sign_out()
    client.get("/account", expect=302)


def test_a_disabled_person_is_out_at_once(client: JudgingClient, make: Factory, session: Session) -> None:
    person = make.account()
    client.sign_in(person)
    person.disabled_at = clock.now()
    session.flush()
    client.get("/account", expect=302)


def test_signing_in_is_on_the_record(client: JudgingClient, make: Factory, session: Session) -> None:
    person = make.account()
    client.sign_in(person)
    event = session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.act, event.subject, event.actor_id) == ("account:sign-in", f"account:{person.username}", person.id)


def test_signing_in_by_address_bar_is_not_possible(client: JudgingClient) -> None:
    client.get("/sign-out", expect=405)


@pytest.mark.parametrize("data", [{}, {"as": "qiye"}, {"as": "nobody"}])
def test_nobody_signs_in_as_a_demo_person_outside_the_demo(
    client: JudgingClient,
    make: Factory,
    data: dict[str, str],
) -> None:
    make.account(username="qiye")
    client.post("/sign-in/demo", data, expect=404)
    assert "演示账号" not in client.get("/sign-in").text
