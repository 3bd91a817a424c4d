"""Signing in, one's own account, and a lost password."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, HiddenField, PasswordField, StringField
from wtforms.validators import ValidationError

from forms.base import Between, Email, Needed, Optionally, PortalForm, Telephone, VersionedForm

PASSWORD_HINT = _l("At least 10 characters. Three or four words that have nothing to do with each other are good.")
NEW_PASSWORD = {"autocomplete": "new-password"}


class SignInForm(PortalForm):
    """Account and password; ``next`` is the path to go on to."""

    username = StringField(
        _l("Account"),
        description=_l("Mobile number or work account"),
        validators=[Needed(_l("Enter your account.")), Between(most=254)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"),
        validators=[Needed(_l("Enter your password."))],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()


class SameAs:
    """Two fields that must hold the same, as a password typed twice."""

    def __init__(self, name: str, message: Any) -> None:
        self.name, self.message = name, message

    def __call__(self, form: Form, field: Field) -> None:
        """Compare with the other field."""
        if field.data != form[self.name].data:
            raise ValidationError(str(self.message))


def present_password(*checks: Any, description: Any = "") -> PasswordField:
    """Return the field in which somebody signed in proves who it is; whether it is right the operation says."""
    return PasswordField(
        _l("Present password"),
        description=description,
        validators=checks,
        render_kw={"autocomplete": "current-password"},
    )


def new_password(label: Any, asking: Any = None) -> PasswordField:
    """Return the field for a new password; whether it is a good one the operation says. ``asking`` asks for it."""
    return PasswordField(
        label,
        description=PASSWORD_HINT,
        validators=[Needed(asking or _l("Enter a new password."))],
        render_kw=NEW_PASSWORD,
    )


def repeated_password(name: str, label: Any = None, asking: Any = None) -> PasswordField:
    """Return the field in which the password in ``name`` is typed once more; ``asking`` asks for it."""
    return PasswordField(
        label or _l("New password once more"),
        validators=[
            Needed(asking or _l("Enter the new password once more.")),
            SameAs(name, _l("The two passwords differ.")),
        ],
        render_kw=NEW_PASSWORD,
    )


def languages_field(description: Any = None) -> StringField:
    """Return the field for languages besides Mandarin: those that a person speaks, or that an enterprise wishes for."""
    return StringField(
        _l("Languages"),
        [Optionally(), Between(0, 100)],
        description=description or _l("Besides Mandarin, such as English, Japanese or a dialect."),
    )


class ContactForm(VersionedForm):
    """How one is called and reached, and for staff which languages one speaks."""

    name = StringField(_l("Name"), validators=[Needed(), Between(2, 80)], render_kw={"autocomplete": "name"})
    telephone = StringField(
        _l("Telephone"),
        validators=[Optionally(), Telephone()],
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )
    email = StringField(
        _l("E-mail"),
        description=_l("Notices and the link for a lost password go there."),
        validators=[Optionally(), Email()],
        render_kw={"autocomplete": "email", "inputmode": "email"},
    )
    password_now = present_password(
        Optionally(), description=_l("Only where you change the e-mail: whoever reads it can set a new password.")
    )
    languages = languages_field(
        _l("Besides Mandarin, such as English, Japanese or a dialect. Enterprises that wish for one are proposed you.")
    )


class ChangePasswordForm(PortalForm):
    """The present password and the new one, twice."""

    password_now = present_password(Needed(_l("Enter your present password.")))
    password_new = new_password(_l("New password"))
    password_again = repeated_password("password_new")


class RequestLinkForm(PortalForm):
    """Who has lost the password."""

    who = StringField(
        _l("Account or e-mail"),
        validators=[Needed(_l("Enter your account or your mail address.")), Between(most=254)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )


class SetPasswordForm(PortalForm):
    """The new password, twice."""

    password_new = new_password(_l("New password"))
    password_again = repeated_password("password_new")
