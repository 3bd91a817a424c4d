"""Proposing pairings for many enterprises at once, changing single rows, and applying what a coordinator approves."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.audit.operations import record
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import members_of
from portal.errors import NotFound, RuleBroken
from portal.notifications.operations import notify
from portal.pairing import messages
from portal.pairing.batch_models import Batch, Proposal
from portal.pairing.fairness import figures
from portal.pairing.gathering import Field, current_weights, field_of
from portal.pairing.matching import Helper, Need, match, propose
from portal.pairing.models import Pairing
from portal.pairing.offers import by_id, grounds_of, loads_today, offer
from portal.pairing.operations import put_in
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.units.models import Unit
from portal.vocabulary import PairingState, Slot, Standing

SLOTS = (Slot.LIAISON, Slot.LAWYER, Slot.LEADER)  # those that a person fills
REASON = "按结对方案调整"


def draw_up(session: Session, *, actor: Actor, slot: Slot, area: Unit | None = None, every: bool = False) -> Batch:
    """Propose who shall fill a slot of the enterprises that lack it, or with ``every`` of all; nothing moves yet.

    Only rows that would change something are kept. Raises RuleBroken where nothing is to be proposed.
    """
    require(actor, Permission.PAIRING_MANAGE)
    known = field_of(session, slot, area_id=area.id if area else None, every=every)
    if not known.needs:
        raise RuleBroken(_("No verified enterprise there lacks this slot."))
    weights = current_weights(session)
    result = propose(known.needs, known.helpers, weights, known.disputes)
    chosen = {need.id: one for need, one in zip(known.needs, result.chosen, strict=True)}
    today = {need.id: need.current for need in known.needs}
    batch = Batch(
        slot=slot,
        area=area,
        every=every,
        weights=asdict(weights),
        before=asdict(figures(known.needs, known.helpers, today)),
        after=asdict(figures(known.needs, known.helpers, chosen)),
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


def _rows(session: Session, batch: Batch, known: Field, chosen: dict[int, int | None]) -> Iterator[Proposal]:
    weights, helpers, loads = current_weights(session), by_id(known.helpers), loads_today(known)
    current = _current(session, known.slot)
    for need in known.needs:
        choice = chosen[need.id]
        if choice is not None and choice == need.current:
            continue
        yield Proposal(
            batch_id=batch.id,
            enterprise_id=need.id,
            before_id=current.get(need.id),
            account_id=choice,
            grounds=grounds_of(match(need, helpers[choice], weights), loads[choice]) if choice else {},
        )


def _current(session: Session, slot: Slot) -> dict[int, int]:
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
    row.account, row.by_hand = session.get_one(Account, choice), True
    row.grounds = dict(offered.grounds.get(choice, {}))
    record(session, actor, "pairing:change-proposal", f"pairing-batch:{batch.id}", who=row.account.name)


def set_aside(session: Session, batch: Batch, rows: Iterable[Proposal], *, actor: Actor) -> int:
    """Leave rows as they are today; return how many there were."""
    require(actor, Permission.PAIRING_MANAGE)
    wanted = [row for row in rows if row.state is PairingState.OPEN]
    for row in wanted:
        _settle(row, PairingState.SET_ASIDE, actor)
    record(session, actor, "pairing:set-aside", f"pairing-batch:{batch.id}", rows=len(wanted))
    return len(wanted)


@dataclass
class Outcome:
    """What has become of the rows that were to be applied."""

    applied: list[Proposal] = field(default_factory=list)
    refused: list[Proposal] = field(default_factory=list)


def apply(session: Session, batch: Batch, rows: Sequence[Proposal], *, actor: Actor) -> Outcome:
    """Pair as proposed, row by row; a row that things have overtaken is refused with its reason and moves nothing."""
    require(actor, Permission.PAIRING_MANAGE)
    rows = [row for row in rows if row.state is PairingState.OPEN and row.account_id is not None]
    outcome = Outcome()
    if not rows:
        return outcome
    check = _Check(session, batch, rows)
    for row in rows:
        refusal = check.refusal(row) or _pair(session, batch, row, actor)
        if refusal:
            row.refusal = refusal
            outcome.refused.append(row)
        else:
            check.count(row)
            outcome.applied.append(row)
        _settle(row, PairingState.REFUSED if refusal else PairingState.APPLIED, actor)
    session.flush()
    done = {"applied": len(outcome.applied), "refused": len(outcome.refused)}
    record(session, actor, "pairing:apply", f"pairing-batch:{batch.id}", **done)
    _tell(session, batch.slot, outcome.applied)
    return outcome


class _Check:
    """What must still hold for a row, read once for all rows and kept up while they are applied."""

    def __init__(self, session: Session, batch: Batch, rows: Sequence[Proposal]) -> None:
        known = field_of(session, batch.slot, only=[row.enterprise_id for row in rows])
        self.needs: dict[int, Need] = {need.id: need for need in known.needs}
        self.helpers, self.loads = by_id(known.helpers), loads_today(known)
        self.current = _current(session, batch.slot)
        self.held, self.disputes = dict(known.held), known.disputes
        self.conflicts = known.conflicts

    def refusal(self, row: Proposal) -> str:
        """Return why a row cannot be applied any more; empty where it can."""
        assert row.account is not None  # noqa: S101  only rows with somebody are applied
        if row.enterprise.standing is not Standing.VERIFIED:
            return str(_("The enterprise is no longer verified."))
        if self.current.get(row.enterprise_id) != row.before_id:
            return str(_("Somebody has set this slot since the proposal was made."))
        return self._unfit(row, row.account.name, self.helpers.get(row.account.id))

    def _unfit(self, row: Proposal, name: str, helper: Helper | None) -> str:
        """Return why the person proposed cannot stand by the enterprise any more."""
        if helper is None:
            return str(_("%(name)s no longer holds this role.", name=name))
        conflict = self.conflicts.get(row.enterprise_id, {}).get(helper.id)
        if conflict:
            return conflict.reason(name)
        barred = self.needs[row.enterprise_id].barred
        reasons = (
            (helper.away, _("%(name)s is on leave.", name=name)),
            (
                helper.id in barred or self._has_other_side(row.enterprise_id, helper.id),
                _("%(name)s stands by the other side of a dispute.", name=name),
            ),
            (
                self.loads[helper.id] >= helper.capacity and not row.by_hand,
                _("%(name)s has reached the limit meanwhile.", name=name),
            ),
        )
        return next((str(words) for holds, words in reasons if holds), "")

    def _has_other_side(self, enterprise_id: int, account_id: int) -> bool:
        others = {b if a == enterprise_id else a for a, b in self.disputes if enterprise_id in {a, b}}
        return any(self.held.get(other) == account_id for other in others)

    def count(self, row: Proposal) -> None:
        """Note that a row has been applied."""
        assert row.account_id is not None  # noqa: S101  as above
        before = self.held.get(row.enterprise_id)
        if before in self.loads:
            self.loads[before] -= 1
        self.loads[row.account_id] += 1
        self.held[row.enterprise_id] = row.account_id


def _pair(session: Session, batch: Batch, row: Proposal, actor: Actor) -> str:
    assert row.account is not None  # noqa: S101  as above
    try:
        put_in(session, row.enterprise, batch.slot, row.account, before=row.before, actor=actor, reason=REASON)
    except IntegrityError:
        return str(_("Somebody has set this slot since the proposal was made."))
    return ""


def _settle(row: Proposal, state: PairingState, actor: Actor) -> None:
    row.state, row.settled_at, row.settled_by_name = state, clock.now(), actor.name


def _tell(session: Session, slot: Slot, rows: Sequence[Proposal]) -> None:
    """Tell each person once of all that changes, and the members of each enterprise."""
    gained: dict[int, list[Enterprise]] = defaultdict(list)
    lost: dict[int, list[Enterprise]] = defaultdict(list)
    people: dict[int, Account] = {}
    for row in rows:
        for account, heap in ((row.account, gained), (row.before.account if row.before else None, lost)):
            if account:
                people[account.id] = account
                heap[account.id].append(row.enterprise)
        assert row.account is not None  # noqa: S101  as above
        subject, body = messages.arranged(row.enterprise, slot, row.account.name, row.account.telephone)
        members = members_of(session, row.enterprise_id)
        notify(session, members, subject=subject, body=body, link=f"/enterprises/{row.enterprise_id}")
    for account_id, account in people.items():
        subject, body = messages.changed_at_once(slot, gained.get(account_id, []), lost.get(account_id, []))
        notify(session, [account], subject=subject, body=body, link="/pairing/mine")


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
    ordered = statement.order_by(Proposal.account_id.is_not(None), Proposal.id)
    return session.scalars(ordered.limit(page.get("limit")).offset(page.get("offset"))).all()


def recent(session: Session, limit: int = 20) -> Sequence[Batch]:
    """Return the newest batches."""
    return session.scalars(sa.select(Batch).order_by(Batch.id.desc()).limit(limit)).all()
