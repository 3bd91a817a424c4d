"""``flask --app wsgi audit …``: whether the trail is whole, and its head noted where nobody can take it back."""

import json
import sys

import click

from portal.administration.watching import look_through, note_head
from portal.audit.verifying import Finding, Head, head
from portal.command_line import CommandGroup
from portal.database import db

group = CommandGroup("audit", help="Look after the audit trail.")


def _noted(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[Head, ...]:
    try:
        return tuple(Head.parse(value) for value in values)
    except ValueError:
        raise click.BadParameter("a head is COUNT:SHA256, as this command prints it") from None


@group.command("note")
def note_now() -> None:
    """Note the head of the chain in the store of files, as the worker does every hour, and print it."""
    noted = note_head(db.session)
    click.echo(f"Noted: {noted}" if noted else f"Nothing to note. Head: {head(db.session)}")


@group.command("verify")
@click.option(
    "--noted",
    callback=_noted,
    multiple=True,
    metavar="COUNT:SHA256",
    help="A head noted before, which must still hold.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a list of what is wrong, and the head.")
def verify_trail(noted: tuple[Head, ...], *, as_json: bool) -> None:
    """Find acts that were changed, removed, reordered or added past the portal; exit 1 where there are any.

    The chain must go through every head noted in the store of files, and through those given. The head is printed:
    written down elsewhere, it proves later that nothing before it was touched.
    """
    end, findings = look_through(db.session, noted=noted)
    if as_json:
        click.echo(json.dumps({"head": str(end), "findings": [_plain(each) for each in findings]}, ensure_ascii=False))
    else:
        whole = f"not whole: {len(findings)}" if findings else "whole"
        click.echo("\n".join([*map(_line, findings), f"{end.count} entries; {whole}. Head: {end}"]))
    sys.exit(1 if findings else 0)


def _plain(finding: Finding) -> dict[str, object]:
    return {"fault": finding.fault, "place": finding.place, "event": finding.event_id, "words": finding.words}


def _line(finding: Finding) -> str:
    where = f"place {finding.place}" if finding.place else "no place"
    event = f", entry {finding.event_id}" if finding.event_id else ""
    return f"{finding.fault}: {where}{event}{': ' + finding.words if finding.words else ''}"
