"""One's own account: contact, password, devices."""

import contextvars

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from portal.accounts.models import Account, SignIn
from portal.notifications.models import Mail
from portal.vocabulary import Role
from tests.factories import PASSWORD, Factory
from tests.judging import JudgingClient

NEW = "四个 互不 相干 词语"
MOVING = {"name": "张敏", "telephone": "", "email": "new@example.com", "version": "1"}


@pytest.fixture
def person(make: Factory) -> Account:
    return make.account()


@pytest.fixture
def elsewhere(app: Flask, session: Session, person: Account) -> JudgingClient:
    """Another device on which the person is signed in."""
    return JudgingClient(app, session).sign_in(person)


def test_contact_details_are_saved(client: JudgingClient, make: Factory) -> None:
    person = make.account(email="old@example.com")
    client.sign_in(person)
    data = {"name": "张𠮷敏", "telephone": "0000-821 2345", "email": "new@example.com", "version": "1"}
    page = client.post("/account/contact", data | {"password_now": PASSWORD}, follow=True)
    assert "联系方式已保存" in page.words
    assert (person.name, person.telephone, person.email) == ("张𠮷敏", "0000-821 2345", "new@example.com")


def test_staff_say_which_languages_they_speak_and_members_are_not_asked(client: JudgingClient, make: Factory) -> None:
    cadre = make.account(Role.LIAISON)
    assert "语种" not in client.sign_in(make.account()).get("/account/contact").words
    client.sign_in(cadre)
    assert "语种" in client.get("/account/contact").words
    data = {"name": cadre.name, "telephone": "", "email": "", "languages": "英语、日语", "version": "1"}
    assert "英语、日语" in client.post("/account/contact", data, follow=True).words


def test_the_old_address_is_told_of_the_new_one(client: JudgingClient, make: Factory, session: Session) -> None:
    client.sign_in(make.account(email="old@example.com"))
    client.post("/account/contact", MOVING | {"password_now": PASSWORD})
    assert session.scalars(sa.select(Mail.address)).all() == ["old@example.com"]


@pytest.mark.parametrize(
    ("password", "said"), [("", "请填写现在的密码。"), ("wrong", "现在的密码不对。")], ids=["none", "a wrong one"]
)
def test_another_mail_address_needs_the_present_password(
    client: JudgingClient, make: Factory, session: Session, password: str, said: str
) -> None:
    person = make.account(email="old@example.com")
    client.sign_in(person)
    page = client.post("/account/contact", MOVING | {"password_now": password}, expect=422)
    assert page.errors == [said]
    assert page.value("email") == "new@example.com"
    assert person.email == "old@example.com"
    assert not session.scalars(sa.select(Mail)).all()


def test_the_same_address_in_other_letters_needs_no_password(client: JudgingClient, make: Factory) -> None:
    person = make.account(email="new@EXAMPLE.com")
    client.sign_in(person).post("/account/contact", MOVING)
    assert person.email == "new@example.com"


def test_bad_contact_details_are_named(client: JudgingClient, make: Factory) -> None:
    client.sign_in(make.account())
    page = client.post("/account/contact", {"name": "", "telephone": "abc", "email": "abc", "version": "1"}, expect=422)
    assert len(page.errors) == 3


def test_a_stale_edit_shows_both_versions(client: JudgingClient, make: Factory, session: Session) -> None:
    person = make.account(name="张敏")
    client.sign_in(person)
    client.post("/account/contact", {"name": "张慧敏", "telephone": "", "email": "", "version": "1"})
    page = client.post("/account/contact", {"name": "张惠敏", "telephone": "", "email": "", "version": "1"}, expect=409)
    assert page.value("name") == "张惠敏"
    assert "张慧敏" in page.words
    assert page.value("version") == "2"


def test_a_new_password_needs_the_present_one(client: JudgingClient, make: Factory) -> None:
    client.sign_in(make.account())
    page = client.post(
        "/account/password", {"password_now": "wrong", "password_new": NEW, "password_again": NEW}, expect=422
    )
    assert page.errors == ["现在的密码不对。"]


def test_a_new_password_signs_other_devices_out(
    client: JudgingClient, person: Account, elsewhere: JudgingClient
) -> None:
    client.sign_in(person)
    client.post("/account/password", {"password_now": PASSWORD, "password_new": NEW, "password_again": NEW})
    client.get("/account")
    elsewhere.get("/account", expect=302)


def test_a_cookie_copied_before_a_new_password_opens_nothing_after_it(
    app: Flask, client: JudgingClient, person: Account
) -> None:
    client.sign_in(person)
    copied = client.cookie("portal")
    client.post("/account/password", {"password_now": PASSWORD, "password_new": NEW, "password_again": NEW})
    assert "密码已修改" in client.get("/account").text
    thief = app.test_client()
    thief.set_cookie("portal", copied or "")
    assert contextvars.Context().run(lambda: thief.get("/account")).status_code == 302


def test_devices_are_listed_and_can_be_ended_one_by_one(
    client: JudgingClient, session: Session, person: Account, elsewhere: JudgingClient
) -> None:
    other = session.scalars(sa.select(SignIn)).one()
    page = client.sign_in(person).get("/account")
    assert page.tree is not None
    assert len(page.tree.xpath("//table/tbody/tr")) == 2
    client.post(f"/account/sign-ins/{other.id}/end")
    client.post(f"/account/sign-ins/{other.id}/end")
    elsewhere.get("/account", expect=302)
    client.get("/account")


def test_the_devices_of_others_are_not_there(
    client: JudgingClient, make: Factory, session: Session, elsewhere: JudgingClient
) -> None:
    other = session.scalars(sa.select(SignIn)).one()
    client.sign_in(make.account()).post(f"/account/sign-ins/{other.id}/end", expect=404)
    elsewhere.get("/account")


def test_signing_out_everywhere_includes_this_device(
    client: JudgingClient, person: Account, elsewhere: JudgingClient
) -> None:
    client.sign_in(person)
    assert "已在所有设备上退出" in client.post("/account/sign-ins/end-all", follow=True).words
    client.get("/account", expect=302)
    elsewhere.get("/account", expect=302)
