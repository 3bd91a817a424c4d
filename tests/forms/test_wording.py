"""What WTForms says of a field is said in the reader's language, whatever the field."""

import re
from importlib.resources import files

from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import Babel
from wtforms import (
    DateField,
    DateTimeLocalField,
    DecimalField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.validators import InputRequired, NumberRange, Regexp

from forms.base import PortalForm
from forms.wording import SAID
from portal import i18n


class Everything(PortalForm):
    """A field of every kind that reads what was typed."""

    class Meta(PortalForm.Meta):
        csrf = False

    number = IntegerField("甲")
    amount = DecimalField("乙")
    day = DateField("丙")
    hour = TimeField("丁")
    moment = DateTimeLocalField("戊")
    one = SelectField("己", choices=[("a", "A")])
    radio = RadioField("庚", choices=[("a", "A")])
    several = SelectMultipleField("辛", choices=[("a", "A")])
    id = SelectField("壬", choices=[(1, "A")], coerce=int)
    bounded = IntegerField("癸", [NumberRange(2, 5)])
    least = IntegerField("子", [NumberRange(min=2)])
    pattern = StringField("丑", [Regexp("[a-z]+$")])
    needed = StringField("寅", [InputRequired()])


WRONG = {"number": "1x", "amount": "1x", "day": "1x", "hour": "1x", "moment": "1x", "one": "x", "radio": "x"}
WRONG |= {"several": "x", "id": "x", "bounded": "9", "least": "0", "pattern": "7"}
CHINESE = re.compile("[\u4e00-\u9fff]")


def complaints(language: str) -> dict[str, str]:
    """Return the first complaint about each field when all are filled in wrongly."""
    app = Flask("portal")
    app.secret_key = "only for tests"
    Babel(app, default_locale=i18n.DEFAULT_LANGUAGE, locale_selector=i18n.chosen_language)
    cookie = {"Cookie": f"{i18n.LANGUAGE_COOKIE}={language}"}
    with app.test_request_context("/", method="POST", data=WRONG, headers=cookie):
        form = Everything()
        form.validate()
        return {field.name: str(field.errors[0]) for field in form if field.errors}


def test_an_english_reader_gets_every_complaint_in_english() -> None:
    said = complaints("en")
    assert set(said) == {*WRONG, "needed"}
    assert not [words for words in said.values() if CHINESE.search(words)]


def test_a_chinese_reader_gets_every_complaint_in_chinese() -> None:
    said = complaints("zh_Hans_CN")
    assert set(said) == {*WRONG, "needed"}
    assert not [words for words in said.values() if not CHINESE.match(words)]


def test_bounds_stand_in_the_complaint() -> None:
    assert complaints("en")["bounded"] == "Enter a number from 2 to 5."


def test_what_wtforms_says_is_still_worded_so() -> None:
    with (files("wtforms") / "locale" / "wtforms.pot").open("rb") as pot:
        known = {message.id if isinstance(message.id, str) else message.id[0] for message in read_po(pot)}
    assert set(SAID) <= known
