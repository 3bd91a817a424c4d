"""``flask --app wsgi demo …``: fill the demo instance once, and say who can sign in."""

import click
import sqlalchemy as sa

from portal import clock
from portal.accounts import demo
from portal.cases.intake.categories import load_categories
from portal.command_line import CommandGroup
from portal.database import db
from portal.demo.answers import publish_some
from portal.demo.care import need_care
from portal.demo.chasing import chase
from portal.demo.correspondence import write_all
from portal.demo.county import PASSWORD, make_county
from portal.demo.dailies import report
from portal.demo.duties import arrange
from portal.demo.errands import run_errands
from portal.demo.pairings import stand_by
from portal.demo.papers import issue_papers
from portal.demo.paths import tell_all
from portal.demo.policies import say_who_may_apply
from portal.demo.rounds import go_round
from portal.demo.visiting import make_visits
from portal.settings import current_settings
from portal.units.models import Unit
from portal.workdays import seed_years

group = CommandGroup("demo", help="The demonstration's invented county.")


def _only_in_the_demo() -> None:
    if not current_settings().demo:
        raise click.ClickException("This instance is no demonstration (PORTAL_DEMO is off); nothing was done.")


@group.command("load")
def load() -> None:
    """Fill an empty demo instance with units, people, enterprises, cases and letters; does nothing the second time."""
    _only_in_the_demo()
    if db.session.scalar(sa.select(sa.func.count()).select_from(Unit)):
        click.echo("The sample data are there already.")
        return
    year = clock.today().year
    seed_years(db.session, range(year - 1, year + 2))
    county = make_county(db.session)
    load_categories(db.session)
    cases = tell_all(db.session, county)
    write_all(db.session, county, cases)
    publish_some(db.session, county, cases)
    need_care(db.session, county, cases)
    go_round(db.session, county, cases)
    say_who_may_apply(db.session, county.people["diaodu"].name)
    make_visits(db.session, county)
    arrange(db.session, county, cases)
    issue_papers(db.session, county, cases)
    stand_by(db.session, county, cases)
    chase(db.session)
    report(db.session, county)
    run_errands(db.session, county)
    db.session.commit()
    click.echo(f"Sample data: {len(county.enterprises)} enterprises, {len(cases)} cases, {len(county.people)} people.")


@group.command("accounts")
def accounts() -> None:
    """Print the demonstration's accounts, one a role."""
    _only_in_the_demo()
    click.echo(f"演示账号（密码都是 {PASSWORD}）/ demo accounts (password {PASSWORD}):")
    for person in demo.people(db.session):
        name = person.account.name if person.account else ""
        click.echo(f"  {person.username:<10}{person.role.label}　{name}")
