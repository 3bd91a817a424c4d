"""Choosing language and theme; the answer goes back to the page on which the button stood."""

from flask import Blueprint, abort, current_app, redirect, request
from werkzeug.wrappers import Response

from portal.i18n import LANGUAGE_COOKIE, LANGUAGES
from portal.permissions.checks import requires
from portal.permissions.permission import Permission
from portal.presentation.returning import local_path
from portal.presentation.theme import THEME_COOKIE, THEMES

blueprint = Blueprint("preferences", __name__, url_prefix="/preferences")
A_YEAR = 365 * 24 * 3600


def _keep(cookie: str, value: str) -> Response:
    """Go back with the choice in a cookie that scripts cannot read and that lasts a year."""
    answer = redirect(local_path(request.form.get("next")))
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    answer.set_cookie(cookie, value, max_age=A_YEAR, httponly=True, secure=secure, samesite="Lax")
    return answer


@blueprint.post("/language")
@requires(Permission.PUBLIC)
def language() -> Response:
    """Choose the language."""
    wanted = request.form.get("language", "")
    if wanted not in LANGUAGES:
        abort(422)
    return _keep(LANGUAGE_COOKIE, wanted)


@blueprint.post("/theme")
@requires(Permission.PUBLIC)
def theme() -> Response:
    """Choose the theme."""
    wanted = request.form.get("theme", "")
    if wanted not in THEMES:
        abort(422)
    return _keep(THEME_COOKIE, wanted)
