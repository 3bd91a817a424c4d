"""The public page that tells whether a letter is genuine, without showing what it says."""

from flask import Blueprint, render_template, request
from werkzeug.datastructures import FileStorage

from forms.letters import NumberForm
from portal.attachments.storage import storage
from portal.database import db
from portal.errors import NotFound
from portal.letters import queries
from portal.letters.genuineness import digest_of, signature_of
from portal.letters.models import Letter
from portal.permissions.checks import requires
from portal.permissions.permission import Permission
from portal.rate_limits import VERIFYING
from portal.settings import current_settings

blueprint = Blueprint("verification", __name__, url_prefix="/verify")


@blueprint.route("")
@requires(Permission.PUBLIC)
@VERIFYING
def index() -> str:
    """Find a letter by its number."""
    form = NumberForm(request.args)
    letter = queries.by_number(db.session, _plain(form.number.data or "")) if form.number.data else None
    signature = signature_of(letter, storage(), current_settings()) if letter else None
    asked = bool(form.number.data)
    voided = queries.voiding_of(db.session, letter) if letter else None
    return render_template(
        "letters/verify-index.html", form=form, letter=letter, asked=asked, signature=signature, voided=voided
    )


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
    signature = signature_of(found, storage(), current_settings())
    voided = queries.voiding_of(db.session, found)
    return render_template("letters/verify.html", letter=found, verdict=verdict, signature=signature, voided=voided)


def _plain(number: str) -> str:
    """Return a typed number with its brackets as printed."""
    return number.translate(str.maketrans("[]［］()（）", "〔〕〔〕〔〕〔〕")).replace(" ", "")


def _verdict(found: Letter, upload: FileStorage | None) -> str:
    """Return ``same``, ``other`` or ``nothing``, as compare.js does where the browser itself can compare."""
    if upload is None or not upload.filename:
        return "nothing"
    return "same" if digest_of(upload.stream) == found.sha256 else "other"
