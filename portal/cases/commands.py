"""``flask --app wsgi cases …``: what an operator does to cases from the terminal."""

import click

from portal.cases.intake.categories import load_categories
from portal.cases.sweeps import close_silent_cases
from portal.cases.workflow import diagram
from portal.command_line import CommandGroup
from portal.database import db

group = CommandGroup("cases", help="Cases.")


@group.command("sweep")
def sweep() -> None:
    """Close the cases whose proposed outcome has met only silence; the worker does this hourly."""
    closed = close_silent_cases(db.session)
    db.session.commit()
    click.echo("\n".join([*(f"closed {reference}" for reference in closed), f"{len(closed)} cases closed by silence"]))


@group.command("categories")
def categories() -> None:
    """Bring the category tree to what ``portal/cases/categories.toml`` says; may be run again at any time."""
    new = load_categories(db.session)
    db.session.commit()
    click.echo(f"{new} categories added")


@group.command("diagram")
@click.option("--labelled", is_flag=True, help="Say statuses and acts in words.")
def print_diagram(*, labelled: bool) -> None:
    """Print the workflow as a Mermaid diagram, as both READMEs show it."""
    click.echo(diagram(labelled=labelled), nl=False)
