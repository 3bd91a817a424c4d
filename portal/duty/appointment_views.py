"""Appointments as both sides see them: the enterprise takes, moves and cancels, the office offers and takes back."""

from collections.abc import Sequence
from datetime import timedelta
from email.utils import parseaddr

import sqlalchemy as sa
from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from forms.duty import BookingForm, CancelForm, ChangeForm
from portal import clock
from portal.accounts.models import Account
from portal.cases.models import Case
from portal.cases.queries import visible_to
from portal.database import db
from portal.duty import appointment_queries as queries
from portal.duty import appointments
from portal.duty.appointment_models import Appointment, OfferedTime
from portal.duty.calendar_file import MEDIA_TYPE, calendar_file
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import by_ids
from portal.errors import NotFound
from portal.pairing.queries import current_for
from portal.permissions.actor import Actor
from portal.permissions.checks import current_actor, require_visible, requires
from portal.permissions.permission import Permission
from portal.presentation.dates import date_text, datetime_text, time_text
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page, succeeds
from portal.settings import current_settings
from portal.vocabulary import OPEN

blueprint = Blueprint("appointments", __name__, url_prefix="/appointments")
Page = str | tuple[str, int] | Redirect
METHODS = ("GET", "POST")
Free = list[tuple[Account, list[OfferedTime]]]
KEPT = timedelta(days=30)


@blueprint.route("")
@requires(Permission.SIGNED_IN)
def index() -> Page:
    """Show an enterprise its appointments and the free times, and a member of staff the times that they offer."""
    actor, now = current_actor(), clock.now()
    if actor.is_staff:
        offered = queries.offered_by(db.session, actor.account_id or 0, now)
        return render_template("duty/offered.html", offered=offered)
    own = queries.of_enterprises(db.session, actor)
    coming = sorted((one for one in own if queries.is_to_come(one, now)), key=lambda one: one.time.starts_at)
    over = [one for one in own if one not in coming and one.time.starts_at > now - KEPT]
    return render_template("duty/appointments.html", coming=coming, over=over, free=nearest_first(actor))


def nearest_first(actor: Actor) -> Free:
    """Return the free times by person: those who stand by one of the actor's enterprises come first."""
    paired = {pairing.account_id for id_ in actor.enterprise_ids for pairing in current_for(db.session, id_).values()}
    return sorted(queries.free(db.session, clock.now()), key=lambda entry: entry[0].id not in paired)


@blueprint.route("/times/<int:time_id>", methods=METHODS)
@requires(Permission.APPOINTMENT_BOOK)
def book(time_id: int) -> Page:
    """Take a time for an enterprise."""
    actor, time = current_actor(), db.session.get(OfferedTime, time_id)
    if time is None or time.withdrawn_at or not actor.enterprise_ids:
        raise NotFound
    enterprises = by_ids(db.session, actor.enterprise_ids)
    first = enterprises[0]
    form = BookingForm(
        enterprise=first.id,
        contact_name=first.contact_name,
        contact_telephone=first.contact_telephone,
        case=request.args.get("case", type=int),
    )
    form.enterprise.choices = [(one.id, one.name) for one in enterprises]
    cases = open_cases(actor)
    form.case.choices = [("", _("No case")), *((case.id, f"{case.reference} {case.title}") for case in cases)]
    if form.validate_on_submit():
        made = attempt(form, lambda: _book(actor, time_id, form, cases))
        if made:
            announce(_("Booked"), _("Both sides are reminded on the working day before."))
            return redirect(url_for("appointments.show", appointment_id=made.id))
    return form_page("duty/book.html", form, time=time, enterprises=enterprises)


def open_cases(actor: Actor) -> Sequence[Case]:
    """Return the cases of the actor's enterprises to which an appointment may belong."""
    statement = sa.select(Case).where(visible_to(actor), Case.enterprise_id.in_(actor.enterprise_ids))
    return db.session.scalars(statement.where(Case.status.in_(OPEN)).order_by(Case.id.desc())).unique().all()


def _book(actor: Actor, time_id: int, form: BookingForm, cases: Sequence[Case]) -> Appointment:
    enterprise = db.session.get(Enterprise, form.enterprise.data)
    require_visible(actor, Permission.APPOINTMENT_BOOK, enterprise)
    assert enterprise is not None  # noqa: S101  require_visible has raised
    about = next((case for case in cases if case.id == form.case.data and case.enterprise_id == enterprise.id), None)
    booking = appointments.Booking(
        topic=form.topic.data,
        contact_name=form.contact_name.data,
        contact_telephone=form.contact_telephone.data,
        case=about,
    )
    return appointments.book(db.session, actor=actor, time_id=time_id, enterprise=enterprise, booking=booking)


@blueprint.route("/<int:appointment_id>")
@requires(Permission.APPOINTMENT_VIEW)
def show(appointment_id: int) -> Page:
    """Show one appointment with what can be done about it."""
    appointment = queries.visible(db.session, current_actor(), appointment_id)
    return render_template(
        "duty/appointment.html", appointment=appointment, to_come=queries.is_to_come(appointment, clock.now())
    )


@blueprint.route("/<int:appointment_id>/calendar")
@requires(Permission.APPOINTMENT_VIEW)
def calendar(appointment_id: int) -> Response:
    """Give the appointment as a file for a calendar."""
    appointment, settings = queries.visible(db.session, current_actor(), appointment_id), current_settings()
    mail = parseaddr(settings.mail_sender)[1]
    content = calendar_file(appointment, base_url=settings.base_url, name=settings.portal_name, mail=mail)
    headers = {"Content-Disposition": f'attachment; filename="appointment-{appointment.id}.ics"'}
    return Response(content, content_type=MEDIA_TYPE, headers=headers)


@blueprint.route("/<int:appointment_id>/change", methods=METHODS)
@requires(Permission.APPOINTMENT_BOOK)
def change(appointment_id: int) -> Page:
    """Move an appointment to another free time."""
    actor = current_actor()
    appointment = queries.visible(db.session, actor, appointment_id)
    require_visible(actor, Permission.APPOINTMENT_BOOK, appointment)
    form, free = ChangeForm(version=appointment.version), nearest_first(actor)
    form.time.choices = [(time.id, said(time)) for host, times in free for time in times]

    def act() -> None:
        appointments.change(db.session, appointment, actor=actor, time_id=form.time.data, seen=form.seen_version)

    if form.validate_on_submit() and succeeds(form, act):
        announce(_("The appointment is moved"), _("Both sides have been told. Load the calendar file again."))
        return redirect(url_for("appointments.show", appointment_id=appointment.id))
    return form_page("duty/change.html", form, appointment=appointment)


def said(time: OfferedTime) -> str:
    """Return a time in a line: day, hours, person and how."""
    day = date_text(clock.local_date(time.starts_at), weekday=True)
    return f"{day} {time_text(time.starts_at)}—{time_text(time.ends_at)} {time.host.name} {time.way.label}"


@blueprint.route("/<int:appointment_id>/cancel", methods=METHODS)
@requires(Permission.APPOINTMENT_BOOK)
def cancel(appointment_id: int) -> Page:
    """Give a time back."""
    actor = current_actor()
    appointment = queries.visible(db.session, actor, appointment_id)
    require_visible(actor, Permission.APPOINTMENT_BOOK, appointment)
    form = CancelForm(version=appointment.version)

    def act() -> None:
        appointments.cancel(db.session, appointment, actor=actor, reason=form.reason.data, seen=form.seen_version)

    if form.validate_on_submit() and succeeds(form, act):
        announce(_("The appointment is cancelled"), datetime_text(appointment.time.starts_at))
        return redirect(url_for("appointments.index"))
    return form_page("duty/cancel.html", form, appointment=appointment)
