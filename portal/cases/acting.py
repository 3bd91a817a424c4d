"""What the pages of all acts share: finding the case, sending a form once, and telling what happened."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from flask import jsonify, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from forms.base import VersionedForm
from portal import clock
from portal.attachments.content import ACCEPT
from portal.attachments.models import Attachment
from portal.attachments.operations import Upload, attach
from portal.cases import acts, queries
from portal.cases.desk import templates as words
from portal.cases.desk.models import ReplyTemplate
from portal.cases.intake.classified import marked_secret
from portal.cases.models import Case
from portal.cases.moves import stale_edit
from portal.cases.workflow import BY_ACTION, Action, is_possible
from portal.database import db
from portal.errors import RuleBroken, TransitionNotAllowed
from portal.pairing.clients import recording_blocks
from portal.permissions.actor import Actor
from portal.permissions.checks import current_actor, permits, require
from portal.permissions.permission import Permission
from portal.presentation.dates import time_text, when_text
from portal.presentation.flashes import Tone, announce
from portal.presentation.submitting import form_page, succeeds
from portal.workdays import load_calendar


@dataclass(frozen=True)
class OfferedWords:
    """The templates that can be used on a page, which one is, and what of it the case does not have."""

    found: list[tuple[ReplyTemplate, words.Filled]]
    wanted: int | None
    missing: tuple[str, ...]


Parameters = ParamSpec("Parameters")
Answer = tuple[str, int] | Response


def act_page(
    action: Action,
) -> Callable[[Callable[Concatenate[Case, Parameters], Answer]], Callable[Concatenate[str, Parameters], Answer]]:
    """Make a view of an act: it gets the case, and only who may do the act gets there.

    A case that the person may not see is not found, whatever the act; one seen but not to be acted on is refused. To
    open the page of an act that is over, or blocked, is no error: the case tells how it stands.
    """
    transition = BY_ACTION[action]

    def decorate(
        view: Callable[Concatenate[Case, Parameters], Answer],
    ) -> Callable[Concatenate[str, Parameters], Answer]:
        @wraps(view)
        def guarded(reference: str, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
            actor = current_actor()
            case = queries.visible_case(db.session, actor, reference)
            if action is not Action.REPLY_TASK:  # that permission is about the task, and asked by its view
                require(actor, transition.permission, case)
            if request.method == "GET" and not acts.is_open(case, action):
                return not_possible(case)
            if request.method == "GET" and (cause := acts.blocked_by(case, action)):
                return not_possible_now(case, action, cause)
            return _told_to_script(view(case, *args, **kwargs))

        guarded.permission = transition.permission  # type: ignore[attr-defined]  # read by tests/structure
        return cast("Callable[Concatenate[str, Parameters], Answer]", guarded)

    return decorate


def _told_to_script(answer: Answer) -> Answer:
    """Tell the script that has shown how far an upload is where to go on; a redirect it would follow unseen."""
    if request.accept_mimetypes.best != "application/json" or isinstance(answer, tuple) or not answer.location:
        return answer
    return jsonify(next=answer.location)


def not_possible(case: Case) -> Response:
    """Go back to a case on which the act is over."""
    announce(_("This is no longer possible: the case is now “%(status)s”.", status=case.status.label), tone="note")
    return to_case(case)


def not_possible_now(case: Case, action: Action, cause: str) -> Response:
    """Go back to a case on which the act is blocked: nobody writes what cannot be sent."""
    announce(_("Not possible now: %(act)s.", act=action.label), cause, tone="note")
    return to_case(case)


def to_case(case: Case) -> Response:
    """Go to the page of the case."""
    return redirect(url_for("cases.show", reference=case.reference))


def done(case: Case, headline: str, follows: str, tone: Tone = "done") -> Response:
    """Tell what happened and what follows, on the page of the case."""
    announce(headline, follows, tone)
    return to_case(case)


def due_words() -> str:
    """Say until when what is to be done the same day is to be done: 今日, or on a day off 下一工作日 with its date."""
    return when_text(load_calendar(db.session).working_day(clock.today()))


def carry_out(form: VersionedForm, case: Case, action: Action, act: Callable[[Actor], None]) -> bool:
    """Tell whether the form was sent, is right, and the act was carried out; a refusal is put into the form.

    Where somebody else acted first, the form keeps what was typed beside how the case stands now.
    """
    actor = current_actor()
    if not form.validate_on_submit():
        return False

    def unless_conflicted() -> None:
        with recording_blocks(actor):
            act(actor)

    try:
        return succeeds(form, unless_conflicted) or _conflicts(form, case, action, actor)
    except TransitionNotAllowed:
        form.conflict = True
        return _conflicts(form, case, action, actor)


def _conflicts(form: VersionedForm, case: Case, action: Action, actor: Actor) -> bool:
    """Show the case as it is stored, and the newer version where there is one. Always False.

    Where the act is over in the meantime, that is said at once and not after trying again.
    """
    if form.conflict:
        db.session.rollback()
        form.conflict = stale_edit(db.session, case, actor)
        form.version.data = str(case.version)
        if not is_possible(case.status, action):
            form.form_errors.append(_("“%(act)s” is no longer possible. Copy what you still need.", act=action.label))
    return False


def sent_twice(form: VersionedForm, case: Case, action: Action) -> bool:
    """Tell whether the refused form is the one that has just been carried out, as after a double click."""
    refused = form.conflict or form.form_errors
    last = queries.last_event(db.session, case) if refused else None
    if last is None or (last.action, last.actor_id) != (action, current_actor().account_id):
        return False
    return all((field.data or "") in last.text for field in form if isinstance(field, TextAreaField))


def unfinished(
    form: VersionedForm, case: Case, action: Action, template: str = "cases/act.html", **context: object
) -> Answer:
    """Return the page of an act with its form; a form sent twice leads to the case, where the act is in the record."""
    if sent_twice(form, case, action):
        last = queries.last_event(db.session, case)
        at = time_text(last.at) if last else ""
        announce(_("It was sent already at %(time)s and stands in the record.", time=at), tone="note")
        return to_case(case)
    wording = acts.OFFERED.get(action)
    offered = offered_words(form, case)
    return form_page(
        template, form, case=case, action=action, wording=wording, templates=offered, accept=ACCEPT, **context
    )


def offered_words(form: VersionedForm, case: Case) -> OfferedWords | None:
    """Offer the reply templates to staff who write; the one chosen is filled in where nothing stands yet."""
    actor = current_actor()
    field = next((each for each in form if isinstance(each, TextAreaField)), None)
    if field is None or not permits(actor, Permission.TEMPLATE_USE):
        return None
    found = words.preview(words.usable(db.session, actor), case)
    wanted = request.args.get("template", type=int)
    filled = next((each for template, each in found if template.id == wanted), None)
    if filled and request.method == "GET" and not field.data:
        field.data = filled.text
    return OfferedWords(found, wanted, filled.missing if filled else ())


def files_of(actor: Actor, uploads: list[Upload] | None) -> list[Attachment]:
    """Store the files that go with an act; raise RuleBroken at the field for one that is not taken.

    A browser shows no files as chosen on the page that says so, so that all of them have to be chosen again.
    """
    chosen = [upload for upload in uploads or [] if upload and upload.filename]
    try:
        return [attach(db.session, actor=actor, upload=upload, objection=marked_secret) for upload in chosen]
    except RuleBroken as refused:
        again = _("%(why)s Nothing has been sent yet: choose the files anew and send it again.", why=refused.message)
        raise RuleBroken(again, "files") from None
