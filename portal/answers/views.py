"""Published questions and answers for everybody: looking for them, and reading one."""

from flask import Blueprint, render_template, request

from portal.answers import finding, queries
from portal.answers.models import AnswerCitation, PublishedAnswer
from portal.database import db
from portal.errors import NotFound
from portal.measures import library
from portal.permissions.checks import requires
from portal.permissions.permission import Permission
from portal.presentation.paging import paged
from portal.rate_limits import SEARCHING

blueprint = Blueprint("answers", __name__, url_prefix="/answers")
LONGEST_QUESTION = 200
BESIDE_MEASURES = 3
BEGINNING = 140  # characters of an answer in a list


@blueprint.get("")
@requires(Permission.PUBLIC)
@SEARCHING
def index() -> str:
    """Show what is published on a question, or everything, the newest first."""
    question = request.args.get("q", "")[:LONGEST_QUESTION].strip()
    if question:
        total, found = finding.find(question, max(1, request.args.get("page", 1, int)))
        return render_template(
            "answers/index.html", question=question, found=found, page=paged(total, size=finding.PER_PAGE)
        )
    rows = queries.published(db.session)
    page = paged(len(rows), size=finding.PER_PAGE)
    shown = [
        finding.Found(row, ((row.answer[:BEGINNING], False),)) for row in rows[page.offset : page.offset + page.size]
    ]
    return render_template("answers/index.html", question="", found=shown, page=page)


@blueprint.get("/<int:answer_id>")
@requires(Permission.PUBLIC)
def show(answer_id: int) -> str:
    """Show a published question and answer with the measures that it cites."""
    row = queries.public(db.session, answer_id)
    return render_template("answers/show.html", row=row, cited=cited(row))


def cited(row: PublishedAnswer) -> list[tuple[AnswerCitation, str, str | None]]:
    """Return what an answer cites, its printed title, and its validity today: None where the library lacks it now."""
    return [(each, *_today(each)) for each in row.citations]


def _today(each: AnswerCitation) -> tuple[str, str | None]:
    try:
        of, _point = library.measure(each.document_slug, each.anchor)
    except NotFound:
        return f"《{each.title}》", None
    return (of.quoted_title if of.title == each.title else f"《{each.title}》"), of.validity.value


@blueprint.app_template_global("answers_on")
def answers_on(question: str) -> tuple[int, list[finding.Found]]:
    """Return how many published answers there are on a question and the first, for the search page of the measures."""
    total, found = finding.find(question, per_page=BESIDE_MEASURES) if question else (0, [])
    fitting = [each for each in found if each.fits]
    return (total if fitting else 0), fitting


@blueprint.app_template_global("answers_citing")
def answers_citing(slug: str, anchor: str | None = None) -> list[PublishedAnswer]:
    """Return the published answers that cite a document or a point of it, for the pages of both."""
    return list(queries.citing(db.session, slug, anchor))
