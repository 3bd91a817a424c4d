"""Languages: Simplified Chinese first, English complete; a person's choice is kept in a cookie."""

from flask import Flask, has_request_context, request
from flask_babel import Babel

LANGUAGES = {"zh_Hans_CN": "中文", "en": "English"}
DEFAULT_LANGUAGE = "zh_Hans_CN"
LANGUAGE_COOKIE = "language"

babel = Babel()


def chosen_language() -> str:
    """Return the language of this request; outside of one, the default."""
    if not has_request_context():
        return DEFAULT_LANGUAGE
    wanted = request.cookies.get(LANGUAGE_COOKIE, "")
    return wanted if wanted in LANGUAGES else DEFAULT_LANGUAGE


def html_language() -> str:
    """Return the BCP 47 tag for the page's ``lang`` attribute."""
    return "en" if chosen_language() == "en" else "zh-CN"


def init_app(app: Flask) -> None:
    """Set Flask-Babel up; times are shown in the county's zone."""
    babel.init_app(
        app,
        default_locale=DEFAULT_LANGUAGE,
        default_timezone="Asia/Shanghai",
        locale_selector=chosen_language,
    )
    app.jinja_env.globals.update(html_language=html_language, languages=LANGUAGES, chosen_language=chosen_language)
