"""The office's side of appointments: offering times, and taking one back."""

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.duty import CancelForm, OfferForm
from portal.database import db
from portal.duty import appointment_queries as queries
from portal.duty import appointments
from portal.duty.appointment_models import OfferedTime
from portal.duty.offers import Offer
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page, succeeds
from portal.vocabulary import MeetingWay

blueprint = Blueprint("offers", __name__, url_prefix="/appointments")
Page = str | tuple[str, int] | Response
METHODS = ("GET", "POST")


@blueprint.route("/offer", methods=METHODS)
@requires(Permission.APPOINTMENT_OFFER)
def offer() -> Page:
    """Offer times to enterprises."""
    form = OfferForm(way=MeetingWay.PLACE)
    if form.validate_on_submit():
        made = attempt(form, lambda: _offer(form))
        if made:
            announce(_("Times offered: %(count)s", count=len(made)), _("Enterprises can take them now."))
            return redirect(url_for("appointments.index"))
    return form_page("duty/offer.html", form)


def _offer(form: OfferForm) -> list[OfferedTime]:
    wanted = Offer(
        on=form.on.data,
        begins=form.begins.data,
        ends=form.ends.data,
        minutes=form.minutes.data,
        weeks=form.weeks.data,
        on_days_off=form.on_days_off.data,
    )
    return appointments.offer(
        db.session, actor=current_actor(), wanted=wanted, way=form.way.data, place=form.place.data
    )


@blueprint.route("/times/<int:time_id>/withdraw", methods=METHODS)
@requires(Permission.APPOINTMENT_OFFER)
def withdraw(time_id: int) -> Page:
    """Take a time back; whoever had taken it is told why."""
    actor = current_actor()
    time = queries.own_time(db.session, actor, time_id)
    form = CancelForm()
    if form.validate_on_submit() and succeeds(
        form, lambda: appointments.withdraw(db.session, time, actor=actor, reason=form.reason.data)
    ):
        announce(_("The time is taken back"))
        return redirect(url_for("appointments.index"))
    return form_page("duty/withdraw.html", form, time=time, appointment=appointments.standing_at(db.session, time.id))
