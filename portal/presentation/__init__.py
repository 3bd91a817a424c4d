"""Showing things: dates, codes, marks and icons for the templates, the theme, and what the page frame takes as data.

Everything a template may use without importing a macro is registered here; the macros are in ``templates/macros``.
"""

from flask import Flask

from portal import clock
from portal.presentation import assets, stylesheet
from portal.presentation.dates import date_text, datetime_text, iso, time_text
from portal.presentation.form_errors import error_entries, error_target
from portal.presentation.frame import FrameLinks
from portal.presentation.icons import icon
from portal.presentation.marks import (
    letter_mark,
    light_mark,
    reopening_mark,
    rung_mark,
    standing_mark,
    status_mark,
    validity_mark,
)
from portal.presentation.numbers import filesize, number_text, percent_text
from portal.presentation.returning import address_here
from portal.presentation.text import code, dialled, highlight, paragraphs, tel_link
from portal.presentation.theme import chosen_theme

FILTERS = (
    date_text, datetime_text, time_text, iso, filesize, number_text, percent_text,
    code, dialled, highlight, paragraphs, tel_link, error_entries, error_target,
)  # fmt: skip
GLOBALS = (
    icon, chosen_theme, address_here,
    status_mark, validity_mark, letter_mark, light_mark, rung_mark, reopening_mark, standing_mark,
)  # fmt: skip


def init_app(app: Flask) -> None:
    """Give the templates their filters and globals, serve the theme's stylesheet, and send assets packed."""
    app.jinja_env.filters.update({function.__name__: function for function in FILTERS})
    app.jinja_env.globals.update({function.__name__: function for function in GLOBALS})
    app.jinja_env.globals["now"] = clock.now
    app.register_blueprint(stylesheet.blueprint(app))
    assets.init_app(app)
    app.context_processor(bare_frame)


def bare_frame() -> dict[str, object]:
    """Return the frame without navigation; whoever knows the navigation registers a fuller one after this."""
    return {"navigation": (), "viewer": None, "frame": FrameLinks()}
