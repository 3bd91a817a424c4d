"""A small application that shows every component with invented data, for browsers and for people's eyes."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Blueprint, Flask, render_template, request
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from portal import i18n, presentation
from portal.app import HEADERS
from portal.presentation.calendar import DayPart, ExplainedDay, calendar_weeks
from portal.presentation.frame import FrameLinks, NavGroup, NavItem, Viewer
from portal.settings import ROOT, Settings

TODAY = datetime(2026, 10, 12, 6, 32, tzinfo=UTC)
PAGES = (
    "home", "signin", "enterprise", "form", "worklist", "case", "search", "document", "letter", "figures", "components",
    "controls", "fields",
)  # fmt: skip
STAFF_PAGES = ("worklist", "case", "letter", "figures", "controls", "fields")


class DifficultyForm(FlaskForm):
    title = StringField("一句话说明", [InputRequired(), Length(6, 40, message="“一句话说明”至少写6个字，现在是3个字")])
    body = TextAreaField("具体情况", [InputRequired()])
    wish = StringField("希望怎样解决", [InputRequired(message="请写明希望怎样解决")])


class EveryField(FlaskForm):
    name = StringField("企业名称", [InputRequired(message="请填写企业名称")])
    sector = SelectField("行业", choices=[("industry", "工业"), ("services", "服务业")])
    kind = RadioField("事项类型", [InputRequired(message="请选择事项类型")], choices=[("difficulty", "困难诉求"), ("legal", "法律咨询")])
    needs = SelectMultipleField(
        "需要哪些帮助", choices=[("a", "协调"), ("b", "法律意见"), ("c", "走访")], widget=ListWidget(), option_widget=CheckboxInput(),
    )  # fmt: skip
    since = DateField("从哪天开始", [InputRequired(message="请填写日期")])
    files = FileField("附件")
    agreed = BooleanField("同意把联系方式交给承办人", [InputRequired(message="请确认同意")])


def deadline_days() -> list[ExplainedDay]:
    """The calendar of the reference screen: filed on 28 September, a pause, a make-up Saturday, the end on 15 October."""
    part = DayPart
    off = [ExplainedDay(date(2026, 10, n), part.OFF, reason="国庆节") for n in range(1, 8)]
    return [
        ExplainedDay(date(2026, 9, 28), part.START),
        ExplainedDay(date(2026, 9, 29), part.COUNTED, 1),
        ExplainedDay(date(2026, 9, 30), part.COUNTED, 2),
        *off,
        ExplainedDay(date(2026, 10, 8), part.PAUSED, reason="等待补正"),
        ExplainedDay(date(2026, 10, 9), part.PAUSED, reason="等待补正"),
        ExplainedDay(date(2026, 10, 10), part.COUNTED, 3, make_up=True),
        ExplainedDay(date(2026, 10, 11), part.OFF, reason="星期日"),
        ExplainedDay(date(2026, 10, 12), part.COUNTED, 4),
        ExplainedDay(date(2026, 10, 13), part.TO_COME, 5),
        ExplainedDay(date(2026, 10, 14), part.TO_COME, 6),
        ExplainedDay(date(2026, 10, 15), part.END, 7),
    ]


def _at(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, month, day, hour - 8, minute, tzinfo=UTC)


def _public_navigation(page: str) -> tuple[NavGroup, ...]:
    if page in {"enterprise", "form"}:
        words = ("我的首页", "我的事项", "政策", "函件", "企业资料")
        current = 0 if page == "enterprise" else 1
    else:
        words = ("首页", "政策查询", "核验函件", "使用帮助")
        current = {"home": 0, "search": 1, "document": 1}.get(page, -1)
    return (NavGroup("", tuple(NavItem(word, "/gallery/home", current=n == current) for n, word in enumerate(words))),)


STAFF_NAVIGATION = (
    NavGroup("办理", (NavItem("待办事项", "/gallery/worklist", "inbox", 18, current=True), NavItem("全部事项", "/gallery/worklist", "journal-text"), NavItem("会商", "/gallery/case", "people", 2))),
    NavGroup("企业", (NavItem("结对", "/gallery/case", "diagram-3", 5), NavItem("企业名录", "/gallery/case", "building"), NavItem("走访", "/gallery/case", "geo-alt"))),
    NavGroup("依据与文书", (NavItem("政策查询", "/gallery/search", "search"), NavItem("函件", "/gallery/letter", "envelope-paper", 1))),
)  # fmt: skip


def _frame(page: str) -> dict[str, Any]:
    staff = page in STAFF_PAGES
    links = ("/gallery/case", "/gallery/case", "/gallery/case")
    viewer = None
    if staff:
        viewer = Viewer("周明远", "调度员", *links, unread=3, staff=True)
    elif page in {"enterprise", "form"}:
        viewer = Viewer("张慧敏", "企业", *links, unread=2)
    footer = tuple(NavItem(words, "/gallery/home") for words in ("使用帮助", "无障碍说明", "隐私保护"))
    return {
        "navigation": STAFF_NAVIGATION if staff else _public_navigation(page),
        "viewer": viewer,
        "frame": FrameLinks("/gallery/home", "/gallery/signin", "/gallery/search" if staff else "", footer),
    }


def _forms(page: str) -> dict[str, Any]:
    if page == "form":
        return {"form": _refused(DifficultyForm(title="被断电", body="我公司租用望江街道柳浦路18号二号厂房。"))}
    if page == "controls":
        return {"form": _refused(EveryField(sector="industry"))}
    return {"clean": EveryField(sector="services", needs=["b"])}


def _refused(form: FlaskForm) -> FlaskForm:
    """Return the form as after a submission with mistakes; the gallery itself is only fetched, so no token was sent."""
    form.validate()
    form.csrf_token.errors = ()
    return form


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
    app.context_processor(lambda: {"settings": settings, **_frame(request.path.rpartition("/")[2])})

    @app.get("/gallery/<string:page>")
    def show(page: str) -> str:
        weeks = calendar_weeks(deadline_days(), date(2026, 10, 12))
        return render_template(f"gallery/{page}.html", weeks=weeks, due_on=date(2026, 10, 15), **_forms(page))

    @app.after_request
    def guard(response: Any) -> Any:
        response.headers.extend(HEADERS)
        return response

    return app


def _preferences() -> Blueprint:
    preferences = Blueprint("preferences", __name__)
    for name in ("language", "theme"):
        preferences.add_url_rule(f"/preferences/{name}", name, lambda: "", methods=["POST"])
    return preferences
