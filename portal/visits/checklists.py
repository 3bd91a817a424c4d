"""Keeping checklists: each change goes into a draft edition, which is published as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.audit.operations import record
from portal.errors import NotFound, RuleBroken
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.visits.checklist_models import Checklist, ChecklistEdition, Question
from portal.visits.grading import offered
from portal.vocabulary import AnswerKind, CheckSection, RiskGrade, VisitKind

COPIED = ("section", "position", "text", "guidance", "kind", "choices", "risky", "grade", "advice")


@dataclass(frozen=True)
class Wording:
    """Everything that a form can change in a question."""

    section: CheckSection
    text: str
    kind: AnswerKind
    guidance: str = ""
    choices: tuple[str, ...] = ()
    risky: tuple[str, ...] = ()
    grade: RiskGrade = RiskGrade.GENERAL
    advice: str = ""


def all_of(session: Session, kind: VisitKind | None = None) -> Sequence[Checklist]:
    """Return the checklists in use, of one kind where it is given, in the order in which they were made."""
    statement = sa.select(Checklist).where(~Checklist.retired).order_by(Checklist.id)
    return session.scalars(statement.where(Checklist.kind == kind) if kind else statement).all()


def by_id(session: Session, checklist_id: int) -> Checklist:
    """Return a checklist; raise NotFound where there is none."""
    found = session.get(Checklist, checklist_id)
    if found is None:
        raise NotFound
    return found


def current_edition(session: Session, checklist: Checklist | None) -> ChecklistEdition | None:
    """Return what a checklist asks today; None before it has been published."""
    if checklist is None:
        return None
    return session.scalars(_editions(checklist).where(ChecklistEdition.published_at.is_not(None))).first()


def editions(session: Session, checklist: Checklist) -> Sequence[ChecklistEdition]:
    """Return every edition, the newest first."""
    return session.scalars(_editions(checklist)).all()


def _editions(checklist: Checklist) -> sa.Select[ChecklistEdition]:
    statement = sa.select(ChecklistEdition).where(ChecklistEdition.checklist_id == checklist.id)
    return statement.order_by(ChecklistEdition.number.desc())


def draft_of(session: Session, checklist: Checklist) -> ChecklistEdition | None:
    """Return the edition that is being edited; None where nothing has been changed since the last one."""
    newest = session.scalars(_editions(checklist)).first()
    return newest if newest is not None and newest.published_at is None else None


def begin(session: Session, *, actor: Actor, name: str, kind: VisitKind) -> Checklist:
    """Add an empty checklist; raise RuleBroken at ``name`` for one that is taken."""
    require(actor, Permission.CHECKLIST_MANAGE)
    if session.scalars(sa.select(Checklist.id).where(Checklist.name == name)).first():
        raise RuleBroken(_("There is a checklist with this name already."), "name")
    checklist = Checklist(name=name, kind=kind)
    session.add(checklist)
    session.flush()
    session.add(ChecklistEdition(checklist=checklist, number=1))
    record(session, actor, "checklist:begin", subject(checklist))
    return checklist


def save_question(
    session: Session, checklist: Checklist, *, actor: Actor, wording: Wording, position: int | None = None
) -> Question:
    """Change the question at ``position`` (from 1) of the draft, or add one at the end.

    Raises RuleBroken at ``choices`` for fewer than two, at ``risky`` for an answer that the question does not have.
    """
    _check(wording)
    draft = _open_draft(session, checklist, actor)
    if position is None:
        question = Question(position=len(draft.questions) + 1)
        draft.questions.append(question)
    else:
        question = question_at(draft, position)
    for name in COPIED:
        if name != "position":
            value = getattr(wording, name)
            setattr(question, name, list(value) if isinstance(value, tuple) else value)
    return question


def question_at(edition: ChecklistEdition, position: int) -> Question:
    """Return a question by its number; raise NotFound where there is none."""
    found = next((one for one in edition.questions if one.position == position), None)
    if found is None:
        raise NotFound
    return found


def _check(wording: Wording) -> None:
    if wording.kind is AnswerKind.CHOICE and len(set(wording.choices)) < 2:  # noqa: PLR2004  a choice is between two
        raise RuleBroken(_("Give at least two different answers, one a line."), "choices")
    strange = set(wording.risky) - set(offered(wording.kind, wording.choices))
    if strange:
        raise RuleBroken(_("No such answer: %(answers)s", answers="、".join(sorted(strange))), "risky")


def move_question(session: Session, checklist: Checklist, *, actor: Actor, position: int, by: int) -> None:
    """Move a question of the draft up (-1) or down (+1); at the end of the list nothing happens."""
    draft = _open_draft(session, checklist, actor)
    moved = question_at(draft, position)
    other = next((one for one in draft.questions if one.position == position + by), None)
    if other is not None:
        moved.position, other.position = other.position, moved.position


def remove_question(session: Session, checklist: Checklist, *, actor: Actor, position: int) -> None:
    """Take a question out of the draft; visits that answered it keep it."""
    draft = _open_draft(session, checklist, actor)
    draft.questions.remove(question_at(draft, position))
    for place, question in enumerate(sorted(draft.questions, key=lambda one: one.position), start=1):
        question.position = place


def publish(session: Session, checklist: Checklist, *, actor: Actor) -> ChecklistEdition:
    """Ask by the draft from now on; raise RuleBroken where there is none or it is empty."""
    require(actor, Permission.CHECKLIST_MANAGE)
    draft = draft_of(session, checklist)
    if draft is None or not draft.questions:
        raise RuleBroken(_("There is nothing to publish: nothing has been changed, or there is no question."))
    draft.published_at, draft.published_by = clock.now(), actor.name
    record(session, actor, "checklist:publish", subject(checklist), edition=draft.number)
    return draft


def retire(session: Session, checklist: Checklist, *, actor: Actor) -> None:
    """Offer a checklist no more; visits made with it keep it."""
    require(actor, Permission.CHECKLIST_MANAGE)
    checklist.retired = True
    record(session, actor, "checklist:retire", subject(checklist))


def subject(checklist: Checklist) -> str:
    """Return how the audit trail names a checklist."""
    return f"checklist:{checklist.id}"


def _open_draft(session: Session, checklist: Checklist, actor: Actor) -> ChecklistEdition:
    """Return the draft; where there is none yet, a copy of the current edition."""
    require(actor, Permission.CHECKLIST_MANAGE)
    draft = draft_of(session, checklist)
    if draft is not None:
        return draft
    last = current_edition(session, checklist)
    copies = [Question(**{name: getattr(one, name) for name in COPIED}) for one in (last.questions if last else ())]
    draft = ChecklistEdition(checklist=checklist, number=(last.number if last else 0) + 1, questions=copies)
    session.add(draft)
    session.flush()
    return draft
