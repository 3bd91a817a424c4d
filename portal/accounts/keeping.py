"""At the edge: nobody loses what they have typed because a sign-in ended or a page was open too long.

A form that arrives without a valid sign-in, or with an outdated token, is put aside for the person whom the signed
cookie names; the same person finds it filled in again on the page where it was written.
"""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from forms.base import fields_as_typed
from portal import clock
from portal.accounts import parking
from portal.accounts.authentication import PARKED, current_account, lapsed_account
from portal.database import db
from portal.error_pages import error_page
from portal.errors import NotSignedIn
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.returning import address_here, local_path

LONGEST_PATH = 300


def _has_page(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    try:
        adapter.match(urlsplit(path).path, method="GET")  # type: ignore[union-attr]  # a request has its adapter
    except HTTPException:
        return False
    return True


def _page_of_form() -> str:
    """Return the path of the page on which the form stood: its own where it can be opened, else where it came from."""
    own = address_here()
    came_from = urlsplit(request.referrer or "")
    referrer = came_from.path + (f"?{came_from.query}" if came_from.query else "")
    same_site = came_from.netloc == request.host
    for path in (own, referrer if same_site else ""):
        if path and len(path) <= LONGEST_PATH and local_path(path, "") and _has_page(path):
            return path
    return "/"


def _put_aside(account_id: int, path: str) -> None:
    db.session.rollback()
    fields = fields_as_typed(request.form)
    session[PARKED] = parking.park(db.session, account_id=account_id, path=path, fields=fields, at=clock.now())


def _is_background() -> bool:
    """Tell whether a script asks rather than a person: autosave and suggestions get a plain refusal."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"


def _is_open() -> bool:
    """Tell whether what is asked for is open to visitors; what is not begins with signing in."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "permission", Permission.PUBLIC) is Permission.PUBLIC


def _not_signed_in(_error: NotSignedIn) -> Response | BaseResponse:
    if _is_background():
        return error_page(401)
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("accounts.sign_in", next=address_here()))
    path, writer = _page_of_form(), lapsed_account()
    if writer is None:
        return redirect(url_for("accounts.sign_in", next=path))
    _put_aside(writer.id, path)
    announce(_("Your sign-in had ended"), _("What you wrote is kept. Sign in again and go on."), "care")
    return redirect(url_for("accounts.sign_in", next=path))


def _outdated_page(_error: CSRFError) -> Response | BaseResponse:
    """Answer a form whose token is not today's, as after signing in again in another window."""
    writer = current_account() or lapsed_account()
    if _is_background() or (writer is None and _is_open() and request.endpoint != "accounts.sign_in"):
        return error_page(400, _("The page had been open too long. Go back, reload it and send it again."))
    path = _page_of_form()
    if writer:
        _put_aside(writer.id, path)
    announce(_("Not sent: the page had been open too long"), _("Check what is entered and send it again."), "care")
    return redirect(path)


def _give_back() -> None:
    """Let the forms of this page begin with what was put aside for this person and this page."""
    token: str | None = session.get(PARKED)
    account = current_account() if token and request.method == "GET" else None
    if token is None or account is None:
        return
    path = address_here()
    found = parking.parked(db.session, token=token, account_id=account.id, path=path, at=clock.now())
    if found is None:
        return
    g.parked_values = MultiDict([(name, value) for name, values in found.fields.items() for value in values])
    announce(
        _("What you wrote before is filled in again"),
        _("It has not been sent yet. Check it and send it; choose files again."),
        "note",
    )


def _let_go(response: Response) -> Response:
    """Delete the text once its page has been shown, in a transaction of its own, as the request only reads."""
    if g.get("parked_values") is not None and response.status_code == 200:  # noqa: PLR2004  the page itself
        db.session.commit()
        parking.forget(db.session, session.pop(PARKED))
    return response


def init_app(app: Flask) -> None:
    """Keep what is typed, from now on."""
    app.register_error_handler(NotSignedIn, _not_signed_in)
    app.register_error_handler(CSRFError, _outdated_page)
    app.before_request(_give_back)
    app.after_request(_let_go)
