"""Ways to send a mail: a mail server, or for the demonstration a folder in which each mail is a file."""

import smtplib
import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from portal.settings import Settings

TIMEOUT = 30  # seconds
SMTP_PORT, SUBMISSION_PORT, TLS_PORT = 25, 587, 465


class Undeliverable(Exception):
    """The mail can never be delivered: the address is wrong or refused for good."""


class Post(Protocol):
    """Sends a mail, or raises: Undeliverable for good, OSError or SMTPException for now."""

    def send(self, message: EmailMessage) -> None:
        """Hand the mail over."""


def compose(*, sender: str, name: str, address: str, subject: str, body: str, message_id: str) -> EmailMessage:
    """Return the mail. Raises Undeliverable for an address that no header can hold."""
    message = EmailMessage()
    try:
        message["From"] = Address(name, addr_spec=sender)
        message["To"] = Address(addr_spec=address)
    except (ValueError, IndexError, MessageError) as error:
        raise Undeliverable(str(error)) from error
    message["Subject"] = " ".join(subject.split())
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    message.set_content(f"{body}\n\n{name}\n")
    return message


@dataclass(frozen=True)
class MailServer:
    """A server reached by ``smtp://`` (with STARTTLS wherever a user is named) or ``smtps://``."""

    url: str

    def send(self, message: EmailMessage) -> None:
        """Hand the mail to the server."""
        parts = urlsplit(self.url)
        host, secure = parts.hostname or "localhost", parts.scheme == "smtps"
        context = ssl.create_default_context()
        if secure:
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or TLS_PORT, timeout=TIMEOUT, context=context)
        else:
            port = parts.port or (SUBMISSION_PORT if parts.username else SMTP_PORT)
            server = smtplib.SMTP(host, port, timeout=TIMEOUT)
        with server:
            if parts.username:
                if not secure:
                    server.starttls(context=context)
                server.login(unquote(parts.username), unquote(parts.password or ""))
            try:
                server.send_message(message)
            except smtplib.SMTPRecipientsRefused as refused:
                codes = [code for code, _words in refused.recipients.values()]
                if all(code >= 500 for code in codes):  # noqa: PLR2004  RFC 5321, 4.2.1: refused for good
                    raise Undeliverable(str(refused)) from refused
                raise


@dataclass(frozen=True)
class Folder:
    """Keeps each mail as a file, for looking at what would have been sent."""

    path: Path

    def send(self, message: EmailMessage) -> None:
        """Write the mail."""
        self.path.mkdir(parents=True, exist_ok=True)
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        (self.path / f"{name}.eml").write_bytes(bytes(message))


def post_of(settings: Settings) -> Post | None:
    """Return how this instance sends mail; None where nothing is mailed."""
    if settings.mail_url:
        return MailServer(settings.mail_url.get_secret_value())
    return Folder(settings.data_dir / "mail") if settings.demo else None
