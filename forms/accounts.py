"""Signing in, one's own account, and a lost password."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField

from forms.base import Between, Needed, PortalForm


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
