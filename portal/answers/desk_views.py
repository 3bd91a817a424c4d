"""The lawyers' desk of published answers: what waits for the second look, what is on its way, what is public."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.answers import DecideForm, WithdrawForm
from portal.answers import finding, identifying, operations, queries
from portal.answers.models import PublishedAnswer
from portal.answers.views import cited
from portal.database import db
from portal.errors import RuleBroken
from portal.permissions.checks import current_actor, permits, require, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds
from portal.vocabulary import AnswerState

blueprint = Blueprint("answer_desk", __name__, url_prefix="/answer-desk")
Page = str | tuple[str, int] | Response


@blueprint.get("")
@requires(Permission.ANSWER_DESK)
def index() -> str:
    """List what waits for the actor's approval, then everything else."""
    waiting = queries.desk(db.session, queries.waiting_for(current_actor()))
    taken = {row.id for row in waiting}
    others = [row for row in queries.desk(db.session) if row.id not in taken]
    return render_template("answers/desk.html", waiting=waiting, others=others)


@blueprint.route("/<int:answer_id>", methods=["GET", "POST"])
@requires(Permission.ANSWER_DESK)
def show(answer_id: int) -> Page:
    """Show one as readers will see it, with what looks like a name marked; whoever may decides on it here."""
    row, actor = queries.by_id(db.session, answer_id), current_actor()
    form = DecideForm(version=row.version)
    deciding = row.state is AnswerState.WAITING and permits(actor, Permission.ANSWER_APPROVE, row)
    if form.is_submitted():
        require(actor, Permission.ANSWER_APPROVE, row)
        if form.validate() and succeeds(form, lambda: _decide(form, row)):
            finding.refresh_index()
            announce(_("Recorded: %(answer)s", answer=row.state.label), _("Its author has been told."))
            return redirect(url_for("answer_desk.index"))
    marked = {name: identifying.pieces(text, identifying.Known()) for name, text in _texts(row).items()}
    return form_page("answers/decide.html", form, row=row, deciding=deciding, marked=marked, cited=cited(row))


def _decide(form: DecideForm, row: PublishedAnswer) -> None:
    actor, version, reason = current_actor(), form.seen_version, form.reason.data or ""
    if form.decision.data == "publish":
        operations.approve(db.session, row, actor=actor, version=version)
    elif not reason:
        raise RuleBroken(_("Say why it is returned."), "reason")
    else:
        operations.send_back(db.session, row, actor=actor, reason=reason, version=version)


def _texts(row: PublishedAnswer) -> dict[str, str]:
    return {"question": row.question, "background": row.background, "answer": row.answer}


@blueprint.route("/<int:answer_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.ANSWER_WITHDRAW)
def withdraw(answer_id: int) -> Page:
    """Take a published answer from the public, once that has been confirmed with a reason."""
    row = queries.by_id(db.session, answer_id)
    form = WithdrawForm(version=row.version)
    if form.validate_on_submit() and succeeds(
        form,
        lambda: operations.withdraw(
            db.session, row, actor=current_actor(), reason=form.reason.data, version=form.seen_version
        ),
    ):
        finding.refresh_index()
        announce(_("Withdrawn from the public: %(name)s", name=row.question), _("Its author has been told."), "care")
        return redirect(url_for("answer_desk.index"))
    return form_page("answers/withdraw.html", form, row=row)
