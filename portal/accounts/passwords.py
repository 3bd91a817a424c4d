"""Passwords: argon2id with the parameters of OWASP's cheat sheet (19 MiB, two passes, one lane), and which are good."""

import re
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

from portal.accounts.tokens import new_token

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
LEAST, MOST = 10, 128
DIFFERENT = 5
# What the published lists of leaked passwords begin with, as the stem that remains without digits and signs.
COMMON_STEMS = frozenset(
    {"password", "qwerty", "qwertyuiop", "asdfgh", "asdfghjkl", "zxcvbnm", "admin", "administrator", "root"}
    | {"welcome", "woaini", "iloveyou", "abc", "abcd", "abcdef", "letmein", "changeme"},
)
RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz")


@cache
def _nobody() -> str:
    """Return the hash of a password that nobody has, to be worked on where there is no account."""
    return HASHER.hash(new_token())


def hashed(password: str) -> str:
    """Return the hash to store."""
    return HASHER.hash(password)


def matches(stored: str, password: str) -> bool:
    """Tell whether the password is the one stored; as much work is done where nothing is stored."""
    try:
        return HASHER.verify(stored or _nobody(), password[:MOST]) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Tell whether a stored hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(stored)


def weakness(password: str, username: str = "") -> str | None:
    """Say what is wrong with a password that somebody wants to take; None where it is good.

    Length before signs (NIST SP 800-63B, 5.1.1.2): ten characters that are no account name, no row of the keyboard
    and no well-known word with digits behind.
    """
    if len(password) < LEAST:
        return _("Use at least %(least)s characters; there are %(now)s.", least=LEAST, now=len(password))
    if len(password) > MOST:
        return _("Use at most %(most)s characters.", most=MOST)
    plain = password.lower()
    if username and username in plain:
        return _("The password must not contain the account name.")
    stem = re.sub(r"[\W\d_]+", "", plain)
    if len(set(plain)) < DIFFERENT or stem in COMMON_STEMS or any(plain in run for run in RUNS):
        return _(
            "This password is easy to guess. Three or four words that have nothing to do with each other are good."
        )
    return None
