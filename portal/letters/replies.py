"""What becomes of a letter once it is served: each unit addressed replies, and the drafter accepts or asks again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.queries import with_role
from portal.attachments.models import Attachment
from portal.errors import NotFound, RuleBroken, TransitionNotAllowed
from portal.letters import messages
from portal.letters.kinds import KINDS
from portal.letters.models import Letter
from portal.letters.record import must_be, tell, write_line
from portal.letters.reply_models import LetterReply, LetterReplyFile
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.units.models import Unit
from portal.vocabulary import LetterState, ReplyRuling, Role


@dataclass(frozen=True)
class Reply:
    """What a unit says: how it went about it, what came of it, what it does next and by when, and whom to call."""

    result: str
    situation: str = ""
    next_step: str = ""
    done_by: date | None = None
    contact: str = ""
    replied_on: date | None = None
    files: Sequence[Attachment] = ()


def replies_to(session: Session, letter: Letter) -> list[LetterReply]:
    """Return every reply to a letter, newest first."""
    statement = sa.select(LetterReply).where(LetterReply.letter_id == letter.id).order_by(LetterReply.id.desc())
    return list(session.scalars(statement))


def reply_of(session: Session, letter: Letter, reply_id: int) -> LetterReply:
    """Return a reply to this letter; raise NotFound for any other."""
    reply = session.get(LetterReply, reply_id)
    if reply is None or reply.letter_id != letter.id:
        raise NotFound
    return reply


def units_waited_for(session: Session, letter: Letter) -> list[Unit]:
    """Return the units addressed whose reply is not there, or was not accepted."""
    standing = {reply.unit_id for reply in replies_to(session, letter) if reply.ruling is not ReplyRuling.REDO}
    return [addressed.unit for addressed in letter.addressed if addressed.unit_id not in standing]


def asked_again(session: Session, letter: Letter, unit_id: int | None) -> LetterReply | None:
    """Return a unit's last reply where a new one was asked for instead; None otherwise."""
    last = next((reply for reply in replies_to(session, letter) if reply.unit_id == unit_id), None)
    return last if last and last.ruling is ReplyRuling.REDO else None


def answer(session: Session, letter: Letter, *, actor: Actor, reply: Reply) -> LetterReply:
    """Reply to a served letter for one's own unit.

    Raises RuleBroken where the letter asks for no reply or the unit's reply is there already.
    """
    require(actor, Permission.LETTER_ANSWER, letter)
    return _take(session, letter, actor, reply, unit_id=actor.unit_id, scanned=False)


def file_for(session: Session, letter: Letter, *, actor: Actor, unit_id: int, reply: Reply) -> LetterReply:
    """File the scanned reply of a unit that answered on paper.

    Raises RuleBroken without a file, and as :func:`answer` does.
    """
    require(actor, Permission.LETTER_FILE_ANSWER, letter)
    if not reply.files:
        raise RuleBroken(_("Attach the scanned reply."), "files")
    return _take(session, letter, actor, reply, unit_id=unit_id, scanned=True)


def _take(
    session: Session, letter: Letter, actor: Actor, reply: Reply, *, unit_id: int | None, scanned: bool
) -> LetterReply:
    if not KINDS[letter.kind].answered:
        raise RuleBroken(_("This letter asks for no answer."))
    must_be(letter, LetterState.SERVED)
    unit = next((unit for unit in units_waited_for(session, letter) if unit.id == unit_id), None)
    if unit is None:
        raise RuleBroken(_("The reply of this unit is there already."))
    taken = LetterReply(
        letter_id=letter.id,
        unit=unit,
        at=clock.now(),
        author_id=actor.account_id,
        author_name=actor.name,
        scanned=scanned,
        replied_on=reply.replied_on or clock.today(),
        situation=reply.situation,
        result=reply.result,
        next_step=reply.next_step,
        done_by=reply.done_by,
        contact=reply.contact,
        files=[LetterReplyFile(attachment=attachment) for attachment in reply.files],
    )
    session.add(taken)
    session.flush()
    if not units_waited_for(session, letter):
        letter.state, letter.answered_at = LetterState.ANSWERED, clock.now()
    write_line(session, letter, "file-answer" if scanned else "answer", actor, f"{unit.name}：{reply.result}")
    tell(session, letter, [letter.drafted_by], actor, messages.answered(letter, unit.name, reply.result))
    return taken


def rule(
    session: Session,
    letter: Letter,
    reply: LetterReply,
    *,
    actor: Actor,
    accepted: bool,
    reason: str = "",
    again_by: date | None = None,
) -> None:
    """Accept a reply, or ask its unit for a new one with the reason; the letter is accepted when every reply is."""
    require(actor, Permission.LETTER_RULE, letter)
    must_be(letter, LetterState.SERVED, LetterState.ANSWERED)
    if reply.ruling is not None:
        raise TransitionNotAllowed(reply.ruling)
    if not accepted and not reason:
        raise RuleBroken(_("Say what is missing."), "reason")
    reply.ruling = ReplyRuling.ACCEPTED if accepted else ReplyRuling.REDO
    reply.ruled_at, reply.ruled_by_name = clock.now(), actor.name
    reply.reason, reply.again_by = reason, None if accepted else again_by
    session.flush()
    letter.state = _state(session, letter)
    write_line(session, letter, "accept" if accepted else "redo", actor, f"{reply.unit.name}　{reason}".strip())
    officers = with_role(session, Role.OFFICER, [reply.unit_id])
    tell(session, letter, officers, actor, messages.ruled(letter, reply))


def _state(session: Session, letter: Letter) -> LetterState:
    if units_waited_for(session, letter):
        return LetterState.SERVED
    standing = [reply for reply in replies_to(session, letter) if reply.ruling is not ReplyRuling.REDO]
    return LetterState.ACCEPTED if all(reply.ruling for reply in standing) else LetterState.ANSWERED
