"""The edge's answer to every error: a page in the reader's language that says what to do next."""

import logging

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from portal.database import db
from portal.errors import PortalError, RuleBroken
from portal.presentation.numbers import filesize
from portal.presentation.returning import loggable_path
from portal.settings import Settings

log = logging.getLogger(__name__)
FIRST_ERROR = 400
# The headline and the advice of each status.
PAGES = {
    401: (_l("Please sign in"), _l("This page is for people who have signed in.")),
    403: (_l("This is not your task"), _l("Ask the coordinator if you think that you should be able to do this.")),
    404: (
        _l("There is no such page"),
        _l("There is no such page, or you cannot see it. Check the reference, or go back to your cases."),
    ),
    405: (_l("This page cannot be opened in this way"), _l("Go back and use the button on the page.")),
    409: (
        _l("Not saved: it has changed meanwhile"),
        _l("Somebody else acted first. Open the page again to see how things stand."),
    ),
    413: (_l("Too much was sent at once"), _l("Go back and send the files in parts.")),
    422: (_l("This cannot be done"), _l("Go back and check what was entered.")),
    429: (_l("Too many tries"), _l("Wait a few minutes and try again.")),
}
OWN_FAULT = (_l("The portal made a mistake"), _l("The mistake has been recorded. Nothing of yours was changed."))
BAD_REQUEST = (_l("The request cannot be understood"), _l("Go back and use the button on the page."))


def _words(status: int) -> tuple[str, str]:
    headline, advice = PAGES.get(status, BAD_REQUEST if status < 500 else OWN_FAULT)  # noqa: PLR2004  ours begin there
    return str(headline), str(advice)


def error_page(status: int, detail: str = "") -> Response:
    """Return the page for a status; ``detail`` is a sentence that says more than the general advice.

    Whatever the request had begun is undone first: a refused statement leaves a transaction in which nothing can be
    read, and the page's frame reads.
    """
    db.session.rollback()
    headline, advice = _words(status)
    page = render_template("errors/error.html", status=status, headline=headline, advice=detail or advice)
    return make_response(page, status)


def _portal_error(error: PortalError) -> Response:
    detail = error.message if isinstance(error, RuleBroken) else ""
    return error_page(int(error.status), detail)


def _http_error(error: HTTPException) -> Response:
    if error.code is None or error.code < FIRST_ERROR:  # redirects are exceptions to Werkzeug
        return Response(error.get_body(), error.code or 302, error.get_headers())
    return error_page(error.code)


def _too_large(_error: RequestEntityTooLarge) -> Response:
    settings: Settings = current_app.extensions["settings"]
    one, total = filesize(settings.attachment_bytes), filesize(settings.request_bytes)
    advice = _("A file may have at most %(file)s, all files together at most %(total)s.", file=one, total=total)
    return error_page(413, advice + _("Go back and send the files in parts."))


def _stale(_error: StaleDataError) -> Response:
    return error_page(409)


def _unexpected(error: Exception) -> Response:
    log.error("unexpected error at %s %s", request.method, loggable_path(), exc_info=error)
    try:
        return error_page(500)
    except Exception:  # what has failed, the database perhaps, the page's frame needs as well
        log.exception("the error page failed too")
        return Response("\n".join(_words(500)), 500, mimetype="text/plain")


def init_app(app: Flask) -> None:
    """Answer every error with a page; in debugging and tests an unexpected one is shown as it is."""
    app.register_error_handler(PortalError, _portal_error)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(HTTPException, _http_error)
    if not app.testing and not app.debug:
        app.register_error_handler(Exception, _unexpected)
