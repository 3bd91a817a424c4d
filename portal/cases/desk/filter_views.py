"""The page on which somebody keeps filters of the work list."""

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.desk import SaveFilterForm
from portal.cases.desk import filters
from portal.database import db
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds

blueprint = Blueprint("filters", __name__, url_prefix="/cases")


def _own_id() -> int:
    return current_actor().account_id or 0


@blueprint.route("/filters", methods=("GET", "POST"))
@requires(Permission.CASE_LIST)
def keep_filter() -> tuple[str, int] | Response:
    """Keep the filter that the address holds under a name, and list those that are kept."""
    form, query = SaveFilterForm(), filters.query_of(request.args)
    if form.validate_on_submit() and succeeds(
        form, lambda: filters.save(db.session, account_id=_own_id(), name=form.name.data, query=query)
    ):
        announce(_("The filter is kept: %(name)s", name=form.name.data), _("It stands above the work list."))
        return redirect(f"{url_for('cases.index')}?{query}")
    kept = filters.of_account(db.session, _own_id())
    return form_page("cases/filters.html", form, kept=kept, query=query)


@blueprint.post("/filters/<int:filter_id>/remove")
@requires(Permission.CASE_LIST)
def remove_filter(filter_id: int) -> Response:
    """Forget a filter."""
    name = filters.remove(db.session, account_id=_own_id(), filter_id=filter_id)
    announce(_("“%(name)s” has been removed", name=name))
    return redirect(url_for("filters.keep_filter"))
