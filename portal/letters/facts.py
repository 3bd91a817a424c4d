"""What a letter may say, read from the case, the conference or the visit that it is drafted from."""

import re
from datetime import date

import sqlalchemy as sa
from flask_babel import force_locale
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.cases.limits.timing import deadline_of
from portal.cases.models import Case, CaseEvent, Citation
from portal.cases.workflow import Action
from portal.letters.grounds import Grounds
from portal.letters.kinds import Source
from portal.letters.wording.checkups import Checkup, Risk
from portal.letters.wording.matter import Matter
from portal.letters.wording.meetings import Meeting
from portal.settings import current_settings
from portal.visits.models import Finding, Visit
from portal.vocabulary import RiskGrade
from portal.workdays import load_calendar

CHINESE = "zh_Hans_CN"
GRAVITY = {grade: place for place, grade in enumerate(RiskGrade)}


def names(text: str) -> tuple[str, ...]:
    """Return the names of a list typed with 、 or ， between, its final colon or stop dropped."""
    return tuple(name.strip() for name in re.split(r"[、，,；;\n]", text.strip("：:。")) if name.strip())


def reply_day(session: Session, grounds: Grounds) -> date:
    """Return by when an answer is asked: the working days of the settings, yet not later than the enterprise's date."""
    today, due_on = clock.today(), grounds.case.due_on if grounds.case else None
    usual = load_calendar(session).add(today, current_settings().letter_reply_days)
    return min(usual, due_on) if due_on and due_on > today else usual


def facts_of(
    session: Session, grounds: Grounds, source: Source, *, reply_by: date | None = None, asked: str = ""
) -> Matter | Meeting | Checkup:
    """Return the facts of which a letter's words are made, every label in Chinese whoever reads the screen."""
    with force_locale(CHINESE):
        if source is Source.VISIT:
            assert grounds.visit is not None  # noqa: S101  the kind has found the cause
            return _checkup(grounds.visit)
        assert grounds.case is not None  # noqa: S101  the kind has found the cause
        matter = _matter(session, grounds.case, reply_by, asked)
        return _meeting(session, grounds, matter) if source is Source.CONFERENCE else matter


def _matter(session: Session, case: Case, reply_by: date | None, asked: str) -> Matter:
    found = citations_of(session, case)
    return Matter(
        reference=case.reference,
        title=case.title,
        description=case.description,
        enterprise=case.enterprise.name,
        submitted_on=clock.local_date(case.submitted_at),
        limit_days=case.limit_days,
        due_on=case.due_on,
        days_late=deadline_of(case, load_calendar(session), clock.today()).days_late,
        outcome=case.outcome,
        citations=tuple(dict.fromkeys(cited(citation) for citation in found)),
        wish=case.wish,
        handled_by=case.handling_unit.name if case.handling_unit else "",
        handler=case.handler.name if case.handler else "",
        asked=asked or (case.open_tasks[-1].what if case.open_tasks else ""),
        reply_by=reply_by,
        ended_on=clock.local_date(case.ended_at) if case.ended_at else None,
        advice=case.outcome or _last_answer(session, case),
        provisions=tuple(
            dict.fromkeys(f"{cited(each)}：“{''.join(each.quotation.split())}”" for each in found if each.quotation)
        ),
    )


def citations_of(session: Session, case: Case) -> list[Citation]:
    """Return the measures cited in a case, in the order in which they were."""
    statement = (
        sa.select(Citation)
        .join(CaseEvent, CaseEvent.id == Citation.event_id)
        .where(CaseEvent.case_id == case.id, CaseEvent.public)
        .order_by(Citation.id)
    )
    return list(session.scalars(statement))


def cited(citation: Citation) -> str:
    """Return a measure as a letter cites it: title, number, point."""
    number = f"（{citation.document_number}）" if citation.document_number else ""
    return f"{citation.printed_title}{number}{citation.point}"


def _last_answer(session: Session, case: Case) -> str:
    statement = (
        sa.select(CaseEvent.text)
        .where(CaseEvent.case_id == case.id, CaseEvent.action == Action.ANSWER, CaseEvent.public)
        .order_by(CaseEvent.id.desc())
        .limit(1)
    )
    return session.scalars(statement).first() or ""


def _meeting(session: Session, grounds: Grounds, matter: Matter) -> Meeting:
    conference = grounds.conference
    assert conference is not None  # noqa: S101  the kind has found the cause
    caller = session.get(Account, conference.called_by_id) if conference.called_by_id else None
    tasks = conference.consequences.get("tasks") or ()
    return Meeting(
        matter=matter.name,
        title=f"{matter.enterprise}{matter.title}",
        on=conference.on,
        place=conference.place,
        host=caller.unit.name if caller and caller.unit else conference.called_by_name,
        agenda=conference.agenda,
        minutes=conference.minutes,
        decisions=conference.decisions,
        tasks=tuple((task["unit"], task["what"], _day(task.get("due_on"))) for task in tasks),
        present=tuple(each.unit.name for each in conference.participants if each.attended),
        absent=tuple(each.unit.name for each in conference.participants if not each.attended),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _checkup(visit: Visit) -> Checkup:
    found = sorted(visit.findings, key=lambda finding: (not finding.is_grave, -GRAVITY[finding.grade], finding.id))
    return Checkup(
        enterprise=visit.enterprise.name,
        on=visit.on,
        visitor=visit.visitor_name,
        companions=visit.companions,
        received_by=visit.received_by,
        questions=len(visit.answers),
        risks=tuple(_risk(finding) for finding in found),
        remarks=visit.remarks,
    )


def _risk(finding: Finding) -> Risk:
    copy = finding.cited
    number = f"（{copy['number']}）" if copy.get("number") else ""
    ground = f"《{copy['title'].strip('《》')}》{number}{copy.get('point', '')}" if copy.get("title") else ""
    return Risk(
        section=str(finding.section.label) if finding.section else "经营",
        grade=f"{str(finding.grade.label).removesuffix('风险')}风险",
        grave=finding.is_grave,
        text=finding.text,
        advice=finding.advice,
        ground=ground,
        follow_up_on=finding.follow_up_on,
        overdue=finding.follow_up_on is not None and finding.follow_up_on < clock.today(),
    )
