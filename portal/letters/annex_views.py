"""Pages about the attachments of a draft."""

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.letters import AnnexForm, AnnexSourceForm, SeenForm
from portal.database import db
from portal.errors import NotPermitted
from portal.letters import annexes, drafts, queries
from portal.letters.models import Letter
from portal.permissions.checks import current_actor, permits, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds
from portal.vocabulary import AnnexSource

blueprint = Blueprint("letter_annexes", __name__, url_prefix="/letters/<int:letter_id>/annexes")
Answer = Response | tuple[str, int]


def _draft(letter_id: int) -> Letter:
    actor = current_actor()
    letter = queries.visible_letter(db.session, actor, letter_id)
    if not permits(actor, Permission.LETTER_EDIT, letter) or letter.state not in drafts.EDITABLE:
        raise NotPermitted(Permission.LETTER_EDIT)
    return letter


def _to_list(letter: Letter) -> Response:
    return redirect(url_for("letter_annexes.index", letter_id=letter.id))


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.LETTER_LIST)
def index(letter_id: int) -> Answer:
    """Show what is attached; attach something more."""
    letter = _draft(letter_id)
    form = AnnexSourceForm(version=letter.version)

    def add() -> None:
        source = AnnexSource(form.source.data)
        annexes.add(db.session, letter, actor=current_actor(), source=source, seen=form.seen_version)

    if form.validate_on_submit() and succeeds(form, add):
        if form.source.data == AnnexSource.BLANK:
            return redirect(url_for("letter_annexes.edit", letter_id=letter.id, place=len(letter.annexes)))
        announce(_("Attached"), letter.annexes[-1]["name"])
        return _to_list(letter)
    return form_page("letters/annexes.html", form, letter=letter, removal=SeenForm(version=letter.version))


@blueprint.route("/<int:place>", methods=["GET", "POST"])
@requires(Permission.LETTER_LIST)
def edit(letter_id: int, place: int) -> Answer:
    """Write an attachment."""
    letter = _draft(letter_id)
    annex = annexes.annex_at(letter, place)
    form = AnnexForm(version=letter.version, title=annex["name"], body=annex["body"])

    def write() -> None:
        name, body = form.title.data, form.body.data or ""
        annexes.write(db.session, letter, place, actor=current_actor(), name=name, body=body, seen=form.seen_version)

    if form.validate_on_submit() and succeeds(form, write):
        announce(_("Attachment saved"), form.title.data)
        return _to_list(letter)
    return form_page("letters/annex.html", form, letter=letter, place=place)


@blueprint.route("/<int:place>/remove", methods=["POST"])
@requires(Permission.LETTER_LIST)
def remove(letter_id: int, place: int) -> Answer:
    """Take an attachment off."""
    letter, form = _draft(letter_id), SeenForm()
    if form.validate_on_submit():
        annexes.remove(db.session, letter, place, actor=current_actor(), seen=form.seen_version)
        announce(_("Taken off"))
    return _to_list(letter)
