"""Pages about the attachments of a draft."""

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.letters import AnnexForm, AnnexSourceForm, CaptionsForm, PicturesForm, SeenForm
from portal.attachments.sending import send
from portal.database import db
from portal.errors import NotFound, NotPermitted, StaleEdit
from portal.letters import annexes, drafts, picturing, queries
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
    form.source.choices = _sources(letter)

    def add() -> None:
        source = AnnexSource(form.source.data)
        annexes.add(db.session, letter, actor=current_actor(), source=source, seen=form.seen_version)

    if form.is_submitted() and form.source.data == AnnexSource.PICTURES:
        return redirect(url_for("letter_annexes.pictures", letter_id=letter.id))
    if form.validate_on_submit() and succeeds(form, add):
        if form.source.data == AnnexSource.BLANK:
            return redirect(url_for("letter_annexes.edit", letter_id=letter.id, place=len(letter.annexes)))
        announce(_("Attached"), letter.annexes[-1]["name"])
        return _to_list(letter)
    return form_page("letters/annexes.html", form, letter=letter, removal=SeenForm(version=letter.version))


def _sources(letter: Letter) -> list[tuple[str, str]]:
    """Return what there is to begin an attachment from: a letter about a visit has no case, many have no photograph."""
    without = set() if picturing.offered(db.session, current_actor(), letter) else {AnnexSource.PICTURES.value}
    if letter.case is None:
        without |= set(AnnexSource) - {AnnexSource.PICTURES, AnnexSource.BLANK}
    return [choice for choice in AnnexSource.choices() if choice[0] not in without]


@blueprint.route("/pictures", methods=["GET", "POST"])
@requires(Permission.LETTER_LIST)
def pictures(letter_id: int) -> Answer:
    """Attach photographs of the letter's visit or case."""
    letter, actor = _draft(letter_id), current_actor()
    offered = picturing.offered(db.session, actor, letter)
    form = PicturesForm(version=letter.version, title=picturing.NAME)
    form.chosen.choices = [(each.file.id, each.caption) for each in offered]

    def add() -> None:
        name, chosen = form.title.data, form.chosen.data
        annexes.add_pictures(db.session, letter, actor=actor, name=name, chosen=chosen, seen=form.seen_version)

    if form.validate_on_submit() and succeeds(form, add):
        announce(_("Attached"), _("See what stands under each photograph."))
        return redirect(url_for("letter_annexes.edit", letter_id=letter.id, place=len(letter.annexes)))
    return form_page("letters/pictures.html", form, letter=letter)


@blueprint.get("/pictures/<int:file_id>")
@requires(Permission.LETTER_LIST)
def picture(letter_id: int, file_id: int) -> Response:
    """Show a photograph that is attached, or could be, as it was taken; of an issued letter the PDF has it."""
    actor = current_actor()
    letter = queries.visible_letter(db.session, actor, letter_id)
    found = None if letter.number else picturing.file_of(db.session, letter, file_id)
    if found is None and permits(actor, Permission.LETTER_EDIT, letter):
        offered = picturing.offered(db.session, actor, letter)
        found = next((each.file for each in offered if each.file.id == file_id), None)
    if found is None:
        raise NotFound
    return send(found, inline=True)


@blueprint.route("/<int:place>", methods=["GET", "POST"])
@requires(Permission.LETTER_LIST)
def edit(letter_id: int, place: int) -> Answer:
    """Write an attachment, or what stands under its photographs."""
    letter = _draft(letter_id)
    annex = annexes.annex_at(letter, place)
    if annex.get("pictures"):
        return _captions(letter, place)
    form = AnnexForm(version=letter.version, title=annex["name"], body=annex["body"])

    def write() -> None:
        name, body = form.title.data, form.body.data or ""
        annexes.write(db.session, letter, place, actor=current_actor(), name=name, body=body, seen=form.seen_version)

    if form.validate_on_submit() and succeeds(form, write):
        announce(_("Attachment saved"), form.title.data)
        return _to_list(letter)
    return form_page("letters/annex.html", form, letter=letter, place=place)


def _captions(letter: Letter, place: int) -> Answer:
    annex = annexes.annex_at(letter, place)
    shown = annex["pictures"]
    form = CaptionsForm(version=letter.version, title=annex["name"], captions=[each["caption"] for each in shown])
    if len(form.captions) != len(shown):  # somebody else has put other photographs there
        raise StaleEdit(version=letter.version)

    def write() -> None:
        words, seen = [field.data for field in form.captions], form.seen_version
        annexes.caption(
            db.session, letter, place, actor=current_actor(), name=form.title.data, captions=words, seen=seen
        )

    if form.validate_on_submit() and succeeds(form, write):
        announce(_("Attachment saved"), form.title.data)
        return _to_list(letter)
    return form_page("letters/captions.html", form, letter=letter, place=place, shown=shown)


@blueprint.route("/<int:place>/remove", methods=["POST"])
@requires(Permission.LETTER_LIST)
def remove(letter_id: int, place: int) -> Answer:
    """Take an attachment off."""
    letter, form = _draft(letter_id), SeenForm()
    if form.validate_on_submit():
        annexes.remove(db.session, letter, place, actor=current_actor(), seen=form.seen_version)
        announce(_("Taken off"))
    return _to_list(letter)
