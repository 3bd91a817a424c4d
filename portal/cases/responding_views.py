"""The enterprise's acts on its case, each a page with one form."""

from flask import Blueprint
from flask_babel import gettext as _

from forms.responding import ConfirmForm, RejectForm, ReopenForm, SupplyForm, WithdrawForm
from portal.cases import operations
from portal.cases.acting import Answer, act_page, carry_out, done, files_of, unfinished
from portal.cases.models import Case, Pause
from portal.cases.workflow import Action
from portal.database import db
from portal.presentation.dates import date_text

blueprint = Blueprint("responding", __name__, url_prefix="/cases/<reference:reference>")
METHODS = ("GET", "POST")


@blueprint.route("/supply", methods=METHODS)
@act_page(Action.SUPPLY)
def supply(case: Case) -> Answer:
    """Give what was asked for."""
    form = SupplyForm(version=case.version)
    if carry_out(
        form,
        case,
        Action.SUPPLY,
        lambda actor: operations.supply(
            db.session,
            case,
            actor=actor,
            text=form.text.data,
            files=files_of(actor, form.files.data),
            seen=form.seen_version,
        ),
    ):
        return done(case, _("Supplemented, the limit runs on"), _answer_by(case))
    return unfinished(form, case, Action.SUPPLY, asked=_asked(case))


def _answer_by(case: Case) -> str:
    return str(_("The answer is promised by %(day)s.", day=date_text(case.due_on) if case.due_on else ""))


def _asked(case: Case) -> Pause | None:
    return next((pause for pause in reversed(case.pauses) if pause.ended_at is None), None)


@blueprint.route("/confirm", methods=METHODS)
@act_page(Action.CONFIRM)
def confirm(case: Case) -> Answer:
    """Say that it is resolved."""
    form = ConfirmForm(version=case.version)
    if carry_out(
        form,
        case,
        Action.CONFIRM,
        lambda actor: operations.confirm(db.session, case, actor=actor, text=form.text.data, seen=form.seen_version),
    ):
        last = date_text(operations.reopen_by(case))
        return done(
            case,
            _("Confirmed as resolved, the case is closed"),
            _("If it comes up again, you can ask for reopening until %(day)s.", day=last),
        )
    return unfinished(form, case, Action.CONFIRM)


@blueprint.route("/reject", methods=METHODS)
@act_page(Action.REJECT)
def reject(case: Case) -> Answer:
    """Send the outcome back."""
    form = RejectForm(version=case.version)
    if carry_out(
        form,
        case,
        Action.REJECT,
        lambda actor: operations.reject(
            db.session, case, actor=actor, missing=form.missing.data, seen=form.seen_version
        ),
    ):
        return done(case, _("You have sent it back; the handler goes on"), _answer_by(case))
    return unfinished(form, case, Action.REJECT)


@blueprint.route("/withdraw", methods=METHODS)
@act_page(Action.WITHDRAW)
def withdraw(case: Case) -> Answer:
    """Take a case back."""
    form = WithdrawForm(version=case.version)
    if carry_out(
        form,
        case,
        Action.WITHDRAW,
        lambda actor: operations.withdraw(
            db.session, case, actor=actor, reason=form.reason.data, seen=form.seen_version
        ),
    ):
        return done(case, _("Withdrawn"), _("Nothing more is done. If you need help again, please submit a new case."))
    return unfinished(form, case, Action.WITHDRAW)


@blueprint.route("/reopen", methods=METHODS)
@act_page(Action.REOPEN)
def reopen(case: Case) -> Answer:
    """Have a closed case taken up again."""
    form = ReopenForm(version=case.version)
    if carry_out(
        form,
        case,
        Action.REOPEN,
        lambda actor: operations.reopen(db.session, case, actor=actor, reason=form.reason.data, seen=form.seen_version),
    ):
        return done(case, _("It will be handled again"), _answer_by(case))
    return unfinished(form, case, Action.REOPEN)
