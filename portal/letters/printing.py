"""The worker's side: `python -m portal.letters.printing FONTS MEGABYTES DESCRIPTOR`, started by `worker`."""

import contextlib
import resource
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from portal.letters.press import press, render_pdf
from portal.letters.refusals import RenderingFailed


def serve(connection: Connection, fonts: Path) -> None:
    """Answer each letter with its PDF or with what stood in the way, until the other side is gone."""
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            letter = connection.recv()
            try:
                answer: bytes | RenderingFailed = render_pdf(letter, fonts=fonts)
            except RenderingFailed as refusal:
                answer = refusal
            connection.send(answer)


def main(fonts: str, megabytes: str, descriptor: str) -> None:
    """Limit the process's memory, warm up, serve."""
    limit = int(megabytes) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    press()
    serve(Connection(int(descriptor)), Path(fonts))


if __name__ == "__main__":
    main(*sys.argv[1:])
