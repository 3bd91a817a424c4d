"""A portal served on loopback by the test's own process, so that the test can move its clock and look into it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Quiet(WSGIRequestHandler):
    """A handler that writes no line for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


def closing(app: "WSGIApplication") -> "WSGIApplication":
    """Close each answer of ``app``, even where the browser goes away in the middle of it.

    This server first looks for what the browser still sends, and where that breaks off, it leaves the answer open (a
    static file then stays open until it is collected). A generator ends as soon as nobody holds it.
    """

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterator[bytes]:
        body = app(environ, start_response)
        try:
            for data in body:  # noqa: UP028 -- ``yield from`` would close the body a second time
                yield data
        finally:
            if hasattr(body, "close"):
                body.close()

    return answer


@contextmanager
def served(make: Callable[[str], "WSGIApplication"]) -> Iterator[str]:
    """Serve what ``make`` returns for its address on a free port, and yield the address."""
    server = make_server("127.0.0.1", 0, Flask("waiting"), threaded=True, request_handler=Quiet)
    address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    try:
        server.app = closing(make(address))
        thread.start()
        yield address
    finally:
        if thread.is_alive():
            server.shutdown()
            thread.join()
        server.server_close()
