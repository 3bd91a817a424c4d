"""What time itself does to cases; run hourly by the worker, and safe to run twice or by two workers at once."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.models import Case
from portal.cases.operations import confirm, confirm_by
from portal.permissions.actor import SYSTEM
from portal.vocabulary import CaseStatus


def close_silent_cases(session: Session) -> list[str]:
    """Close the cases whose proposed outcome has met only silence until its last day; return their references.

    A row that another worker holds is skipped: that worker closes it.
    """
    statement = sa.select(Case).where(Case.status == CaseStatus.PROPOSED).with_for_update(of=Case, skip_locked=True)
    silent = [case for case in session.scalars(statement).unique() if clock.today() > confirm_by(session, case)]
    for case in silent:
        confirm(session, case, actor=SYSTEM)
    return [case.reference for case in silent]
