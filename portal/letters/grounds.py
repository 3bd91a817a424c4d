"""What a letter is drafted from: a case with its last concluded conference, or a visit."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.cases.conferences.models import Conference
from portal.cases.models import Case
from portal.enterprises.models import Enterprise
from portal.visits.models import Visit


@dataclass(frozen=True)
class Grounds:
    """One of a case and a visit, and of a case the conference that was concluded last, if there was one."""

    case: Case | None = None
    conference: Conference | None = None
    visit: Visit | None = None

    @property
    def thing(self) -> Case | Visit:
        """That about which permissions are asked."""
        thing = self.case or self.visit
        assert thing is not None  # noqa: S101  there is always one of them
        return thing

    @property
    def enterprise(self) -> Enterprise:
        """The enterprise concerned."""
        return self.thing.enterprise


def grounds_of_case(session: Session, case: Case) -> Grounds:
    """Return what a letter about a case may rest on."""
    statement = (
        sa.select(Conference)
        .where(Conference.case_id == case.id, Conference.concluded_at.is_not(None))
        .order_by(Conference.id.desc())
        .limit(1)
    )
    return Grounds(case=case, conference=session.scalars(statement).first())


def grounds_of_visit(visit: Visit) -> Grounds:
    """Return what a letter about a visit may rest on."""
    return Grounds(visit=visit)
