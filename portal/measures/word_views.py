"""The administrator's dictionary of everyday words, each change tried on a question before it is saved."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import knowledge
from forms.measures import LayTermFilterForm, LayTermForm
from portal.database import db
from portal.measures import dictionary, library
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.paging import paged
from portal.presentation.submitting import attempt, form_page

blueprint = Blueprint("lay_terms", __name__, url_prefix="/admin/lay-terms")

COMPARED = 8
WORDS_A_PAGE = 50


@blueprint.get("")
@requires(Permission.MEASURE_MANAGE)
def index() -> str:
    """List the words, the office's own first."""
    filters = LayTermFilterForm(request.args)
    found = dictionary.entries(db.session, filters.part.data or "")
    paging = paged(len(found), WORDS_A_PAGE)
    shown = found[paging.offset : paging.offset + paging.size]
    return render_template("measures/desk/words.html", filters=filters, entries=shown, paging=paging)


@blueprint.route("/word", methods=["GET", "POST"])
@requires(Permission.MEASURE_MANAGE)
def word() -> tuple[str, int] | Response:
    """Change the word that the address names, or a new one; first show what a question finds before and after."""
    known = request.args.get("word", "")
    row = dictionary.find(db.session, known)
    legal = dictionary.current().table.get(known, ())
    form = LayTermForm(data={"word": known, "legal": "\n".join(legal), "version": row.version if row else 0})
    compared = None
    if form.validate_on_submit():
        if "try" in request.form:
            compared = attempt(form, lambda: _compared(form))
        elif attempt(form, lambda: _save(form)):
            announce(_("Saved: %(name)s", name=form.word.data), _("Searches use it from now on, on every node."))
            return redirect(url_for("lay_terms.index"))
    own = row is not None
    shipped = knowledge.shipped_terms().table.get(known, ())
    return form_page("measures/desk/word.html", form, known=known, own=own, shipped=shipped, compared=compared)


@blueprint.post("/reset")
@requires(Permission.MEASURE_MANAGE)
def reset() -> Response:
    """Let the shipped word stand again."""
    taken = request.form.get("word", "")
    dictionary.reset(db.session, actor=current_actor(), word=taken)
    announce(_("Reset: %(name)s", name=taken))
    return redirect(url_for("lay_terms.index"))


def _save(form: LayTermForm) -> object:
    return dictionary.save(
        db.session,
        actor=current_actor(),
        word=form.word.data,
        legal=form.meanings,
        version=form.seen_version,
    )


def _compared(form: LayTermForm) -> tuple[knowledge.Results, knowledge.Results]:
    """Return what the question finds with the dictionary as it is, and as it would be."""
    key, meant = dictionary.checked(form.word.data, form.meanings)
    question = form.question.data or key
    before = dictionary.current()
    now = library.find(question, per_page=COMPARED, lay_terms=before)
    return now, library.find(question, per_page=COMPARED, lay_terms=before.changed({key: meant}))
