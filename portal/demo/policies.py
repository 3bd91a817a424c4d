"""To whom some measures of the shipped library apply, as their own text says."""

from sqlalchemy.orm import Session

from portal import clock
from portal.eligibility.models import EligibilityRule
from portal.vocabulary import Reopening, Sector, Size

SMALL = [Size.MICRO.value, Size.SMALL.value]
# Document, point, and what its text asks; the loans' days have passed, so nobody is shown them.
RULES: tuple[tuple[str, str, dict[str, list[str]]], ...] = (
    ("eight-departments-rent-2020", "p1", {"sectors": [Sector.SERVICES.value], "sizes": SMALL}),
    ("mohrss-social-insurance-relief-2020", "p4", {"reopenings": [Reopening.CLOSED.value, Reopening.PARTIAL.value]}),
    ("mohrss-stable-employment-2020", "p1", {"reopenings": [Reopening.CLOSED.value, Reopening.PARTIAL.value]}),
    ("cbirc-loan-deferral-2020", "p1", {"sizes": [*SMALL, Size.MEDIUM.value]}),
)


def say_who_may_apply(session: Session, by: str) -> None:
    """Add the rules."""
    now = clock.now()
    rows = [
        EligibilityRule(document_slug=slug, anchor=anchor, edited_at=now, edited_by=by, **asked)
        for slug, anchor, asked in RULES
    ]
    session.add_all(rows)
