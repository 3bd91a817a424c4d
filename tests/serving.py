"""A portal served on loopback by the test's own process, so that the test can move its clock and look into it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    """A handler that writes no line for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def served(make: Callable[[str], Flask]) -> Iterator[str]:
    """Serve what ``make`` returns for its address on a free port, and yield the address."""
    server = make_server("127.0.0.1", 0, Flask("waiting"), threaded=True, request_handler=Quiet)
    address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    try:
        server.app = make(address)
        thread.start()
        yield address
    finally:
        if thread.is_alive():
            server.shutdown()
            thread.join()
        server.server_close()
