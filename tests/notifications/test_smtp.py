"""Handing mail to a server, played by a few lines that speak just enough SMTP."""

import socketserver
import threading
from collections.abc import Iterator
from typing import ClassVar

import pytest

from portal.notifications.post import MailServer, Undeliverable, compose


class Session(socketserver.StreamRequestHandler):
    """Answers each command; refuses recipients at ``refused.example.com`` with the code in their name."""

    received: ClassVar[list[str]] = []

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT" and "refused.example.com" in line:
                self._say(f"{line.split('<')[1][:3]} no")
            elif verb == "DATA":
                self._say("354 go on")
                while (text := self.rfile.readline().decode()) != ".\r\n":
                    self.received.append(text)
                self._say("250 taken")
            else:
                self._say("221 bye" if verb == "QUIT" else "250 fine")
                if verb == "QUIT":
                    return


@pytest.fixture
def server() -> Iterator[MailServer]:
    Session.received.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield MailServer(f"smtp://127.0.0.1:{listening.server_address[1]}")
        listening.shutdown()
        thread.join()


def mail_to(address: str) -> object:
    return compose(
        sender="portal@example.com",
        name="平台",
        address=address,
        subject="事项已受理",
        body="正文",
        message_id="<mail-1@portal.test>",
    )


def test_a_mail_reaches_the_server(server: MailServer) -> None:
    server.send(mail_to("wei@example.com"))
    assert any(line.startswith("Message-ID: <mail-1@portal.test>") for line in Session.received)


def test_a_recipient_refused_for_good_is_undeliverable(server: MailServer) -> None:
    with pytest.raises(Undeliverable):
        server.send(mail_to("550@refused.example.com"))


def test_a_recipient_refused_for_now_may_be_tried_again(server: MailServer) -> None:
    with pytest.raises(OSError, match="no"):
        server.send(mail_to("450@refused.example.com"))
