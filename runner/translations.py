"""The catalogues beside the messages of the code: ``python -m runner.translations check`` or ``update``.

The one module here that needs an installed package: the virtual environment's Python runs it.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from runner.console import ROOT, say, succeed
from runner.environment import BIN
from runner.instance import CATALOGUES

EXTRACT = (BIN / "pybabel", "-q", "extract", "-F", "babel.cfg", "-k", "_l", "-k", "lazy_gettext", "--no-location")
WIDTH = 120


def extracted() -> Catalog:
    """Return the messages of code, forms and templates; the catalogues are left alone."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        succeed([*EXTRACT, "-o", template, "."], failing="The messages could not be extracted:")
        return read(template)


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """Yield the path of each catalogue and what it says."""
    for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po")):
        yield path, read(path, path.parts[-3])


def read(path: Path, locale: str | None = None) -> Catalog:
    """Read a catalogue, or a template, which is of no language."""
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def faults(wanted: Catalog, catalogue: Catalog) -> Iterator[str]:
    """Name the messages that are missing from ``catalogue``, fuzzy, untranslated, broken, or no longer ``wanted``."""
    for message in wanted:
        if message.id and message.id not in catalogue:
            yield f"missing: {message.id}"
    for message in catalogue:
        if message.id and message.id not in wanted:
            yield f"no longer used: {message.id}"
        elif message.id:
            yield from faults_of(message, catalogue)
    yield from (f"no longer used: {message.id}" for message in catalogue.obsolete.values())


def faults_of(message: Message, catalogue: Catalog) -> Iterator[str]:
    """Name what is wrong with one translation; its placeholders must be those of the message."""
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    if message.fuzzy:
        yield f"fuzzy: {message.id}"
    if not all(forms):
        yield f"untranslated: {message.id}"
    yield from (f"{error}: {message.id}" for error in message.check(catalogue))


def check() -> int:
    """Print every fault of every catalogue; return 1 if there is one."""
    wanted = extracted()
    found = [f"{path.relative_to(ROOT)}: {fault}" for path, one in catalogues() for fault in faults(wanted, one)]
    for fault in found:
        say(fault)
    return int(bool(found))


def update() -> int:
    """Bring every catalogue up to date, compile it, and print what waits for a translation; return 1 if anything does.

    A message that is new comes in without a guess at its translation; one that is no longer used goes.
    """
    wanted = extracted()
    for path, catalogue in catalogues():
        catalogue.update(wanted, no_fuzzy_matching=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=WIDTH, sort_output=True, ignore_obsolete=True)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
    return check()


COMMANDS: dict[str, Callable[[], int]] = {"check": check, "update": update}

if __name__ == "__main__":
    sys.exit(COMMANDS[sys.argv[1]]())
