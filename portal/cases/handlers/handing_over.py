"""What somebody who leaves for good has to hand over, and who should have it."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.models import Account, RoleAssignment
from portal.accounts.queries import with_role
from portal.cases.models import Case
from portal.cases.operations import HANDLING_ROLES
from portal.enterprises.models import Enterprise
from portal.pairing.conflicts import conflicts_of
from portal.pairing.matching.costs import Helper, match, propose
from portal.pairing.models import Pairing
from portal.pairing.people import pairings_of
from portal.pairing.proposals.gathering import current_weights, field_of
from portal.pairing.proposals.offers import grounds_of, loads_today, why
from portal.vocabulary import OPEN, Role, Slot

KEPT = 0  # the choice of nobody: the slot is left empty
Choice = tuple[int, str]


@dataclass(frozen=True)
class PairingLine:
    """A pairing to be handed over: who is proposed, why, who else could be chosen, and why some cannot be."""

    pairing: Pairing
    proposed: int
    why: str
    choices: Sequence[Choice]
    kept_out: Sequence[str] = ()


@dataclass(frozen=True)
class CaseLine:
    """An open case to be handed over, with who is proposed, who else could be chosen, and why some cannot be."""

    case: Case
    proposed: int
    choices: Sequence[Choice]
    kept_out: Sequence[str] = ()


@dataclass(frozen=True)
class Plan:
    """Everything that one person would hand over. ``mark`` changes when there is more or less of it."""

    person: Account
    pairings: Sequence[PairingLine]
    cases: Sequence[CaseLine]

    @property
    def mark(self) -> str:
        """A fingerprint of what is there to hand over."""
        ids = [f"p{line.pairing.id}" for line in self.pairings] + [f"c{line.case.id}" for line in self.cases]
        return hashlib.sha256(" ".join(ids).encode()).hexdigest()[:16]


def plan(session: Session, person: Account) -> Plan:
    """Return what a person has and who should have it: for all pairings of a slot together, at the lowest cost."""
    held = pairings_of(session, person)
    lines = [line for slot in dict.fromkeys(one.slot for one in held) for line in _of_slot(session, person, held, slot)]
    return Plan(person, lines, list(_cases(session, person, lines)))


def _of_slot(session: Session, person: Account, held: Sequence[Pairing], slot: Slot) -> list[PairingLine]:
    mine = [one for one in held if one.slot == slot]
    known = field_of(session, mine[0].slot, only=[one.enterprise_id for one in mine])
    helpers = [one for one in known.helpers if one.id != person.id]
    needs = [replace(need, current=None) for need in known.needs]
    weights, loads = current_weights(session), loads_today(known)
    result = propose(needs, helpers, weights, known.disputes)
    names = {
        one.id: one.name for one in session.scalars(sa.select(Account).where(Account.id.in_([h.id for h in helpers])))
    }
    chosen = {need.id: (need, one) for need, one in zip(needs, result.chosen, strict=True)}
    lines, by_law = [], slot is Slot.LAWYER
    for pairing in mine:
        need, choice = chosen.get(pairing.enterprise_id, (None, None))
        by_id = {one.id: one for one in helpers}
        free = [one for one in helpers if need is not None and one.id not in need.barred and not one.away]
        grounds = (
            grounds_of(pairing.slot, match(need, by_id[choice], weights), loads[choice]) if need and choice else {}
        )
        choices = [
            (KEPT, str(_("Nobody: the slot stays empty"))),
            *((one.id, _said(one, names, loads)) for one in free),
        ]
        kept_out = _kept_out(session, pairing.enterprise, with_role(session, Role.LAWYER)) if by_law else {}
        lines.append(PairingLine(pairing, choice or KEPT, why(grounds), choices, list(kept_out.values())))
    return lines


def _kept_out(session: Session, enterprise: Enterprise, people: Sequence[Account]) -> dict[int, str]:
    """Return who of some people must not act for an enterprise because of a conflict of interest, and why."""
    lawyers = {one.id: one for one in people if Role.LAWYER in one.roles}
    found = conflicts_of(session, enterprise, list(lawyers.values())) if lawyers else {}
    return {key: conflict.reason(lawyers[key].name) for key, conflict in found.items()}


def _said(helper: Helper, names: Mapping[int, str], loads: Mapping[int, int]) -> str:
    return f"{names[helper.id]}（{loads[helper.id]}/{helper.capacity}）"


def _able(person: Account, count: int) -> str:
    return _("%(name)s　%(office)s (open cases: %(count)s)", name=person.name, office=person.office, count=count)


def open_cases(session: Session, person: Account) -> Sequence[Case]:
    """Return the open cases that a person handles, the oldest first; the confidential ones stay with supervisors."""
    statement = sa.select(Case).where(Case.handler_id == person.id, Case.status.in_(OPEN), ~Case.confidential)
    return session.scalars(statement.order_by(Case.id)).unique().all()


def _cases(session: Session, person: Account, lines: Sequence[PairingLine]) -> Sequence[CaseLine]:
    """Propose for each case the successor of its enterprise where that person can handle it, else a colleague."""
    holders = sa.select(RoleAssignment.account_id).where(RoleAssignment.role.in_(person.roles & HANDLING_ROLES))
    able = sa.select(Account).where(
        Account.id.in_(holders), Account.disabled_at.is_(None), Account.unit_id.is_not(None), Account.id != person.id
    )
    people = session.scalars(able.order_by(Account.unit_id != person.unit_id, Account.id)).unique().all()
    counts = sa.select(Case.handler_id, sa.func.count()).where(Case.status.in_(OPEN)).group_by(Case.handler_id)
    load = Counter({row[0]: row[1] for row in session.execute(counts) if row[0] is not None})
    following = {line.pairing.enterprise_id: line.proposed for line in lines if line.pairing.account_id == person.id}
    choices = [(one.id, _able(one, load[one.id])) for one in people]
    near = [one for one in people if one.unit_id == person.unit_id] or list(people)
    least = min((one.id for one in near), key=lambda one: (load[one], one), default=KEPT)
    able_ids = {one.id for one in people}
    cases = open_cases(session, person)
    out = {case.enterprise_id: _kept_out(session, case.enterprise, people) for case in cases}
    lines_of_cases = []
    for case in cases:
        kept_out, wanted = out[case.enterprise_id], following.get(case.enterprise_id, KEPT)
        free = [choice for choice in choices if choice[0] not in kept_out]
        proposed = next((one for one in (wanted, least) if one in able_ids - kept_out.keys()), None)
        proposed = proposed or (free[0][0] if free else KEPT)
        lines_of_cases.append(CaseLine(case, proposed, free, list(kept_out.values())))
    return lines_of_cases
