"""``flask --app wsgi admin …``: what an operator does before anybody can sign in."""

from datetime import timedelta

import click

from portal import clock
from portal.accounts.links import make_link
from portal.administration.operations import PersonFacts, create_account
from portal.command_line import CommandGroup
from portal.database import db
from portal.errors import RuleBroken
from portal.permissions.actor import Actor
from portal.settings import current_settings
from portal.vocabulary import Role
from portal.workdays import seed_years

group = CommandGroup("admin", help="Preparing an instance.")
OPERATOR = Actor(account_id=None, name="运维人员", roles=frozenset({Role.ADMIN}))


@group.command("create")
@click.argument("username")
@click.option("--name", required=True, help="The administrator's name, as the record shows it.")
def create(username: str, name: str) -> None:
    """Open an administrator's account and print the link at which its password is set."""
    settings = current_settings()
    try:
        facts = PersonFacts(name=name, roles=frozenset({Role.ADMIN}))
        account = create_account(db.session, actor=OPERATOR, username=username, facts=facts)
    except RuleBroken as broken:
        raise click.ClickException(broken.message) from broken
    expires_at = clock.now() + timedelta(minutes=settings.reset_minutes)
    path = make_link(db.session, account=account, expires_at=expires_at)
    db.session.commit()
    click.echo(f"Open within {settings.reset_minutes} minutes: {settings.base_url}{path}")


@group.command("calendar")
def calendar() -> None:
    """Enter the official working days of last year, this and the next where they are known; may be run again."""
    year = clock.today().year
    entered = seed_years(db.session, range(year - 1, year + 2))
    db.session.commit()
    click.echo(f"years entered: {', '.join(map(str, entered)) or 'none'}")
