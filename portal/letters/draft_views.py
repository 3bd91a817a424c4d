"""Pages on which a letter is begun: from a case, with the units chosen where the kind leaves the choice, or a visit."""

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.letters import UnitsAskedForm
from portal.accounts.models import Account
from portal.cases.queries import visible_case
from portal.database import db
from portal.errors import NotFound, NotPermitted, RuleBroken
from portal.letters import drafts
from portal.letters.grounds import Grounds, grounds_of_case, grounds_of_visit
from portal.letters.kinds import KINDS
from portal.letters.models import Letter
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page
from portal.units.queries import of_kinds
from portal.visits import queries as visits
from portal.vocabulary import LetterKind, UnitKind

blueprint = Blueprint("letter_drafts", __name__, url_prefix="/letters/draft")
ADDRESSABLE = (UnitKind.STREET, UnitKind.DEPARTMENT)


def _kind(word: str) -> LetterKind:
    if word not in set(LetterKind):
        raise NotFound
    return LetterKind(word)


def _drafter() -> Account:
    return db.session.get_one(Account, current_actor().account_id)


def _begin(grounds: Grounds, kind: LetterKind, back: str) -> Response:
    try:
        letter = drafts.draft_from(db.session, grounds, _drafter(), actor=current_actor(), kind=kind)
    except drafts.OneIsOpen as one:
        announce(_("No second letter was drafted"), one.message, "note")
        return redirect(url_for("letters.show", letter_id=one.letter.id))
    except RuleBroken as broken:
        announce(_("No letter was drafted"), broken.message, "error")
        return redirect(back)
    return _to_text(letter)


def _to_text(letter: Letter) -> Response:
    announce(_("Draft begun"), _("It is filled in from the case. Check every sentence before you submit it."))
    return redirect(url_for("letters.edit", letter_id=letter.id))


@blueprint.route("/<reference:reference>/<string:kind>", methods=["POST"])
@requires(Permission.LETTER_LIST)
def from_case(reference: str, kind: str) -> Response:
    """Begin a letter from a case."""
    grounds = grounds_of_case(db.session, visible_case(db.session, current_actor(), reference))
    return _begin(grounds, _kind(kind), url_for("letters.index", case=reference))


@blueprint.route("/<reference:reference>/<string:kind>/units", methods=["GET", "POST"])
@requires(Permission.LETTER_LIST)
def choose(reference: str, kind: str) -> Response | tuple[str, int]:
    """Choose the units that are addressed, and say what they are asked; those asked to support are chosen already."""
    actor, wanted = current_actor(), _kind(kind)
    case = visible_case(db.session, actor, reference)
    grounds = grounds_of_case(db.session, case)
    if not KINDS[wanted].choice or not drafts.may_draft(actor, grounds, wanted):
        raise NotPermitted(wanted)
    units = {unit.id: unit for unit in of_kinds(db.session, *ADDRESSABLE) if unit.id != actor.unit_id}
    asked = [task.unit_id for task in case.open_tasks]
    form = UnitsAskedForm(units=asked, asked=case.open_tasks[-1].what if case.open_tasks else "")
    form.units.choices = [(unit.id, unit.name) for unit in units.values()]
    if form.validate_on_submit():
        letter = attempt(
            form,
            lambda: drafts.draft_from(
                db.session,
                grounds,
                _drafter(),
                actor=actor,
                kind=wanted,
                units=[units[unit_id] for unit_id in form.units.data],
                asked=form.asked.data,
            ),
        )
        if letter is not None:
            return _to_text(letter)
    return form_page("letters/choose.html", form, case=case, kind=wanted)


@blueprint.route("/visit/<int:visit_id>/<string:kind>", methods=["POST"])
@requires(Permission.LETTER_LIST)
def from_visit(visit_id: int, kind: str) -> Response:
    """Begin a letter from a visit."""
    visit = visits.visible(db.session, current_actor(), visit_id)
    return _begin(grounds_of_visit(visit), _kind(kind), url_for("letters.index", visit=visit_id))
