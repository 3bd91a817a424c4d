"""``flask --app wsgi visits …``: what an operator does to visits from the terminal."""

import click

from portal.command_line import CommandGroup
from portal.database import db
from portal.visits.follow_ups import remind
from portal.visits.shipped import load_checklists

group = CommandGroup("visits", help="Visits and check-ups.")


@group.command("checklists")
def checklists() -> None:
    """Add the checklists that the portal comes with; may be run again at any time."""
    new = load_checklists(db.session)
    db.session.commit()
    click.echo(f"{new} checklists added")


@group.command("remind")
def remind_now() -> None:
    """Remind visitors of the follow-ups that are due; the worker does this every morning."""
    named = remind(db.session)
    db.session.commit()
    click.echo(f"{named} follow-ups reminded of")
