"""The files of a draft: several at a time, each judged for itself, looked at again, removed again."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from forms.intake import FilesForm
from portal.attachments.content import ACCEPT
from portal.attachments.operations import attach_all
from portal.attachments.sending import send
from portal.cases.intake import drafts
from portal.cases.intake.classified import marked_secret
from portal.cases.intake.steps import Step
from portal.cases.intake.views import DRAFT, after, draft_of, new_draft, page_url, surroundings
from portal.cases.models import Draft
from portal.database import db
from portal.errors import NotFound
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page

blueprint = Blueprint("intake_files", __name__, url_prefix="/cases/new")


@blueprint.route(f"{DRAFT}/files", methods=["GET", "POST"])
@requires(Permission.CASE_SUBMIT)
def choose(enterprise_id: int, kind: str) -> str | tuple[str, int] | Redirect | dict[str, str]:
    """Take files in. Those that can be taken are kept even where others are refused, so the answer is then 200."""
    form, draft = FilesForm(), draft_of(enterprise_id, kind, lock=request.method == "POST")
    draft = draft or new_draft(enterprise_id, kind)
    around = surroundings(draft, Step.FILES) | {"accept": ACCEPT}
    if form.validate_on_submit():
        uploads = form.files.data or ()
        taken = attach_all(db.session, actor=current_actor(), uploads=uploads, objection=marked_secret)
        if attempt(form, lambda: drafts.add_files(db.session, draft, taken.attachments)) is None:
            return form_page("intake/files.html", form, **around)
        if request.accept_mimetypes.best == "application/json":
            return _told_to_script(draft, taken.refusals)
        if not taken.refusals:
            return redirect(_after_upload(draft))
        form.files.errors = taken.refusals
    return render_template("intake/files.html", form=form, **around)


def _told_to_script(draft: Draft, refusals: list[str]) -> dict[str, str]:
    """Tell the script that has shown the progress where to go on; what was refused is said there."""
    for refusal_words in refusals:
        announce(refusal_words, tone="error")
    return {"next": page_url(draft, Step.FILES) if refusals else _after_upload(draft)}


def _after_upload(draft: Draft) -> str:
    if "later" in request.form:
        announce(_("The draft is saved"), _("Go on with it whenever and on whatever device you like."))
        return url_for("intake.start")
    return page_url(draft, Step.FILES) if "more" in request.form else after(Step.FILES, draft)


@blueprint.route(f"{DRAFT}/files/<int:attachment_id>")
@requires(Permission.CASE_SUBMIT)
def show(enterprise_id: int, kind: str, attachment_id: int) -> Response:
    """Give a file of the draft back to its writer."""
    return send(drafts.file_of(_existing(enterprise_id, kind), attachment_id).attachment, inline=True)


@blueprint.route(f"{DRAFT}/files/<int:attachment_id>/remove", methods=["POST"])
@requires(Permission.CASE_SUBMIT)
def remove(enterprise_id: int, kind: str, attachment_id: int) -> Redirect:
    """Take a file out again."""
    draft = _existing(enterprise_id, kind, lock=True)
    name = drafts.file_of(draft, attachment_id).attachment.name
    drafts.remove_file(db.session, draft, attachment_id)
    announce(_("“%(name)s” has been removed", name=name))
    return redirect(page_url(draft, Step.FILES))


def _existing(enterprise_id: int, kind: str, *, lock: bool = False) -> Draft:
    draft = draft_of(enterprise_id, kind, lock=lock)
    if draft is None:
        raise NotFound
    return draft
