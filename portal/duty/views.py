"""The roster of a week, giving and exchanging turns, and the lines themselves."""

from collections.abc import Container, Sequence
from datetime import date, timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.duty import ExchangeForm, LineForm, RotationForm, TurnForm
from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.database import db
from portal.duty import queries, rosters
from portal.duty.asking import day_of, line_and_monday
from portal.duty.models import DutyLine, Shift
from portal.duty.rotation import Step
from portal.errors import NotFound
from portal.pairing.leaves import away_on
from portal.permissions.checks import current_actor, require_visible, requires
from portal.permissions.permission import Permission
from portal.presentation.dates import date_text, time_text
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page, succeeds
from portal.vocabulary import Role
from portal.workdays import load_calendar

blueprint = Blueprint("duty", __name__, url_prefix="/duty")
blueprint.app_context_processor(lambda: {"on_duty_now": lambda: queries.answering(db.session, clock.now())})

Page = str | tuple[str, int] | Response
METHODS = ("GET", "POST")
ROLES = (Role.LAWYER, Role.OFFICER, Role.LIAISON, Role.COORDINATOR)
WEEK = timedelta(days=7)


def people() -> list[Account]:
    """Return who may be given turns: lawyers, officers, cadres and coordinators, each once."""
    found = [person for role in ROLES for person in with_role(db.session, role)]
    return list({person.id: person for person in found}.values())


def named(persons: Sequence[Account], away: Container[int] = ()) -> list[tuple[int, str]]:
    """Return people as choices, with their units and with who of them is away."""

    def label(one: Account) -> str:
        known = [one.unit.short_name] if one.unit else []
        facts = [*known, str(_("on leave"))] if one.id in away else known
        within = str(_(", ")).join(facts)
        return f"{one.name}（{within}）" if facts else one.name

    return [(one.id, label(one)) for one in persons]


@blueprint.route("")
@requires(Permission.DUTY_VIEW)
def index() -> Page:
    """Show who answers now, a week of a line, and the turns of whoever looks."""
    lines = queries.lines(db.session)
    line, monday = line_and_monday(lines, request.args)
    calendar = load_calendar(db.session)
    return render_template(
        "duty/index.html",
        lines=lines,
        line=line,
        week=queries.week(db.session, line, monday, calendar) if line else [],
        monday=monday,
        others=(monday - WEEK, monday + WEEK),
        own=queries.own(db.session, current_actor().account_id or 0, clock.now()),
        off={on for on in (monday + timedelta(days=n) for n in range(7)) if not calendar.is_working(on)},
    )


def week_of(line: DutyLine, on: date) -> Response:
    """Go to the week of a day on a line."""
    return redirect(url_for("duty.index", line=line.id, on=on.isoformat()))


@blueprint.route("/lines/<int:line_id>/give", methods=METHODS)
@requires(Permission.DUTY_MANAGE)
def give(line_id: int) -> Page:
    """Give one turn of one day to somebody, or to nobody."""
    line, on = queries.line_of(db.session, line_id), day_of(request.args.get("on"))
    turn = request.args.get("turn", "")
    if turn not in {one.name for one in queries.turns_on(line, on, load_calendar(db.session))}:
        raise NotFound
    present = next((s for s in queries.between(db.session, on, on, line.id) if s.turn == turn), None)
    form = TurnForm(person=present.account_id if present else None)
    form.person.choices = [("", _("Nobody")), *named(people(), away_on(db.session, on))]

    def act() -> None:
        person = db.session.get(Account, form.person.data) if form.person.data else None
        rosters.give(db.session, actor=current_actor(), line=line, on=on, turn=turn, person=person)

    if form.validate_on_submit() and succeeds(form, act):
        announce(_("The roster is changed"), _("Whom it concerns has been told."))
        return week_of(line, on)
    return form_page("duty/give.html", form, line=line, on=on, turn=turn)


@blueprint.route("/lines/<int:line_id>/rotate", methods=METHODS)
@requires(Permission.DUTY_MANAGE)
def rotate(line_id: int) -> Page:
    """Fill a range of days in rotation."""
    line = queries.line_of(db.session, line_id)
    monday = clock.today() + timedelta(days=7 - clock.today().weekday())
    form = RotationForm(first=monday, last=monday + timedelta(days=27), step=Step.DAY)
    chosen = people()
    form.people.choices = named(chosen)

    def act() -> list[Shift]:
        known = {person.id: person for person in chosen}
        return rosters.fill(
            db.session,
            actor=current_actor(),
            line=line,
            first=form.first.data,
            last=form.last.data,
            people=[known[id_] for id_ in form.people.data if id_ in known],
            step=Step(form.step.data),
        )

    if form.validate_on_submit():
        new = attempt(form, act)
        if new is not None:
            announce(_("Turns given: %(count)s", count=len(new)), _("Each person has been told of their turns."))
            return week_of(line, form.first.data)
    return form_page("duty/rotate.html", form, line=line)


@blueprint.route("/shifts/<int:shift_id>/exchange", methods=METHODS)
@requires(Permission.DUTY_SWAP)
def exchange(shift_id: int) -> Page:
    """Exchange a turn for one of somebody else."""
    shift = queries.shift_of(db.session, shift_id)
    require_visible(current_actor(), Permission.DUTY_SWAP, shift)
    offered = queries.exchangeable(db.session, shift, clock.now())
    form = ExchangeForm()
    form.theirs.choices = [("", _("Choose a turn.")), *((one.id, said(one)) for one in offered)]
    if form.validate_on_submit() and succeeds(
        form,
        lambda: rosters.exchange(
            db.session, shift, queries.shift_of(db.session, form.theirs.data), actor=current_actor()
        ),
    ):
        announce(_("The turns are exchanged"), _("Both have been told."))
        return week_of(shift.line, shift.on)
    return form_page("duty/exchange.html", form, shift=shift, said=said(shift), offered=offered)


def said(shift: Shift) -> str:
    """Return a turn in a line: day, turn, time and person."""
    hours = f"{time_text(shift.starts_at)}—{time_text(shift.ends_at)}"
    return f"{date_text(shift.on, weekday=True)} {shift.turn} {hours} {shift.account.name}"


@blueprint.route("/lines")
@requires(Permission.DUTY_MANAGE)
def lines() -> Page:
    """List the lines."""
    return render_template("duty/lines.html", lines=queries.lines(db.session, with_closed=True))


@blueprint.route("/lines/new", methods=METHODS)
@requires(Permission.DUTY_MANAGE)
def new_line() -> Page:
    """Add a line."""
    return _edit_line(None)


@blueprint.route("/lines/<int:line_id>", methods=METHODS)
@requires(Permission.DUTY_MANAGE)
def edit_line(line_id: int) -> Page:
    """Change a line."""
    return _edit_line(queries.line_of(db.session, line_id))


def _edit_line(line: DutyLine | None) -> Page:
    form = LineForm(obj=line)
    if line and not form.is_submitted():
        form.turns.data = "\n".join(line.turns)

    def act() -> DutyLine:
        facts = rosters.LineFacts(
            name=form.name.data,
            telephone=form.telephone.data,
            hours=form.hours.data,
            turns=form.turns.data.splitlines(),
            on_days_off=form.on_days_off.data,
            closed=form.closed.data,
        )
        return rosters.save_line(db.session, actor=current_actor(), facts=facts, line=line, seen=form.seen_version)

    if form.validate_on_submit() and attempt(form, act):
        announce(_("The line is saved"), _("Turns that were given already stay as they are."))
        return redirect(url_for("duty.lines"))
    return form_page("duty/line.html", form, line=line)
