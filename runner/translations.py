"""Compare the catalogues with the messages of the code: ``python -m runner.translations messages.pot``.

The one module here that needs an installed package: ``run check`` has the virtual environment's Python run it.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from runner.console import ROOT, say
from runner.instance import CATALOGUES


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


def main(template: str) -> int:
    """Print every fault of every catalogue; return 1 if there is one."""
    with Path(template).open("rb") as file:
        wanted = read_po(file)
    found = []
    for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parts[-3])
        found += [f"{path.relative_to(ROOT)}: {fault}" for fault in faults(wanted, catalogue)]
    for fault in found:
        say(fault)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
