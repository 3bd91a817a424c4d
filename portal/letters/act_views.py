"""What is done to a letter, a page or a button each."""

from collections.abc import Callable

from flask import Blueprint, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.base import PortalForm
from forms.letters import JointSubmitForm, ReasonForm, SignForm, SubmitForm
from portal.accounts.models import Account
from portal.database import db
from portal.letters import countersigning, operations, queries
from portal.letters.differences import Paragraph
from portal.letters.models import Letter
from portal.letters.views import SHEET_WORDS, Answer, to_letter
from portal.permissions.actor import Actor
from portal.permissions.checks import current_actor, permits, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds
from portal.vocabulary import CountersigningOrder

blueprint = Blueprint("letter_acts", __name__, url_prefix="/letters/<int:letter_id>")
Act = Callable[[Letter, Actor], None]


def _perform(
    letter_id: int,
    form: PortalForm,
    act: Act,
    *,
    title: str,
    button: str,
    done: str,
    template: str = "act.html",
    changes: list[Paragraph] | None = None,
    warning: str = "",
) -> Answer:
    """Show an act's form, or do the act; after it the letter's page says what happened."""
    actor = current_actor()
    letter = queries.visible_letter(db.session, actor, letter_id)
    if form.validate_on_submit() and succeeds(form, lambda: act(letter, actor)):
        announce(done, letter.number or letter.title)
        return to_letter(letter)
    back = url_for("letters.show", letter_id=letter.id)
    since_return = queries.changes_since_return(letter, queries.record_of(db.session, letter))
    return form_page(
        f"letters/{template}",
        form,
        letter=letter,
        changes=since_return if changes is None else changes,
        countersigning=permits(actor, Permission.LETTER_COUNTERSIGN, letter),
        sheet_words=SHEET_WORDS,
        title=title,
        button=button,
        warning=warning,
        back_url=back,
    )


@blueprint.route("/submit", methods=["GET", "POST"])
@requires(Permission.LETTER_LIST)
def submit(letter_id: int) -> Answer:
    """Send a draft to a leader."""
    letter = queries.visible_letter(db.session, current_actor(), letter_id)
    form = _submit_form(letter)

    def act(letter: Letter, actor: Actor) -> None:
        signer = db.session.get_one(Account, form.signer.data)
        if isinstance(form, JointSubmitForm):
            leaders = [db.session.get_one(Account, leader_id) for leader_id in form.countersigners.data]
            order = CountersigningOrder(form.order.data)
            operations.submit(db.session, letter, actor=actor, signer=signer, countersigners=leaders, order=order)
        else:
            operations.submit(db.session, letter, actor=actor, signer=signer)

    return _perform(
        letter_id, form, act, title=_("Submit for sign-off"), button=_("Submit"), done=_("Submitted for sign-off")
    )


def _submit_form(letter: Letter) -> SubmitForm:
    """Return the form with its choices; in joint issue the first leader of each unit is ticked."""
    leaders = countersigning.leaders_of(db.session, letter) if letter.joint else []
    first = {leader.unit_id: leader.id for leader in reversed(leaders)}
    form = JointSubmitForm(countersigners=list(first.values())) if letter.joint else SubmitForm()
    if isinstance(form, JointSubmitForm):
        form.countersigners.choices = [(leader.id, _with_unit(leader)) for leader in leaders]
    form.signer.choices = [(leader.id, _with_unit(leader)) for leader in queries.signers(db.session, letter)]
    return form


def _with_unit(leader: Account) -> str:
    return "　".join(part for part in (leader.unit.name if leader.unit else "", leader.name, leader.title) if part)


@blueprint.route("/countersign", methods=["GET", "POST"])
@requires(Permission.LETTER_COUNTERSIGN)
def countersign(letter_id: int) -> Answer:
    """Countersign for a unit that issues the letter too."""
    actor = current_actor()
    letter = queries.visible_letter(db.session, actor, letter_id)
    form = SignForm(version=letter.version)

    def act(letter: Letter, actor: Actor) -> None:
        countersigning.countersign(db.session, letter, actor=actor, seen=form.seen_version)

    return _perform(
        letter_id,
        form,
        act,
        title=_("Countersign"),
        button=_("Countersign"),
        done=_("Countersigned"),
        template="sign.html",
        changes=queries.changes_since_countersigned(letter, queries.record_of(db.session, letter), actor),
    )


@blueprint.route("/sign", methods=["GET", "POST"])
@requires(Permission.LETTER_SIGN)
def sign(letter_id: int) -> Answer:
    """Sign and issue."""
    letter = queries.visible_letter(db.session, current_actor(), letter_id)
    form = SignForm(version=letter.version)

    def act(letter: Letter, actor: Actor) -> None:
        operations.sign(db.session, letter, actor=actor, seen=form.seen_version)

    words = _("Sign and issue")
    return _perform(letter_id, form, act, title=words, button=words, done=_("Signed and issued"), template="sign.html")


@blueprint.route("/return", methods=["GET", "POST"])
@requires(Permission.LETTER_RETURN)
def send_back(letter_id: int) -> Answer:
    """Return a letter to its drafter."""
    form = ReasonForm()

    def act(letter: Letter, actor: Actor) -> None:
        operations.send_back(db.session, letter, actor=actor, reason=form.reason.data)

    return _perform(
        letter_id, form, act, title=_("Return for changes"), button=_("Return"), done=_("Returned for changes")
    )


@blueprint.route("/serve", methods=["POST"])
@requires(Permission.LETTER_LIST)
def serve(letter_id: int) -> Response:
    """Serve an issued letter."""
    actor = current_actor()
    letter = queries.visible_letter(db.session, actor, letter_id)
    operations.serve(db.session, letter, actor=actor)
    announce(_("Served"), _("The addressee has been told and can open the letter."))
    return to_letter(letter)


@blueprint.route("/void", methods=["GET", "POST"])
@requires(Permission.LETTER_VOID)
def void(letter_id: int) -> Answer:
    """Declare an issued letter void."""
    form = ReasonForm()

    def act(letter: Letter, actor: Actor) -> None:
        operations.void(db.session, letter, actor=actor, reason=form.reason.data)

    return _perform(
        letter_id,
        form,
        act,
        title=_("Declare the letter void"),
        button=_("Declare void"),
        done=_("Declared void"),
        warning=_(
            "This cannot be taken back. The number stays and is not used again, the public page says that the letter "
            "is void, and those on whom it was served are told, with your reason."
        ),
    )
