"""Importing enterprises in five pages: file, columns, rows to check and mend, progress, and the report."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from forms.base import PortalForm
from forms.enterprises import ImportFileForm, columns_form, row_form
from portal.background import operations as background
from portal.database import db
from portal.enterprises.bulk import files as bulk_files
from portal.enterprises.bulk import operations as bulk
from portal.enterprises.bulk import queries as bulk_queries
from portal.enterprises.bulk import tasks as bulk_tasks
from portal.enterprises.bulk.columns import HEADINGS, label
from portal.enterprises.bulk.models import EnterpriseImport
from portal.errors import NotFound
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.numbers import filesize
from portal.presentation.paging import paged
from portal.presentation.submitting import attempt, form_page, succeeds
from portal.settings import current_settings
from portal.vocabulary import ImportState, RowStatus

blueprint = Blueprint("enterprise_import", __name__, url_prefix="/enterprises")
Page = str | tuple[str, int] | Redirect
SMALL = 150 * 1024  # bytes of a file that is judged and written while its page waits
PIECE = 64 * 1024


@blueprint.route("/import", methods=["GET", "POST"])
@requires(Permission.ENTERPRISE_IMPORT)
def index() -> Page:
    """Take a file in, and list the imports so far."""
    form = ImportFileForm()
    if form.validate_on_submit():
        upload, most = form.file.data, current_settings().attachment_bytes
        content = upload.stream.read(most + 1)
        if len(content) > most:
            form.file.errors = [_("The file is larger than %(most)s. Divide it.", most=filesize(most))]
        elif batch := attempt(form, lambda: _begin(upload.filename or "", content)):
            return redirect(url_for("enterprise_import.columns", import_id=batch.id))
    return form_page("enterprises/import.html", form, imports=bulk_queries.latest(db.session))


def _begin(name: str, content: bytes) -> EnterpriseImport:
    return bulk.begin(db.session, actor=current_actor(), name=name, content=content)


@blueprint.get("/import/template")
@requires(Permission.ENTERPRISE_IMPORT)
def template() -> Response:
    """Give out the template with its notes."""
    return _download(bulk_files.template(db.session), "enterprises-template.xlsx", bulk_files.XLSX)


@blueprint.route("/import/<int:import_id>/columns", methods=["GET", "POST"])
@requires(Permission.ENTERPRISE_IMPORT)
def columns(import_id: int) -> Page:
    """Match columns to facts; what the headings say is filled in. Then the rows are judged."""
    batch = bulk_queries.batch(db.session, import_id)
    named: list[tuple[int | str, str]] = [(place, text or "—") for place, text in enumerate(batch.headings)]
    choices = [("", _("Not in the file")), *named]
    form = columns_form({name: label(name) for name in HEADINGS}, choices)(data=batch.columns)
    if form.validate_on_submit():
        chosen = {name: form[name].data for name in HEADINGS if form[name].data is not None}
        act = bulk.choose_columns
        if succeeds(form, lambda: act(db.session, batch, actor=current_actor(), columns=chosen)):
            return _carry_on(batch, bulk_tasks.STAGE, _("Reading %(name)s", name=batch.name))
    return form_page("enterprises/import-columns.html", form, batch=batch)


def _carry_on(batch: EnterpriseImport, kind: str, title: str) -> Redirect:
    """Do the next long part: of a small file at once, of a large one by a worker, with its progress."""
    shown = redirect(url_for("enterprise_import.show", import_id=batch.id))
    if bulk_queries.size(batch) > SMALL:
        params = {"import_id": batch.id, "result": shown.location}
        background.start(db.session, actor=current_actor(), kind=kind, title=title, params=params)
        announce(_("The file is being worked on"), _("You are told when it is done; this page says how far it is."))
    elif kind == bulk_tasks.STAGE:
        bulk.stage(db.session, batch, lambda _done, _total: None)
    else:
        bulk.write(db.session, batch, actor=current_actor(), report=lambda _done, _total: None)
    return shown


@blueprint.get("/import/<int:import_id>")
@requires(Permission.ENTERPRISE_IMPORT)
def show(import_id: int) -> Page:
    """Show the rows by what is made of them: before anything is written, and afterwards what became of them."""
    batch = bulk_queries.batch(db.session, import_id)
    if batch.state is ImportState.MATCHING:
        return redirect(url_for("enterprise_import.columns", import_id=batch.id))
    counts = bulk.counted(db.session, batch)
    wanted = request.args.get("status", "")
    status = RowStatus(wanted) if wanted in set(RowStatus) else None
    task = bulk_queries.task_of(db.session, batch)
    paging = paged(counts.get(status, 0) if status else sum(counts.values()), 50)
    return render_template(
        "enterprises/import-rows.html",
        batch=batch,
        counts=counts,
        statuses=[one for one in RowStatus if counts.get(one)],
        status=status,
        rows=bulk_queries.rows(db.session, batch, status, offset=paging.offset, limit=paging.size),
        paging=paging,
        task=task,
        broken_off=bulk_queries.is_broken_off(batch, task),
        written=sum(counts.get(one, 0) for one in bulk.WRITTEN),
        to_write=sum(counts.get(one, 0) for one in bulk.TO_WRITE),
        left_out=sum(counts.get(one, 0) for one in bulk.LEFT_OUT),
        states=ImportState,
        label=label,
    )


@blueprint.route("/import/<int:import_id>/rows/<int:number>", methods=["GET", "POST"])
@requires(Permission.ENTERPRISE_IMPORT)
def row(import_id: int, number: int) -> Page:
    """Mend a row in place, or leave it out."""
    batch = bulk_queries.batch(db.session, import_id)
    found = bulk_queries.row(db.session, batch, number)
    form = row_form({name: label(name) for name in HEADINGS})(data=found.values | {"accepted": found.accepted})
    if form.validate_on_submit():
        if "leave" in request.form:
            bulk.leave_out(batch, found, actor=current_actor())
            return redirect(_wrong_ones(batch))
        values = {name: form[name].data or "" for name in HEADINGS}
        given: dict[str, Any] = {"values": values, "accepted": bool(form.accepted.data)}
        bulk.mend(db.session, batch, found, actor=current_actor(), **given)
        if found.status not in bulk.LEFT_OUT:
            announce(_("Row %(number)s is in order now", number=number))
            return redirect(_wrong_ones(batch))
    return render_template("enterprises/import-row.html", form=form, batch=batch, row=found, fields=list(HEADINGS))


def _wrong_ones(batch: EnterpriseImport) -> str:
    counts = bulk.counted(db.session, batch)
    left = next((one for one in bulk.LEFT_OUT if counts.get(one)), None)
    return url_for("enterprise_import.show", import_id=batch.id, status=left)


@blueprint.post("/import/<int:import_id>/write")
@requires(Permission.ENTERPRISE_IMPORT)
def write(import_id: int) -> Redirect:
    """Write the rows that are in order; the others are left out."""
    batch = bulk_queries.batch(db.session, import_id)
    if not PortalForm().validate_on_submit():
        raise NotFound
    bulk.start_writing(batch, actor=current_actor())
    return _carry_on(batch, bulk_tasks.WRITE, _("Importing %(name)s", name=batch.name))


@blueprint.post("/import/<int:import_id>/resume")
@requires(Permission.ENTERPRISE_IMPORT)
def resume(import_id: int) -> Redirect:
    """Go on with what was broken off, or leave out the rest of the rows."""
    batch = bulk_queries.batch(db.session, import_id)
    task = bulk_queries.task_of(db.session, batch)
    if not PortalForm().validate_on_submit() or not bulk_queries.is_broken_off(batch, task):
        raise NotFound
    if batch.state is ImportState.STAGING:
        return _carry_on(batch, bulk_tasks.STAGE, _("Reading %(name)s", name=batch.name))
    if "leave" in request.form:
        bulk.leave_rest(db.session, batch, actor=current_actor())
        return redirect(url_for("enterprise_import.show", import_id=batch.id))
    return _carry_on(batch, bulk_tasks.WRITE, _("Importing %(name)s", name=batch.name))


@blueprint.get("/import/<int:import_id>/report")
@requires(Permission.ENTERPRISE_IMPORT)
def report(import_id: int) -> Response:
    """Give out what became of each row, with the faults; mended, the file can be imported again."""
    batch = bulk_queries.batch(db.session, import_id)
    return _table(bulk_files.csv_lines(bulk_files.report(db.session, batch)), f"import-{batch.id}.csv")


def _table(lines: Iterator[str], name: str) -> Response:
    """Give out a CSV of any length: written to a file of its own first, within the request that may read the rows."""
    written = TemporaryFile()  # noqa: SIM115  closed when it has been read
    for some in lines:
        written.write(some.encode())
    written.seek(0)
    return _download(_read_and_close(written), name, "text/csv")


def _read_and_close(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        yield from iter(lambda: file.read(PIECE), b"")


def _download(content: bytes | Iterator[bytes], name: str, media_type: str) -> Response:
    response = Response(content, mimetype=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
