"""What every form shares: trimming, checks that count as readers count, and what is kept of a form."""

from datetime import date

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import DateField, Form, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from forms.base import (
    Between,
    Email,
    FilterForm,
    Needed,
    Optionally,
    Telephone,
    fields_as_typed,
    optional_number,
    trimmed,
    whole,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (None, ""),
        (3, "3"),
        ("  合同 \n", "合同"),
        ("一\r\n二", "一\n二"),
        ("a\x00b\x0bc", "abc"),
        ("喆㛃𠮷🙂", "喆㛃𠮷🙂"),
        ("\ud83d", ""),
        ("a\tb", "a\tb"),
    ],
)
def test_text_is_trimmed_and_writable(typed: object, kept: str) -> None:
    assert trimmed(typed) == kept


@given(st.text())
def test_trimming_twice_changes_nothing(typed: str) -> None:
    assert trimmed(trimmed(typed)) == trimmed(typed)


@given(st.text())
def test_trimmed_text_can_be_stored(typed: str) -> None:
    assert "\x00" not in trimmed(typed).encode().decode()


def filled(value: str, *checks: object) -> Form:
    class One(Form):
        field = StringField("标题", validators=list(checks))

    return One(MultiDict({"field": value}))


def errors(value: str, *checks: object) -> list[str]:
    form = filled(value, *checks)
    form.validate()
    return list(form["field"].errors)


def test_an_empty_needed_field_says_only_that() -> None:
    assert errors("", Needed(), Between(6, 9)) == ["Fill in “标题”."]
    assert errors("", Needed("请填写标题。"), Between(6, 9)) == ["请填写标题。"]


def test_an_empty_choice_is_asked_for_as_a_choice() -> None:
    class One(Form):
        field = RadioField("行业类别", choices=[SelectChoice("1", "工业")], validators=[Needed()])

    form = One(MultiDict())
    assert not form.validate()
    assert form["field"].errors == ["Choose “行业类别”."]


def test_an_empty_optional_field_is_not_checked() -> None:
    assert errors("", Optionally(), Between(6, 9)) == []


def test_length_counts_characters_as_a_reader_does() -> None:
    assert errors("𠮷𠮷𠮷", Between(3, 3)) == []
    assert errors("𠮷𠮷", Between(3, 3)) == ["“标题” needs at least 3 characters; there are 2."]
    assert errors("𠮷𠮷𠮷𠮷", Between(3, 3)) == ["“标题” may have at most 3 characters; there are 4."]


@pytest.mark.parametrize(
    "number", ["13900007788", "139 0000 7788", "0000-821 2345", "0000-8212345转801", "+86 139 0000 7788"]
)
def test_a_telephone_number_may_be_written_as_people_write_it(number: str) -> None:
    assert errors(number, Telephone()) == []


def test_full_width_digits_of_a_telephone_number_become_dialled_ones() -> None:
    form = filled("１３９　００００　７７８８", Telephone())
    assert form.validate()
    assert form["field"].data == "139 0000 7788"


@pytest.mark.parametrize("number", ["123", "电话", "139000077881390000778813900007788", "1390000<script>"])
def test_what_cannot_be_dialled_is_no_number(number: str) -> None:
    assert errors(number, Telephone())


@pytest.mark.parametrize("address", ["name@example.com", "姓名@example.com", "a.b+c@d.example.com"])
def test_a_mail_address_has_a_host_with_a_dot(address: str) -> None:
    assert errors(address, Email()) == []


@pytest.mark.parametrize(
    "address", ["name", "name@", "@example.com", "a b@example.com", "a@b", "a@" + "b" * 260 + ".com"]
)
def test_other_text_is_no_mail_address(address: str) -> None:
    assert errors(address, Email())


def test_passwords_and_tokens_are_not_kept() -> None:
    values = MultiDict([("title", "标题"), ("files", "a"), ("files", "b"), ("csrf_token", "x"), ("password_new", "y")])
    assert fields_as_typed(values) == {"title": ["标题"], "files": ["a", "b"]}


def test_a_filter_that_is_no_choice_counts_as_not_chosen() -> None:
    class Filters(FilterForm):
        unit = SelectField("单位", choices=[(1, "县人社局")], coerce=optional_number, validate_choice=True)

    app = Flask("portal")
    Babel(app)
    with app.app_context():
        assert Filters(MultiDict({"unit": "7"})).unit.data is None
        assert Filters(MultiDict({"unit": "1"})).unit.data == 1


@pytest.mark.parametrize(("value", "number"), [("", None), (None, None), ("7", 7)])
def test_an_id_may_be_left_out(value: str | None, number: int | None) -> None:
    assert optional_number(value) == number


class Reach(FilterForm):
    on = DateField()
    count = IntegerField()


@pytest.mark.parametrize(
    ("typed", "on", "count"),
    [
        ({"on": "2026-11-22", "count": "7"}, date(2026, 11, 22), 7),
        ({"on": "0001-01-01", "count": "9" * 30}, None, None),
        ({"on": "9999-12-31", "count": "-9999999999"}, None, None),
    ],
)
def test_a_date_or_number_with_which_nothing_can_be_reckoned_counts_as_not_given(
    typed: dict[str, str], on: date | None, count: int | None
) -> None:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        form = Reach(MultiDict(typed))
    assert (form.on.data, form.count.data) == (on, count)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("7", 7), ("007", 7), ("", None), (None, None), ("²", None), ("٣", None), ("-1", None), ("9" * 5000, None)],
)
def test_a_number_is_read_where_a_column_can_hold_it(typed: str | None, number: int | None) -> None:
    assert whole(typed) == number
