"""What was urged and has not been answered (已催未复): steps that wait for their unit, and letters past their day."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.cases.models import Case
from portal.letters.models import Letter
from portal.letters.reply_models import LetterReply
from portal.supervision.conditions import Condition
from portal.supervision.ladder import REPLY_WITHIN
from portal.supervision.models import SupervisionStep
from portal.supervision.reply_models import StepReply
from portal.supervision.step_replies import Exchange, exchanges
from portal.vocabulary import OPEN, LetterKind, LetterState, ReplyRuling
from portal.workdays import WorkCalendar


def _waits() -> Condition:
    """Return the condition that a step waits for a reply, first or again; the twin of ``Exchange.waits``."""
    stands = StepReply.ruling.is_distinct_from(ReplyRuling.REDO)
    return sa.and_(
        SupervisionStep.rung.in_(REPLY_WITHIN),
        sa.not_(SupervisionStep.caught_up),
        SupervisionStep.letter_id.is_(None),
        SupervisionStep.case.has(sa.and_(Case.status.in_(OPEN), ~Case.confidential)),
        sa.not_(sa.exists().where(StepReply.step_id == SupervisionStep.id, stands)),
    )


def count_steps(session: Session) -> int:
    """Return how many steps wait for a reply."""
    return session.scalar(sa.select(sa.func.count()).select_from(SupervisionStep).where(_waits())) or 0


def steps(session: Session, calendar: WorkCalendar, *, offset: int = 0, limit: int | None = None) -> list[Exchange]:
    """Return the steps that wait for a reply with what has been replied, those taken first before the others."""
    statement = sa.select(SupervisionStep).where(_waits()).order_by(SupervisionStep.taken_at, SupervisionStep.id)
    return exchanges(session, session.scalars(statement.offset(offset).limit(limit)).unique().all(), calendar)


def letters(session: Session, today: date) -> Sequence[Letter]:
    """Return the supervision letters whose answer was due before today, the longest overdue first.

    A letter that was sent back to its unit is due by the day that was named then.
    """
    again = sa.select(sa.func.max(LetterReply.again_by)).where(LetterReply.letter_id == Letter.id)
    due_by = sa.func.coalesce(again.scalar_subquery(), Letter.reply_by)
    statement = sa.select(Letter).where(
        Letter.kind == LetterKind.SUPERVISION, Letter.state == LetterState.SERVED, due_by < today
    )
    return session.scalars(statement.order_by(due_by, Letter.id)).unique().all()
