"""The ZIP of a case: its PDF, every paper as it was handed in, and a list of SHA-256 digests to check them by."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from portal.dossiers.contents import Paper
from portal.dossiers.printing import Read

MANIFEST = "SHA256SUMS"  # as sha256sum writes and checks it


@dataclass(frozen=True)
class Entry:
    """A file of the ZIP; ``digest`` is its SHA-256."""

    name: str
    digest: str


def pack(path: Path, cover: tuple[str, bytes], papers: Iterable[Paper], read: Read, report: Callable[[], None]) -> None:
    """Write the ZIP one file at a time, and last of all the list; two files of one name are told apart by a number."""
    entries: list[Entry] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in _files(cover, papers, read):
            named = _free(name, {entry.name for entry in entries})
            package.writestr(named, content)
            entries.append(Entry(named, hashlib.sha256(content).hexdigest()))
            report()
        package.writestr(MANIFEST, manifest(entries))


def _files(cover: tuple[str, bytes], papers: Iterable[Paper], read: Read) -> Iterator[tuple[str, bytes]]:
    yield cover
    for paper in papers:
        yield f"{paper.folder}/{paper.name.replace('/', '_')}", read(paper)


def _free(name: str, taken: set[str]) -> str:
    path, number, free = PurePosixPath(name), 1, name
    while free in taken:
        number += 1
        free = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    return free


def manifest(entries: Iterable[Entry]) -> str:
    """Return the digests in the form that ``sha256sum --check`` reads."""
    return "".join(f"{entry.digest}  {entry.name}\n" for entry in entries)
