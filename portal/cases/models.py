"""The tables about cases."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.cases.closing.follow_up_models import FollowUp
from portal.cases.conferences.models import Conference
from portal.cases.draft_models import Draft, DraftFile, Solution
from portal.cases.limits.milestone_models import Milestone
from portal.cases.part_models import Pause, Rating, Task
from portal.cases.record_models import CaseEvent, CaseFile, Citation
from portal.database import Model, Versioned
from portal.enterprises.models import Enterprise
from portal.units.models import Unit
from portal.vocabulary import CaseKind, CaseStatus, Channel, OutcomeKind, RatingLevel, Urgency, Venue

__all__ = [
    "Case",
    "CaseEvent",
    "CaseFile",
    "Category",
    "Citation",
    "Draft",
    "DraftFile",
    "Pause",
    "Rating",
    "Solution",
    "Task",
]


class Category(Model):
    """A node of the category tree of one kind of case, e.g. 用工 › 工资支付.

    ``unit_id`` is the unit that usually handles it. What is reported in a ``confidential`` one goes to the supervisors.
    """

    __tablename__ = "category"

    kind: Mapped[CaseKind] = mapped_column(index=True)
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    hint: Mapped[str] = mapped_column(sa.String(120), default="")
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("category.id"))
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    position: Mapped[int] = mapped_column(default=0)
    confidential: Mapped[bool] = mapped_column(default=False)

    parent: Mapped["Category | None"] = relationship(remote_side="Category.id", lazy="joined", join_depth=1)
    unit: Mapped[Unit | None] = relationship(lazy="joined")

    @property
    def full_name(self) -> str:
        """The name with its parent's, e.g. 用工 › 工资支付."""
        return f"{self.parent.name} › {self.name}" if self.parent else self.name


COUNTED_BY = ("id", "confidential", "kind", "category_id", "channel", "enterprise_id", "handling_unit_id")


class Case(Versioned, Model):
    """One problem of one enterprise.

    ``limit_days`` is the promise in working days, counted from ``clock_started_at`` (submission, or reopening);
    ``extended_days`` were granted beyond it, ``extension_asked_days`` wait for the coordinator's decision.
    ``due_on`` is the date it comes to with the pauses so far, None while the enterprise is asked for something. It is
    kept so that lists can sort and count, and is always what :mod:`portal.cases.limits.deadlines` says.
    ``handed_back_at`` is set while a hand-back waits to be ruled on, with the unit that the handler proposes.
    A case filed ``on_behalf`` of the enterprise waits for ``endorsed_at``, when a member has said whether the record is
    right; one that came by a QR code has no ``submitted_by``, only the contact that it names.
    ``cleared_by_id`` is the lawyer who has confirmed that there is no conflict of interest.
    ``rated`` is how it was rated last, a rating found to be a mistake left out: kept by
    :func:`portal.cases.closing.ratings.keep_last`, so that figures count it without reading the ratings.
    ``submission_key`` makes a double click one case. ``details`` holds the answers to the questions of its category, by
    question. A ``confidential`` case is for its circle (:mod:`portal.permissions.secrecy`), a ``restricted`` one for
    those personally concerned with it, and of a ``sensitive`` one the supervisors know.
    """

    __tablename__ = "case"
    __table_args__ = (
        sa.Index("ix_case_status_due", "status", "due_on"),
        # What figures count by, whole: counting 200,000 cases reads the index and not the cases.
        sa.Index("ix_case_received", "submitted_at", "status", *COUNTED_BY),
        sa.Index("ix_case_promised", "due_on", "status", "proposed_at", *COUNTED_BY),
        sa.Index("ix_case_ended", "ended_at", "status", "confirmed_by_silence", "rated", *COUNTED_BY),
        sa.Index("ix_case_proposed", "proposed_at", "status", *COUNTED_BY),
        sa.Index("ix_case_dispatched", "dispatched_at", *COUNTED_BY),
    )

    reference: Mapped[str] = mapped_column(sa.String(20), unique=True)
    submission_key: Mapped[str] = mapped_column(sa.String(40), unique=True)
    kind: Mapped[CaseKind]
    status: Mapped[CaseStatus]
    status_before: Mapped[CaseStatus | None]
    urgency: Mapped[Urgency] = mapped_column(default=Urgency.ORDINARY)
    urgency_facts: Mapped[list[str]] = mapped_column(default=list)
    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"), index=True)
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(80))
    description: Mapped[str] = mapped_column(sa.Text)
    wish: Mapped[str] = mapped_column(sa.String(500), default="")
    other_party: Mapped[str] = mapped_column(sa.String(120), default="")
    other_party_code: Mapped[str] = mapped_column(sa.String(18), default="")
    cleared_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    contact_name: Mapped[str] = mapped_column(sa.String(80))
    contact_telephone: Mapped[str] = mapped_column(sa.String(30))
    submitted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    on_behalf: Mapped[bool] = mapped_column(default=False)
    channel: Mapped[Channel] = mapped_column(default=Channel.ONLINE)
    endorsed_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime]
    clock_started_at: Mapped[datetime]
    limit_days: Mapped[int]
    green_channel: Mapped[bool] = mapped_column(default=False)
    extended_days: Mapped[int] = mapped_column(default=0)
    extension_asked_days: Mapped[int | None]
    due_on: Mapped[date | None]
    handling_unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    handler_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    dispatched_at: Mapped[datetime | None]
    hand_backs: Mapped[int] = mapped_column(default=0)
    handed_back_at: Mapped[datetime | None]
    proposed_unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    outcome_kind: Mapped[OutcomeKind | None]
    outcome: Mapped[str] = mapped_column(sa.Text, default="")
    venue: Mapped[Venue | None]
    venue_reference: Mapped[str] = mapped_column(sa.String(80), default="")
    proposed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    confirmed_by_silence: Mapped[bool] = mapped_column(default=False)
    rejections: Mapped[int] = mapped_column(default=0)
    rated: Mapped[RatingLevel | None]
    touched_at: Mapped[datetime] = mapped_column(index=True)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    confidential: Mapped[bool] = mapped_column(default=False)
    restricted: Mapped[bool] = mapped_column(default=False)
    sensitive: Mapped[bool] = mapped_column(default=False)
    reported_unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))

    enterprise: Mapped[Enterprise] = relationship(lazy="joined")
    category: Mapped[Category] = relationship(lazy="joined")
    submitted_by: Mapped[Account | None] = relationship(foreign_keys=[submitted_by_id], lazy="joined")
    handler: Mapped[Account | None] = relationship(foreign_keys=[handler_id], lazy="joined")
    handling_unit: Mapped[Unit | None] = relationship(foreign_keys=[handling_unit_id], lazy="joined")
    proposed_unit: Mapped[Unit | None] = relationship(foreign_keys=[proposed_unit_id])
    reported_unit: Mapped[Unit | None] = relationship(foreign_keys=[reported_unit_id])
    tasks: Mapped[list[Task]] = relationship(lazy="selectin", order_by=Task.id)
    ratings: Mapped[list[Rating]] = relationship(lazy="selectin", order_by=Rating.id)
    pauses: Mapped[list[Pause]] = relationship(lazy="selectin", order_by=Pause.id)
    milestones: Mapped[list[Milestone]] = relationship(cascade="all, delete-orphan", order_by=Milestone.id)
    conferences: Mapped[list[Conference]] = relationship(order_by=Conference.id)
    follow_ups: Mapped[list[FollowUp]] = relationship(lazy="selectin", order_by=FollowUp.id)

    @property
    def filed_by(self) -> str:
        """The name of who handed it in; of a scan, which needs no account, the contact."""
        return self.submitted_by.name if self.submitted_by else self.contact_name

    @property
    def supporting_unit_ids(self) -> frozenset[int]:
        """The units that have or had a task in this case, or are invited to a conference on it."""
        invited = (one.unit_id for conference in self.conferences for one in conference.participants)
        return frozenset([*(task.unit_id for task in self.tasks), *invited])

    @property
    def awaits_rating(self) -> bool:
        """Tell whether the enterprise may rate: once, and again after a rectification or where it was a mistake."""
        last = self.ratings[-1] if self.ratings else None
        return last is None or last.rectified_at is not None or last.mistaken_at is not None

    @property
    def unverified_rating(self) -> Rating | None:
        """The bad rating that the supervisor is to verify."""
        return next((one for one in self.ratings if one.stands and one.verify_by and one.verified_at is None), None)

    @property
    def unrectified_rating(self) -> Rating | None:
        """The bad rating, verified, that the handler is to rectify."""
        return next((one for one in self.ratings if one.stands and one.verified_at and not one.rectified_at), None)

    @property
    def open_follow_up(self) -> FollowUp | None:
        """The call that is still to be made."""
        return next((one for one in self.follow_ups if one.called_at is None and one.lapsed_at is None), None)

    @property
    def unrectified_follow_up(self) -> FollowUp | None:
        """The call that has found something which the handler is to put right."""
        return next((one for one in self.follow_ups if one.rectify_by and one.rectified_at is None), None)

    @property
    def open_tasks(self) -> list[Task]:
        """What other units have neither replied to nor been released from."""
        return [task for task in self.tasks if task.is_open]
