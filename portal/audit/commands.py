"""``flask --app wsgi audit …``: whether the trail is whole."""

import json
import sys

import click
from flask.cli import AppGroup

from portal.audit.verifying import Head, head, verify
from portal.database import READING, db

group = AppGroup("audit", help="Look after the audit trail.")


def _noted(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Head | None:
    try:
        return Head.parse(value) if value else None
    except ValueError:
        raise click.BadParameter("a head is COUNT:SHA256, as this command prints it") from None


@group.command("verify")
@click.option("--noted", callback=_noted, metavar="COUNT:SHA256", help="A head noted before, which must still hold.")
@click.option("--json", "as_json", is_flag=True, help="Print a list of what is wrong, and the head.")
def verify_trail(noted: Head | None, *, as_json: bool) -> None:
    """Find acts that were changed, removed, reordered or added past the portal; exit 1 where there are any.

    Prints the head of the chain. Noted outside of the portal, it proves later that nothing before it was touched,
    even by somebody who could write to the database.
    """
    level = {"isolation_level": "REPEATABLE READ"} if db.engine.dialect.name == "postgresql" else {}
    db.session.connection(execution_options=READING | level)  # one moment, however long it takes
    end = head(db.session)
    found = 0
    findings = []
    for finding in verify(db.session, noted=noted):
        found += 1
        if as_json:
            place = {"fault": finding.fault, "place": finding.place, "event": finding.event_id, "words": finding.words}
            findings.append(place)
        else:
            where = f"place {finding.place}" if finding.place else "no place"
            event = f", entry {finding.event_id}" if finding.event_id else ""
            click.echo(f"{finding.fault}: {where}{event}{': ' + finding.words if finding.words else ''}")
    if as_json:
        click.echo(json.dumps({"head": str(end), "findings": findings}, ensure_ascii=False))
    else:
        click.echo(f"{end.count} entries; {'not whole: ' + str(found) if found else 'whole'}. Head: {end}")
    sys.exit(1 if found else 0)
