from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.cases.models import Case
from portal.enterprises.models import Enterprise
from portal.letters import drafts, operations
from portal.letters.grounds import Grounds, grounds_of_case
from portal.letters.models import Letter
from portal.units.models import Unit
from portal.vocabulary import CaseStatus, LetterKind, OutcomeKind, Role
from tests.factories import Factory, actor


@dataclass
class Office:
    """The people and the case that a letter needs."""

    supervisor: Account
    leader: Account
    officer: Account
    unit: Unit
    case: Case
    session: Session
    make: Factory

    @property
    def grounds(self) -> Grounds:
        return grounds_of_case(self.session, self.case)

    def draft(self, kind: LetterKind, drafter: Account) -> Letter:
        return drafts.draft(self.session, self.case, drafter, actor=actor(drafter), kind=kind)

    def supervision_letter(self) -> Letter:
        """Draft one; a second is about another case of the enterprise, for one matter has one letter."""
        first = self.session.query(Letter).filter_by(case=self.case, kind=LetterKind.SUPERVISION).count() == 0
        case = self.case if first else self.make.case(**handled_by(self.officer, self.case.enterprise))
        return drafts.draft(
            self.session, case, self.supervisor, actor=actor(self.supervisor), kind=LetterKind.SUPERVISION
        )

    def submitted_letter(self) -> Letter:
        letter = self.supervision_letter()
        operations.submit(self.session, letter, actor=actor(self.supervisor), signer=self.leader)
        return letter

    def issued_letter(self) -> Letter:
        letter = self.submitted_letter()
        operations.sign(self.session, letter, actor=actor(self.leader), seen=letter.version)
        return letter

    def reply_letter(self) -> Letter:
        return self.draft(LetterKind.REPLY, self.officer)


@pytest.fixture
def office(make: Factory, session: Session) -> Office:
    committee = make.unit("中共安澜县委政法委员会", code="安政法督")
    unit = make.unit("安澜县司法局", code="安司复")
    supervisor = make.account(Role.SUPERVISOR, unit=committee, telephone="0000-821 0009")
    leader = make.account(Role.LEADER, unit=committee)
    officer = make.account(Role.OFFICER, unit=unit, telephone="0000-821 1480")
    case = make.case(
        **handled_by(officer, make.enterprise()),
        outcome="已恢复供电，欠租分六个月交清。",
        outcome_kind=OutcomeKind.COORDINATION,
    )
    return Office(supervisor, leader, officer, unit, case, session, make)


def handled_by(officer: Account, enterprise: Enterprise) -> dict[str, Any]:
    """Return what a case is that an officer handles."""
    return {
        "enterprise": enterprise,
        "status": CaseStatus.IN_PROGRESS,
        "handling_unit": officer.unit,
        "handling_unit_id": officer.unit_id,
        "handler": officer,
        "handler_id": officer.id,
    }
