"""The pages of special care: marking a case, and a lawyer's note in confidence."""

from flask import Blueprint
from flask_babel import gettext as _

from forms.care import AdviseForm, MarkForm
from portal.cases.acting import Answer, act_page, carry_out, done, files_of, unfinished
from portal.cases.care import operations as care
from portal.cases.models import Case
from portal.cases.workflow import Action
from portal.database import db
from portal.vocabulary import Care

blueprint = Blueprint("care", __name__, url_prefix="/cases/<reference:reference>")
METHODS = ("GET", "POST")


@blueprint.route("/mark", methods=METHODS)
@act_page(Action.MARK)
def mark(case: Case) -> Answer:
    """Say that a case needs special care, or no longer does."""
    form = MarkForm(version=case.version, marks=sorted(care.marks_of(case)))
    if carry_out(
        form,
        case,
        Action.MARK,
        lambda actor: care.mark(
            db.session,
            case,
            actor=actor,
            marks=[Care(each) for each in form.marks.data or []],
            reason=form.reason.data,
            seen=form.seen_version,
        ),
    ):
        return done(case, _("The marks have been changed"), _("The record says by whom and why."))
    return unfinished(form, case, Action.MARK)


@blueprint.route("/advise", methods=METHODS)
@act_page(Action.ADVISE)
def advise(case: Case) -> Answer:
    """Tell the enterprise something in confidence."""
    form = AdviseForm(version=case.version)
    if carry_out(
        form,
        case,
        Action.ADVISE,
        lambda actor: care.advise(
            db.session,
            case,
            actor=actor,
            text=form.text.data,
            files=files_of(actor, form.files.data),
            seen=form.seen_version,
        ),
    ):
        return done(
            case, _("The note has been sent"), _("The enterprise and its lawyers read it; the office does not.")
        )
    return unfinished(form, case, Action.ADVISE)
