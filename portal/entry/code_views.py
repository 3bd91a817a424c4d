"""The office's side of codes: make, list, print as cards, and revoke."""

import io

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.entry import CodeFilterForm, CodeForm, RevokeForm
from portal.database import db
from portal.entry import operations, queries
from portal.entry.cards import Card, Imprint, sheet_of
from portal.entry.codes import token_of
from portal.entry.models import EntryCode
from portal.errors import NotFound, RuleBroken
from portal.letters.failures import said_of
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.addresses import row_id
from portal.presentation.flashes import announce
from portal.presentation.paging import paged
from portal.presentation.submitting import attempt, form_page, succeeds
from portal.press.refusals import RenderingFailed
from portal.press.worker import render_sheet
from portal.settings import current_settings
from portal.units.models import Unit
from portal.units.queries import area_choices, street_choices
from portal.vocabulary import EntryKind

blueprint = Blueprint("codes", __name__, url_prefix="/codes")
Page = str | tuple[str, int] | Response
METHODS = ("GET", "POST")
MOST_CARDS = 200


def address_of(code: EntryCode) -> str:
    """Return the address that stands in the QR code."""
    settings = current_settings()
    token = token_of(code.key, settings.secret_key.get_secret_value())
    return f"{settings.base_url}{url_for('scan.scan', token=token)}"


def serial_of(code: EntryCode) -> str:
    """Return how the office calls a card: 第0007号."""
    return f"第{code.id:04d}号"


@blueprint.route("")
@requires(Permission.ENTRY_MANAGE)
def index() -> Page:
    """List the codes with how often each has been used."""
    filters = CodeFilterForm(request.args)
    wanted = (filters.q.data or "", filters.kind.data)
    paging = paged(queries.count(db.session, *wanted))
    lines = queries.lines(db.session, *wanted, offset=paging.offset, limit=paging.size)
    return render_template("entry/codes.html", filters=filters, lines=lines, paging=paging, serial_of=serial_of)


@blueprint.route("/new", methods=METHODS)
@requires(Permission.ENTRY_MANAGE)
def make() -> Page:
    """Make codes, several at once."""
    form = CodeForm(enterprises=request.args.get("enterprise"), kind=EntryKind.ENTERPRISE)
    form.streets.choices = street_choices(db.session)
    form.area.choices = [("", _("Choose")), *area_choices(db.session)]
    if form.validate_on_submit():
        made = attempt(form, lambda: operations.make(db.session, actor=current_actor(), sites=sites_of(form)))
        if made:
            announce(_("Codes made: %(count)s", count=len(made)), _("Print the cards and hang them up."))
            return redirect(url_for("codes.index"))
    return form_page("entry/code-form.html", form)


def sites_of(form: CodeForm) -> list[operations.Site]:
    """Return the sites that a form names; raise RuleBroken at its field for enterprises that are not known."""
    if form.kind.data is EntryKind.ENTERPRISE:
        named = {line: queries.named(db.session, line) for line in lines_of(form.enterprises.data)}
        if unknown := [line for line, enterprise in named.items() if enterprise is None]:
            raise RuleBroken(
                _("No enterprise has the name or code: %(lines)s.", lines=_("; ").join(unknown)), "enterprises"
            )
        return [operations.Site(enterprise=enterprise) for enterprise in dict.fromkeys(named.values())]
    if form.kind.data is EntryKind.STREET:
        return [operations.Site(area=db.session.get_one(Unit, unit_id)) for unit_id in form.streets.data]
    area = db.session.get_one(Unit, form.area.data)
    return [operations.Site(area=area, building=line[:80]) for line in lines_of(form.buildings.data)]


def lines_of(text: str) -> list[str]:
    """Return the lines of a list that was typed or pasted, none empty and none twice."""
    return list(dict.fromkeys(filter(None, map(str.strip, text.splitlines()))))


@blueprint.route("/<int:code_id>")
@requires(Permission.ENTRY_MANAGE)
def show(code_id: int) -> Page:
    """Show one code, its address, and what has come in by it as far as the reader may see it."""
    code = queries.code_of(db.session, code_id)
    cases = queries.filings(db.session, current_actor(), code)
    return render_template("entry/code.html", code=code, address=address_of(code), cases=cases, serial=serial_of(code))


@blueprint.route("/<int:code_id>/revoke", methods=METHODS)
@requires(Permission.ENTRY_MANAGE)
def revoke(code_id: int) -> Page:
    """Let a code die."""
    code, form = queries.code_of(db.session, code_id), RevokeForm()
    if form.validate_on_submit() and succeeds(
        form, lambda: operations.revoke(db.session, code, actor=current_actor(), reason=form.reason.data)
    ):
        announce(_("The code no longer works"), _("Take the card down; whoever scans it reads which line to call."))
        return redirect(url_for("codes.index"))
    return form_page("entry/revoke.html", form, code=code, serial=serial_of(code))


@blueprint.route("/cards")
@requires(Permission.ENTRY_MANAGE)
def cards() -> Response:
    """Print the cards of the codes that are named, as one PDF: A6, or four on a page of A4."""
    codes = queries.working(db.session, request.args.getlist("code", type=row_id)[:MOST_CARDS])
    if not codes:
        raise NotFound
    printed = [Card(code.place, address_of(code), serial_of(code)) for code in codes]
    settings = current_settings()
    lines = [("法律服务热线", settings.legal_hotline), ("复工复产专线", settings.reopening_hotline)]
    imprint = Imprint(settings.portal_name, settings.host_line, tuple(line for line in lines if line[1]))
    sheet = sheet_of(printed, imprint, four_a_page=request.args.get("size") == "a4")
    try:
        content = render_sheet(sheet, fonts=settings.fonts_dir)
    except RenderingFailed as failure:
        raise RuleBroken(_("The cards cannot be printed: %(reason)s", reason=said_of(failure))) from failure
    name = _("QR cards") + f"-{len(codes)}.pdf"
    return send_file(io.BytesIO(content), mimetype="application/pdf", download_name=name)
