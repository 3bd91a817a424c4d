"""The published answers of the demonstration: some that everybody finds, one that waits for its second lawyer."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.answers import operations
from portal.cases.closing import publishing
from portal.cases.models import Case, CaseEvent
from portal.cases.workflow import Action
from portal.demo.county import County
from portal.pairing.actors import actor_for
from portal.vocabulary import CaseKind, CaseStatus, Role

PUBLISHED = 3


def publish_some(session: Session, county: County, cases: Sequence[Case]) -> None:
    """Publish some answers of closed legal questions; another lawyer's waits for the one who can sign in."""
    closed = [case for case in cases if case.kind is CaseKind.LEGAL_QUESTION and case.status is CaseStatus.CLOSED]
    waiting = next(case for case in closed if case.handler is not county.people["lvshi"])
    for case in [case for case in closed if case is not waiting][:PUBLISHED]:
        _publish(session, county, case, approved=True)
    _publish(session, county, waiting, approved=False)


def _publish(session: Session, county: County, case: Case, *, approved: bool) -> None:
    author = case.handler
    answered = sa.select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.action == Action.ANSWER)
    event = session.scalars(answered.order_by(CaseEvent.id)).first()
    if author is None or event is None:
        return
    origin = publishing.origin_of(session, case, event)
    row = operations.submit(
        session,
        actor=actor_for(session, author),
        origin=origin,
        wording=publishing.proposed(case, event, None, origin.known),
        looked_at=True,
        version=0,
    )
    if approved:
        second = next(one for one in county.staff(Role.LAWYER) if one.id not in {author.id, event.actor_id})
        operations.approve(session, row, actor=actor_for(session, second), version=row.version)
