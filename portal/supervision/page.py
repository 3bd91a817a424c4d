"""What the page of a case says of its supervision: what was done when, what comes next, and who may do more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.audit.queries import Looker, lookers
from portal.cases.models import Case
from portal.cases.workflow import CLOCKS, Clock
from portal.permissions.actor import Actor
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.presentation.dates import date_text
from portal.supervision.models import SupervisionStep
from portal.supervision.operations import is_late
from portal.supervision.promises import done_by, is_of_present_promise, promise_of
from portal.supervision.reasons import Reason, reasons
from portal.supervision.step_replies import Exchange, exchanges
from portal.supervision.wording import words_of
from portal.vocabulary import ENDED, Rung
from portal.workdays import WorkCalendar, load_calendar


@dataclass(frozen=True)
class Panel:
    """The supervision of a case as one person sees it; empty addresses where there is nothing to do.

    ``ladder`` says of each rung why it was or was not taken for the present promise, ``coming`` what comes next;
    ``earlier`` are the ids of steps of a promise before. ``asks`` is the sentence for an enterprise that may ask for
    supervision now, later, or has done so. ``lookers`` have looked at a confidential case.
    """

    steps: Sequence[Exchange] = ()
    earlier: frozenset[int] = frozenset()
    ladder: Sequence[tuple[Rung, str]] = ()
    coming: str = ""
    asks: str = ""
    request_url: str = ""
    order_url: str = ""
    replies: bool = False
    rules: bool = False
    lookers: Sequence[Looker] = ()


def panel(session: Session, actor: Actor | None, case: Case) -> Panel:
    """Return what the actor may read and do about the supervision of a case."""
    if actor is None:
        return Panel()
    steps, calendar = steps_of(session, case), load_calendar(session)
    sees, asks = (permits(actor, each, case) for each in (Permission.SUPERVISION_VIEW, Permission.SUPERVISION_REQUEST))
    present = {step.rung: step for step in steps if is_of_present_promise(step, case)}
    runs = CLOCKS[case.status] is Clock.RUNS
    orders = runs and Rung.ORDERED not in present and permits(actor, Permission.SUPERVISION_ORDER, case)
    requested = present.get(Rung.REQUESTED)
    why = _reasons(case, present, calendar) if sees else []
    return Panel(
        steps=exchanges(session, steps, calendar) if sees and steps else (),
        earlier=frozenset(step.id for step in steps if not is_of_present_promise(step, case)),
        ladder=[(reason.step.rung, words_of(reason)) for reason in why],
        coming=_coming(case, why),
        asks=_asks(case, requested) if asks else "",
        request_url=_address("request", case) if asks and is_late(case) and not requested else "",
        order_url=_address("order", case) if orders else "",
        replies=permits(actor, Permission.SUPERVISION_REPLY, case),
        rules=permits(actor, Permission.SUPERVISION_RULE, case),
        lookers=lookers(session, f"case:{case.reference}") if sees and case.confidential else (),
    )


def steps_of(session: Session, case: Case) -> Sequence[SupervisionStep]:
    """Return every step taken on a case, the earliest first."""
    statement = sa.select(SupervisionStep).where(SupervisionStep.case_id == case.id)
    return session.scalars(statement.order_by(SupervisionStep.id)).all()


def _address(act: str, case: Case) -> str:
    return url_for(f"supervision.{act}", reference=case.reference)


def _asks(case: Case, requested: SupervisionStep | None) -> str:
    if requested:
        return _("Supervision requested on %(day)s; the supervisors have been told.", day=date_text(requested.taken_at))
    if case.status in ENDED or is_late(case):
        return ""
    return _("If the case is not resolved by the promised date, you can request supervision.")


def _reasons(case: Case, present: Mapping[Rung, SupervisionStep], calendar: WorkCalendar) -> list[Reason]:
    today = clock.today()
    return reasons(promise_of(case, today), done_by(present.values()), calendar, today)


def _coming(case: Case, why: Sequence[Reason]) -> str:
    """Say what comes next and when, or why nothing does."""
    left = [reason for reason in why if not reason.taken]
    if case.status in ENDED:
        return _("Ended without supervision.") if why and len(left) == len(why) else ""
    if not left:
        return _("Every step of the ladder has been taken.") if why else ""
    return words_of(left[0])
