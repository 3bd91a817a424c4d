"""What the portal writes to people about their accounts."""

from typing import TypedDict

from flask_babel import gettext as _


class Message(TypedDict):
    """The words of a notice or a mail."""

    subject: str
    body: str


def reset_link(name: str, url: str, minutes: int) -> Message:
    """Return the mail with the link that sets a new password."""
    return {
        "subject": _("Set a new password"),
        "body": _(
            "%(name)s, hello.\n\nOpen this link within %(minutes)s minutes to set a new password; it works once:\n"
            "%(url)s\n\nIf you did not ask for it, leave it: your password stays as it is.",
            name=name,
            minutes=minutes,
            url=url,
        ),
    }


def first_link(name: str, username: str, url: str, days: int) -> Message:
    """Return the mail with which a new account begins."""
    return {
        "subject": _("Your account has been opened"),
        "body": _(
            "%(name)s, hello.\n\nYour account is %(username)s. "
            "Open this link within %(days)s days to set your password; it works once:\n%(url)s",
            name=name,
            username=username,
            url=url,
            days=days,
        ),
    }


def password_changed(name: str) -> Message:
    """Return the notice that a password was changed."""
    return {
        "subject": _("Your password was changed"),
        "body": _(
            "%(name)s, hello.\n\nThe password of your account was changed and other devices were signed out. "
            "If it was not you, set a new password at once and tell the administrator.",
            name=name,
        ),
    }


def address_changed(name: str) -> Message:
    """Return the mail to the address that was replaced."""
    return {
        "subject": _("Your mail address was changed"),
        "body": _(
            "%(name)s, hello.\n\nThis mail address has been replaced in your account. If it was not you, "
            "tell the administrator.",
            name=name,
        ),
    }


def signed_in_anew(name: str, moment: str, device: str, address: str) -> Message:
    """Return the notice of a sign-in from a device or a network that is new for the account."""
    return {
        "subject": _("Your account was signed in to on a new device or network"),
        "body": _(
            "%(name)s, hello.\n\nYour account was signed in to on %(moment)s.\nDevice: %(device)s\n"
            "Network address: %(address)s\n\nIf it was you, there is nothing to do. If it was not: change your "
            "password at once under “My account”, which signs every other device out, and tell the administrator.",
            name=name,
            moment=moment,
            device=device,
            address=address,
        ),
    }
