"""The life of a letter after drafting, one function an act.

What is issued is rendered once, stored with its digest, and never rendered again.
"""

import hashlib
import logging
from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.attachments.kept import Kept
from portal.attachments.storage import STORE_FAILS, storage
from portal.enterprises.queries import members_of
from portal.errors import RuleBroken, StaleEdit
from portal.letters import countersigning, messages
from portal.letters.checking import clerks_remarks
from portal.letters.context import own_certificate, printed, signing_of
from portal.letters.drafts import EDITABLE
from portal.letters.failures import said_of
from portal.letters.models import Letter
from portal.letters.numbering import give_number
from portal.letters.queries import signers
from portal.letters.record import must_be, tell, write_line
from portal.letters.remarks import Weight
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.presentation.dates import date_text
from portal.press.certificates import certificate_in
from portal.press.jobs import Signing
from portal.press.refusals import RenderingFailed
from portal.press.worker import render_in_worker
from portal.settings import Settings, current_settings
from portal.vocabulary import CountersigningOrder, LetterState, Role

log = logging.getLogger(__name__)

ISSUED = frozenset({LetterState.ISSUED, LetterState.SERVED, LetterState.ANSWERED, LetterState.ACCEPTED})


def submit(
    session: Session,
    letter: Letter,
    *,
    actor: Actor,
    signer: Account,
    countersigners: Sequence[Account] = (),
    order: CountersigningOrder = CountersigningOrder.AT_ONCE,
) -> None:
    """Send a draft to a leader for sign-off; one that is issued jointly is countersigned by ``countersigners`` first.

    Raises RuleBroken where the clerk would stop it or where the ones chosen cannot sign.
    """
    require(actor, Permission.LETTER_EDIT, letter)
    must_be(letter, *EDITABLE)
    stopping = [remark for remark in clerks_remarks(letter) if remark.weight is Weight.STOPS]
    if stopping:
        raise RuleBroken(str(stopping[0].words), stopping[0].field)
    if signer.id not in {person.id for person in signers(session, letter)}:
        raise RuleBroken(_("Choose somebody who may sign it and did not draft it."), "signer")
    leaders = countersigning.one_each(session, letter, countersigners)
    letter.signer, letter.signer_id, letter.state = signer, signer.id, LetterState.SUBMITTED
    first = f"{'、'.join(person.name for person in countersigners)}会签，" if countersigners else ""
    write_line(session, letter, "submit", actor, f"送{first}{signer.name}签发")
    countersigning.ask(session, letter, actor=actor, leaders=leaders, order=order)


def send_back(session: Session, letter: Letter, *, actor: Actor, reason: str) -> None:
    """Return a letter to its drafter with what is to be changed."""
    require(actor, Permission.LETTER_RETURN, letter)
    must_be(letter, LetterState.SUBMITTED)
    letter.state = LetterState.RETURNED
    write_line(session, letter, "return", actor, reason)
    tell(session, letter, [letter.drafted_by], actor, messages.returned(letter, reason))


def sign(session: Session, letter: Letter, *, actor: Actor, seen: int) -> None:
    """Sign and issue: number, date, bytes and SHA-256 in this one transaction, or nothing at all.

    Raises StaleEdit when the text has changed since the signer saw it, RuleBroken when it cannot be rendered or stored.
    """
    require(actor, Permission.LETTER_SIGN, letter)
    must_be(letter, LetterState.SUBMITTED)
    if seen != letter.version:
        raise StaleEdit(by=letter.drafted_by.name, theirs=((_("Body"), letter.body),), version=letter.version)
    countersigning.must_be_countersigned(letter)
    settings = current_settings()
    _must_have_a_certificate_in_force(settings)
    with session.begin_nested():  # what could not be printed has taken no number, on the page that says so either
        letter.issued_at = clock.now()
        letter.number = give_number(session, letter.code, clock.today())
        letter.signed_by_id = actor.account_id
        signing = signing_of(letter, settings)
        content = _on_paper(letter, settings, signing)
        letter.pdf_key = _stored(content)
    letter.sha256 = hashlib.sha256(content).hexdigest()
    letter.certificate = certificate_in(signing.file, signing.passphrase).fingerprint if signing else ""
    letter.state = LetterState.ISSUED
    write_line(session, letter, "sign", actor)
    tell(session, letter, [letter.drafted_by], actor, messages.issued(letter))
    tell(session, letter, [each.leader for each in letter.countersignatures], actor, messages.issued_jointly(letter))


def _on_paper(letter: Letter, settings: Settings, signing: Signing | None) -> bytes:
    try:
        return render_in_worker(printed(letter, settings), fonts=settings.fonts_dir, signing=signing)
    except RenderingFailed as failure:
        raise RuleBroken(
            _("The letter could not be printed and was not issued: %(reason)s", reason=said_of(failure))
        ) from failure


def _stored(content: bytes) -> str:
    try:
        return storage().put(Kept.LETTER, content)
    except STORE_FAILS as failure:
        log.exception("A letter could not be stored")
        raise RuleBroken(
            _("The letter could not be stored and was not issued. If it happens again, tell the administrator.")
        ) from failure


def _must_have_a_certificate_in_force(settings: Settings) -> None:
    certificate = own_certificate(settings)
    if certificate and certificate.ends_at <= clock.now():
        day = date_text(clock.local_date(certificate.ends_at))
        raise RuleBroken(_("The certificate for signatures ended on %(day)s. Nothing was issued.", day=day))


def serve(session: Session, letter: Letter, *, actor: Actor) -> None:
    """Serve an issued letter: those it is addressed to are told, and from now on their first opening is noted."""
    require(actor, Permission.LETTER_SERVE, letter)
    must_be(letter, LetterState.ISSUED)
    letter.state, letter.served_at = LetterState.SERVED, clock.now()
    write_line(session, letter, "serve", actor, letter.addressee)
    tell(session, letter, people_served(session, letter), actor, messages.served(letter))


def people_served(session: Session, letter: Letter) -> list[Account]:
    """Return whom a letter is served on: the members of the enterprise, or the officers of the units addressed."""
    if letter.unit_id is None:
        return members_of(session, letter.about_id)
    return with_role(session, Role.OFFICER, list(letter.unit_ids))


def mark_opened(session: Session, letter: Letter, *, actor: Actor) -> None:
    """Note the first time that somebody addressed opens the letter: of the enterprise, or of each unit."""
    if letter.served_at is None:
        return
    mine = next((each for each in letter.addressed if each.unit_id == actor.unit_id), None)
    first = mine.opened_at is None if mine else letter.opened_at is None
    if not first or not (mine or letter.enterprise_id in actor.enterprise_ids):
        return
    letter.opened_at = letter.opened_at or clock.now()
    if mine:
        mine.opened_at = clock.now()
    write_line(session, letter, "open", actor, mine.unit.name if mine else "")


def void(session: Session, letter: Letter, *, actor: Actor, reason: str) -> None:
    """Declare an issued letter void. It keeps its number, and the public page says so.

    Whoever drafted or countersigned it is told, and once it was served, those on whom it was.
    """
    require(actor, Permission.LETTER_VOID, letter)
    must_be(letter, *ISSUED)
    letter.state = LetterState.VOID
    write_line(session, letter, "void", actor, reason)
    hands = [letter.drafted_by, *(each.leader for each in letter.countersignatures)]
    served = people_served(session, letter) if letter.served_at else []
    message = messages.voided(letter, reason)
    tell(session, letter, list({person.id: person for person in (*hands, *served)}.values()), actor, message)
