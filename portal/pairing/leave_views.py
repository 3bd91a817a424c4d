"""Leave with a deputy: one's own, and for the coordinator everybody's."""

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.pairing import LeaveForm
from portal import clock
from portal.accounts.models import Account
from portal.database import db
from portal.errors import NotFound
from portal.pairing import leaves, people
from portal.pairing.people_models import Leave
from portal.permissions.checks import current_actor, permits, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page

blueprint = Blueprint("leaves", __name__, url_prefix="/leave")
Page = str | tuple[str, int] | Response
Choices = list[tuple[int | str, str]]


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.LEAVE_SET)
def index() -> Page:
    """Show the leaves that last or are to come, and set one."""
    actor = current_actor()
    manages = permits(actor, Permission.PAIRING_MANAGE)
    staff = [one for one in people.deputising(db.session) if manages or one.id == actor.account_id]
    form = LeaveForm(account=actor.account_id if not manages else None)
    form.account.choices = _choices(staff, _("Choose who is away."))
    form.deputy.choices = _choices(_deputies(staff, actor.account_id, manages=manages), _("Choose the deputy."))
    if form.validate_on_submit() and (leave := attempt(form, lambda: _take(form))):
        announce(
            _("%(name)s is away; %(deputy)s acts", name=leave.account.name, deputy=leave.deputy.name),
            _("Both see the open work and have been told. Appointments and turns of duty do not move by themselves."),
        )
        return redirect(url_for(".index"))
    found = leaves.still_to_end(db.session, clock.today(), None if manages else actor.account_id)
    return form_page("pairing/leave.html", form, leaves=found, today=clock.today())


def _choices(staff: list[Account], empty: str) -> Choices:
    return [("", empty), *((one.id, f"{one.name}　{one.office}") for one in staff)]


def _deputies(staff: list[Account], own_id: int | None, *, manages: bool) -> list[Account]:
    everybody = list(people.deputising(db.session))
    own = next((one for one in staff if one.id == own_id), None)
    return everybody if manages or own is None else leaves.possible_deputies(everybody, own)


def _take(form: LeaveForm) -> Leave:
    return leaves.take_leave(
        db.session,
        actor=current_actor(),
        account=db.session.get_one(Account, form.account.data),
        deputy=db.session.get_one(Account, form.deputy.data),
        from_on=form.from_on.data,
        until_on=form.until_on.data,
        reason=form.reason.data,
    )


@blueprint.post("/<int:leave_id>/end")
@requires(Permission.LEAVE_SET)
def end(leave_id: int) -> Response:
    """End a leave early."""
    leave = db.session.get(Leave, leave_id)
    if leave is None:
        raise NotFound
    leaves.end_leave(db.session, leave, actor=current_actor())
    announce(
        _("%(name)s is back", name=leave.account.name), _("%(name)s no longer acts as deputy.", name=leave.deputy.name)
    )
    return redirect(url_for(".index"))
