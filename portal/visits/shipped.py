"""The checklists that the portal comes with, read from ``checklists.toml`` into their tables once."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.visits.checklist_models import Checklist, ChecklistEdition, Question
from portal.vocabulary import AnswerKind, CheckSection, RiskGrade, VisitKind

SOURCE = Path(__file__).with_name("checklists.toml")
PUBLISHER = "系统"


def load_checklists(session: Session, source: Path = SOURCE) -> int:
    """Add the checklists of the file that are not there yet, published, and return how many are new.

    May be run again at any time: a checklist that is there, by its name, is the office's and stays as it is.
    """
    known = set(session.scalars(sa.select(Checklist.name)))
    rows = [one for one in tomllib.loads(source.read_text(encoding="utf-8"))["checklists"] if one["name"] not in known]
    for row in rows:
        questions = [_question(place, facts) for place, facts in enumerate(row["questions"], start=1)]
        checklist = Checklist(name=row["name"], kind=VisitKind(row["kind"]))
        edition = {"number": 1, "published_at": clock.now(), "published_by": PUBLISHER}
        session.add(ChecklistEdition(checklist=checklist, questions=questions, **edition))
    session.flush()
    return len(rows)


def _question(position: int, facts: Sequence[Any]) -> Question:
    section, kind, text, guidance, choices, risky, grade, advice = facts
    return Question(
        position=position,
        section=CheckSection(section),
        kind=AnswerKind(kind),
        text=text,
        guidance=guidance,
        choices=choices,
        risky=risky,
        grade=RiskGrade(grade),
        advice=advice,
    )
