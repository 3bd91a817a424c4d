"""What belongs to an enterprise and moves when two records of it become one: every table that names an enterprise.

A test compares this list with the tables, so that a new one is not forgotten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from portal.cases.conferences.proposal_models import ConferenceProposal
from portal.cases.models import Case, Draft, Solution
from portal.duty.appointment_models import Appointment
from portal.eligibility.models import PolicyOffer
from portal.enterprises.models import Enterprise, Invitation, Membership, NameKey, ReopeningRecord
from portal.entry.models import EntryCode
from portal.letters.models import Letter
from portal.pairing.models import Pairing
from portal.pairing.people_models import ConflictRecord
from portal.pairing.proposals.models import Proposal, Wish
from portal.visits.models import Target, Visit

Names = InstrumentedAttribute[Any]


@dataclass(frozen=True)
class Part:
    """A table that names an enterprise.

    With ``once`` an enterprise has one row for these columns at most: where the kept record has its own, the other's
    stays with the record that goes, so that neither is lost.
    """

    label: LazyString
    enterprise: Names
    once: tuple[Names, ...] | None = None

    def count(self, session: Session, enterprise: Enterprise) -> int:
        """Return how many rows name an enterprise."""
        statement = sa.select(sa.func.count()).select_from(self.enterprise.class_)
        return session.scalar(statement.where(self.enterprise == enterprise.id)) or 0

    def move(self, session: Session, *, gone: Enterprise, kept: Enterprise) -> int:
        """Let the rows name the kept record; return how many did."""
        table = self.enterprise.class_
        statement = sa.update(table).where(self.enterprise == gone.id)
        if self.once is not None:
            own = aliased(table)
            same = [getattr(own, column.key) == column for column in self.once]
            theirs = sa.select(own.id).where(getattr(own, self.enterprise.key) == kept.id, *same)
            statement = statement.where(~theirs.correlate(table).exists())
        moved = statement.values({self.enterprise.key: kept.id}).returning(table.id)
        return len(session.scalars(moved.execution_options(synchronize_session=False)).all())


PARTS: Sequence[Part] = (
    Part(_l("Cases"), Case.enterprise_id),
    Part(_l("Drafts"), Draft.enterprise_id, once=(Draft.account_id, Draft.kind)),
    Part(_l("Matters solved without a case"), Solution.enterprise_id),
    Part(_l("Letters about it"), Letter.about_id),
    Part(_l("Visits and check-ups"), Visit.enterprise_id),
    Part(_l("Targets of campaigns"), Target.enterprise_id, once=(Target.campaign_id,)),
    Part(_l("Pairings"), Pairing.enterprise_id),
    Part(_l("Proposals of pairing"), Proposal.enterprise_id, once=(Proposal.batch_id,)),
    Part(_l("Wishes for pairing"), Wish.enterprise_id, once=()),
    Part(_l("Conflicts of interest met"), ConflictRecord.enterprise_id),
    Part(_l("Members"), Membership.enterprise_id),
    Part(_l("Invitations"), Invitation.enterprise_id),
    Part(_l("Reports of reopening"), ReopeningRecord.enterprise_id),
    Part(_l("Measures told"), PolicyOffer.enterprise_id, once=(PolicyOffer.document_slug, PolicyOffer.anchor)),
    Part(_l("Appointments"), Appointment.enterprise_id),
    Part(_l("QR codes"), EntryCode.enterprise_id),
    Part(_l("Conferences proposed"), ConferenceProposal.enterprise_id),
)
STAYING = (Enterprise.merged_into_id, NameKey.enterprise_id)  # these name a record, not what happened to it
