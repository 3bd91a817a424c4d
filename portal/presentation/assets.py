"""How stylesheets, scripts and drawings go out: compressed, because on a slow line they are what one waits for.

Pages are not: what holds a secret token beside words that somebody else may have put into its address must not be
compressed (BREACH, CVE-2013-3587). A file is packed once, not at each request.
"""

import gzip
from functools import lru_cache
from http import HTTPStatus

from flask import Flask, Response, request

KINDS = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})
A_YEAR = 365 * 24 * 3600
FILES = 64  # kept packed; the portal has fewer


@lru_cache(maxsize=FILES)
def packed(content: bytes) -> bytes:
    """Return a file compressed; the same bytes each time, whenever it is done."""
    return gzip.compress(content, mtime=0)


def _is_asset(response: Response) -> bool:
    return (request.endpoint or "").endswith("static") and response.mimetype in KINDS


def compress(response: Response) -> Response:
    """Compress an asset for a browser that takes it so; everything else stays as it is."""
    if not _is_asset(response):
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != HTTPStatus.OK or not request.accept_encodings["gzip"]:
        return response
    response.direct_passthrough = False
    response.set_data(packed(response.get_data()))
    response.headers["Content-Encoding"] = "gzip"
    response.headers.pop("Accept-Ranges", None)
    etag, _is_weak = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)  # the same file, not the same bytes
    return response


def keep(response: Response) -> Response:
    """Let browsers keep for ever what lies at an address that bears its version, as Bootstrap's files do."""
    if _is_asset(response) and request.args.get("v"):
        response.cache_control.no_cache = None
        response.cache_control.public = True
        response.cache_control.max_age = A_YEAR
        response.cache_control.immutable = True
    return response


def init_app(app: Flask) -> None:
    """Send assets so from now on."""
    app.after_request(compress)
    app.after_request(keep)
