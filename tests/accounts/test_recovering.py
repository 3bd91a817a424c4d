"""A lost password is set anew by a mailed link."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import PasswordReset, SignIn
from portal.accounts.recovering import OPEN_LINKS
from portal.notifications.models import Mail
from tests.factories import PASSWORD, Factory
from tests.judging import JudgingClient

NEW = "四个 互不 相干 词语"


def mails(session: Session) -> list[Mail]:
    return list(session.scalars(sa.select(Mail).order_by(Mail.id)))


def ask(client: JudgingClient, who: str) -> str:
    return client.post("/forgotten-password", {"who": who}, follow=True).words


def link(client: JudgingClient, session: Session, who: str) -> str:
    ask(client, who)
    found = re.search(r"http://portal\.test(/set-password/\S+)", mails(session)[-1].body)
    assert found
    return found[1]


def test_the_link_sets_a_new_password_and_ends_all_sign_ins(
    client: JudgingClient,
    make: Factory,
    session: Session,
) -> None:
    person = make.account(email="zhang@example.com")
    client.sign_in(person).sign_out()
    session.add(SignIn(token_sha256="0" * 64, account_id=person.id, created_at=clock.now(), seen_at=clock.now(),
                       address="", agent=""))  # fmt: skip
    path = link(client, session, person.username)
    assert person.username in client.get(path).words
    assert "新密码已生效" in client.post(path, {"password_new": NEW, "password_again": NEW}, follow=True).words
    assert all(row.ended_at for row in session.scalars(sa.select(SignIn)))
    client.post("/sign-in", {"username": person.username, "password": PASSWORD}, expect=422)
    client.sign_in(person, NEW)


def test_the_link_works_once(client: JudgingClient, make: Factory, session: Session) -> None:
    path = link(client, session, make.account(email="zhang@example.com").username)
    client.post(path, {"password_new": NEW, "password_again": NEW})
    assert client.post(path, {"password_new": NEW, "password_again": NEW}).response.location == "/forgotten-password"
    assert "这个链接已经失效" in client.get("/forgotten-password").words


def test_the_link_expires(client: JudgingClient, make: Factory, session: Session) -> None:
    path = link(client, session, make.account(email="zhang@example.com").username)
    with clock.travel(clock.now() + timedelta(minutes=31)):
        client.get(path, expect=302)


def test_a_made_up_link_does_not_work(client: JudgingClient) -> None:
    client.get("/set-password/made-up", expect=302)


def test_a_link_mailed_to_an_address_that_was_replaced_opens_nothing(
    client: JudgingClient, make: Factory, session: Session
) -> None:
    person = make.account(email="zhang@example.com")
    path = link(client, session, person.username)
    client.sign_in(person)
    contact = {"name": "张敏", "telephone": "", "email": "new@example.com", "version": str(person.version)}
    client.post("/account/contact", contact | {"password_now": PASSWORD})
    client.get(path, expect=302)


def test_a_link_asked_for_before_a_new_password_opens_nothing_after_it(
    client: JudgingClient, make: Factory, session: Session
) -> None:
    person = make.account(email="zhang@example.com")
    path = link(client, session, person.username)
    client.sign_in(person)
    client.post("/account/password", {"password_now": PASSWORD, "password_new": NEW, "password_again": NEW})
    client.get(path, expect=302)


def test_the_answer_is_the_same_for_everybody(client: JudgingClient, make: Factory, session: Session) -> None:
    known, without = make.account(email="zhang@example.com"), make.account()
    gone = make.account(email="gone@example.com", disabled_at=clock.now())
    answers = {ask(client, who) for who in (known.username, known.email, without.username, gone.email, "nobody")}
    assert len(answers) == 1
    assert {mail.address for mail in mails(session)} == {"zhang@example.com"}


def test_the_address_may_be_given_in_other_letters(client: JudgingClient, make: Factory, session: Session) -> None:
    make.account(email="Zhang@Example.com")
    ask(client, " zhang@example.COM ")
    assert len(mails(session)) == 1


def test_a_mailbox_is_not_flooded(client: JudgingClient, make: Factory, session: Session) -> None:
    person = make.account(email="zhang@example.com")
    for _ in range(OPEN_LINKS + 2):
        ask(client, person.username)
    assert len(mails(session)) == OPEN_LINKS


def test_the_database_does_not_hold_the_link(client: JudgingClient, make: Factory, session: Session) -> None:
    path = link(client, session, make.account(email="zhang@example.com").username)
    stored = session.scalars(sa.select(PasswordReset)).one()
    assert stored.token_sha256 not in path


BAD = (
    ("", "", "请填写新密码。"),
    (NEW, "other", "两次填写的密码不一致。"),
    ("Password1234", "Password1234", "容易被猜到"),
)


@pytest.mark.parametrize("bad", BAD, ids=("empty", "different", "weak"))
def test_a_bad_new_password_leaves_the_link_open(
    client: JudgingClient,
    make: Factory,
    session: Session,
    bad: tuple[str, str, str],
) -> None:
    password, again, message = bad
    path = link(client, session, make.account(email="zhang@example.com").username)
    page = client.post(path, {"password_new": password, "password_again": again}, expect=422)
    assert message in "".join(page.errors)
    client.get(path)
