"""The server of the tests themselves: what it leaves open would fail a test that has nothing to do with it."""

import socket
import struct
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from tests.serving import served

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PATIENCE = 10  # seconds; only a failure waits for them
RESET = struct.pack("ii", 1, 0)  # linger no time: closing sends a reset


class Answer:
    """A body whose end waits until the browser has gone; it counts how often it is closed."""

    def __init__(self) -> None:
        self.begun, self.gone, self.closed = threading.Event(), threading.Event(), threading.Semaphore(0)

    def __call__(self, _environ: "WSGIEnvironment", start_response: "StartResponse") -> Self:
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
        return self

    def __iter__(self) -> Iterator[bytes]:
        yield b"whole"
        self.begun.set()
        assert self.gone.wait(PATIENCE)

    def close(self) -> None:
        self.closed.release()


def ask(address: str) -> socket.socket:
    browser = socket.create_connection((urlsplit(address).hostname, urlsplit(address).port), timeout=PATIENCE)
    browser.sendall(b"GET / HTTP/1.1\r\nHost: portal.test\r\n\r\n")
    return browser


def test_an_answer_is_closed_once_where_the_browser_goes_away_in_the_middle_of_it() -> None:
    answer = Answer()
    with served(lambda _address: answer) as address:
        browser = ask(address)
        assert answer.begun.wait(PATIENCE)
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        browser.close()
        answer.gone.set()
        assert answer.closed.acquire(timeout=PATIENCE)
    assert not answer.closed.acquire(blocking=False)


def test_an_answer_that_arrives_whole_is_closed_once() -> None:
    answer = Answer()
    answer.gone.set()
    with served(lambda _address: answer) as address:
        with ask(address) as browser, browser.makefile("rb") as received:
            assert received.read().endswith(b"\r\n\r\nwhole")
        assert answer.closed.acquire(timeout=PATIENCE)
    assert not answer.closed.acquire(blocking=False)
