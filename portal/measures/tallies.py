"""What is searched for, counted by question and day without a trace of who asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from knowledge.analysis import normalise
from portal.measures.models import SearchTally

LONGEST = 40
"""Characters of a question that is counted; a longer one tells a story, which may be somebody's."""
MOST_A_DAY = 5_000
KEPT = timedelta(days=90)
LISTED = 100
PERIODS = (7, 30, 90)
# Telephone, identity and account numbers, and mail addresses.
PERSONAL = re.compile(r"[\w.+-]+@[\w.-]+|\+?\d[\dx -]{5,}")


@dataclass(frozen=True)
class Asked:
    """A question over a time: how often it was asked, what it found last, and the last day."""

    question: str
    searches: int
    found: int
    last_on: date


def countable(question: str) -> str:
    """Return a question as it is counted; empty for one that is not."""
    plain = " ".join(normalise(question).split())
    return PERSONAL.sub("*", plain) if len(plain) <= LONGEST else ""


def count_search(session: Session, *, question: str, found: int, on: date) -> None:
    """Count a search; a day takes so many questions and no more, whoever floods the page."""
    key = countable(question)
    if not key:
        return
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    row = insert(SearchTally).values(day=on, question=key, searches=1, found=found, opened=0)
    raised = {"searches": SearchTally.searches + 1, "found": found}
    statement = row.on_conflict_do_update(index_elements=["day", "question"], set_=raised)
    full = sa.select(sa.func.count(SearchTally.id)).where(SearchTally.day == on)
    if (session.scalar(full) or 0) < MOST_A_DAY:
        _count(session, statement)


def count_opened(session: Session, *, question: str, on: date) -> None:
    """Count that a hit of a question of this day was opened; a question nobody asked today is passed over."""
    key = countable(question)
    if key:
        asked = sa.update(SearchTally).where(SearchTally.day == on, SearchTally.question == key)
        _count(session, asked.values(opened=SearchTally.opened + 1))


def _count(session: Session, statement: sa.UpdateBase) -> None:
    """Write if that is possible now: a reader gets the page all the same when another writer was faster."""
    try:
        with session.begin_nested():
            session.execute(statement, execution_options={"synchronize_session": False})
    except OperationalError:
        return


def period(wanted: int | None) -> int:
    """Return the days over which questions are counted: those wanted where they are offered, else 30."""
    return wanted if wanted in PERIODS else PERIODS[1]


def without_hit(session: Session, since: date) -> Sequence[Asked]:
    """Return what was asked since a day and found nothing when last asked, the most frequent first."""
    return [asked for asked in _asked(session, since, sa.true()) if not asked.found][:LISTED]


def without_click(session: Session, since: date) -> Sequence[Asked]:
    """Return what was asked since a day and found something that nobody opened, the most frequent first."""
    unopened = sa.func.sum(SearchTally.opened) == 0
    return [asked for asked in _asked(session, since, unopened) if asked.found][:LISTED]


def _asked(session: Session, since: date, having: sa.ColumnElement[bool]) -> list[Asked]:
    times, last = sa.func.sum(SearchTally.searches), sa.func.max(SearchTally.day)
    grouped = (
        sa.select(SearchTally.question, times.label("times"), last.label("last"))
        .where(SearchTally.day >= since)
        .group_by(SearchTally.question)
        .having(having)
        .subquery()
    )
    same = sa.and_(SearchTally.question == grouped.c.question, SearchTally.day == grouped.c.last)
    statement = (
        sa.select(grouped.c.question, grouped.c.times, SearchTally.found, SearchTally.day)
        .join(SearchTally, same)
        .order_by(grouped.c.times.desc(), grouped.c.question)
    )
    return [Asked(*row) for row in session.execute(statement)]


def forget(session: Session, *, today: date) -> None:
    """Delete what is older than ninety days."""
    session.execute(sa.delete(SearchTally).where(SearchTally.day < today - KEPT))
