"""The administrator's policy library: importing, correcting, publishing, withdrawing, and changing validity."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

import knowledge
from forms.measures import DocumentFilterForm, DocumentForm, ImportForm, ValidityForm
from knowledge.captions import captioned
from portal.database import db
from portal.errors import NotFound, RuleBroken
from portal.measures import editing, library, operations, queries
from portal.measures.models import PolicyDocument
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.paging import paged
from portal.presentation.submitting import attempt, form_page, succeeds
from portal.settings import current_settings
from portal.vocabulary import PolicyState

blueprint = Blueprint("policies", __name__, url_prefix="/admin/policies")

DOCUMENTS_A_PAGE = 50


@blueprint.get("")
@requires(Permission.MEASURE_MANAGE)
def index() -> str:
    """List every document, shipped or imported, drafts first."""
    rows, filters = queries.latest(db.session), DocumentFilterForm(request.args)
    found = library.named(filters.part.data or "")
    paging = paged(len(found), DOCUMENTS_A_PAGE)
    drafts = [row for row in rows.values() if row.state is PolicyState.DRAFT]
    withdrawn = [row for row in rows.values() if row.state is PolicyState.WITHDRAWN and not library.has(row.slug)]
    return render_template(
        "measures/desk/index.html",
        drafts=drafts,
        filters=filters,
        documents=found[paging.offset : paging.offset + paging.size],
        paging=paging,
        total=len(library.current()),
        own=queries.published(db.session).keys(),
        withdrawn=withdrawn,
        indexed=library.is_indexed(),
        indexed_at=library.own_index().built_at,
    )


@blueprint.route("/import", methods=["GET", "POST"])
@requires(Permission.MEASURE_MANAGE)
def take_in() -> tuple[str, int] | Response:
    """Read a file into a draft of a new document."""
    return _import(operations.new_slug(), {}, url_for("policies.index"))


@blueprint.route("/<string:slug>/new-version", methods=["GET", "POST"])
@requires(Permission.MEASURE_MANAGE)
def new_version(slug: str) -> tuple[str, int] | Response:
    """Read a file into a draft that stands for a document of the office's own; its facts are taken over."""
    row = next(iter(queries.versions(db.session, slug)), None)
    if row is None or library.is_shipped(slug):
        raise NotFound
    before = knowledge.document_from_dict(row.content)
    facts = {name: getattr(before, name) for name in ("issuers", "organs", "region_code", "themes", "sources", "title")}
    return _import(slug, facts, url_for("policies.document", slug=slug))


def _import(slug: str, facts: dict[str, Any], back: str) -> tuple[str, int] | Response:
    form = ImportForm()

    def act() -> PolicyDocument:
        upload = form.file.data
        draft = editing.read_file(upload.filename or "", upload.stream.read())
        home = current_settings().home_region
        document = editing.imported(draft, slug=slug, region_code=home, facts=facts)
        notices = editing.notices_of(draft)
        return operations.draft(db.session, actor=current_actor(), document=document, notices=notices)

    if form.validate_on_submit():
        row = attempt(form, act)
        if row:
            announce(_("The file has been read"), _("Check every field and the split, then save and publish."), "note")
            return redirect(url_for("policies.edit", document_id=row.id))
    return form_page("measures/desk/import.html", form, back=back)


@blueprint.route("/versions/<int:document_id>/edit", methods=["GET", "POST"])
@requires(Permission.MEASURE_MANAGE)
def edit(document_id: int) -> tuple[str, int] | Response:
    """Correct a draft, fact by fact, and its split into points."""
    row = queries.by_id(db.session, document_id)
    known = knowledge.document_from_dict(row.content)
    form = DocumentForm(data=editing.as_fields(known) | {"version": row.version})
    _offer(form, known.slug)
    form.organs.choices = [(organ.value, organ.value) for organ in knowledge.Organ]
    form.region_code.choices = [(region.code, region.name) for region in knowledge.regions().values()]
    form.themes.choices = [(theme, theme) for theme in knowledge.THEMES]
    form.extent.choices = [(one.value, one.value) for one in knowledge.Extent if one is not knowledge.Extent.TITLE]

    def act() -> None:
        document, notices = editing.from_fields(row.slug, form.data)
        operations.edit(
            db.session,
            actor=current_actor(),
            row=row,
            document=document,
            notices=notices,
            version=form.seen_version,
        )

    if form.validate_on_submit() and succeeds(form, act):
        announce(_("Saved: %(name)s", name=row.title), _("Look at the points below, then publish."))
        return redirect(url_for("policies.version", document_id=row.id))
    return form_page("measures/desk/edit.html", form, row=row)


@blueprint.get("/versions/<int:document_id>")
@requires(Permission.MEASURE_MANAGE)
def version(document_id: int) -> str:
    """Show a version as readers would see it, with what the split found doubtful."""
    row = queries.by_id(db.session, document_id)
    document = knowledge.document_from_dict(row.content)
    return render_template(
        "measures/desk/version.html", row=row, document=document, cite=knowledge.cite, captioned=captioned
    )


@blueprint.post("/versions/<int:document_id>/publish/<int:seen>")
@requires(Permission.MEASURE_MANAGE)
def publish(document_id: int, seen: int) -> Response:
    """Publish the draft as it was seen, and build this node's index over it."""
    row = queries.by_id(db.session, document_id)
    try:
        operations.publish(db.session, actor=current_actor(), row=row, version=seen)
    except RuleBroken as broken:
        announce(_("Not published"), broken.message, "error")
        return redirect(url_for("policies.version", document_id=document_id))
    announce(_("Published: %(name)s", name=row.title), _found_when())
    return redirect(url_for("policies.document", slug=row.slug))


def _found_when() -> str:
    """Bring the index up to date, and say when the change can be found."""
    if library.refresh_soon():
        return _("It can be found at once here, on other nodes in a minute.")
    return _("The library is large: the index is being rebuilt, and the change is found once that is done.")


@blueprint.post("/versions/<int:document_id>/discard")
@requires(Permission.MEASURE_MANAGE)
def discard(document_id: int) -> Response:
    """Throw a draft away."""
    row = queries.by_id(db.session, document_id)
    operations.discard(db.session, actor=current_actor(), row=row)
    announce(_("The draft has been thrown away: %(name)s", name=row.title))
    return redirect(url_for("policies.index"))


@blueprint.get("/<string:slug>")
@requires(Permission.MEASURE_MANAGE)
def document(slug: str) -> str:
    """Show what can be done to a document, and its versions."""
    rows = queries.versions(db.session, slug)
    shown = library.current().get(slug)
    if shown is None and not rows:
        raise NotFound
    title = shown.title if shown else rows[0].title
    serving = next((row.number for row in rows if row.state is PolicyState.PUBLISHED), None)
    return render_template(
        "measures/desk/document.html",
        slug=slug,
        title=title,
        document=shown,
        rows=rows,
        serving=serving,
        shipped=library.is_shipped(slug),
    )


@blueprint.post("/<string:slug>/withdraw")
@requires(Permission.MEASURE_MANAGE)
def withdraw(slug: str) -> Response:
    """Take a document out of the library."""
    title = operations.withdraw(db.session, actor=current_actor(), slug=slug)
    library.refresh_soon()
    announce(_("Taken out of the library: %(name)s", name=title), _("Cases that cite it keep what they cited."), "care")
    return redirect(url_for("policies.document", slug=slug))


@blueprint.route("/<string:slug>/validity", methods=["GET", "POST"])
@requires(Permission.MEASURE_MANAGE)
def validity(slug: str) -> tuple[str, int] | Response:
    """Change whether a document may still be relied on, and what replaced it."""
    shown = library.document(slug)
    form = ValidityForm(data=editing.as_fields(shown))
    _offer(form, slug)
    if form.validate_on_submit() and succeeds(
        form,
        lambda: operations.change_validity(
            db.session,
            actor=current_actor(),
            document=shown,
            validity=knowledge.Validity(form.validity.data),
            note=form.validity_note.data,
            replaced_by=form.replaced_by.data,
        ),
    ):
        announce(_("The validity is now: %(validity)s", validity=form.validity.data), _found_when())
        return redirect(url_for("policies.document", slug=slug))
    return form_page("measures/desk/validity.html", form, document=shown)


def _offer(form: ValidityForm, slug: str) -> None:
    """Offer the states of validity, and every other document of the library as what replaced this one."""
    form.validity.choices = [(one.value, one.value) for one in knowledge.Validity]
    others = sorted((each for each in library.current() if each.slug != slug), key=lambda each: each.title)
    form.replaced_by.choices = [("", _("None")), *((each.slug, f"{each.title}（{each.issuer}）") for each in others)]
