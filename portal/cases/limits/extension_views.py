"""Asking for an extension of the limit and deciding on it, a page each."""

from flask import Blueprint
from flask_babel import gettext as _

from forms.limits import ExtendForm, RuleExtensionForm
from portal.cases import acts
from portal.cases.acting import Answer, act_page, carry_out, done, unfinished
from portal.cases.limits import extensions
from portal.cases.models import Case
from portal.cases.workflow import Action
from portal.database import db
from portal.presentation.dates import date_text

blueprint = Blueprint("extending", __name__, url_prefix="/cases/<reference:reference>")
METHODS = ("GET", "POST")
TEMPLATE = "cases/extension.html"


@blueprint.route("/extend", methods=METHODS)
@act_page(Action.EXTEND)
def extend(case: Case) -> Answer:
    """Ask for an extension."""
    form = ExtendForm(version=case.version)
    if carry_out(
        form,
        case,
        Action.EXTEND,
        lambda actor: extensions.extend(
            db.session, case, actor=actor, on=form.on.data, reason=form.reason.data, seen=form.seen_version
        ),
    ):
        return done(case, _("Extension asked for"), _("The coordinator decides; until then the date stays."))
    barred = acts.blocked_by(case, Action.EXTEND)
    deadline = extensions.current_deadline(db.session, case)
    return unfinished(form, case, Action.EXTEND, TEMPLATE, blocked_by=barred, deadline=deadline)


@blueprint.route("/rule-extension", methods=METHODS)
@act_page(Action.RULE_EXTENSION)
def rule_extension(case: Case) -> Answer:
    """Decide on an extension."""
    form = RuleExtensionForm(version=case.version)
    on, reason = extensions.asked_for(db.session, case)
    granted = form.ruling.data == "grant"
    if carry_out(
        form,
        case,
        Action.RULE_EXTENSION,
        lambda actor: extensions.rule(
            db.session, case, actor=actor, granted=granted, reason=form.reason.data, seen=form.seen_version
        ),
    ):
        if granted:
            follows = _("The enterprise and the handler have been told: %(day)s.", day=date_text(on))
            return done(case, _("Extension granted"), follows)
        return done(case, _("Extension refused"), _("The handler has been told; the date stays."))
    return unfinished(form, case, Action.RULE_EXTENSION, TEMPLATE, asked_on=on, asked_reason=reason)
