"""Whether a file is a letter of this portal: its SHA-256 against those stored at sign-off, and its own signature."""

import hashlib
import io
from dataclasses import dataclass
from enum import StrEnum
from typing import IO

from sqlalchemy.orm import Session

from portal.attachments.storage import STORE_FAILS, Storage
from portal.letters import queries
from portal.letters.context import own_certificate
from portal.letters.models import Letter
from portal.press.jobs import Signature
from portal.press.refusals import RenderingFailed
from portal.press.worker import examine_in_worker
from portal.settings import Settings
from portal.vocabulary import LetterState

BLOCK = 1024 * 1024
LARGEST = 20 * BLOCK
"""Of a file whose signature is read; no letter comes near."""


class Verdict(StrEnum):
    """What a file is found to be."""

    GENUINE = "genuine"
    VOID = "void"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """The verdict on a file with its digest, the letter that it is, if it is one, and the signature that it bears.

    ``ours`` tells whether this portal has signed with the certificate of that signature.
    """

    verdict: Verdict
    digest: str
    letter: Letter | None = None
    signature: Signature | None = None
    ours: bool = False


def digest_of(stream: IO[bytes]) -> str:
    """Return the SHA-256 of a stream in hexadecimal, read in blocks of a mebibyte."""
    digest = hashlib.sha256()
    while block := stream.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


def examine(session: Session, stream: IO[bytes], settings: Settings) -> Finding:
    """Say what a file is; one changed byte makes it unknown and breaks its signature."""
    content = stream.read()
    digest = digest_of(io.BytesIO(content))
    letter = queries.by_digest(session, digest)
    signature = signature_in(content, settings)
    ours = signature is not None and _is_ours(session, signature, settings)
    if letter is None:
        return Finding(Verdict.UNKNOWN, digest, None, signature, ours)
    verdict = Verdict.VOID if letter.state is LetterState.VOID else Verdict.GENUINE
    return Finding(verdict, digest, letter, signature, ours)


def signature_in(content: bytes, settings: Settings) -> Signature | None:
    """Read the signature of a file in the printing process; None where it bears none or cannot be read."""
    if len(content) > LARGEST:
        return None
    try:
        return examine_in_worker(content, fonts=settings.fonts_dir)
    except RenderingFailed:
        return None


def signature_of(letter: Letter, store: Storage, settings: Settings) -> Signature | None:
    """Read the signature of a letter's stored bytes; None for one issued without, or while the store gives no bytes."""
    if not letter.certificate or letter.pdf_key is None:
        return None
    try:
        content = store.get(letter.pdf_key)
    except STORE_FAILS:
        return None
    found = signature_in(content, settings)
    return found if found and found.fingerprint == letter.certificate else None


def _is_ours(session: Session, signature: Signature, settings: Settings) -> bool:
    own = own_certificate(settings)
    if own and own.fingerprint == signature.fingerprint:
        return True
    return queries.was_signed_with(session, signature.fingerprint)
