"""Where bytes are kept: a directory on one machine, an S3-compatible store on many; obstore speaks to both."""

import contextlib
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import cast

import obstore
from flask import Flask, current_app
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from portal.attachments.kept import Kept
from portal.settings import Settings

EXTENSION = "storage"
MEBIBYTE = 1024 * 1024
STORE_FAILS = (OSError, BaseError)
"""What is raised where the store is full, away or forbids it; a FileNotFoundError is one of them."""


class Storage:
    """Bytes under keys. A key is written once and never overwritten."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def put(self, kind: Kept, content: bytes | Path) -> str:
        """Keep the bytes, or those of a file, which is not read whole, and return their key, ``kind/…``."""
        known = hashlib.sha256(content).hexdigest()[:16] if isinstance(content, bytes) else ""
        name = f"{known}{secrets.token_hex(8)}"
        key = f"{kind}/{name[:2]}/{name}"
        obstore.put(self._store, key, content, mode="create")
        return key

    def keep(self, key: str, content: bytes) -> None:
        """Keep bytes under a key of the caller's own, ``kind/…``; what is there already stays."""
        with contextlib.suppress(AlreadyExistsError):
            obstore.put(self._store, key, content, mode="create")

    def keys(self, kind: str) -> Iterator[str]:
        """Yield the keys of a kind."""
        for batch in obstore.list(self._store, prefix=kind, chunk_size=500):
            yield from (meta["path"] for meta in batch)

    def get(self, key: str) -> bytes:
        """Return the bytes; raise FileNotFoundError when the key is unknown."""
        return bytes(obstore.get(self._store, key).bytes())

    def stream(self, key: str) -> Iterator[bytes]:
        """Return the bytes in pieces of a mebibyte; raise FileNotFoundError at once when the key is unknown."""
        found = obstore.get(self._store, key)
        return (bytes(piece) for piece in found.stream(min_chunk_size=MEBIBYTE))

    def delete(self, key: str) -> None:
        """Forget the bytes; a key that is not there is no error."""
        with suppress(FileNotFoundError):  # a directory complains of it, S3 does not
            obstore.delete(self._store, key)

    def keys_before(self, kind: Kept, at: datetime) -> Iterator[list[str]]:
        """Yield, in lists of some hundreds, the keys of a kind whose bytes were put before an instant."""
        for batch in obstore.list(self._store, prefix=kind, chunk_size=500):
            yield [meta["path"] for meta in batch if meta["last_modified"] < at]

    def is_ready(self) -> bool:
        """Tell whether the store takes and gives bytes; a directory that has gone is not one, and is not made anew."""
        if isinstance(self._store, LocalStore) and self._store.prefix and not Path(self._store.prefix).is_dir():
            return False
        probe = f"probe/{secrets.token_hex(8)}"
        obstore.put(self._store, probe, b"ready")
        answer = bytes(obstore.get(self._store, probe).bytes())
        obstore.delete(self._store, probe)
        return answer == b"ready"


def open_storage(settings: Settings) -> Storage:
    """Return the store that the settings name."""
    if settings.storage_url:
        return Storage(from_url(settings.storage_url))
    folder = settings.data_dir / "files"
    folder.mkdir(parents=True, exist_ok=True)
    return Storage(LocalStore(folder))


def storage() -> Storage:
    """Return the running application's store."""
    return cast("Storage", current_app.extensions[EXTENSION])


def init_app(app: Flask, settings: Settings) -> None:
    """Open the store once for the process."""
    app.extensions[EXTENSION] = open_storage(settings)
