"""The tables about cases."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.attachments.models import Attachment
from portal.cases.closing.follow_up_models import FollowUp
from portal.cases.conferences.models import Conference
from portal.cases.limits.milestone_models import Milestone
from portal.cases.part_models import Pause, Rating, Task
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


class CaseEvent(Model):
    """One line of the record: an act, who did it and in what role, what was said, and where the case then stood.

    ``public`` lines are seen by the enterprise, ``privileged`` ones by the enterprise and its lawyers and nobody else;
    ``facts`` holds plain values that the line's sentence needs.
    """

    __tablename__ = "case_event"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case.id"), index=True)
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(sa.String(30))
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    actor_name: Mapped[str] = mapped_column(sa.String(80))
    actor_role: Mapped[str] = mapped_column(sa.String(20))
    status: Mapped[CaseStatus]
    text: Mapped[str] = mapped_column(sa.Text, default="")
    public: Mapped[bool] = mapped_column(default=True)
    privileged: Mapped[bool] = mapped_column(default=False)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)

    citations: Mapped[list["Citation"]] = relationship(lazy="selectin", order_by="Citation.id")
    files: Mapped[list["CaseFile"]] = relationship(lazy="selectin", order_by="CaseFile.id")


class Citation(Model):
    """A measure as it stood when it was cited: a copy, so that the record stays true when the library changes."""

    __tablename__ = "citation"

    event_id: Mapped[int] = mapped_column(sa.ForeignKey("case_event.id"), index=True)
    document_slug: Mapped[str] = mapped_column(sa.String(120))
    anchor: Mapped[str] = mapped_column(sa.String(60))
    title: Mapped[str] = mapped_column(sa.String(200))
    title_is_verbatim: Mapped[bool] = mapped_column(default=True)
    document_number: Mapped[str] = mapped_column(sa.String(60), default="")
    point: Mapped[str] = mapped_column(sa.String(60), default="")
    in_own_words: Mapped[bool] = mapped_column(default=False)
    dated: Mapped[str] = mapped_column(sa.String(40), default="")
    validity: Mapped[str] = mapped_column(sa.String(20), default="")
    quotation: Mapped[str] = mapped_column(sa.Text)

    @property
    def printed_title(self) -> str:
        """The title as it is printed: in 《》 where it is the document's own, bare where it is our description."""
        return self.title if self.title_is_verbatim is False else f"《{self.title}》"


class CaseFile(Model):
    """A file attached to a line of the record."""

    __tablename__ = "case_file"

    event_id: Mapped[int] = mapped_column(sa.ForeignKey("case_event.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"))

    attachment: Mapped[Attachment] = relationship(lazy="joined")


class Draft(Model):
    """A case being written, one a person and enterprise and kind; it becomes a case when it is sent.

    ``answers`` holds the values of the steps by field name, as typed, right or wrong.
    """

    __tablename__ = "case_draft"
    __table_args__ = (sa.UniqueConstraint("account_id", "enterprise_id", "kind"),)

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"), index=True)
    kind: Mapped[CaseKind]
    submission_key: Mapped[str] = mapped_column(sa.String(40), unique=True)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    saved_at: Mapped[datetime]

    enterprise: Mapped[Enterprise] = relationship(lazy="joined")
    files: Mapped[list["DraftFile"]] = relationship(
        cascade="all, delete-orphan",
        lazy="selectin",
        order_by="DraftFile.id",
    )

    @property
    def title(self) -> str:
        """What the writer calls it so far; empty before it has a name."""
        return str(self.answers.get("title") or "")


class DraftFile(Model):
    """A file attached to a draft."""

    __tablename__ = "case_draft_file"

    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("case_draft.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"))

    attachment: Mapped[Attachment] = relationship(lazy="joined")


class Solution(Model):
    """A measure or a published answer that solved a matter while it was being written, so that nothing was sent.

    ``citation`` is the measure as it was called then, or the question of the answer; of an answer, ``document_slug`` is
    its own (``answer-7``).
    """

    __tablename__ = "case_solution"
    __table_args__ = (sa.Index("ix_case_solution_measure", "document_slug", "anchor"),)

    enterprise_id: Mapped[int] = mapped_column(sa.ForeignKey("enterprise.id"), index=True)
    kind: Mapped[CaseKind]
    document_slug: Mapped[str] = mapped_column(sa.String(120))
    anchor: Mapped[str] = mapped_column(sa.String(40))
    citation: Mapped[str] = mapped_column(sa.String(400))
    at: Mapped[datetime]
