"""The office's acts on a case, each a page with one form: from acceptance to the proposed outcome."""

from flask import Blueprint, request
from flask_babel import gettext as _

from forms.cases import AcceptForm, AnswerForm, AskForm, DeclineForm, NoteForm, ProposeForm
from forms.handlers import ReceiveForm, TaskReplyForm
from portal import clock
from portal.cases import acts, citing, operations, queries
from portal.cases.acting import Answer, act_page, carry_out, done, due_words, files_of, not_possible, unfinished
from portal.cases.handlers import tasks
from portal.cases.limits import same_day
from portal.cases.mentions import Mentioned, words_about
from portal.cases.models import Case
from portal.cases.workflow import Action
from portal.database import db
from portal.errors import RuleBroken
from portal.permissions.actor import Actor
from portal.permissions.checks import current_actor, require
from portal.permissions.permission import Permission
from portal.presentation.dates import date_text, when_text
from portal.vocabulary import OutcomeKind, TaskKind
from portal.workdays import load_calendar

blueprint = Blueprint("handling", __name__, url_prefix="/cases/<reference:reference>")
METHODS = ("GET", "POST")


@blueprint.route("/accept", methods=METHODS)
@act_page(Action.ACCEPT)
def accept(case: Case) -> Answer:
    """Take a case up."""
    form = AcceptForm(version=case.version)
    if carry_out(
        form,
        case,
        Action.ACCEPT,
        lambda actor: operations.accept(db.session, case, actor=actor, note=form.note.data, seen=form.seen_version),
    ):
        on = when_text(same_day.dispatch_on(case, load_calendar(db.session), clock.today()))
        follows = _("Dispatch it to unit and person %(when)s.", when=on)
        return done(case, _("Accepted: %(reference)s", reference=case.reference), follows)
    return unfinished(form, case, Action.ACCEPT)


@blueprint.route("/decline", methods=METHODS)
@act_page(Action.DECLINE)
def decline(case: Case) -> Answer:
    """Refuse a case."""
    form = DeclineForm(version=case.version)
    if carry_out(
        form,
        case,
        Action.DECLINE,
        lambda actor: operations.decline(
            db.session,
            case,
            actor=actor,
            reason=form.reason.data,
            turn_to=form.turn_to.data,
            seen=form.seen_version,
        ),
    ):
        return done(case, _("Declined"), _("The enterprise has been told the reason and where to turn."))
    return unfinished(form, case, Action.DECLINE)


@blueprint.route("/ask", methods=METHODS)
@act_page(Action.ASK)
def ask(case: Case) -> Answer:
    """Ask the enterprise for something."""
    form = AskForm(version=case.version)
    if carry_out(
        form,
        case,
        Action.ASK,
        lambda actor: operations.ask(
            db.session, case, actor=actor, question=form.question.data, seen=form.seen_version
        ),
    ):
        return done(
            case, _("The enterprise has been asked"), _("The limit stands still until the supplement is there.")
        )
    return unfinished(form, case, Action.ASK)


@blueprint.route("/tasks/<int:task_id>/reply", methods=METHODS, endpoint="reply_task")
@act_page(Action.REPLY_TASK)
def reply_task(case: Case, task_id: int) -> Answer:
    """Reply to a supporting task."""
    task = queries.task_of(case, task_id)
    require(current_actor(), Permission.TASK_REPLY, task)
    if request.method == "GET" and not task.is_open:
        return not_possible(case)
    form = TaskReplyForm(version=case.version)
    if task.kind is TaskKind.SUPPORT:
        del form.stance
    if carry_out(
        form,
        case,
        Action.REPLY_TASK,
        lambda actor: tasks.reply(
            db.session,
            case,
            task,
            actor=actor,
            text=form.reply.data,
            stance=form.stance.data if "stance" in form else None,
            files=files_of(actor, form.files.data),
        ),
    ):
        return done(case, _("Replied to the supporting task"), _("The handling unit has been told."))
    return unfinished(form, case, Action.REPLY_TASK, task=task)


@blueprint.route("/note", methods=METHODS)
@act_page(Action.NOTE)
def note(case: Case) -> Answer:
    """Record progress."""
    form = NoteForm(version=case.version)
    named: list[Mentioned] = []

    def act(actor: Actor) -> None:
        public, files = form.public.data == "yes", files_of(actor, form.files.data)
        words = {"text": form.text.data, "public": public, "files": files, "seen": form.seen_version}
        named.append(operations.note(db.session, case, actor=actor, **words))

    if carry_out(form, case, Action.NOTE, act):
        return _noted(case, named[0], public=form.public.data == "yes")
    return unfinished(form, case, Action.NOTE)


def _noted(case: Case, named: Mentioned, *, public: bool) -> Answer:
    """Tell who reads a note, and of each person whom it names whether they were told."""
    seen_by = _("The enterprise has been told.") if public else _("Only the office sees it.")
    follows = f"{seen_by} {words_about(case, named)}".strip()
    return done(case, _("Recorded"), follows, tone="care" if named.missed else "done")


@blueprint.route("/answer", methods=METHODS)
@act_page(Action.ANSWER)
def answer(case: Case) -> Answer:
    """Answer with measures cited; looking for measures sends the page without sending the answer."""
    form = AnswerForm(version=case.version, citations=request.args.getlist("cite"))
    looking = "find" in request.form
    if not looking and carry_out(
        form,
        case,
        Action.ANSWER,
        lambda actor: operations.answer(
            db.session,
            case,
            actor=actor,
            text=form.text.data,
            quoted=citing.quoted(form.citations.data or []),
            files=files_of(actor, form.files.data),
            seen=form.seen_version,
        ),
    ):
        return done(
            case,
            _("The answer has been sent"),
            _("The enterprise has been told; propose the outcome when all is done."),
        )
    offered = citing.choices(form.q.data or "", form.citations.data or [])
    return unfinished(form, case, Action.ANSWER, "cases/answer.html", offered=offered, looking=looking)


@blueprint.route("/propose", methods=METHODS)
@act_page(Action.PROPOSE)
def propose(case: Case) -> Answer:
    """Propose an outcome."""
    form = ProposeForm(version=case.version)
    if carry_out(
        form,
        case,
        Action.PROPOSE,
        lambda actor: operations.propose(
            db.session,
            case,
            actor=actor,
            kind=OutcomeKind(form.kind.data),
            explanation=form.explanation.data,
            elsewhere=_elsewhere(form),
            seen=form.seen_version,
        ),
    ):
        last = date_text(operations.confirm_by(db.session, case))
        return done(
            case,
            _("The outcome has been proposed, the clock has stopped"),
            _("The enterprise confirms by %(day)s; without an answer the case is then closed.", day=last),
        )
    return unfinished(form, case, Action.PROPOSE, blocked_by=acts.blocked_by(case, Action.PROPOSE))


def _elsewhere(form: ProposeForm) -> operations.Elsewhere | None:
    venue, number = form.venue.data, form.number.data
    if venue and not number:
        raise RuleBroken(_("Enter the number that the other body has given."), "number")
    if number and not venue:
        raise RuleBroken(_("Choose where the matter goes on."), "venue")
    return operations.Elsewhere(venue, number) if venue and number else None


@blueprint.route("/receive", methods=METHODS)
@act_page(Action.RECEIVE)
def receive(case: Case) -> Answer:
    """Sign for a case."""
    form = ReceiveForm(version=case.version)
    if carry_out(
        form,
        case,
        Action.RECEIVE,
        lambda actor: operations.receive(db.session, case, actor=actor, seen=form.seen_version),
    ):
        follows = _("Contact the enterprise and record it %(when)s.", when=due_words())
        return done(case, _("Signed for"), follows)
    return unfinished(form, case, Action.RECEIVE)
