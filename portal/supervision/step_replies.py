"""Each step of supervision has its own clock, reply and ruling. What a letter asks is answered to the letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.audit.operations import record
from portal.cases.models import Case
from portal.cases.moves import tell
from portal.errors import NotFound, RuleBroken, TransitionNotAllowed
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.supervision import messages
from portal.supervision.ladder import REPLY_WITHIN
from portal.supervision.models import SupervisionStep
from portal.supervision.people import Office
from portal.supervision.reply_models import StepReply
from portal.vocabulary import ENDED, ReplyRuling
from portal.workdays import WorkCalendar


@dataclass(frozen=True)
class Exchange:
    """A step with its replies, the earliest first; ``due_on`` is empty where none is asked for.

    ``waits`` says that a reply is asked for now, first or again.
    """

    step: SupervisionStep
    replies: Sequence[StepReply]
    due_on: date | None
    waits: bool

    @property
    def late(self) -> bool:
        """Whether the first reply came after its day, or has not come by the end of it."""
        if self.due_on is None or not (self.replies or self.waits):
            return False
        return (clock.local_date(self.replies[0].at) if self.replies else clock.today()) > self.due_on

    @property
    def to_rule(self) -> StepReply | None:
        """The reply that nobody has ruled on yet."""
        return next((reply for reply in self.replies if reply.ruling is None), None)


def exchanges(session: Session, steps: Sequence[SupervisionStep], calendar: WorkCalendar) -> list[Exchange]:
    """Return the steps with what was replied to them, asking the database once."""
    statement = sa.select(StepReply).where(StepReply.step_id.in_([step.id for step in steps])).order_by(StepReply.id)
    replies = session.scalars(statement).all()
    return [_exchange(step, [each for each in replies if each.step_id == step.id], calendar) for step in steps]


def _exchange(step: SupervisionStep, replies: list[StepReply], calendar: WorkCalendar) -> Exchange:
    within = None if step.caught_up or step.letter_id else REPLY_WITHIN.get(step.rung)
    due_on = None if within is None else calendar.add(clock.local_date(step.taken_at), within)
    answered = bool(replies) and replies[-1].ruling is not ReplyRuling.REDO
    return Exchange(step, replies, due_on, waits=due_on is not None and not answered and step.case.status not in ENDED)


def step_of(session: Session, case: Case, step_id: int) -> SupervisionStep:
    """Return a step of this case; raise NotFound for any other."""
    step = session.get(SupervisionStep, step_id)
    if step is None or step.case_id != case.id:
        raise NotFound
    return step


def reply_of(session: Session, case: Case, reply_id: int) -> StepReply:
    """Return a reply to a step of this case; raise NotFound for any other."""
    reply = session.get(StepReply, reply_id)
    if reply is None or reply.step.case_id != case.id:
        raise NotFound
    return reply


def reply(
    session: Session,
    step: SupervisionStep,
    calendar: WorkCalendar,
    *,
    actor: Actor,
    text: str,
    done_by: date | None = None,
) -> StepReply:
    """Reply to a step for the handling unit; the supervisors are told.

    Raises RuleBroken where the step asks for no reply, or one is there that was not sent back.
    """
    require(actor, Permission.SUPERVISION_REPLY, step.case)
    if not exchanges(session, [step], calendar)[0].waits:
        raise RuleBroken(_("This step waits for no reply."))
    written = StepReply(
        step=step, at=clock.now(), author_id=actor.account_id, author_name=actor.name, text=text, done_by=done_by
    )
    session.add(written)
    session.flush()
    record(session, actor, "supervision:reply", f"case:{step.case.reference}", rung=step.rung)
    words = messages.replied(step.case, step.rung, text)
    tell(session, step.case, Office(session).supervisors, actor, words)
    return written


def rule(session: Session, written: StepReply, *, actor: Actor, accepted: bool, reason: str = "") -> None:
    """Accept a reply, or send it back with the reason; its author is told."""
    require(actor, Permission.SUPERVISION_RULE, written.step.case)
    if written.ruling is not None:
        raise TransitionNotAllowed(written.ruling)
    if not accepted and not reason:
        raise RuleBroken(_("Say what is missing."), "reason")
    written.ruling = ReplyRuling.ACCEPTED if accepted else ReplyRuling.REDO
    written.ruled_at, written.ruled_by_name, written.reason = clock.now(), actor.name, reason
    case, rung = written.step.case, written.step.rung
    record(session, actor, "supervision:rule", f"case:{case.reference}", rung=rung, ruling=written.ruling)
    author = session.get(Account, written.author_id) if written.author_id else None
    people = [author] if author and author.is_active else Office(session).unit(case)
    tell(session, case, people, actor, messages.ruled(case, rung, reason, accepted=accepted))
    session.flush()
