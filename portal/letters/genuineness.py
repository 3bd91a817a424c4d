"""Whether a file is a letter of this portal: its SHA-256 against those stored when letters were issued."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import IO

from sqlalchemy.orm import Session

from portal.letters import queries
from portal.letters.models import Letter
from portal.vocabulary import LetterState

BLOCK = 1024 * 1024


class Verdict(StrEnum):
    """What a file is found to be."""

    GENUINE = "genuine"
    VOID = "void"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """The verdict on a file with its digest, and the letter that it is, if it is one."""

    verdict: Verdict
    digest: str
    letter: Letter | None = None


def digest_of(stream: IO[bytes]) -> str:
    """Return the SHA-256 of a stream in hexadecimal, read in blocks of a mebibyte."""
    digest = hashlib.sha256()
    while block := stream.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


def examine(session: Session, stream: IO[bytes]) -> Finding:
    """Say what a file is; one changed byte makes it unknown."""
    digest = digest_of(stream)
    letter = queries.by_digest(session, digest)
    if letter is None:
        return Finding(Verdict.UNKNOWN, digest)
    return Finding(Verdict.VOID if letter.state is LetterState.VOID else Verdict.GENUINE, digest, letter)
