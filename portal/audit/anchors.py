"""Heads of the chain noted outside of the database, so that even an end cut off together with its head is found.

The worker notes the head every hour in the store of files, under a name that says it all: how many acts, the digest,
and a seal made with the portal's secret key. Whoever can write to the database can make the trail shorter and its head
fit, but can neither make a note nor take one back; a store that keeps what was written (WORM) holds against both.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.audit.chain import BEGINNING
from portal.audit.models import AuditLink
from portal.audit.verifying import Head, head

KIND = "audit-heads"
DIGITS = 12  # so that the names sort as the counts do


class Shelf(Protocol):
    """Where notes are kept."""

    def keep(self, key: str, content: bytes) -> None:
        """Keep bytes under a name; what is there already stays."""

    def keys(self, kind: str) -> Iterable[str]:
        """Yield the names of a kind."""


@dataclass(frozen=True)
class Notes:
    """The heads that were noted, the oldest first; ``unsealed`` counts those whose seal is not this portal's."""

    heads: tuple[Head, ...] = ()
    unsealed: int = 0

    @property
    def last(self) -> Head | None:
        """The head noted last."""
        return self.heads[-1] if self.heads else None


def _seal(noted: Head, secret: str) -> str:
    return hmac.new(secret.encode(), f"audit-head {noted}".encode(), hashlib.sha256).hexdigest()


def _key(noted: Head, secret: str) -> str:
    return f"{KIND}/{noted.count:0{DIGITS}}-{noted.digest}-{_seal(noted, secret)}"


def _read(key: str, secret: str) -> Head | None:
    """Return the head that a name says; None where the seal is another's."""
    count, _, rest = key.rpartition("/")[2].partition("-")
    digest, _, seal = rest.partition("-")
    if not count.isdecimal() or len(digest) != len(BEGINNING):
        return None
    noted = Head(int(count), digest)
    return noted if hmac.compare_digest(seal, _seal(noted, secret)) else None


def notes(shelf: Shelf, *, secret: str) -> Notes:
    """Return what has been noted."""
    found = [_read(key, secret) for key in shelf.keys(KIND)]
    heads = sorted((each for each in found if each), key=lambda each: each.count)
    return Notes(tuple(heads), unsealed=found.count(None))


def goes_through(session: Session, noted: Head) -> bool:
    """Tell whether the trail still goes through a head, looking at this one place only."""
    digest = session.scalar(sa.select(AuditLink.digest).where(AuditLink.place == noted.count))
    return noted == Head() or digest == noted.digest


def note(session: Session, shelf: Shelf, *, secret: str) -> Head | None:
    """Note the head unless nothing was added since; return what was noted.

    Where the trail does not go through the last head noted nothing is: a trail that was cut off makes no new notes.
    """
    last, now = notes(shelf, secret=secret).last, head(session)
    if now == Head() or now == last or (last and not goes_through(session, last)):
        return None
    shelf.keep(_key(now, secret), f"{now}\n".encode())
    return now
