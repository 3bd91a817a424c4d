"""The weights of the matching: kept in versions, tried before they are set."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.audit.operations import record
from portal.errors import RuleBroken
from portal.pairing.matching.costs import Weights, propose
from portal.pairing.matching.fairness import Figures, figures
from portal.pairing.proposals.gathering import current_weights, field_of
from portal.pairing.proposals.models import Weighting
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.vocabulary import Slot


def set_weights(session: Session, *, actor: Actor, weights: Weights, reason: str) -> None:
    """Let new weights hold from now on; the former stay in the history. Raises RuleBroken where nothing changes."""
    require(actor, Permission.PAIRING_MANAGE)
    if weights == current_weights(session):
        raise RuleBroken(_("These weights hold already."))
    row = Weighting(**asdict(weights), reason=reason, set_at=clock.now(), set_by_name=actor.name)
    session.add(row)
    session.flush()
    record(session, actor, "pairing:weights", f"pairing-weights:{row.id}", **asdict(weights))


def history(session: Session) -> Sequence[Weighting]:
    """Return every version of the weights, newest first."""
    return session.scalars(sa.select(Weighting).order_by(Weighting.id.desc())).all()


def effect(session: Session, slot: Slot, weights: Weights) -> Mapping[str, Figures]:
    """Return the figures of a slot as it is today, as the present weights would have it and as others would."""
    known = field_of(session, slot)
    today = {need.id: need.current for need in known.needs}
    found = {"today": figures(known.needs, known.helpers, today)}
    for name, tried in (("present", current_weights(session)), ("tried", weights)):
        result = propose(known.needs, known.helpers, tried, known.disputes)
        chosen = {need.id: one for need, one in zip(known.needs, result.chosen, strict=True)}
        found[name] = figures(known.needs, known.helpers, chosen)
    return found
