"""The limits in working days, to be looked at and changed."""

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.administration import LimitForm
from portal.administration import limits
from portal.administration.blueprint import blueprint
from portal.cases.models import Category
from portal.cases.queries import categories
from portal.database import db
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds
from portal.vocabulary import CaseKind, LimitSubject


@blueprint.get("/limits", endpoint="limits")
@requires(Permission.LIMIT_MANAGE)
def show_limits() -> str:
    """Show the limits that hold, those of categories, and what held before."""
    return render_template(
        "administration/limits.html",
        general=limits.general_limits(db.session),
        rules=limits.rules(db.session),
        history=limits.history(db.session),
    )


@blueprint.route("/limits/new", methods=["GET", "POST"])
@requires(Permission.LIMIT_MANAGE)
def new_limit() -> tuple[str, int] | Response:
    """Set a limit for a kind of case or for a category."""
    form = LimitForm()
    every = [(kind.value, _("All: %(kind)s", kind=kind.label)) for kind in CaseKind]
    named = [(str(one.id), f"{one.kind.label} {one.full_name}") for one in categories(db.session)]
    form.place.choices = [("", _("Choose where it holds")), *every, *named]
    if form.validate_on_submit() and succeeds(form, lambda: _set(form)):
        announce(_("The limit is set"), _("It counts for cases submitted from now on; those under way keep theirs."))
        return redirect(url_for("administration.limits"))
    return form_page("administration/new-limit.html", form)


def _set(form: LimitForm) -> None:
    place = form.place.data
    category = None if place in set(CaseKind) else db.session.get_one(Category, int(place))
    limits.set_limit(
        db.session,
        actor=current_actor(),
        kind=category.kind if category else CaseKind(place),
        category=category,
        subject=LimitSubject(form.subject.data),
        days=form.days.data,
        reason=form.reason.data,
    )


@blueprint.post("/limits/<int:rule_id>/end")
@requires(Permission.LIMIT_MANAGE)
def end_limit(rule_id: int) -> Response:
    """Let the next wider limit hold again."""
    limits.end_rule(db.session, actor=current_actor(), rule_id=rule_id)
    announce(_("The limit has ended"), _("The next wider one holds again for cases submitted from now on."))
    return redirect(url_for("administration.limits"))
