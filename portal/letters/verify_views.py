"""The public page that tells whether a letter is genuine, without showing what it says."""

import hashlib

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from forms.letters import NumberForm
from portal.database import db
from portal.errors import NotFound
from portal.letters import queries
from portal.letters.models import Letter
from portal.permissions.checks import requires
from portal.permissions.table import Permission
from portal.rate_limits import VERIFYING

blueprint = Blueprint("verification", __name__, url_prefix="/verify")
BLOCK = 1024 * 1024


@blueprint.route("")
@requires(Permission.PUBLIC)
@VERIFYING
def index() -> str:
    """Find a letter by its number."""
    form = NumberForm(request.args)
    letter = queries.by_number(db.session, _plain(form.number.data or "")) if form.number.data else None
    return render_template("letters/verify-index.html", form=form, letter=letter, asked=bool(form.number.data))


@blueprint.route("/<string:token>", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
@VERIFYING
def letter(token: str) -> str:
    """Show number, date, issuer, state and digest; compare an uploaded file with the digest."""
    found = queries.by_token(db.session, token)
    if found is None:
        raise NotFound
    upload = request.files.get("file")
    verdict = _verdict(found, upload) if request.method == "POST" else None
    return render_template("letters/verify.html", letter=found, verdict=verdict)


def _plain(number: str) -> str:
    """Return a typed number with its brackets as printed."""
    return number.translate(str.maketrans("[]［］()（）", "〔〕〔〕〔〕〔〕")).replace(" ", "")


def _verdict(found: Letter, upload: FileStorage | None) -> tuple[str, str]:
    if upload is None or not upload.filename:
        return "amber", _("Choose the PDF file first.")
    digest = hashlib.sha256()
    while block := upload.stream.read(BLOCK):
        digest.update(block)
    if digest.hexdigest() == found.sha256:
        return "green", _("The file is the letter that was issued, to the last byte.")
    return "red", _("The file is not the letter that was issued: it has been changed or is another one.")
