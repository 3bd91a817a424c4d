"""The administrator's forms: accounts, the working calendar, and looking into the audit trail."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import NumberRange

from forms.accounts import languages_field
from forms.base import (
    Between,
    Email,
    FilterForm,
    Needed,
    Optionally,
    PortalForm,
    Telephone,
    VersionedForm,
    boxes,
    note_field,
    optional_choice,
    optional_number,
)
from portal.vocabulary import STAFF_ROLES, LimitSubject, Role

DAY_KINDS = (("rest", _l("Day off")), ("work", _l("Make-up working day")))


class AccountForm(VersionedForm):
    """What is known of a person. The units come from the view."""

    name = StringField(_l("Name"), [Needed(), Between(2, 80)])
    unit_id = SelectField(_l("Unit"), coerce=optional_number, validators=[Optionally()])
    title = StringField(_l("Office"), [Optionally(), Between(0, 80)])
    roles = boxes(
        _l("Roles"),
        [Optionally()],
        description=_l("Whoever drafts a letter does not sign it, whatever roles they hold."),
        choices=[(role.value, role.label) for role in STAFF_ROLES],
        coerce=Role,
    )
    telephone = StringField(_l("Telephone"), [Optionally(), Telephone()])
    email = StringField(
        _l("E-mail"),
        [Optionally(), Email()],
        description=_l("The link that sets the password goes there. Without it you hand the link over yourself."),
    )
    licence = StringField(
        _l("Practising licence number"), [Optionally(), Between(0, 30)], description=_l("Lawyers only")
    )
    specialities = StringField(
        _l("Specialities"),
        [Optionally(), Between(0, 200)],
        description=_l("What the person knows best, such as labour or leases."),
    )
    languages = languages_field()
    capacity = IntegerField(
        _l("Capacity"),
        [Needed(), NumberRange(0, 500, _l("Enter a number from 0 to 500."))],
        default=30,
        description=_l("How many enterprises the person can stand by."),
    )


class NewAccountForm(AccountForm):
    """A person with the name to sign in with, which stays."""

    username = StringField(
        _l("Account"),
        [Needed(), Between(3, 60)],
        description=_l("A mobile number, or letters and digits. It cannot be changed later."),
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )


class AccountFilterForm(FilterForm):
    """Which accounts are looked for."""

    words = StringField(_l("Name, account or telephone"), [Optionally(), Between(0, 80)])
    role = optional_choice(Role, _l("Role"), _l("All roles"))
    unit = SelectField(_l("Unit"), coerce=optional_number)
    state = SelectField(
        _l("State"),
        choices=[
            ("", _l("All states")),
            ("active", _l("In use")),
            ("new", _l("No password yet")),
            ("disabled", _l("Disabled")),
        ],
    )


class AuditFilterForm(FilterForm):
    """Which entries of the trail are looked for."""

    who = StringField(_l("By whom"), [Optionally(), Between(0, 80)])
    subject = StringField(_l("Thing"), [Optionally(), Between(0, 120)])
    act = SelectField(_l("Act"))
    since = DateField(_l("From the"), [Optionally()])
    until = DateField(_l("Until"), [Optionally()])


class CalendarDayForm(PortalForm):
    """A day that the official notice names."""

    on = DateField(_l("Date"), [Needed(_l("Choose the date."))])
    kind = RadioField(_l("Kind"), [Needed(_l("Choose what kind of day it is."))], choices=DAY_KINDS)
    name = StringField(
        _l("Name of the day"),
        [Needed(), Between(2, 40)],
        description=_l("As the notice calls it, such as 国庆节 or 调休上班."),
    )


class CalendarYearForm(PortalForm):
    """That a year's official notice has been entered."""

    notice = StringField(_l("Title or number of the official notice"), [Needed(), Between(4, 200)])


class LimitForm(PortalForm):
    """A limit in working days; where it can hold is passed in."""

    place = SelectField(_l("Where it holds"), [Needed(_l("Choose where it holds."))])
    subject = SelectField(
        _l("What it is for"),
        [Needed()],
        choices=LimitSubject.choices(),
        description=_l("In the green channel the limit of a case, and of a supporting unit, is halved."),
    )
    days = IntegerField(
        _l("Working days"),
        [Needed(), NumberRange(min=1, max=120, message=_l("Enter 1 to 120 working days."))],
    )
    reason = StringField(
        _l("Reason or document"), [Needed(), Between(4, 200)], description=_l("It stays in the history.")
    )


class CalendarNoticeForm(PortalForm):
    """The days of an official notice, as its text, as a table or as an iCalendar file says them."""

    notice = StringField(_l("Title or number of the official notice"), [Needed(), Between(4, 200)])
    text = note_field(
        _l("Days of the notice"),
        least=4,
        most=20000,
        description=_l(
            "Paste the text of the notice, lines of date, kind and name, or the content of an .ics file. "
            "Nothing is changed before you have seen what it means."
        ),
    )
