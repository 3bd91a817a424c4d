"""Proposing pairings for many enterprises at once, and changing single rows; nothing moves yet."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.audit.operations import record
from portal.errors import NotFound, RuleBroken
from portal.pairing.matching.costs import Helper, match, propose
from portal.pairing.matching.fairness import figures
from portal.pairing.models import Pairing
from portal.pairing.proposals.gathering import Field, current_weights, field_of
from portal.pairing.proposals.models import Batch, Proposal, names_somebody
from portal.pairing.proposals.offers import by_id, grounds_of, loads_today, offer
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.units.models import Unit
from portal.vocabulary import PairingState, Slot


def draw_up(
    session: Session,
    *,
    actor: Actor,
    slot: Slot,
    area: Unit | None = None,
    every: bool = False,
    key: bool = False,
) -> Batch:
    """Propose who shall fill a slot of the enterprises that lack it, or with ``every`` of all; nothing moves yet.

    With ``key`` only key enterprises (重点企业) are looked at. Only rows that would change something are kept. Raises
    RuleBroken where nothing is to be proposed.
    """
    require(actor, Permission.PAIRING_MANAGE)
    known = field_of(session, slot, area_id=area.id if area else None, every=every, key=key)
    if not known.needs:
        raise RuleBroken(_("No verified enterprise there lacks this slot."))
    weights = current_weights(session)
    result = propose(known.needs, known.helpers, weights, known.disputes)
    chosen = {need.id: one for need, one in zip(known.needs, result.chosen, strict=True)}
    today = {need.id: need.current for need in known.needs}
    measured = _measured(known, chosen)
    batch = Batch(
        slot=slot,
        area=area,
        every=every,
        key=key,
        weights=asdict(weights),
        before=asdict(figures(known.needs, measured, today)),
        after=asdict(figures(known.needs, measured, chosen)),
        made_at=clock.now(),
        made_by_id=actor.account_id,
        made_by_name=actor.name,
    )
    session.add(batch)
    session.flush()
    rows = list(_rows(session, batch, known, chosen))
    session.add_all(rows)
    session.flush()
    record(session, actor, "pairing:propose", f"pairing-batch:{batch.id}", slot=slot.value, rows=len(rows))
    return batch


def _measured(known: Field, chosen: Mapping[int, int | None]) -> list[Helper]:
    """Return over whom fairness is measured: people all, units only if in charge of something or with enterprises."""
    used = {*chosen.values(), *known.held.values()}
    return [one for one in known.helpers if known.slot is not Slot.UNIT or one.charge or one.id in used]


def _rows(session: Session, batch: Batch, known: Field, chosen: dict[int, int | None]) -> Iterator[Proposal]:
    weights, helpers, loads = current_weights(session), by_id(known.helpers), loads_today(known)
    current = current_ids(session, known.slot)
    proposed = "unit_id" if known.slot is Slot.UNIT else "account_id"
    for need in known.needs:
        choice = chosen[need.id]
        if choice is not None and choice == need.current:
            continue
        yield Proposal(
            batch_id=batch.id,
            enterprise_id=need.id,
            before_id=current.get(need.id),
            **{proposed: choice},
            grounds=grounds_of(known.slot, match(need, helpers[choice], weights), loads[choice]) if choice else {},
        )


def current_ids(session: Session, slot: Slot) -> dict[int, int]:
    """Return the id of the pairing that each enterprise has today in a slot."""
    statement = sa.select(Pairing.enterprise_id, Pairing.id).where(Pairing.slot == slot, Pairing.ended_at.is_(None))
    return {row.enterprise_id: row.id for row in session.execute(statement)}


def visible_batch(session: Session, batch_id: int) -> Batch:
    """Return a batch; raise NotFound where there is none."""
    batch = session.get(Batch, batch_id)
    if batch is None:
        raise NotFound
    return batch


def row_of(session: Session, batch: Batch, row_id: int) -> Proposal:
    """Return a row of a batch; raise NotFound where it has none such."""
    row = session.get(Proposal, row_id)
    if row is None or row.batch_id != batch.id:
        raise NotFound
    return row


def choose(session: Session, batch: Batch, row: Proposal, *, actor: Actor, choice: int) -> None:
    """Put somebody else into a row by hand. Raises RuleBroken at ``choice``, and where the row is settled already."""
    require(actor, Permission.PAIRING_MANAGE)
    if row.state is not PairingState.OPEN:
        raise RuleBroken(_("This row has been settled already."))
    offered = offer(session, row.enterprise, batch.slot)
    if choice not in {one.id for one in offered.candidates}:
        raise RuleBroken(_("Choose one of the candidates."), "choice")
    proposed = session.get_one(Unit, choice) if batch.slot is Slot.UNIT else session.get_one(Account, choice)
    row.proposed, row.by_hand = proposed, True
    row.grounds = dict(offered.grounds.get(choice, {}))
    record(session, actor, "pairing:change-proposal", f"pairing-batch:{batch.id}", who=proposed.name)


def counted(session: Session, batch: Batch) -> Counter[PairingState]:
    """Return how many rows of a batch are in each state."""
    statement = (
        sa.select(Proposal.state, sa.func.count().label("count"))
        .where(Proposal.batch_id == batch.id)
        .group_by(Proposal.state)
    )
    return Counter({row.state: row.count for row in session.execute(statement)})


def rows_of(session: Session, batch: Batch, *conditions: sa.ColumnElement[bool], **page: int) -> Sequence[Proposal]:
    """Return rows of a batch, those without anybody first; ``page`` may hold limit and offset."""
    statement = sa.select(Proposal).where(Proposal.batch_id == batch.id, *conditions)
    ordered = statement.order_by(names_somebody(), Proposal.id)
    return session.scalars(ordered.limit(page.get("limit")).offset(page.get("offset"))).all()


def recent(session: Session, limit: int = 20) -> Sequence[Batch]:
    """Return the newest batches."""
    return session.scalars(sa.select(Batch).order_by(Batch.id.desc()).limit(limit)).all()
