"""The theme as one stylesheet: the files of ``static/css`` in the order of their names, joined when the portal starts.

One request instead of twenty, no build step, and an address that changes with the content, so it may be kept for ever.
"""

import hashlib
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, url_for

from portal.presentation.assets import A_YEAR

SOURCE = Path(__file__).parent.parent / "static" / "css"
DARK = "02-dark.css"


def _dark_twice(css: str) -> str:
    """Return the dark rules for the theme "dark", and again for "auto" where the device asks for a dark page."""
    on_device = css.replace("@media screen", "@media screen and (prefers-color-scheme: dark)")
    return css + on_device.replace('[data-bs-theme="dark"]', '[data-bs-theme="auto"]')


def theme_css() -> str:
    """Return the whole stylesheet."""
    files = sorted(SOURCE.glob("*.css"))
    texts = ((file.name, file.read_text(encoding="utf-8")) for file in files)
    return "\n".join(_dark_twice(text) if name == DARK else text for name, text in texts)


def blueprint(app: Flask) -> Blueprint:
    """Return the blueprint that serves the stylesheet, and let templates ask for its address with ``theme_url()``."""
    css = theme_css()
    current = hashlib.sha256(css.encode()).hexdigest()[:12]
    theme = Blueprint("theme", __name__)

    def static(digest: str) -> Response:
        if digest != current:
            abort(404)
        response = Response(css, mimetype="text/css")
        response.cache_control.public = True
        response.cache_control.max_age = A_YEAR
        response.cache_control.immutable = True
        return response

    theme.add_url_rule("/theme/<string:digest>.css", "static", static)
    app.jinja_env.globals["theme_url"] = lambda: url_for("theme.static", digest=current)
    return theme
