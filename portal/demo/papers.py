"""Letters of the demonstration beyond supervision: a closing notice, minutes, a legal opinion, a check-up's report."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.cases.conferences import operations as conferences
from portal.cases.models import Case
from portal.demo.county import County
from portal.letters import drafts, operations, queries
from portal.letters.checking import clerks_remarks
from portal.letters.grounds import Grounds, grounds_of_case, grounds_of_visit
from portal.letters.models import Letter
from portal.pairing.actors import actor_for
from portal.visits.models import Visit
from portal.vocabulary import CaseKind, CaseStatus, LetterKind, VisitKind

INVITED = ("县财政局", "县住建局")
AGENDA = "研究该事项的责任分工和办结时间。"
MINUTES = "承办单位介绍了办理情况和需要协调的问题。\n与会单位就各自职责、所需材料和办理时间交换了意见。"
DECISIONS = (
    "由承办单位牵头，自会商之日起五个工作日内提出办理意见。\n与会单位按照职责配合，需要补充的材料一次性告知企业。"
)


class Desk:
    """Drafts, signs and serves as the people of the county would."""

    def __init__(self, session: Session, county: County) -> None:
        self.session, self.county = session, county

    def issue(self, grounds: Grounds, kind: LetterKind, drafter: Account) -> Letter | None:
        """Carry a letter to its addressee; leave it a draft where the clerk asks for more."""
        by = actor_for(self.session, drafter)
        letter = drafts.draft_from(self.session, grounds, drafter, actor=by, kind=kind)
        signers = queries.signers(self.session, letter)
        stopping = [remark for remark in clerks_remarks(letter) if remark.weight == "stops"]
        if stopping or not signers:
            return letter
        operations.submit(self.session, letter, actor=by, signer=signers[0])
        self.session.refresh(letter)
        operations.sign(self.session, letter, actor=actor_for(self.session, signers[0]), seen=letter.version)
        operations.serve(self.session, letter, actor=by)
        return letter

    def confer(self, case: Case) -> None:
        """Have units confer on a case, and conclude the conference."""
        actor = actor_for(self.session, self.county.people["diaodu"])
        units = [self.county.units[name] for name in INVITED if self.county.units[name].id != case.handling_unit_id]
        conferences.confer(self.session, case, actor=actor, agenda=AGENDA, on=clock.today(), units=units)
        conferences.conclude(self.session, case, actor=actor, minutes=MINUTES, decisions=DECISIONS)


def issue_papers(session: Session, county: County, cases: Sequence[Case]) -> None:
    """Issue one letter of each kind for which the county has a cause."""
    desk, people = Desk(session, county), county.people
    closed = _first(case for case in cases if case.status is CaseStatus.CLOSED and _has_code(case.handler))
    if closed and closed.handler:
        desk.issue(grounds_of_case(session, closed), LetterKind.CLOSING, closed.handler)
    under_way = (case for case in reversed(cases) if case.status is CaseStatus.IN_PROGRESS and not case.confidential)
    conferred = _first(case for case in under_way if case.kind is CaseKind.DIFFICULTY and case.handler)
    if conferred:
        desk.confer(conferred)
        desk.issue(grounds_of_case(session, conferred), LetterKind.MINUTES, people["diaodu"])
    lawyer = people["lvshi"]
    advised = _first(case for case in cases if case.kind is CaseKind.LEGAL_QUESTION and case.handler_id == lawyer.id)
    if advised:
        desk.issue(grounds_of_case(session, advised), LetterKind.OPINION, lawyer)
    for visit in session.scalars(sa.select(Visit).where(Visit.kind == VisitKind.CHECKUP).order_by(Visit.id).limit(1)):
        if _has_code(visit.visitor):
            desk.issue(grounds_of_visit(visit), LetterKind.CHECKUP, visit.visitor)


def _first(cases: Iterable[Case]) -> Case | None:
    return next(iter(cases), None)


def _has_code(person: Account | None) -> bool:
    return bool(person and person.unit and person.unit.code)
