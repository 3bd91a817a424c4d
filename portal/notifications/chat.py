"""Groups of WeCom, DingTalk or Feishu that are told that something waits in the portal, through apprise.

Off until the settings name a group. A message holds no name, no title and no words of anybody: a case's number and
where to read it. Which group a message is for is said by a digest, because the address of a group is a secret.
"""

import hashlib
from dataclasses import dataclass
from typing import Protocol, Self

import apprise

from portal.notifications.post import Undeliverable
from portal.settings import Settings

KINDS = ("wecombot", "dingtalk", "feishu")


class Sender(Protocol):
    """Sends words to an address; tells whether they arrived there."""

    def __call__(self, url: str, text: str) -> bool:
        """Send."""


def send_by_apprise(url: str, text: str) -> bool:
    """Send through apprise, which knows how each service wants it."""
    robot = apprise.Apprise()
    return bool(robot.add(url) and robot.notify(body=text))


def channel_of(url: str) -> str:
    """Return the digest by which a message names its group."""
    return hashlib.sha256(url.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Chats:
    """The groups that this instance tells, by their digests."""

    urls: dict[str, str]
    sender: Sender = send_by_apprise

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the groups of the settings, one address a line or separated by blanks; none where none is named."""
        named = settings.chat_urls.get_secret_value().split() if settings.chat_urls else []
        return cls({channel_of(url): url for url in named if url.partition("://")[0] in KINDS})

    def send(self, channel: str, text: str) -> None:
        """Send to a group. Raises Undeliverable where it is not among the settings any more, OSError for now."""
        url = self.urls.get(channel)
        if url is None:
            raise Undeliverable("the group is no longer named in the settings")
        if not self.sender(url, text):
            raise OSError("the group's service did not take the message")
