"""Forms of the gallery: a step of submitting, and one of every kind of field."""

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
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
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget


class DifficultyForm(FlaskForm):
    title = StringField("一句话说明", [InputRequired(), Length(6, 40, message="“一句话说明”至少写6个字，现在是3个字")])
    body = TextAreaField("具体情况", [InputRequired()])
    wish = StringField("希望怎样解决", [InputRequired(message="请写明希望怎样解决")])


class EveryField(FlaskForm):
    name = StringField("企业名称", [InputRequired(message="请填写企业名称")])
    sector = SelectField("行业", choices=[SelectChoice("industry", "工业"), SelectChoice("services", "服务业")])
    kind = RadioField(
        "事项类型",
        [InputRequired(message="请选择事项类型")],
        choices=[SelectChoice("difficulty", "困难诉求"), SelectChoice("legal", "法律咨询")],
    )
    needs = SelectMultipleField(
        "需要哪些帮助",
        choices=[SelectChoice("a", "协调"), SelectChoice("b", "法律意见"), SelectChoice("c", "走访")],
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    since = DateField("从哪天开始", [InputRequired(message="请填写日期")])
    files = FileField("附件")
    agreed = BooleanField("同意把联系方式交给承办人", [InputRequired(message="请确认同意")])


def refused(form_class: type[FlaskForm], **sent: str) -> FlaskForm:
    """Return the form as after a submission with mistakes; the gallery itself is only fetched, so no token was sent."""
    form = form_class(MultiDict(sent))
    form.validate()
    form.csrf_token.errors = ()
    return form
