"""Settling the rows of a proposal: pairing as it says what still holds, telling everybody, or setting rows aside."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.audit.operations import record
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import members_of
from portal.notifications.operations import notify
from portal.pairing import messages
from portal.pairing.matching.costs import Helper, Need
from portal.pairing.operations import people_behind, put_in
from portal.pairing.proposals.gathering import field_of
from portal.pairing.proposals.models import Batch, Proposal
from portal.pairing.proposals.offers import by_id, loads_today
from portal.pairing.proposals.operations import current_ids
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.units.models import Unit
from portal.vocabulary import PairingState, Slot, Standing

REASON = "按结对方案调整"


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
    rows = [row for row in rows if row.state is PairingState.OPEN and row.proposed is not None]
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
        self.helpers, self.loads = by_id(known.helpers), Counter(loads_today(known))
        self.current = current_ids(session, batch.slot)
        self.held, self.disputes = dict(known.held), known.disputes
        self.conflicts = known.conflicts

    def refusal(self, row: Proposal) -> str:
        """Return why a row cannot be applied any more; empty where it can."""
        if row.enterprise.standing is not Standing.VERIFIED:
            return str(_("The enterprise is no longer verified."))
        if self.current.get(row.enterprise_id) != row.before_id:
            return str(_("Somebody has set this slot since the proposal was made."))
        proposed = _proposed(row)
        if isinstance(proposed, Unit):
            return str(_("%(name)s is closed.", name=proposed.name)) if proposed.closed else ""
        return self._unfit(row, proposed.name, self.helpers.get(proposed.id))

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
        before, now = self.held.get(row.enterprise_id), _proposed(row).id
        if before is not None:
            self.loads[before] -= 1
        self.loads[now] += 1
        self.held[row.enterprise_id] = now


def _proposed(row: Proposal) -> Account | Unit:
    assert row.proposed is not None  # noqa: S101  only rows with somebody are applied
    return row.proposed


def _pair(session: Session, batch: Batch, row: Proposal, actor: Actor) -> str:
    try:
        put_in(session, row.enterprise, batch.slot, _proposed(row), before=row.before, actor=actor, reason=REASON)
    except IntegrityError:
        return str(_("Somebody has set this slot since the proposal was made."))
    return ""


def _settle(row: Proposal, state: PairingState, actor: Actor) -> None:
    row.state, row.settled_at, row.settled_by_name = state, clock.now(), actor.name


def _tell(session: Session, slot: Slot, rows: Sequence[Proposal]) -> None:
    """Tell each person once of all that changes, of a unit its officers, and the members of each enterprise."""
    gained: dict[int, list[Enterprise]] = defaultdict(list)
    lost: dict[int, list[Enterprise]] = defaultdict(list)
    people: dict[int, Account] = {}
    for row in rows:
        proposed = _proposed(row)
        for accounts, heap in (
            (people_behind(session, proposed), gained),
            (people_behind(session, row.before.filled_by) if row.before else [], lost),
        ):
            for account in accounts:
                people[account.id] = account
                heap[account.id].append(row.enterprise)
        subject, body = messages.arranged(row.enterprise, slot, proposed.name, proposed.telephone)
        members = members_of(session, row.enterprise_id)
        notify(session, members, subject=subject, body=body, link=f"/enterprises/{row.enterprise_id}")
    for account_id, account in people.items():
        subject, body = messages.changed_at_once(slot, gained.get(account_id, []), lost.get(account_id, []))
        notify(session, [account], subject=subject, body=body, link="/pairing/mine")
