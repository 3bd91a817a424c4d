"""Supervision by hand: what an enterprise asks for once its promise has passed, and what the office orders at once."""

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.audit.operations import record
from portal.cases.models import Case
from portal.cases.moves import tell
from portal.cases.workflow import CLOCKS, Clock
from portal.errors import RuleBroken
from portal.permissions.actor import SYSTEM, Actor
from portal.permissions.checks import permits, require
from portal.permissions.permission import Permission
from portal.supervision import messages
from portal.supervision.letter import letter_for
from portal.supervision.models import SupervisionStep
from portal.supervision.people import Office
from portal.vocabulary import Rung, SupervisionWay


def is_late(case: Case) -> bool:
    """Tell whether the clock of a case runs and its promised date has passed."""
    return CLOCKS[case.status] is Clock.RUNS and case.due_on is not None and case.due_on < clock.today()


def request(session: Session, case: Case, *, actor: Actor, words: str = "") -> SupervisionStep:
    """Ask for supervision (请求督办); the supervisors are told.

    Raises RuleBroken while the promise runs, and where it has been asked for since the promise began.
    """
    require(actor, Permission.SUPERVISION_REQUEST, case)
    if not is_late(case):
        raise RuleBroken(_("Supervision can be requested once the promised date has passed without an outcome."))
    step = _write(session, case, Rung.REQUESTED, actor, words)
    people = Office(session).supervisors
    _tell(session, step, people, actor, messages.requested(case, words))
    return step


def order(session: Session, case: Case, *, actor: Actor, way: SupervisionWay, words: str) -> SupervisionStep:
    """Order supervision at once, late or not: by a letter to be signed, or by telling the handling unit.

    A supervisor drafts the letter; for a leader, who may sign it, it is drafted for a supervisor. Raises RuleBroken
    where the clock stands, where supervision has been ordered since the promise began, and where no letter is possible.
    """
    require(actor, Permission.SUPERVISION_ORDER, case)
    if CLOCKS[case.status] is not Clock.RUNS:
        raise RuleBroken(_("Supervision is not possible now: the case is “%(status)s”.", status=case.status.label))
    office = Office(session)
    step = _write(session, case, Rung.ORDERED, actor, words)
    if way is SupervisionWay.TELL:
        _tell(session, step, office.unit(case), actor, messages.ordered(case, words))
        return step
    own = session.get(Account, actor.account_id) if permits(actor, Permission.SUPERVISION_DRAFT, case) else None
    drafter = own if own and own.unit and own.unit.code else None
    letter, why_not = letter_for(session, case, office, actor=actor if drafter else SYSTEM, drafter=drafter)
    if letter is None:
        raise RuleBroken(why_not, "way")
    step.letter = letter
    _tell(session, step, [letter.drafted_by], actor, messages.letter_ordered(case, words))
    return step


def _write(session: Session, case: Case, rung: Rung, actor: Actor, words: str) -> SupervisionStep:
    """Note the step and the act; raise RuleBroken where the promise has had it."""
    step = SupervisionStep(
        case=case,
        clock_started_at=case.clock_started_at,
        promised_days=case.limit_days + case.extended_days,
        rung=rung,
        due_on=clock.today(),
        taken_at=clock.now(),
        note=words,
        actor_id=actor.account_id,
        actor_name=actor.name,
        told=[],
    )
    try:
        with session.begin_nested():
            session.add(step)
    except IntegrityError:
        raise RuleBroken(_("This has been done already; the page of the case says when and by whom.")) from None
    record(session, actor, f"supervision:{rung}", f"case:{case.reference}")
    return step


def _tell(
    session: Session, step: SupervisionStep, people: list[Account], actor: Actor, words: messages.Message
) -> None:
    step.told = [person.name for person in {person.id: person for person in people}.values()]
    tell(session, step.case, people, actor, words)
    session.flush()
