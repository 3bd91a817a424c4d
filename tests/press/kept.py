"""What takes long to make, made once for all tests and kept on disk, as several processes share the tests of a run."""

import pickle
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

T = TypeVar("T")


def kept(folder: Path, make: Callable[[str], T]) -> Callable[[str], T]:
    """Return a function that makes the thing of a name unless a process of this run has made it already.

    Two processes that ask at the same moment both make it; the file appears whole or not at all.
    """
    folder.mkdir(exist_ok=True)

    def get(name: str) -> T:
        file = folder / f"{name}.pickle"
        if file.exists():
            found: T = pickle.loads(file.read_bytes())  # noqa: S301  written by this run itself
            return found
        made = make(name)
        with NamedTemporaryFile(dir=folder, delete=False) as scratch:
            pickle.dump(made, scratch)
        Path(scratch.name).rename(file)
        return made

    return cache(get)
