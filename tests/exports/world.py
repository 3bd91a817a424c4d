"""A county of one of each thing, so that every list that can be exported has a row."""

from datetime import timedelta

from sqlalchemy.orm import Session

from portal import clock
from portal.answers.models import PublishedAnswer
from portal.cases.conferences.proposal_models import ConferenceProposal, CountedCase
from portal.cases.issues.models import Issue, IssueCase
from portal.cases.models import Case
from portal.duty.appointment_models import OfferedTime
from portal.duty.models import DutyLine, Shift
from portal.eligibility.models import EligibilityRule
from portal.entry.models import EntryCode
from portal.letters.models import Letter
from portal.measures.models import SearchTally
from portal.pairing.people_models import ConflictRecord
from portal.pairing.proposals.models import Batch, Proposal
from portal.permissions.actor import Actor
from portal.supervision.models import SupervisionStep
from portal.visits import checklists
from portal.visits.models import Campaign, Finding, Target, Visit
from portal.vocabulary import (
    CaseKind,
    CaseStatus,
    ConferenceCause,
    EntryKind,
    LetterKind,
    LetterState,
    MeetingWay,
    Reopening,
    RiskGrade,
    Role,
    Rung,
    Sector,
    Slot,
    UnitKind,
    VisitKind,
)
from tests.factories import Factory, actor

FIRM, MATTER = "安澜县清河粮油厂", "粮油仓库被查封，无法发货"
LONG_AGO = timedelta(days=40)


class World:
    """Everything is about one enterprise and its late case; ``keeper`` holds every role of the office."""

    def __init__(self, session: Session, make: Factory) -> None:
        self.session, self.make = session, make
        self.street = make.unit("望江街道", kind=UnitKind.STREET, short_name="望江街道")
        self.unit = make.unit("安澜县供电服务中心", short_name="供电")
        roles = [role for role in Role if role is not Role.ENTERPRISE]
        self.keeper = make.account(*roles, unit=self.unit, name="林晓雯", telephone="13900001234")
        self.firm = make.enterprise(
            name=FIRM, area=self.street, sector=Sector.INDUSTRY, above_scale=True, reopening=Reopening.FULL
        )
        make.pair(self.firm, Slot.LIAISON, self.keeper)
        self.case = self._case()
        for fill in (self._supervise, self._visit, self._answer, self._serve, self._pair, self._ask):
            fill()
        session.flush()

    @property
    def actor(self) -> Actor:
        """The keeper, who stands by the enterprise and leads it."""
        firm = frozenset({self.firm.id})
        return actor(self.keeper, liaison_of=firm, leader_of=firm, on_duty=True)

    def _case(self) -> Case:
        now, today = clock.now(), clock.today()
        themes = {"category": self.make.category(name="查封解封")}
        times = {"submitted_at": now - timedelta(days=2), "dispatched_at": now, "due_on": today - timedelta(days=1)}
        people = {"handling_unit": self.unit, "handler": self.keeper, "submitted_by": self.keeper, "on_behalf": True}
        handled = themes | times | people | {"status": CaseStatus.IN_PROGRESS}
        self.make.case(self.firm, title="同类的另一件", **handled)  # a theme is hot from two on
        return self.make.case(self.firm, title=MATTER, **handled)

    def _supervise(self) -> None:
        now, keeper = clock.now(), self.keeper
        issue = Issue(title="仓库集中被查封", opened_at=now, opened_by=keeper)
        issue.links.append(IssueCase(case=self.case))
        proposal = ConferenceProposal(cause=ConferenceCause.REDONE, enterprise=self.firm, found_at=now)
        proposal.counted.append(CountedCase(cause=ConferenceCause.REDONE, case=self.case))
        letter = Letter(
            kind=LetterKind.SUPERVISION,
            state=LetterState.SERVED,
            about=self.firm,
            case=self.case,
            unit=self.unit,
            issuing_unit=self.unit,
            issuer=self.unit.name,
            code="安政法督",
            title="关于督办仓库解封的函",
            addressee=self.unit.name,
            body="请依法办理并反馈。",
            number="安政法督〔2026〕1号",
            reply_by=clock.today() - timedelta(days=1),
            drafted_by=keeper,
            drafted_at=now,
            served_at=now,
            verify_token="t" * 32,
        )
        step = SupervisionStep(
            case=self.case,
            clock_started_at=now,
            promised_days=7,
            rung=Rung.BLUE,
            due_on=clock.today(),
            taken_at=now,
        )
        self.session.add_all([issue, proposal, letter, step])

    def _visit(self) -> None:
        now, today, keeping = clock.now(), clock.today(), actor(self.keeper)
        checklist = checklists.begin(self.session, actor=keeping, name="复工走访清单", kind=VisitKind.VISIT)
        campaign = Campaign(
            name="节后走访",
            kind=VisitKind.VISIT,
            begins_on=today,
            ends_on=today,
            created_by="调度员",
            created_at=clock.now(),
        )
        campaign.checklist = checklist
        visit = Visit(
            submission_key="visit-1",
            enterprise=self.firm,
            campaign=campaign,
            kind=VisitKind.VISIT,
            on=today,
            visitor=self.keeper,
            visitor_name=self.keeper.name,
            recorded_at=now,
        )
        self.session.add_all([campaign, visit, Target(campaign=campaign, enterprise=self.firm)])
        self.session.flush()
        self.campaign = campaign
        self.session.add(
            Finding(
                visit_id=visit.id, kind=CaseKind.DIFFICULTY, text="仓库封条未解除", grade=RiskGrade.MAJOR, section=None
            )
        )

    def _answer(self) -> None:
        self.session.add(
            PublishedAnswer(
                event_id=1,
                case_reference=self.case.reference,
                topic="查封解封",
                question="仓库被查封怎么办",
                answer="可以向作出决定的机关申请。",
                author_id=self.keeper.id,
                author_name=self.keeper.name,
                submitted_at=clock.now(),
            )
        )

    def _serve(self) -> None:
        now, today, keeper = clock.now(), clock.today(), self.keeper
        line = DutyLine(name="复工热线", telephone="0571-8211480", hours="全天", turns=["白班 08:30-17:30"])
        begins = clock.local_instant(today, 8, 30)
        shift = Shift(
            line=line, on=today, turn="白班", starts_at=begins, ends_at=begins + timedelta(hours=9), account=keeper
        )
        shift.set_by_name, shift.set_at = keeper.name, now
        later = now + timedelta(days=1)
        offered = OfferedTime(host=keeper, starts_at=later, ends_at=later, way=MeetingWay.TELEPHONE, offered_at=now)
        code = EntryCode(key="k" * 12, kind=EntryKind.ENTERPRISE, enterprise=self.firm, made_at=now)
        code.made_by_name = keeper.name
        self.session.add_all([line, shift, offered, code])

    def _pair(self) -> None:
        now, name = clock.now(), self.keeper.name
        batch = Batch(slot=Slot.LAWYER, weights={}, before={}, after={}, made_at=now, made_by_name=name)
        self.session.add(batch)
        self.session.flush()
        self.batch = batch
        self.session.add(Proposal(batch_id=batch.id, enterprise=self.firm, account=self.keeper))
        conflict = ConflictRecord(enterprise=self.firm, account=self.keeper, party="安澜县信达担保公司", blocked=True)
        conflict.by_name, conflict.at = name, now
        self.session.add(conflict)

    def _ask(self) -> None:
        today = clock.today()
        for question, found in (("停工损失险", 0), ("社保缓缴", 3)):
            self.session.add(SearchTally(day=today, question=question, searches=2, found=found))
        rule = EligibilityRule(
            document_slug="mohrss-stable-employment-2020", anchor="p1", edited_at=clock.now(), edited_by="调度员"
        )
        self.session.add(rule)
        settled = {"status": CaseStatus.CLOSED, "proposed_at": clock.now(), "ended_at": clock.now()}
        self.make.case(self.firm, title="已办结的", submitted_at=clock.now() - LONG_AGO, **settled)
