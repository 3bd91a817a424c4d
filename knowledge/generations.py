"""Folders of finished indexes and the pointer that says which one serves.

An index is built in a folder beside the others and becomes current by one rename of the pointer file. A build that dies
leaves a half-made folder that nobody points to; the next build removes it.

Programs of two releases may share one path while a machine is being brought up to date: each layout has a folder of its
own there and leaves those of the others alone until nobody has built in them for a month.
"""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

_POINTER: Final = "current.json"
_LAYOUT: Final = "layout-"
_BUILDING: Final = "building-"
_FINISHED: Final = "index-"
_KEPT_SECONDS: Final = 30 * 24 * 3600
_OF_OTHERS: Final = (f"{_LAYOUT}*", f"{_FINISHED}*", "current-*.json")
"""What other layouts have at a path; releases before 2026-11 had their indexes and pointers there itself."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """The serving index: its folder's name and the digest of what it was made from."""

    folder: str
    digest: str


class Generations:
    """All indexes of one layout under one path; those of another are as good as none."""

    def __init__(self, path: Path, layout: str) -> None:
        self._path = path / f"{_LAYOUT}{layout}"
        self._pointer = self._path / _POINTER

    def current(self) -> Pointer | None:
        """Return the serving index, None before the first build."""
        try:
            return Pointer(**json.loads(self._pointer.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None

    def stamp(self) -> tuple[int, int] | None:
        """Tell one swap from the next; one `stat`, so it can be asked before every search."""
        try:
            status = self._pointer.stat()
        except FileNotFoundError:
            return None
        return status.st_ino, status.st_mtime_ns

    def swapped_at(self) -> datetime | None:
        """When the serving index became it; None before the first build."""
        try:
            return datetime.fromtimestamp(self._pointer.stat().st_mtime, UTC)
        except FileNotFoundError:
            return None

    def folder(self, pointer: Pointer) -> Path:
        """Where an index lies."""
        return self._path / pointer.folder

    @contextmanager
    def only_builder(self) -> Iterator[None]:
        """One builder at a time on this machine, other processes included; what a dead one left is removed."""
        self._path.mkdir(parents=True, exist_ok=True)
        with (self._path / "build.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for left in self._path.glob(f"{_BUILDING}*"):
                shutil.rmtree(left, ignore_errors=True)
            yield

    def new_folder(self) -> Path:
        """Return an empty folder to build in."""
        return Path(tempfile.mkdtemp(prefix=_BUILDING, dir=self._path))

    def swap(self, built: Path, digest: str) -> Pointer:
        """Make a built folder the serving index; drop all but the one before it, and the layouts no longer in use."""
        before = self.current()
        finished = self._path / built.name.replace(_BUILDING, _FINISHED, 1)
        built.rename(finished)
        pointer = Pointer(finished.name, digest)
        fresh = self._pointer.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(asdict(pointer), file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._pointer)
        kept = {pointer.folder, before.folder if before else ""}
        for old in self._path.glob(f"{_FINISHED}*"):
            if old.name not in kept:
                shutil.rmtree(old, ignore_errors=True)
        self._drop_disused_layouts()
        return pointer

    def _drop_disused_layouts(self) -> None:
        """Remove what other layouts built long ago; a program that still wants such an index builds it again."""
        long_ago = self._pointer.stat().st_mtime - _KEPT_SECONDS
        for pattern in _OF_OTHERS:
            for other in set(self._path.parent.glob(pattern)) - {self._path}:
                with suppress(OSError):  # removed by another builder, or owned by another account
                    if other.stat().st_mtime < long_ago:
                        shutil.rmtree(other) if other.is_dir() else other.unlink()
