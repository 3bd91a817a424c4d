"""Replying to a letter, filing a scanned reply, and ruling on one."""

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _

from forms.letters import FiledReplyForm, ReplyForm, RulingForm
from portal import clock
from portal.attachments.content import ACCEPT
from portal.attachments.operations import attach_all
from portal.attachments.sending import send
from portal.cases.intake.classified import marked_secret
from portal.database import db
from portal.errors import NotFound, RuleBroken
from portal.letters import queries, replies
from portal.letters.models import Letter
from portal.letters.replies import Reply
from portal.letters.views import Answer, to_letter
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds
from portal.settings import current_settings

blueprint = Blueprint("letter_replies", __name__, url_prefix="/letters/<int:letter_id>")
METHODS = ("GET", "POST")


@blueprint.route("/answer", methods=METHODS)
@requires(Permission.LETTER_ANSWER)
def answer(letter_id: int) -> Answer:
    """Answer a letter for one's own unit."""
    actor = current_actor()
    letter = queries.visible_letter(db.session, actor, letter_id)
    form = ReplyForm()
    if form.validate_on_submit() and succeeds(
        form, lambda: replies.answer(db.session, letter, actor=actor, reply=_reply(form))
    ):
        announce(_("Answered"), _("The drafter has been told and examines the reply."))
        return to_letter(letter)
    again = replies.asked_again(db.session, letter, actor.unit_id)
    return _page(letter, form, _("Answer the letter"), _("Send the answer"), asked_again=again)


@blueprint.route("/file-answer", methods=METHODS)
@requires(Permission.LETTER_FILE_ANSWER)
def file_answer(letter_id: int) -> Answer:
    """File a reply that came on paper."""
    actor = current_actor()
    letter = queries.visible_letter(db.session, actor, letter_id)
    form = FiledReplyForm()
    form.unit.choices = [(unit.id, unit.name) for unit in replies.units_waited_for(db.session, letter)]
    form.replied_on.data = form.replied_on.data or (None if form.is_submitted() else clock.today())
    if form.validate_on_submit() and succeeds(
        form,
        lambda: replies.file_for(db.session, letter, actor=actor, unit_id=form.unit.data, reply=_reply(form)),
    ):
        announce(_("Reply filed"), _("It stands with the letter as the unit's own."))
        return to_letter(letter)
    return _page(letter, form, _("File a reply on paper"), _("File the reply"))


@blueprint.route("/replies/<int:reply_id>/rule", methods=METHODS)
@requires(Permission.LETTER_RULE)
def rule(letter_id: int, reply_id: int) -> Answer:
    """Accept a reply or ask for a new one."""
    actor = current_actor()
    letter = queries.visible_letter(db.session, actor, letter_id)
    reply = replies.reply_of(db.session, letter, reply_id)
    form = RulingForm()
    accepted = form.ruling.data == "accepted"
    if form.validate_on_submit() and succeeds(
        form,
        lambda: replies.rule(
            db.session,
            letter,
            reply,
            actor=actor,
            accepted=accepted,
            reason=form.reason.data or "",
            again_by=form.again_by.data,
        ),
    ):
        announce(_("Decided"), _("The unit has been told."))
        return to_letter(letter)
    return _page(letter, form, _("Examine the answer"), _("Decide"), reply=reply)


@blueprint.get("/replies/<int:reply_id>/files/<int:attachment_id>")
@requires(Permission.LETTER_LIST)
def file(letter_id: int, reply_id: int, attachment_id: int) -> Response:
    """Give a file of a reply to whoever may see the letter."""
    letter = queries.visible_letter(db.session, current_actor(), letter_id)
    kept = replies.reply_of(db.session, letter, reply_id).files
    found = next((each.attachment for each in kept if each.attachment_id == attachment_id), None)
    if found is None:
        raise NotFound
    return send(found, inline=True)


def _reply(form: ReplyForm) -> Reply:
    """Take the files in and return what the form says; raise RuleBroken, at the field, where a file is refused."""
    taken = attach_all(db.session, actor=current_actor(), uploads=form.files.data or (), objection=marked_secret)
    if taken.refusals:
        raise RuleBroken(" ".join(taken.refusals), "files")
    return Reply(
        situation=form.situation.data or "",
        result=form.result.data,
        next_step=form.next_step.data or "",
        done_by=form.done_by.data,
        contact=form.contact.data or "",
        replied_on=form.replied_on.data if "replied_on" in form else None,
        files=taken.attachments,
    )


def _page(letter: Letter, form: ReplyForm | RulingForm, title: str, button: str, **more: object) -> Answer:
    return form_page(
        "letters/reply-form.html",
        form,
        letter=letter,
        title=title,
        button=button,
        back_url=url_for("letters.show", letter_id=letter.id),
        accept=ACCEPT,
        most_bytes=current_settings().attachment_bytes,
        **{"reply": None, "asked_again": None} | more,
    )
