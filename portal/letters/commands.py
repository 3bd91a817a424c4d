"""``flask --app wsgi letters …``: what an office does with letters from the terminal."""

import sys
from pathlib import Path
from typing import IO

import click

from portal import clock
from portal.command_line import CommandGroup
from portal.database import db
from portal.letters.genuineness import Finding, Verdict, examine
from portal.letters.samples import sample
from portal.press.layout import official_date
from portal.press.worker import render_in_worker
from portal.settings import current_settings
from portal.vocabulary import LetterKind

group = CommandGroup("letters", help="Official letters.")


@group.command("verify")
@click.argument("file", type=click.File("rb"))
def verify(file: IO[bytes]) -> None:
    """Say whether FILE is a letter that this portal issued: genuine, void or unknown.

    Its SHA-256 is compared with those stored at sign-off, and the signature in it is examined. Exits with 0 for a
    genuine letter, else with 1.
    """
    finding = examine(db.session, file, current_settings())
    click.echo(f"{finding.verdict}: SHA-256 {finding.digest}")
    if finding.letter and finding.letter.issued_at:
        issued_on = official_date(clock.local_date(finding.letter.issued_at))
        click.echo(f"{finding.letter.number}　{issued_on}　{finding.letter.issuer}")
    click.echo(f"signature: {said_of(finding)}")
    if finding.verdict is not Verdict.GENUINE:
        sys.exit(1)


def said_of(finding: Finding) -> str:
    """Return what is found of a file's signature, in a line."""
    signature = finding.signature
    if signature is None:
        return "none"
    state = "valid" if signature.intact else "broken, the file was changed after it was signed"
    whose = signature.name if finding.ours else f"{signature.name}, a certificate that this portal has not signed with"
    sample = "; a certificate for demonstrations, without legal force" if signature.sample else ""
    return f"{state}; {whose}{sample}"


@group.command("sample")
@click.argument("kind", type=click.Choice([kind.value for kind in LetterKind]), required=False)
@click.option("--list", "listing", is_flag=True, help="Name the kinds of letter.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The PDF file to write.")
@click.option("--stress", is_flag=True, help="Fill it with what puts a page to the test.")
def write_sample(kind: str | None, out: Path | None, *, listing: bool, stress: bool) -> None:
    """Write a letter of KIND about an invented matter."""
    if listing:
        click.echo("\n".join(f"{each}\t{each.label}" for each in LetterKind))
        return
    if kind is None or out is None:
        raise click.UsageError("Name a KIND and a file: letters sample KIND --out FILE, or letters sample --list.")
    letter = sample(LetterKind(kind), stressed=stress)
    out.write_bytes(render_in_worker(letter, fonts=current_settings().fonts_dir))
    click.echo(f"{out}: {letter.number} {letter.title}")
