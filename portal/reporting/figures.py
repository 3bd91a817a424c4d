"""What the portal publishes about itself. Each figure says how it is counted, and is counted from the cases."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.models import Case, Rating
from portal.vocabulary import GOOD, CaseStatus, RatingLevel

WINDOW_DAYS = 30


@dataclass(frozen=True)
class Figure:
    """A figure: ``share`` is of one, None where nothing has been counted yet; ``definition`` says what counts."""

    name: str
    count: int
    of: int | None
    definition: str

    @property
    def share(self) -> float | None:
        """The part that counts, of one; None without anything to count."""
        return self.count / self.of if self.of else None


def public_figures(session: Session, today: date) -> list[Figure]:
    """Return the figures of the 30 local days before today: submissions, answers in time, confirmations, ratings."""
    since = clock.local_instant(today - timedelta(days=WINDOW_DAYS))
    until = clock.local_instant(today)
    submitted = _count(session, Case.submitted_at >= since, Case.submitted_at < until)
    due = (
        Case.due_on >= today - timedelta(days=WINDOW_DAYS),
        Case.due_on < today,
        Case.status.not_in({CaseStatus.WITHDRAWN, CaseStatus.DECLINED}),
    )
    in_time = _count(session, *due, _proposed_on(session) <= Case.due_on)
    closed = (Case.status == CaseStatus.CLOSED, Case.ended_at >= since, Case.ended_at < until)
    return [
        Figure(_("Cases submitted"), submitted, None, _("Submitted in the 30 days before today.")),
        Figure(
            _("Answered in time"),
            in_time,
            _count(session, *due),
            _("Of the cases promised for these 30 days, those with an outcome proposed by the promised date."),
        ),
        Figure(
            _("Confirmed by the enterprise"),
            _count(session, *closed, Case.confirmed_by_silence.is_(False)),
            _count(session, *closed),
            _("Of the cases closed in these 30 days, those that the enterprise confirmed; silence does not count."),
        ),
        Figure(
            _("Satisfied enterprises"),
            _count(session, *closed, _last_level().in_(GOOD)),
            _count(session, *closed, _last_level().is_not(None)),
            _("Of the cases closed in these 30 days and rated, those last rated satisfied or better; unrated is not."),
        ),
    ]


def _count(session: Session, *conditions: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(Case).where(*conditions)) or 0


def _last_level() -> sa.ScalarSelect[RatingLevel]:
    """Return how a case was rated last: after a rectification the new rating counts."""
    statement = sa.select(Rating.level).where(Rating.case_id == Case.id).order_by(Rating.id.desc()).limit(1)
    return statement.correlate(Case).scalar_subquery()


def _proposed_on(session: Session) -> sa.ColumnElement[date]:
    """Return the local date of the proposed outcome, as each database reckons it."""
    if session.get_bind().dialect.name == "sqlite":
        return sa.type_coerce(sa.func.date(Case.proposed_at, "+8 hours"), sa.Date)
    return sa.cast(sa.func.timezone("Asia/Shanghai", Case.proposed_at), sa.Date)
