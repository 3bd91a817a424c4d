"""Light, dark, or as the device says; the choice is kept in a cookie."""

from flask import has_request_context, request

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"


def chosen_theme() -> str:
    """Return the theme of this request; as the device says where nothing was chosen."""
    wanted = request.cookies.get(THEME_COOKIE, "") if has_request_context() else ""
    return wanted if wanted in THEMES else "auto"
