"""Pages about letters: the list, one letter with what may be done to it, its text, and its PDF."""

import io
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as BaseResponse

from forms.letters import WordingForm
from portal.attachments.storage import STORE_FAILS, storage
from portal.cases.queries import visible_case
from portal.database import db
from portal.errors import RuleBroken
from portal.letters import countersigning, drafts, operations, queries, replies
from portal.letters.checking import clerks_remarks
from portal.letters.context import printed
from portal.letters.failures import said_of, unreadable
from portal.letters.grounds import grounds_of_case, grounds_of_visit
from portal.letters.kinds import KINDS
from portal.letters.models import Letter
from portal.letters.origins import origins
from portal.letters.signing import mark_read
from portal.letters.stages import stages
from portal.permissions.checks import current_actor, permits, requires
from portal.permissions.permission import Permission
from portal.presentation.addresses import row_id
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds
from portal.press.refusals import RenderingFailed
from portal.press.titles import title_lines
from portal.press.worker import render_in_worker
from portal.settings import current_settings
from portal.visits import queries as visits
from portal.vocabulary import LetterState

blueprint = Blueprint("letters", __name__, url_prefix="/letters")

# What stands on every letter, in Chinese whoever reads the screen.
SHEET_WORDS = {"attachment": "附件：", "specimen": "样章", "colon": "："}
Answer = BaseResponse | tuple[str, int] | str

# Of the record, what an addressee may read too.
SINCE_SIGNED = frozenset({"sign", "serve", "open", "answer", "file-answer", "accept", "redo", "void"})

LINE_WORDS = {
    "draft": _l("Drafted"),
    "revise": _l("Changed"),
    "attach": _l("Attachments changed"),
    "submit": _l("Submitted for sign-off"),
    "read": _l("Read by the leader"),
    "countersign": _l("Countersigned"),
    "return": _l("Returned for changes"),
    "sign": _l("Signed and issued"),
    "serve": _l("Served"),
    "open": _l("Opened"),
    "answer": _l("Answered"),
    "file-answer": _l("Reply on paper filed"),
    "accept": _l("Answer accepted"),
    "redo": _l("New answer asked for"),
    "void": _l("Declared void"),
}


def to_letter(letter: Letter) -> BaseResponse:
    """Return the redirect to a letter's page."""
    return redirect(url_for("letters.show", letter_id=letter.id))


@blueprint.route("")
@requires(Permission.LETTER_LIST)
def index() -> str:
    """Show the letters that the reader may see, those of one case or visit where one is named."""
    actor = current_actor()
    reference, visit_id = request.args.get("case", ""), request.args.get("visit", 0, row_id)
    case = visible_case(db.session, actor, reference) if reference else None
    visit = visits.visible(db.session, actor, visit_id) if visit_id else None
    grounds = grounds_of_case(db.session, case) if case else grounds_of_visit(visit) if visit else None
    page, state = max(1, request.args.get("page", 1, int)), request.args.get("state", "")
    return render_template(
        "letters/index.html",
        found=queries.page_of_letters(db.session, actor, case=case, visit=visit, state=state, page=page),
        case=case,
        visit=visit,
        kinds=drafts.kinds_for(actor, grounds) if grounds else [],
        rules=KINDS,
        states=LetterState,
        page_url=_page_url,
    )


def _page_url(number: int) -> str:
    return f"{url_for('letters.index')}?{urlencode({**request.args.to_dict(), 'page': number})}"


@blueprint.route("/<int:letter_id>")
@requires(Permission.LETTER_LIST)
def show(letter_id: int) -> str:
    """Show a letter, where it stands, and what the reader may do."""
    actor = current_actor()
    letter = queries.visible_letter(db.session, actor, letter_id)
    operations.mark_opened(db.session, letter, actor=actor)
    mark_read(db.session, letter, actor=actor)
    db.session.commit()
    settings = current_settings()
    internal, record = queries.knows_how_it_came_about(actor, letter), queries.record_of(db.session, letter)
    return render_template(
        "letters/show.html",
        letter=letter,
        internal=internal,
        record=[line for line in record if internal or line.action in SINCE_SIGNED],
        changes=queries.changes_since_return(letter, record),
        signed=queries.signed_text(record),
        remarks=clerks_remarks(letter) if letter.state in drafts.EDITABLE else [],
        page=printed(letter, settings, pictures=False),
        sheet_words=SHEET_WORDS,
        title_lines=title_lines(letter.title),
        stages=stages(letter),
        digest=countersigning.digest_of(letter),
        line_words=LINE_WORDS,
        replies=replies.replies_to(db.session, letter),
        waited_for=replies.units_waited_for(db.session, letter) if _is_answerable(letter) else [],
    )


def _is_answerable(letter: Letter) -> bool:
    return letter.state is LetterState.SERVED and KINDS[letter.kind].answered


@blueprint.route("/<int:letter_id>/edit", methods=["GET", "POST"])
@requires(Permission.LETTER_LIST)
def edit(letter_id: int) -> Answer:
    """Change the text of a draft; the clerk's remarks stand beside it."""
    actor = current_actor()
    letter = queries.visible_letter(db.session, actor, letter_id)
    if not permits(actor, Permission.LETTER_EDIT, letter) or letter.state not in drafts.EDITABLE:
        return to_letter(letter)
    form = WordingForm(obj=letter)
    if form.validate_on_submit():
        wording = drafts.Wording(
            title=form.title.data,
            addressee=form.addressee.data,
            body=form.body.data,
            contact=form.contact.data,
            copies=form.copies.data,
            reply_by=form.reply_by.data,
            joint=form.joint.data,
        )
        seen = form.seen_version
        if succeeds(form, lambda: drafts.revise(db.session, letter, actor=actor, wording=wording, seen=seen)):
            announce(_("Draft saved"))
            return to_letter(letter)
    return form_page(
        "letters/edit.html",
        form,
        letter=letter,
        answered=KINDS[letter.kind].answered,
        remarks=clerks_remarks(letter),
        origins=origins(db.session, letter),
    )


@blueprint.route("/<int:letter_id>/pdf")
@requires(Permission.LETTER_LIST)
def pdf(letter_id: int) -> Response:
    """Send the stored bytes of an issued letter, or a draft's page marked as a draft."""
    letter = queries.visible_letter(db.session, current_actor(), letter_id)
    if letter.pdf_key:
        content, name = _kept(letter.pdf_key), f"{letter.number}.pdf"
    else:
        content, name = _as_draft(letter), _("Draft") + f"-{letter.id}.pdf"
    response = send_file(io.BytesIO(content), mimetype="application/pdf", download_name=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _kept(key: str) -> bytes:
    try:
        return storage().get(key)
    except STORE_FAILS as failure:
        raise RuleBroken(unreadable()) from failure


def _as_draft(letter: Letter) -> bytes:
    settings = current_settings()
    try:
        return render_in_worker(printed(letter, settings), fonts=settings.fonts_dir)
    except RenderingFailed as failure:
        reason = said_of(failure)
        raise RuleBroken(_("The letter cannot be printed yet: %(reason)s", reason=reason)) from failure
