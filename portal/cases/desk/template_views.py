"""The pages of reply templates."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.desk import TemplateForm
from portal.cases.desk import templates
from portal.cases.desk.models import ReplyTemplate
from portal.database import db
from portal.errors import NotFound
from portal.permissions.checks import current_actor, permits, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds

blueprint = Blueprint("templates", __name__, url_prefix="/cases")
METHODS = ("GET", "POST")
Answer = tuple[str, int] | Response


@blueprint.get("/templates")
@requires(Permission.TEMPLATE_USE)
def list_templates() -> str:
    """List the templates that the person can use."""
    actor = current_actor()
    found = [(one, templates.may_change(actor, one)) for one in templates.usable(db.session, actor)]
    return render_template("cases/templates.html", found=found)


@blueprint.route("/templates/new", methods=METHODS)
@requires(Permission.TEMPLATE_USE)
def new_template() -> Answer:
    """Write a template."""
    return _edit(None, TemplateForm())


@blueprint.route("/templates/<int:template_id>", methods=METHODS)
@requires(Permission.TEMPLATE_USE)
def edit_template(template_id: int) -> Answer:
    """Change a template of one's own, or as its keeper one of the office."""
    actor = current_actor()
    template = templates.find(db.session, actor, template_id)
    if not templates.may_change(actor, template):
        raise NotFound
    return _edit(template, TemplateForm(obj=template, for_office=template.owner_id is None))


def _edit(template: ReplyTemplate | None, form: TemplateForm) -> Answer:
    actor = current_actor()
    for_office = permits(actor, Permission.TEMPLATE_MANAGE) and bool(form.for_office.data)
    if form.validate_on_submit() and succeeds(
        form,
        lambda: templates.save(
            db.session, template, actor=actor, title=form.title.data, body=form.body.data, for_office=for_office
        ),
    ):
        announce(_("The template is kept"), _("It is offered wherever something is written to an enterprise."))
        return redirect(url_for("templates.list_templates"))
    return form_page("cases/template.html", form, edited=template, variables=templates.VARIABLES)


@blueprint.post("/templates/<int:template_id>/remove")
@requires(Permission.TEMPLATE_USE)
def remove_template(template_id: int) -> Response:
    """Forget a template."""
    actor = current_actor()
    template = templates.find(db.session, actor, template_id)
    templates.remove(db.session, template, actor=actor)
    announce(_("“%(name)s” has been removed", name=template.title))
    return redirect(url_for("templates.list_templates"))
