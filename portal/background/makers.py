"""Who does what: each kind of long work is one function, registered by the feature that owns it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from portal.background.models import BackgroundTask
from portal.background.progress import Progress


@dataclass(frozen=True)
class Product:
    """A file that the work has made: its bytes, or a file in the scratch folder of :class:`Progress`."""

    name: str
    media_type: str
    content: bytes | Path

    @property
    def size(self) -> int:
        """How many bytes."""
        return self.content.stat().st_size if isinstance(self.content, Path) else len(self.content)

    def read(self) -> bytes:
        """Return the bytes."""
        return self.content.read_bytes() if isinstance(self.content, Path) else self.content


Make = Callable[[Session, BackgroundTask, Progress], Product | None]


@dataclass(frozen=True)
class Maker:
    """A function that does one kind of work, and whether it writes to the database."""

    make: Make
    writes: bool


MAKERS: dict[str, Maker] = {}


def runs(kind: str, *, writes: bool = False) -> Callable[[Make], Make]:
    """Register the function that does work of a kind, ``feature.what``.

    It gets a session, the task and its progress, which it reports at least once a minute, and returns a product or
    None. It asks permission again, for each thing: between asking and doing, rights change. One that only reads may
    stream its rows, keeps nobody from writing and is begun again should its worker die. With ``writes`` each report
    commits what was done so far, and what was broken off is not begun again by itself.
    """

    def register(make: Make) -> Make:
        if kind in MAKERS:
            raise ValueError(f"two functions do {kind}")
        MAKERS[kind] = Maker(make, writes)
        return make

    return register
