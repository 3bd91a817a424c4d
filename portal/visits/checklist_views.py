"""Keeping checklists: the list, the questions of one, and a question."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.base import PortalForm
from forms.visits import ChecklistForm, QuestionForm
from portal.database import db
from portal.errors import NotFound
from portal.permissions.checks import current_actor, require, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page
from portal.visits import checklists
from portal.visits.checklist_models import Checklist, ChecklistEdition, Question
from portal.visits.grading import said
from portal.vocabulary import AnswerKind, VisitKind, YesNo

blueprint = Blueprint("checklists", __name__, url_prefix="/visits/checklists")
Page = str | tuple[str, int] | Response


@blueprint.get("")
@requires(Permission.CHECKLIST_MANAGE)
def index() -> str:
    """List the checklists."""
    found = [
        (one, checklists.current_edition(db.session, one), checklists.draft_of(db.session, one))
        for one in checklists.all_of(db.session)
    ]
    return render_template("visits/checklists.html", checklists=found)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_MANAGE)
def new() -> Page:
    """Begin a checklist."""
    form = ChecklistForm(kind=VisitKind.VISIT)
    if form.validate_on_submit():
        made = attempt(
            form,
            lambda: checklists.begin(db.session, actor=current_actor(), name=form.name.data, kind=form.kind.data),
        )
        if made is not None:
            return redirect(url_for("checklists.show", checklist_id=made.id))
    return form_page("visits/new-checklist.html", form)


@blueprint.get("/<int:checklist_id>")
@requires(Permission.CHECKLIST_MANAGE)
def show(checklist_id: int) -> str:
    """Show the questions: of the draft where something has been changed, otherwise as they are asked today."""
    checklist = checklists.by_id(db.session, checklist_id)
    draft = checklists.draft_of(db.session, checklist)
    return render_template(
        "visits/checklist.html",
        checklist=checklist,
        edition=draft or checklists.current_edition(db.session, checklist),
        is_draft=draft is not None,
        editions=checklists.editions(db.session, checklist),
        said=said,
    )


@blueprint.route("/<int:checklist_id>/questions/new", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_MANAGE)
def add(checklist_id: int) -> Page:
    """Add a question."""
    return _question(checklists.by_id(db.session, checklist_id), QuestionForm(kind=AnswerKind.YES_NO), None)


@blueprint.route("/<int:checklist_id>/questions/<int:position>", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_MANAGE)
def edit(checklist_id: int, position: int) -> Page:
    """Change a question."""
    checklist = checklists.by_id(db.session, checklist_id)
    edition = checklists.draft_of(db.session, checklist) or checklists.current_edition(db.session, checklist)
    if edition is None:
        raise NotFound
    form = QuestionForm(data=_as_shown(checklists.question_at(edition, position)))
    return _question(checklist, form, position)


def _question(checklist: Checklist, form: QuestionForm, position: int | None) -> Page:
    def save() -> Question:
        wording = _wording(form)
        return checklists.save_question(
            db.session, checklist, actor=current_actor(), wording=wording, position=position
        )

    if form.validate_on_submit() and attempt(form, save):
        announce(_("The draft is saved"), _("Visits ask by it once it is published."))
        return redirect(url_for("checklists.show", checklist_id=checklist.id))
    return form_page("visits/question.html", form, checklist=checklist, position=position)


def _as_shown(question: Question) -> dict[str, Any]:
    shown = {name: getattr(question, name) for name in checklists.COPIED}
    risky = [said(question, value) for value in question.risky]
    return shown | {"choices": "\n".join(question.choices), "risky": "\n".join(risky)}


def _wording(form: QuestionForm) -> checklists.Wording:
    by_label = {str(one.label): one.value for one in YesNo} if form.kind.data is AnswerKind.YES_NO else {}
    return checklists.Wording(
        section=form.section.data,
        text=form.text.data,
        kind=form.kind.data,
        guidance=form.guidance.data or "",
        choices=_lines(form.choices.data) if form.kind.data is AnswerKind.CHOICE else (),
        risky=tuple(by_label.get(line, line) for line in _lines(form.risky.data)),
        grade=form.grade.data,
        advice=form.advice.data or "",
    )


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


@blueprint.post("/<int:checklist_id>/questions/<int:position>/<any(up, down, remove):act>")
@requires(Permission.CHECKLIST_MANAGE)
def rearrange(checklist_id: int, position: int, act: str) -> Response:
    """Move a question up or down, or take it out."""
    checklist = _posted(checklist_id)
    if act == "remove":
        checklists.remove_question(db.session, checklist, actor=current_actor(), position=position)
    else:
        step = 1 if act == "down" else -1
        checklists.move_question(db.session, checklist, actor=current_actor(), position=position, by=step)
    return redirect(url_for("checklists.show", checklist_id=checklist.id))


@blueprint.post("/<int:checklist_id>/<any(publish, retire):act>")
@requires(Permission.CHECKLIST_MANAGE)
def settle(checklist_id: int, act: str) -> Response:
    """Publish the draft, or offer the checklist no more."""
    checklist = _posted(checklist_id)
    if act == "publish":
        edition: ChecklistEdition = checklists.publish(db.session, checklist, actor=current_actor())
        announce(_("Edition %(number)s is published", number=edition.number), _("Visits ask by it from now on."))
        return redirect(url_for("checklists.show", checklist_id=checklist.id))
    checklists.retire(db.session, checklist, actor=current_actor())
    announce(_("The checklist is offered no more"), _("Visits made with it keep it."))
    return redirect(url_for("checklists.index"))


def _posted(checklist_id: int) -> Checklist:
    require(current_actor(), Permission.CHECKLIST_MANAGE)
    if not PortalForm().validate_on_submit():
        raise NotFound
    return checklists.by_id(db.session, checklist_id)
