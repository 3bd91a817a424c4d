from werkzeug.datastructures import MultiDict
from wtforms import FieldList, Form, FormField, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from portal.presentation.form_errors import error_entries


class Person(Form):
    name = StringField("姓名", [InputRequired(message="请填写姓名")])


class Filing(Form):
    kind = RadioField(
        "类型",
        [InputRequired(message="请选择类型")],
        choices=[SelectChoice("a", "甲"), SelectChoice("b", "乙")],
        validate_choice=False,
    )
    contact = FormField(Person)
    others = FieldList(FormField(Person), min_entries=1)
    key = HiddenField(validators=[InputRequired(message="缺少标识")])


def failed() -> Filing:
    form = Filing(MultiDict({"contact-name": ""}))
    form.validate()
    return form


def test_errors_of_inner_forms_are_listed_in_the_order_of_the_fields() -> None:
    words = [entry.message for entry in error_entries(failed())]
    assert words == ["请选择类型", "请填写姓名", "请填写姓名", "缺少标识"]


def test_a_group_is_entered_at_its_first_choice_and_a_hidden_field_nowhere() -> None:
    targets = [entry.target for entry in error_entries(failed())]
    assert targets == ["kind-0", "contact-name", "others-0-name", ""]


def test_errors_of_the_form_as_a_whole_come_first() -> None:
    form = failed()
    form.form_errors.append("没有保存")
    assert error_entries(form)[0] == ("", "没有保存")
