"""Each person's choice about mail, and the mail of the day."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.notifications.digests import MOST_NAMED, send_digests, wording
from portal.notifications.models import Mail, Notification
from portal.notifications.operations import choose_rhythm, notify
from portal.vocabulary import MailRhythm
from tests.factories import Factory
from tests.judging import JudgingClient


def mails(session: Session) -> list[Mail]:
    session.flush()
    return list(session.scalars(sa.select(Mail).order_by(Mail.id)))


def test_each_gets_mail_as_chosen_and_all_get_it_in_the_portal(session: Session, make: Factory) -> None:
    people = {rhythm: make.account(email=f"{rhythm}@county.test") for rhythm in MailRhythm}
    for rhythm, person in people.items():
        choose_rhythm(session, account_id=person.id, mail=rhythm)
    notify(session, people.values(), subject="已受理", body="今日受理。")
    assert [mail.address for mail in mails(session)] == ["at_once@county.test"]
    assert session.scalar(sa.select(sa.func.count(Notification.id))) == len(people)


def test_the_mail_of_the_day_names_what_waited_once_and_never_again(session: Session, make: Factory) -> None:
    person = make.account(email="daily@county.test")
    choose_rhythm(session, account_id=person.id, mail=MailRhythm.DAILY)
    notify(session, [person], subject="已受理：FG-2026-000001", body="一")
    notify(session, [person], subject="已分办：FG-2026-000001", body="二")
    assert send_digests(session) == 1
    assert send_digests(session) == 0
    (mail,) = mails(session)
    assert mail.subject == "今日通知2条"
    assert mail.body.index("已受理") < mail.body.index("已分办")


def test_whoever_changes_the_choice_gets_no_digest_of_what_waited(session: Session, make: Factory) -> None:
    person = make.account(email="daily@county.test")
    choose_rhythm(session, account_id=person.id, mail=MailRhythm.DAILY)
    notify(session, [person], subject="已受理", body="一")
    choose_rhythm(session, account_id=person.id, mail=MailRhythm.NONE)
    assert send_digests(session) == 0


@pytest.mark.parametrize("rhythm", MailRhythm)
def test_what_is_about_security_goes_at_once_whatever_the_choice(
    session: Session, make: Factory, rhythm: MailRhythm
) -> None:
    person = make.account(email="anyone@county.test")
    choose_rhythm(session, account_id=person.id, mail=rhythm)
    notify(session, [person], subject="密码已修改", body="如非本人操作，请立即重设。", at_once=True)
    assert [mail.subject for mail in mails(session)] == ["密码已修改"]
    assert send_digests(session) == 0


def test_a_long_day_is_cut_and_says_so(session: Session) -> None:
    subject, body = wording(["通知"] * (MOST_NAMED + 3))
    assert subject == "今日通知53条"
    assert "另有3条" in body


def test_the_choice_is_made_on_a_page(client: JudgingClient, make: Factory) -> None:
    client.sign_in(make.account())
    assert client.get("/notifications/settings").value("mail") == "at_once"
    client.post("/notifications/settings", {"mail": "daily"}, expect=302)
    assert "checked" in str(client.get("/notifications/settings").text)
