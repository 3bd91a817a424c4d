"""Telling chat groups: off by default, without any personal data, retried, and never sent twice."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import sqlalchemy as sa
from pydantic import SecretStr
from sqlalchemy.orm import Session

from portal import clock
from portal.notifications.chat import Chats, channel_of
from portal.notifications.delivery import PAUSES, deliver_chat
from portal.notifications.models import ChatMessage
from portal.notifications.operations import notify
from portal.settings import current_settings
from tests.factories import Factory

GROUP = "wecombot://0123456789abcdef"
LINK = "/cases/FG-2026-0059XC"


@dataclass
class Robot:
    """A group whose service fails as often as it is told to."""

    failures: int = 0
    heard: list[str] = field(default_factory=list)

    def __call__(self, url: str, text: str) -> bool:
        assert url == GROUP
        if self.failures:
            self.failures -= 1
            return False
        self.heard.append(text)
        return True


@pytest.fixture
def named(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings name one group."""
    settings = current_settings().model_copy(update={"chat_urls": SecretStr(f"{GROUP} mailto://not.a.group")})
    monkeypatch.setattr("portal.notifications.operations.current_settings", lambda: settings)


def waiting(session: Session) -> list[ChatMessage]:
    session.flush()
    return list(session.scalars(sa.select(ChatMessage).order_by(ChatMessage.id)))


def test_without_a_group_in_the_settings_nothing_waits(session: Session, make: Factory) -> None:
    notify(session, [make.account()], subject="交您承办", body="内容", link=LINK, groups=True)
    assert waiting(session) == []


@pytest.mark.usefixtures("named")
def test_a_message_holds_the_number_and_the_address_and_nothing_of_the_matter(session: Session, make: Factory) -> None:
    notify(session, [make.account()], subject="张慧敏的工资", body="内容", link=LINK, groups=True)
    (message,) = waiting(session)
    assert message.channel == channel_of(GROUP)
    assert "FG-2026-0059XC" in message.text
    assert message.text.endswith(LINK)
    assert not any(word in message.text for word in ("张慧敏", "工资", "内容"))


@pytest.mark.usefixtures("named")
def test_what_is_not_about_a_case_stays_out_of_the_groups(session: Session, make: Factory) -> None:
    notify(session, [make.account()], subject="结对", body="内容", link="/enterprises/1", groups=True)
    notify(session, [make.account()], subject="事项", body="内容", link=LINK)
    assert waiting(session) == []


@pytest.mark.usefixtures("named")
def test_a_failing_service_is_tried_again_later_and_told_once(session: Session, make: Factory) -> None:
    notify(session, [make.account()], subject="交您承办", body="内容", link=LINK, groups=True)
    robot = Robot(failures=2)
    chats = Chats({channel_of(GROUP): GROUP}, robot)
    assert deliver_chat(session, chats=chats).put_off == 1
    assert deliver_chat(session, chats=chats).put_off == 0
    later = clock.now() + PAUSES[0] + timedelta(seconds=1)
    with clock.travel(later):
        assert deliver_chat(session, chats=chats).put_off == 1
    with clock.travel(later + PAUSES[1] + timedelta(seconds=1)):
        assert deliver_chat(session, chats=chats).sent == 1
        assert deliver_chat(session, chats=chats).sent == 0
    assert len(robot.heard) == 1


@pytest.mark.usefixtures("named")
def test_a_group_that_the_settings_no_longer_name_is_given_up(session: Session, make: Factory) -> None:
    notify(session, [make.account()], subject="交您承办", body="内容", link=LINK, groups=True)
    assert deliver_chat(session, chats=Chats({}, Robot())).given_up == 1


def test_only_groups_of_the_three_services_are_taken(session: Session) -> None:
    named = SecretStr("feishu://token\ndingtalk://token mailto://a.b")
    settings = current_settings().model_copy(update={"chat_urls": named})
    assert sorted(Chats.of(settings).urls.values()) == ["dingtalk://token", "feishu://token"]
