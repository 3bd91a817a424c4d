"""One page: what both records hold and what moves, and the act that makes one of them."""

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.merging import Difference, MergeForm, merge_form
from portal.database import db
from portal.enterprises import queries
from portal.enterprises.models import Enterprise
from portal.enterprises.profile import FIELDS, LABELS, shown
from portal.enterprises.sameness import can_be_same
from portal.errors import NotFound
from portal.merging import operations
from portal.merging.parts import PARTS
from portal.permissions.checks import current_actor, require, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds

blueprint = Blueprint("merging", __name__, url_prefix="/enterprises/<int:kept_id>/merge")


@blueprint.route("/<int:gone_id>", methods=["GET", "POST"])
@requires(Permission.ENTERPRISE_MERGE)
def compare(kept_id: int, gone_id: int) -> tuple[str, int] | Response:
    """Compare two records of one enterprise, and merge them."""
    kept, gone = (queries.visible(db.session, current_actor(), id_) for id_ in (kept_id, gone_id))
    require(current_actor(), Permission.ENTERPRISE_MERGE, kept)
    if not can_be_same(kept, gone):
        raise NotFound
    form = merge_form(_differences(kept, gone), _("Not given"))(version=kept.version, gone_version=gone.version)
    if form.validate_on_submit() and succeeds(form, lambda: _merge(form, kept, gone)):
        announce(_("The two records are one now"), _("The members of both have been told."))
        return redirect(url_for("enterprises.show", enterprise_id=kept.id))
    counts = [(part.label, part.count(db.session, kept), part.count(db.session, gone)) for part in PARTS]
    return form_page(
        "merging/compare.html",
        form,
        kept=kept,
        gone=gone,
        code=kept.real_code or gone.real_code,
        parts=[row for row in counts if row[1] or row[2]],
        ending=operations.doubles(db.session, kept, gone),
    )


def _merge(form: MergeForm, kept: Enterprise, gone: Enterprise) -> None:
    seen = (form.seen_version, form.seen_gone)
    operations.merge(db.session, kept, gone, actor=current_actor(), taken=form.taken, seen=seen)


def _differences(kept: Enterprise, gone: Enterprise) -> list[Difference]:
    """Return the facts in which both differ, in the order of the form; the code follows a rule."""
    names = [name for name in LABELS if name in FIELDS and name != "credit_code"]
    told = [(name, shown(kept, name), shown(gone, name)) for name in names]
    return [(name, ours[0], ours[1], theirs[1]) for name, ours, theirs in told if ours[1] != theirs[1]]
