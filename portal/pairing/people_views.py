"""The people who stand by enterprises, and their teams, for the coordinator."""

from functools import partial

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.pairing import PersonForm, TeamForm
from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.database import db
from portal.pairing import people
from portal.pairing.leaves import away_on
from portal.pairing.people_models import Team
from portal.pairing.queries import loads_of_people
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.paging import paged
from portal.presentation.submitting import attempt, form_page, succeeds
from portal.units.queries import area_choices, choices, of_kinds
from portal.vocabulary import Role, UnitKind

blueprint = Blueprint("pairing_people", __name__, url_prefix="/pairing/people")
Page = str | tuple[str, int] | Response
PEOPLE = 50  # a page


@blueprint.get("")
@requires(Permission.PAIRING_MANAGE)
def index() -> str:
    """List the people with what pairing goes by."""
    everybody = people.everybody(db.session)
    paging = paged(len(everybody), PEOPLE)
    shown = everybody[paging.offset : paging.offset + PEOPLE]
    loads, away = loads_of_people(db.session), away_on(db.session, clock.today())
    return render_template("pairing/staff.html", people=shown, loads=loads, away=away, paging=paging)


@blueprint.route("/<int:account_id>", methods=["GET", "POST"])
@requires(Permission.PAIRING_MANAGE)
def show(account_id: int) -> Page:
    """Show a person with the enterprises, and change what pairing goes by."""
    person = people.person(db.session, account_id)
    served = people.areas_of(db.session, person)
    form = PersonForm(obj=person, areas=served, units=served)
    form.areas.choices = area_choices(db.session)
    form.units.choices = choices(of_kinds(db.session, UnitKind.DEPARTMENT)) if Role.LEADER in person.roles else []
    if form.validate_on_submit() and succeeds(
        form,
        lambda: people.set_facts(
            db.session,
            person,
            actor=current_actor(),
            specialities=form.specialities.data,
            languages=form.languages.data,
            capacity=form.capacity.data,
            areas=[*form.areas.data, *form.units.data],
            version=form.seen_version,
        ),
    ):
        announce(_("Saved: %(name)s", name=person.name), _("The next proposal goes by it."))
        return redirect(url_for(".show", account_id=person.id))
    pairings = people.pairings_of(db.session, person)
    leave = away_on(db.session, clock.today()).get(person.id)
    return form_page("pairing/person.html", form, person=person, pairings=pairings, leave=leave)


@blueprint.get("/teams")
@requires(Permission.PAIRING_MANAGE)
def teams() -> str:
    """List the teams with their lead, members and enterprises."""
    found = [(one, people.enterprises_of_team(db.session, one)) for one in people.teams(db.session)]
    return render_template("pairing/teams.html", teams=found)


@blueprint.route("/teams/new", methods=["GET", "POST"], defaults={"team_id": None})
@blueprint.route("/teams/<int:team_id>", methods=["GET", "POST"])
@requires(Permission.PAIRING_MANAGE)
def team(team_id: int | None) -> Page:
    """Make a team, or change it."""
    found = people.team(db.session, team_id) if team_id is not None else None
    form = _team_form(found)
    if form.validate_on_submit():
        lead = db.session.get_one(Account, form.lead.data)
        save = partial(people.save_team, db.session, actor=current_actor(), existing=found, lead=lead)
        members, version = form.members.data, form.seen_version
        saved = attempt(form, lambda: save(name=form.name.data, members=members, version=version))
        if saved:
            announce(_("Saved: %(name)s", name=saved.name), _("Its members see the enterprises that the team holds."))
            return redirect(url_for(".teams"))
    return form_page("pairing/team.html", form, team=found)


def _team_form(found: Team | None) -> TeamForm:
    if found:
        members = [one.account_id for one in found.members]
        form = TeamForm(version=found.version, name=found.name, lead=found.lead_id, members=members)
    else:
        form = TeamForm(version=0)
    cadres = [(one.id, f"{one.name}　{one.office}") for one in with_role(db.session, Role.LIAISON)]
    form.lead.choices, form.members.choices = [("", _("Choose the lead.")), *cadres], cadres
    return form
