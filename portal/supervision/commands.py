"""``flask --app wsgi supervision …``: the ladder from the terminal."""

import json
from contextlib import nullcontext
from dataclasses import asdict
from datetime import datetime

import click

from portal import clock
from portal.command_line import CommandGroup
from portal.database import db
from portal.supervision.climbing import Taken
from portal.supervision.sweeps import sweep

group = CommandGroup("supervision", help="Supervision of late cases.")


@group.command("sweep")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="As of this day instead of today.")
@click.option("--json", "as_json", is_flag=True, help="Print the steps as a JSON list.")
def run_sweep(*, on: datetime | None, as_json: bool) -> None:
    """Take every step that is due, what came back too often included; the worker does this hourly.

    A second run takes none.
    """
    with clock.travel(clock.local_instant(on.date(), 9)) if on else nullcontext():
        steps = sweep(db.session)
    if as_json:
        click.echo(json.dumps([asdict(step) for step in steps], ensure_ascii=False, default=str, indent=1))
        return
    click.echo("\n".join([*map(_line, steps), f"{len(steps)} steps taken"]))


def _line(step: Taken) -> str:
    later = "caught up" if step.caught_up else f"told {len(step.told)} people"
    return f"{step.case or step.unit} {step.rung} due {step.due_on}: {later}{f'; {step.note}' if step.note else ''}"
