"""Applying a large proposal outside the request, a hundred rows at a time, each lot committed."""

from typing import Final

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.background.makers import Product, runs
from portal.background.models import BackgroundTask
from portal.background.progress import Progress
from portal.pairing.actors import actor_for
from portal.pairing.proposals.models import Proposal, names_somebody
from portal.pairing.proposals.operations import rows_of, visible_batch
from portal.pairing.proposals.settling import apply
from portal.vocabulary import PairingState

KIND: Final = "pairing.apply"
LOT: Final = 100


@runs(KIND, writes=True)
def apply_batch(session: Session, task: BackgroundTask, progress: Progress) -> Product | None:
    """Apply the rows that the task names, or all that are open; rows that were overtaken say so in the table."""
    actor = actor_for(session, session.get_one(Account, task.owner_id))
    batch = visible_batch(session, task.params["batch"])
    conditions = [Proposal.state == PairingState.OPEN, names_somebody()]
    if task.params["rows"] is not None:
        conditions.append(Proposal.id.in_(task.params["rows"]))
    rows = rows_of(session, batch, *conditions)
    applied = refused = 0
    for start in range(0, len(rows), LOT):
        outcome = apply(session, batch, rows[start : start + LOT], actor=actor)
        applied, refused = applied + len(outcome.applied), refused + len(outcome.refused)
        note = _("paired %(applied)s, not applied %(refused)s", applied=applied, refused=refused)
        progress.report(min(start + LOT, len(rows)), len(rows), note)
    return None
