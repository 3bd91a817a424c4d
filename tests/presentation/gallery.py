"""A small application that shows every component with invented data, for browsers and for people's eyes."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Blueprint, Flask, Response, render_template, request
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined

from portal import i18n, presentation
from portal.app import HEADERS
from portal.presentation.calendar import calendar_weeks
from portal.presentation.flashes import announce
from portal.settings import ROOT, Settings
from tests.presentation.gallery_calendar import deadline_days
from tests.presentation.gallery_forms import DifficultyForm, EveryField, refused
from tests.presentation.gallery_frame import frame_of

TODAY = datetime(2026, 10, 12, 6, 32, tzinfo=UTC)
PAGES = (
    "home", "signin", "enterprise", "form", "worklist", "case", "search", "document", "letter", "figures", "components",
    "controls", "fields",
)  # fmt: skip


def _at(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, month, day, hour - 8, minute, tzinfo=UTC)


def _forms(page: str) -> dict[str, Any]:
    if page == "form":
        return {"form": refused(DifficultyForm, title="被断电", body="我公司租用望江街道柳浦路18号二号厂房。")}
    if page == "controls":
        return {"form": refused(EveryField, sector="industry")}
    return {"clean": EveryField(sector="services", needs=["b"])}


def make_gallery(settings: Settings) -> Flask:
    """Return the gallery: ``/gallery/<page>``, theme and language by cookie as in the portal."""
    app = Flask("gallery", static_folder=str(ROOT / "portal" / "static"))
    translations = str(ROOT / "portal" / "translations")
    app.config.update(
        SECRET_KEY="gallery", BOOTSTRAP_SERVE_LOCAL=True, TESTING=True, BABEL_TRANSLATION_DIRECTORIES=translations
    )
    here = ROOT / "tests" / "presentation" / "templates"
    app.jinja_env.loader = ChoiceLoader([FileSystemLoader(ROOT / "templates"), FileSystemLoader(here)])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["at"] = _at
    i18n.init_app(app)
    presentation.init_app(app)
    CSRFProtect(app)
    Bootstrap5(app)
    app.register_blueprint(_preferences())
    app.context_processor(lambda: {"settings": settings, **frame_of(request.path.rpartition("/")[2])})

    @app.get("/gallery/<string:page>")
    def show(page: str) -> str:
        if page == "components":
            announce("已提交，编号FG-2026-0059XC", "承诺10月21日前答复。联企干部陈立新今天与您联系。")
            announce("登录将在5分钟后失效", tone="care")
        weeks = calendar_weeks(deadline_days(), date(2026, 10, 12))
        return render_template(f"gallery/{page}.html", weeks=weeks, due_on=date(2026, 10, 15), **_forms(page))

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers.extend(HEADERS)
        return response

    return app


def _preferences() -> Blueprint:
    preferences = Blueprint("preferences", __name__)
    for name in ("language", "theme"):
        preferences.add_url_rule(f"/preferences/{name}", name, lambda: "", methods=["POST"])
    return preferences
