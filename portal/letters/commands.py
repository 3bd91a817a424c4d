"""``flask --app wsgi letters …``: what an office does with letters from the terminal."""

import sys
from typing import IO

import click
from flask.cli import AppGroup

from portal import clock
from portal.database import db
from portal.letters.genuineness import Verdict, examine
from portal.letters.layout import official_date

group = AppGroup("letters", help="Official letters.")


@group.command("verify")
@click.argument("file", type=click.File("rb"))
def verify(file: IO[bytes]) -> None:
    """Say whether FILE is a letter that this portal issued: genuine, void or unknown.

    Its SHA-256 is compared with those stored at sign-off. Exits with 0 for a genuine letter, else with 1.
    """
    finding = examine(db.session, file)
    click.echo(f"{finding.verdict}: SHA-256 {finding.digest}")
    if finding.letter and finding.letter.issued_at:
        issued_on = official_date(clock.local_date(finding.letter.issued_at))
        click.echo(f"{finding.letter.number}　{issued_on}　{finding.letter.issuer}")
    if finding.verdict is not Verdict.GENUINE:
        sys.exit(1)
