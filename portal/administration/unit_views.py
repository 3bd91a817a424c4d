"""The organisation tree."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.units import UnitForm, UnitKindForm
from portal.administration import queries
from portal.administration.blueprint import blueprint
from portal.database import db
from portal.enterprises.queries import count_in_area
from portal.errors import NotFound, RuleBroken
from portal.pairing.queries import enterprises_of_unit
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page, succeeds
from portal.units import operations
from portal.units import queries as unit_queries
from portal.units.operations import UnitFacts
from portal.units.tree import may_stand_under
from portal.vocabulary import UnitKind


def _facts(form: UnitForm) -> UnitFacts:
    return UnitFacts(
        name=form.name.data,
        short_name=form.short_name.data,
        parent_id=form.parent_id.data,
        code=form.code.data,
        telephone=form.telephone.data,
        address=form.address.data,
        sectors=tuple(form.sectors.data or ()),
        themes=form.themes.data,
    )


def _offer_parents(form: UnitForm, kind: UnitKind, keep: int | None = None) -> None:
    top = [("", _("None, it stands at the top"))] if may_stand_under(kind, None) else []
    form.parent_id.choices = [*top, *unit_queries.parent_choices(db.session, kind, keep=keep)]


@blueprint.get("/units")
@requires(Permission.UNIT_MANAGE)
def units() -> str:
    """Show the whole tree."""
    return render_template(
        "administration/units.html",
        tree=unit_queries.tree(db.session, with_closed=True),
        kind_form=UnitKindForm(),
    )


@blueprint.route("/units/new", methods=["GET", "POST"])
@requires(Permission.UNIT_MANAGE)
def new_unit() -> tuple[str, int] | Response:
    """Add a unit of the kind that the address names."""
    if request.args.get("kind") not in set(UnitKind):
        raise NotFound
    kind = UnitKind(request.args["kind"])
    form = UnitForm()
    _offer_parents(form, kind)
    if form.validate_on_submit():
        unit = attempt(
            form,
            lambda: operations.create_unit(db.session, actor=current_actor(), kind=kind, facts=_facts(form)),
        )
        if unit:
            announce(_("Added: %(name)s", name=unit.name))
            return redirect(url_for("administration.units"))
    return form_page("administration/new-unit.html", form, kind=kind)


@blueprint.route("/units/<int:unit_id>", methods=["GET", "POST"])
@requires(Permission.UNIT_MANAGE)
def unit(unit_id: int) -> tuple[str, int] | Response:
    """Rename or move a unit."""
    found = unit_queries.by_id(db.session, unit_id)
    form = UnitForm(obj=found)
    _offer_parents(form, found.kind, found.parent_id)
    if form.validate_on_submit() and succeeds(
        form,
        lambda: operations.edit_unit(
            db.session,
            actor=current_actor(),
            unit=found,
            facts=_facts(form),
            version=form.seen_version,
        ),
    ):
        announce(_("Saved: %(name)s", name=found.name))
        return redirect(url_for("administration.units"))
    return form_page("administration/unit.html", form, unit=found)


@blueprint.post("/units/<int:unit_id>/close")
@requires(Permission.UNIT_MANAGE)
def close_unit(unit_id: int) -> Response:
    """Close a unit that nothing depends on."""
    found = unit_queries.by_id(db.session, unit_id)
    people = queries.count_in_unit(db.session, unit_id)
    enterprises = count_in_area(db.session, unit_id) + len(enterprises_of_unit(db.session, unit_id))
    try:
        operations.close_unit(
            db.session,
            actor=current_actor(),
            unit=found,
            people=people,
            enterprises=enterprises,
        )
    except RuleBroken as broken:
        announce(_("Not closed"), broken.message, "error")
        return redirect(url_for("administration.unit", unit_id=unit_id))
    announce(_("Closed: %(name)s", name=found.name), _("It stays in the record and can no longer be chosen."))
    return redirect(url_for("administration.units"))


@blueprint.post("/units/<int:unit_id>/reopen")
@requires(Permission.UNIT_MANAGE)
def reopen_unit(unit_id: int) -> Response:
    """Let a closed unit be chosen again."""
    found = unit_queries.by_id(db.session, unit_id)
    try:
        operations.reopen_unit(db.session, actor=current_actor(), unit=found)
    except RuleBroken as broken:
        announce(_("The unit stays closed"), broken.message, "error")
    else:
        announce(_("Open again: %(name)s", name=found.name))
    return redirect(url_for("administration.unit", unit_id=unit_id))
