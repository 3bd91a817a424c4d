"""The page on which a leader signs several letters at once."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from forms.letters import SignSeveralForm
from portal.database import db
from portal.errors import PortalError, RuleBroken, StaleEdit
from portal.letters.signing import sign_read, to_countersign, waiting_for
from portal.permissions.actor import Actor
from portal.permissions.checks import current_actor, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce

blueprint = Blueprint("letter_signing", __name__, url_prefix="/letters/to-sign")


@blueprint.route("")
@requires(Permission.LETTER_SIGN)
def index() -> str:
    """Show what waits for the leader's signature; what has been opened can be picked."""
    waiting = waiting_for(db.session, current_actor())
    return render_template(
        "letters/to-sign.html",
        waiting=waiting,
        to_countersign=to_countersign(db.session, current_actor()),
        form=SignSeveralForm(),
    )


@blueprint.route("", methods=["POST"])
@requires(Permission.LETTER_SIGN)
def sign() -> Response:
    """Sign the letters picked, each in a transaction of its own, and say what became of each."""
    actor, form = current_actor(), SignSeveralForm()
    titles = {waiting.letter.id: waiting.letter.title for waiting in waiting_for(db.session, actor)}
    picked = form.picked() if form.validate_on_submit() else []
    refused = []
    for letter_id, seen in picked:
        reason = sign_one(letter_id, actor, seen)
        if reason:
            refused.append(f"《{titles.get(letter_id, letter_id)}》：{reason}")
    if signed := len(picked) - len(refused):
        announce(_("%(count)s letters signed and issued", count=signed), _("Each has its number and date."))
    for words in refused:
        announce(_("Not signed"), words, "error")
    if not picked:
        announce(_("No letter was picked"), _("Pick the letters that you have read."), "care")
    return redirect(url_for("letter_signing.index"))


def sign_one(letter_id: int, actor: Actor, seen: int) -> str:
    """Sign one letter and commit it; return why it was not signed, empty when it was.

    Each letter is a transaction of its own: what stops one leaves the others as they are, and no number is lost.
    """
    try:
        sign_read(db.session, letter_id, actor=actor, seen=seen)
        db.session.commit()
    except RuleBroken as broken:
        db.session.rollback()
        return broken.message
    except (StaleEdit, StaleDataError):
        db.session.rollback()
        return str(_("The letter was changed meanwhile. Open it again."))
    except PortalError:
        db.session.rollback()
        return str(_("The letter no longer waits for your signature."))
    return ""
