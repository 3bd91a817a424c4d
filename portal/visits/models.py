"""The tables about visits: campaigns with their targets, visits with answers and photographs, findings."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.attachments.models import Attachment
from portal.cases.models import Case
from portal.database import Model, Versioned
from portal.enterprises.models import Enterprise
from portal.visits.checklist_models import Checklist, ChecklistEdition, Question
from portal.vocabulary import CaseKind, CheckSection, FindingState, RiskGrade, VisitKind


class Campaign(Versioned, Model):
    """A round of visits. ``chosen_by`` is the filter by which its targets were chosen, to be said and used again."""

    __tablename__ = "campaign"

    name: Mapped[str] = mapped_column(sa.String(80))
    kind: Mapped[VisitKind]
    purpose: Mapped[str] = mapped_column(sa.String(500), default="")
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    checklist_id: Mapped[int | None] = mapped_column(sa.ForeignKey("checklist.id"))
    chosen_by: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_by: Mapped[str] = mapped_column(sa.String(80))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    checklist: Mapped[Checklist | None] = relationship(lazy="joined")


class Target(Model):
    """An enterprise to be visited in a campaign, by whom, and when it is planned to be."""

    __tablename__ = "campaign_target"
    __table_args__ = (sa.UniqueConstraint("campaign_id", "enterprise_id"),)

    campaign_id: Mapped[int] = mapped_column(sa.ForeignKey("campaign.id"))
    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"), index=True)
    visitor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    planned_on: Mapped[date | None]

    campaign: Mapped[Campaign] = relationship(lazy="joined")
    enterprise: Mapped[Enterprise] = relationship(lazy="joined")
    visitor: Mapped[Account | None] = relationship(lazy="joined")


class Visit(Versioned, Model):
    """A visit that has taken place. ``submission_key``, made at the visitor's browser, makes what is sent twice one.

    ``edition`` is the checklist as it was then; its answers and remarks stay with the visit.
    """

    __tablename__ = "visit"

    submission_key: Mapped[str] = mapped_column(sa.String(40), unique=True)
    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(sa.ForeignKey("campaign.id"), index=True)
    edition_id: Mapped[int | None] = mapped_column(sa.ForeignKey("checklist_edition.id"))
    kind: Mapped[VisitKind]
    on: Mapped[date] = mapped_column(index=True)
    visitor_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    visitor_name: Mapped[str] = mapped_column(sa.String(80))
    companions: Mapped[str] = mapped_column(sa.String(200), default="")
    received_by: Mapped[str] = mapped_column(sa.String(80), default="")
    remarks: Mapped[str] = mapped_column(sa.Text, default="")
    recorded_at: Mapped[datetime]

    enterprise: Mapped[Enterprise] = relationship(lazy="joined")
    campaign: Mapped[Campaign | None] = relationship(lazy="joined")
    edition: Mapped[ChecklistEdition | None] = relationship()
    visitor: Mapped[Account] = relationship(lazy="joined")
    answers: Mapped[list["Answer"]] = relationship(lazy="selectin", order_by="Answer.id")
    photos: Mapped[list["Photo"]] = relationship(lazy="selectin", order_by="Photo.id")
    findings: Mapped[list["Finding"]] = relationship(
        lazy="selectin", order_by="Finding.id", overlaps="visit", viewonly=True
    )


class Answer(Model):
    """What was answered to one question of the checklist; a question without an answer has no row."""

    __tablename__ = "visit_answer"
    __table_args__ = (sa.UniqueConstraint("visit_id", "question_id"),)

    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"))
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("checklist_question.id"))
    value: Mapped[str] = mapped_column(sa.String(500), default="")
    remark: Mapped[str] = mapped_column(sa.String(500), default="")

    question: Mapped[Question] = relationship(lazy="joined")


class Photo(Model):
    """A photograph taken at a visit: of one finding, or without ``finding_id`` of the visit as a whole."""

    __tablename__ = "visit_photo"

    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"))
    finding_id: Mapped[int | None] = mapped_column(sa.ForeignKey("finding.id"), index=True)

    attachment: Mapped[Attachment] = relationship(lazy="joined")


class Finding(Versioned, Model):
    """What a visit found: a difficulty or a legal question, with its grade, advice and follow-up.

    ``cited`` is a copy of the measure on which the advice rests (title, point, number, validity and words as printed
    then), empty for none. Once it has become a case, the case says how it goes on.
    """

    __tablename__ = "finding"

    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id"), index=True)
    question_id: Mapped[int | None] = mapped_column(sa.ForeignKey("checklist_question.id"))
    kind: Mapped[CaseKind]
    section: Mapped[CheckSection | None]
    text: Mapped[str] = mapped_column(sa.String(1000))
    grade: Mapped[RiskGrade]
    urgent: Mapped[bool] = mapped_column(default=False)
    advice: Mapped[str] = mapped_column(sa.Text, default="")
    cited: Mapped[dict[str, Any]] = mapped_column(default=dict)
    follow_up_on: Mapped[date | None] = mapped_column(index=True)
    reminded_on: Mapped[date | None]
    state: Mapped[FindingState] = mapped_column(default=FindingState.OPEN)
    settled_at: Mapped[datetime | None]
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("case.id"), unique=True)

    visit: Mapped[Visit] = relationship(lazy="joined")
    case: Mapped[Case | None] = relationship(lazy="select")
    steps: Mapped[list["FindingStep"]] = relationship(lazy="selectin", order_by="FindingStep.id")

    @property
    def photos(self) -> list[Photo]:
        """The photographs of this finding, as they were taken."""
        return [photo for photo in self.visit.photos if photo.finding_id == self.id]

    @property
    def is_grave(self) -> bool:
        """Tell whether it is 重大且紧急, which is shown in red wherever it stands."""
        return self.urgent and self.grade is RiskGrade.MAJOR

    @property
    def enterprise_id(self) -> int:
        """The enterprise at which it was found, as permissions see it."""
        return self.visit.enterprise_id

    @property
    def visitor_id(self) -> int:
        """Who found it, as permissions see it."""
        return self.visit.visitor_id


class FindingStep(Model):
    """One line of what became of a finding; ``state`` is where it led."""

    __tablename__ = "finding_step"

    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("finding.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    by_name: Mapped[str] = mapped_column(sa.String(80))
    state: Mapped[FindingState]
    text: Mapped[str] = mapped_column(sa.String(1000), default="")
