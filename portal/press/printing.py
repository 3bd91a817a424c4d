"""The worker's side: `python -m portal.press.printing FONTS MEGABYTES DESCRIPTOR`, started by `worker`."""

import contextlib
import resource
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from portal.press.jobs import READY, Examining, Job, Printing, Product, Sheet
from portal.press.pades import examine, sign_pdf
from portal.press.refusals import RenderingFailed
from portal.press.weasy import press, render_pdf, render_sheet_pdf


def perform(job: Job, fonts: Path) -> Product:
    """Do what is asked; raise a RenderingFailed that says what stood in the way."""
    match job:
        case Printing(letter, signing):
            pdf = render_pdf(letter, fonts=fonts)
            return sign_pdf(pdf, signing) if signing else pdf
        case Examining(content):
            return examine(content)
        case Sheet():
            return render_sheet_pdf(job, fonts=fonts)


def serve(connection: Connection, fonts: Path) -> None:
    """Answer each job with its product or with what stood in the way, until the other side is gone."""
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            job = connection.recv()
            try:
                answer: Product | RenderingFailed = perform(job, fonts)
            except RenderingFailed as refusal:
                answer = refusal
            connection.send(answer)


def main(fonts: str, megabytes: str, descriptor: str) -> None:
    """Limit the process's memory, warm up, say so, serve."""
    limit = int(megabytes) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    connection = Connection(int(descriptor))
    press()
    connection.send(READY)
    serve(connection, Path(fonts))


if __name__ == "__main__":
    main(*sys.argv[1:])
