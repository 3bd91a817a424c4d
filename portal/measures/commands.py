"""``flask --app wsgi knowledge …``: import documents, build the index, search, and measure the search."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

import knowledge
from knowledge.evaluation import evaluate
from knowledge.judged import CollectionError
from portal.command_line import CommandGroup
from portal.database import db
from portal.errors import RuleBroken
from portal.measures import editing, library, operations
from portal.measures.models import PolicyDocument
from portal.permissions.actor import Actor
from portal.settings import current_settings
from portal.vocabulary import Role

group = CommandGroup("knowledge", help="The policy library.")
# Whoever may run commands on the machine is its administrator; the trail says that it was done there.
TERMINAL = Actor(account_id=None, name="命令行", roles=frozenset({Role.ADMIN}))
FILES = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@group.command("import")
@click.argument("files", nargs=-1, required=True, type=FILES)
@click.option("--publish", is_flag=True, help="Publish at once; without it the documents wait as drafts.")
@click.option("--issuer", multiple=True, help="Issuing organ by its full name, may be given again; else the signature.")
@click.option("--organ", multiple=True, type=click.Choice([one.value for one in knowledge.Organ]), help="Its kind.")
@click.option("--region", help="Code of the region; else the portal's own.")
def take_in(
    files: Sequence[Path], *, publish: bool, issuer: Sequence[str], organ: Sequence[str], region: str | None
) -> None:
    """Import FILES (DOCX, HTML, PDF, Markdown, text), each as a document of its own; one refused stops no other."""
    facts: dict[str, Any] = {"organs": tuple(knowledge.Organ(one) for one in organ)}
    facts |= {"issuers": tuple(issuer)} if issuer else {}
    place = region or current_settings().home_region
    if place not in knowledge.regions():
        raise click.BadParameter(f"no region {place}", param_hint="--region")
    refused = [path for path in files if not _taken_in(path, place, facts, publish=publish)]
    if publish:
        library.refresh_index()
    if refused:
        raise SystemExit(1)


def _taken_in(path: Path, region: str, facts: dict[str, Any], *, publish: bool) -> bool:
    """Import one file and say what became of it; tell whether all was done that was asked for."""
    try:
        draft = editing.read_file(path.name, path.read_bytes())
    except RuleBroken as broken:
        click.echo(broken.message, err=True)
        return False
    document = editing.imported(draft, slug=operations.new_slug(), region_code=region, facts=facts)
    notices = editing.notices_of(draft)
    row = operations.draft(db.session, actor=TERMINAL, document=document, notices=notices)
    done = not publish or _published(row)
    db.session.commit()
    click.echo(f"{path.name}: {row.state} {row.slug}, {len(document.measures)} points, {document.title}")
    for notice in notices:
        click.echo(f"  {notice}")
    return done


def _published(row: PolicyDocument) -> bool:
    try:
        operations.publish(db.session, actor=TERMINAL, row=row, version=row.version)
    except RuleBroken as broken:
        click.echo(f"{row.title}: {broken.message}", err=True)
        return False
    return True


@group.command("evaluate")
@click.argument("folder", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def measure_search(folder: Path, *, as_json: bool) -> None:
    """Measure the search on FOLDER: corpus.jsonl, queries.jsonl and qrels.jsonl, over a fresh index."""
    try:
        figures = evaluate(folder)
    except (OSError, CollectionError) as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps(figures.rounded(), ensure_ascii=False, indent=2))
        return
    for name, value in figures.rounded().items():
        if name != "notes":
            click.echo(f"{name:16} {value}")
    for note in figures.notes:
        click.echo(f"note: {note}")


@group.command("index")
@click.option("--force", is_flag=True, help="Build it even if it is current.")
def build_index(*, force: bool) -> None:
    """Build this node's index over the library, beside the one that serves."""
    documents = library.current()
    rebuilt = library.own_index().rebuild(documents, force=force)
    points = sum(len(document.measures) for document in documents)
    state = "built" if rebuilt else "current already"
    click.echo(f"policy index {state}: {len(documents)} documents, {points} measures")


@group.command("search")
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--limit", default=10, show_default=True)
def search(question: str, *, as_json: bool, limit: int) -> None:
    """Print the measures that answer QUESTION, best first."""
    hits = library.find(question, per_page=limit).hits
    if as_json:
        click.echo(json.dumps([_plain(hit) for hit in hits], ensure_ascii=False, indent=2))
        return
    for place, hit in enumerate(hits, start=1):
        click.echo(f"{place}. {hit.citation}\n   {''.join(segment.text for segment in hit.segments)}")


def _plain(hit: knowledge.Hit) -> dict[str, object]:
    return {
        "citation": hit.citation,
        "document": hit.document.slug,
        "anchor": hit.measure.anchor if hit.measure else None,
        "heading": hit.measure.heading if hit.measure else None,
        "text": hit.measure.text if hit.measure else None,
        "validity": hit.document.validity,
        "region": hit.document.region.name,
        "issuer": hit.document.issuer,
        "score": round(hit.score, 4),
    }
