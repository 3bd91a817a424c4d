"""The outbox is sent: each mail once, again after a failure, and never lost."""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from portal import clock
from portal.notifications.delivery import CLAIM, PAUSES, Delivered, deliver_due
from portal.notifications.models import Mail
from portal.notifications.operations import notify, send_mail
from portal.notifications.post import Folder, Undeliverable, compose, post_of
from portal.settings import Settings
from tests.conftest import make_settings
from tests.factories import Factory


@dataclass
class Box:
    """A post that keeps what it is given and fails as often as it is told to."""

    failures: list[Exception] = field(default_factory=list)
    messages: list[EmailMessage] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None

    def send(self, message: EmailMessage) -> None:
        self.meanwhile()
        if self.failures:
            raise self.failures.pop(0)
        self.messages.append(message)


@pytest.fixture
def settings(app: Flask) -> Settings:
    found: Settings = app.extensions["settings"]
    return found


@pytest.fixture
def queued(session: Session) -> Mail:
    send_mail(session, address="wei@example.com", subject="事项已受理", body="恒泰纺织的事项已受理。")
    session.commit()
    return session.scalars(sa.select(Mail)).one()


def test_a_mail_is_sent_once(session: Session, settings: Settings, queued: Mail) -> None:
    box = Box()
    assert deliver_due(session, post=box, settings=settings) == Delivered(sent=1)
    assert deliver_due(session, post=box, settings=settings) == Delivered()
    assert [message["To"] for message in box.messages] == ["wei@example.com"]
    assert box.messages[0]["Subject"] == "事项已受理"
    assert "恒泰纺织" in box.messages[0].get_content()
    assert queued.sent_at is not None
    assert queued.body == ""


def test_a_second_worker_does_not_take_a_claimed_mail(session: Session, settings: Settings, queued: Mail) -> None:
    box, second = Box(), Box()
    box.meanwhile = lambda: deliver_due(session, post=second, settings=settings)
    deliver_due(session, post=box, settings=settings)
    assert (len(box.messages), len(second.messages)) == (1, 0)


def test_a_mail_whose_worker_died_is_sent_under_the_same_id(
    session: Session,
    settings: Settings,
    queued: Mail,
) -> None:
    first, second = Box(failures=[KeyboardInterrupt()]), Box()  # type: ignore[list-item]  # the worker is killed
    known: list[str] = []
    first.meanwhile = lambda: known.append("claimed")
    with pytest.raises(KeyboardInterrupt):
        deliver_due(session, post=first, settings=settings)
    session.rollback()
    assert deliver_due(session, post=second, settings=settings) == Delivered()
    with clock.travel(clock.now() + CLAIM):
        assert deliver_due(session, post=second, settings=settings) == Delivered(sent=1)
    assert second.messages[0]["Message-ID"].startswith(f"<mail-{queued.id}-")


def test_a_failure_is_tried_again_after_a_growing_pause(session: Session, settings: Settings, queued: Mail) -> None:
    box = Box(failures=[OSError("no route"), smtplib.SMTPServerDisconnected("gone")])
    now = clock.now()
    assert deliver_due(session, post=box, settings=settings).put_off == 1
    assert queued.last_error == "no route"
    assert deliver_due(session, post=box, settings=settings) == Delivered()
    with clock.travel(now + PAUSES[0] + timedelta(seconds=9)):
        assert deliver_due(session, post=box, settings=settings).put_off == 1
    with clock.travel(now + PAUSES[0] + PAUSES[1] + timedelta(seconds=19)):
        assert deliver_due(session, post=box, settings=settings).sent == 1
    assert (queued.attempts, queued.last_error) == (3, "")


def test_after_the_last_pause_a_mail_is_given_up(session: Session, settings: Settings, queued: Mail) -> None:
    box = Box(failures=[OSError("no route")] * (len(PAUSES) + 1))
    at = clock.now()
    for pause in (*PAUSES, timedelta()):
        with clock.travel(at):
            deliver_due(session, post=box, settings=settings)
        at += pause + timedelta(seconds=5)
    assert queued.failed_at is not None
    assert queued.attempts == len(PAUSES) + 1


@pytest.mark.parametrize("address", ["no-address", "a@b\r\nBcc: c@d", "@", "a b@c.d"])
def test_an_impossible_address_is_given_up_at_once(session: Session, settings: Settings, address: str) -> None:
    send_mail(session, address=address, subject="事项已受理", body="正文")
    session.commit()
    assert deliver_due(session, post=Box(), settings=settings) == Delivered(given_up=1)


def test_one_bad_mail_does_not_hold_up_the_next(session: Session, settings: Settings, queued: Mail) -> None:
    send_mail(session, address="lin@example.com", subject="催办", body="正文")
    session.commit()
    assert deliver_due(session, post=Box(failures=[Undeliverable("no such user")]), settings=settings) == Delivered(
        sent=1,
        given_up=1,
    )


def test_old_news_is_not_mailed(session: Session, settings: Settings, queued: Mail) -> None:
    with clock.travel(clock.now() + timedelta(days=4)):
        assert deliver_due(session, post=Box(), settings=settings) == Delivered(given_up=1)


def test_a_line_break_in_a_subject_adds_no_header() -> None:
    message = compose(
        sender="portal@example.com",
        name="平台",
        address="wei@example.com",
        subject="事项\r\nBcc: all@example.com",
        body="正文",
        message_id="<1@portal.test>",
    )
    assert message["Bcc"] is None


def test_a_notice_is_mailed_with_its_full_address(session: Session, make: Factory) -> None:
    person = make.account(email="wei@example.com")
    notify(session, [person, person], subject="事项已受理", body="请查看。", link="/cases/FG-2026-004K7M")
    session.flush()
    assert session.scalars(sa.select(Mail)).one().body == "请查看。\n\nhttp://portal.test/cases/FG-2026-004K7M"


def test_the_demonstration_keeps_its_mail_in_a_folder(tmp_path: Path) -> None:
    settings = make_settings("sqlite://", tmp_path, demo=True)
    post = post_of(settings)
    assert isinstance(post, Folder)
    post.send(
        compose(
            sender="portal@example.com",
            name="平台",
            address="wei@example.com",
            subject="s",
            body="b",
            message_id="<mail-1@portal.test>",
        ),
    )
    assert (tmp_path / "mail" / "mail-1.eml").exists()


def test_without_a_mail_server_nothing_is_mailed(tmp_path: Path) -> None:
    assert post_of(make_settings("sqlite://", tmp_path)) is None
