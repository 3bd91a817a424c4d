"""The edge's answer to every error: a page in the reader's language that says what to do next."""

import logging

from flask import Flask, Response, make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from portal.errors import PortalError, RuleBroken

log = logging.getLogger(__name__)


def _explain(status: int) -> tuple[str, str]:
    """Return the headline and the advice for a status."""
    match status:
        case 401:
            return _("Please sign in"), _("This page is for people who have signed in.")
        case 403:
            return _("This is not your task"), _("Ask the coordinator if you think that you should be able to do this.")
        case 404:
            return (
                _("There is no such page"),
                _("There is no such page, or you cannot see it. Check the reference, or go back to your cases."),
            )
        case 405:
            return _("This page cannot be opened in this way"), _("Go back and use the button on the page.")
        case 409:
            return (
                _("Not saved: it has changed meanwhile"),
                _("Somebody else acted first. Open the page again to see how things stand."),
            )
        case 413:
            return (
                _("Too much was sent at once"),
                _("A file may have at most 20 MB, all files together at most 120 MB. Go back and send them in parts."),
            )
        case 422:
            return _("This cannot be done"), _("Go back and check what was entered.")
        case 429:
            return _("Too many tries"), _("Wait a few minutes and try again.")
        case _:
            return _("The portal made a mistake"), _("The mistake has been recorded. Nothing of yours was changed.")


def error_page(status: int, detail: str = "") -> Response:
    """Return the page for a status; ``detail`` is a sentence that says more than the general advice."""
    headline, advice = _explain(status)
    page = render_template("errors/error.html", status=status, headline=headline, advice=detail or advice)
    return make_response(page, status)


def _portal_error(error: PortalError) -> Response:
    detail = error.message if isinstance(error, RuleBroken) else ""
    return error_page(int(error.status), detail)


def _http_error(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:  # noqa: PLR2004  redirects are exceptions to Werkzeug
        return Response(error.get_body(), error.code or 302, error.get_headers())
    return error_page(error.code)


def _too_large(_error: RequestEntityTooLarge) -> Response:
    return error_page(413)


def _stale(_error: StaleDataError) -> Response:
    return error_page(409)


def _unexpected(error: Exception) -> Response:
    log.exception("unexpected error at %s %s", request.method, request.path, exc_info=error)
    return error_page(500)


def init_app(app: Flask) -> None:
    """Answer every error with a page; in debugging and tests an unexpected one is shown as it is."""
    app.register_error_handler(PortalError, _portal_error)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(HTTPException, _http_error)
    if not app.testing and not app.debug:
        app.register_error_handler(Exception, _unexpected)
