"""What the page of a case says of its supervision: what was done when, what comes next, and who may do more."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.models import Case
from portal.cases.workflow import CLOCKS, Clock
from portal.permissions.actor import Actor
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.presentation.dates import date_text
from portal.supervision.ladder import LADDER
from portal.supervision.models import SupervisionStep
from portal.supervision.operations import is_late
from portal.supervision.step_replies import Exchange, exchanges
from portal.supervision.sweeps import waiting_days
from portal.vocabulary import ENDED, Rung
from portal.workdays import load_calendar


@dataclass(frozen=True)
class Panel:
    """The supervision of a case as one person sees it; empty addresses where there is nothing to do.

    ``asks`` is the sentence for an enterprise that may ask for supervision now, later, or has done so.
    """

    steps: Sequence[Exchange] = ()
    coming: str = ""
    asks: str = ""
    request_url: str = ""
    order_url: str = ""
    replies: bool = False
    rules: bool = False


def panel(session: Session, actor: Actor | None, case: Case) -> Panel:
    """Return what the actor may read and do about the supervision of a case."""
    if actor is None:
        return Panel()
    steps = steps_of(session, case)
    sees, asks = (permits(actor, each, case) for each in (Permission.SUPERVISION_VIEW, Permission.SUPERVISION_REQUEST))
    present = {step.rung: step for step in steps if _is_of_present_promise(step, case)}
    runs = CLOCKS[case.status] is Clock.RUNS
    orders = runs and Rung.ORDERED not in present and permits(actor, Permission.SUPERVISION_ORDER, case)
    requested = present.get(Rung.REQUESTED)
    return Panel(
        steps=exchanges(session, steps, load_calendar(session)) if sees and steps else (),
        coming=_coming(session, case, set(present)) if sees else "",
        asks=_asks(case, requested) if asks else "",
        request_url=_address("request", case) if asks and is_late(case) and not requested else "",
        order_url=_address("order", case) if orders else "",
        replies=permits(actor, Permission.SUPERVISION_REPLY, case),
        rules=permits(actor, Permission.SUPERVISION_RULE, case),
    )


def steps_of(session: Session, case: Case) -> Sequence[SupervisionStep]:
    """Return every step taken on a case, the earliest first."""
    statement = sa.select(SupervisionStep).where(SupervisionStep.case_id == case.id)
    return session.scalars(statement.order_by(SupervisionStep.id)).all()


def _is_of_present_promise(step: SupervisionStep, case: Case) -> bool:
    return (step.clock_started_at, step.promised_days) == (case.clock_started_at, case.limit_days + case.extended_days)


def _address(act: str, case: Case) -> str:
    return url_for(f"supervision.{act}", reference=case.reference)


def _asks(case: Case, requested: SupervisionStep | None) -> str:
    if requested:
        return _("Supervision requested on %(day)s; the supervisors have been told.", day=date_text(requested.taken_at))
    if case.status in ENDED or is_late(case):
        return ""
    return _("If the case is not resolved by the promised date, you can request supervision.")


def _coming(session: Session, case: Case, taken: set[Rung]) -> str:
    """Say what comes next and when, or why nothing does."""
    if case.status in ENDED:
        return "" if taken else _("Ended without supervision.")
    if CLOCKS[case.status] is not Clock.RUNS or case.due_on is None:
        return _("The clock stands while the case waits for the enterprise; no step is taken meanwhile.")
    left = [step for step in LADDER if step.rung not in taken]
    if not left:
        return _("Every step of the ladder has been taken.")
    waiting = waiting_days(case, clock.today())
    day = left[0].due_on(case.due_on, load_calendar(session), waiting)
    return str(left[0].coming) % {"day": date_text(day)}
