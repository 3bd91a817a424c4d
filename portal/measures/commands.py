"""``flask --app wsgi knowledge …``: build the index, and search from the terminal."""

import json

import click
from flask.cli import AppGroup

import knowledge
from portal.measures import library

group = AppGroup("knowledge", help="The policy library.")


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
