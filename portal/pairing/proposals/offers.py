"""Who is on offer for one slot of one enterprise, ranked at once, with the reason for each and for who is not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.queries import with_role
from portal.enterprises.models import Enterprise
from portal.pairing.candidates import Candidate
from portal.pairing.conflicts import Conflict, conflicts_of
from portal.pairing.matching.costs import SAME_STREET, Helper, Match, shortlist
from portal.pairing.proposals.charges import are_trades, in_words
from portal.pairing.proposals.gathering import Field, current_weights, field_of
from portal.pairing.queries import SLOT_ROLES, candidates
from portal.vocabulary import Slot

AND = "、"


@dataclass(frozen=True)
class Offer:
    """The candidates for a slot, the best first, why each of the first is, and who must not because of a conflict."""

    candidates: Sequence[Candidate]
    grounds: Mapping[int, Mapping[str, Any]]
    conflicts: Mapping[int, Conflict]


def offer(session: Session, enterprise: Enterprise, slot: Slot) -> Offer:
    """Return who could fill a slot; who is full comes last and needs a reason, who must not is left out."""
    found = candidates(session, enterprise, slot)
    field = field_of(session, slot, only=[enterprise.id])
    ranked = shortlist(field.needs[0], field.helpers, current_weights(session)) if field.needs else []
    place = {one.helper.id: position for position, one in enumerate(ranked)}
    lawyers = with_role(session, SLOT_ROLES[slot]) if slot is Slot.LAWYER else []
    conflicts = conflicts_of(session, enterprise, lawyers) if lawyers else {}
    away = {helper.id for helper in field.helpers if helper.away}
    fit = [one for one in found if one.id not in conflicts and one.id not in away]
    ordered = sorted(fit, key=lambda one: (place.get(one.id, len(place)), one.load, one.id))
    loads = {one.id: one.load for one in found}
    return Offer(ordered, {one.helper.id: grounds_of(slot, one, loads[one.helper.id]) for one in ranked}, conflicts)


def grounds_of(slot: Slot, match: Match, load: int) -> dict[str, Any]:
    """Return what a choice rests on as plain values that can be kept; ``load`` is enterprises stood by today.

    A unit has no ``capacity``: it has people for that.
    """
    return {
        "near": match.distance <= SAME_STREET if match.helper.areas else None,
        "knows": sorted(match.knows),
        "meets": sorted(match.meets),
        "charge": None if match.charge is None else sorted(match.charge),
        "load": load,
        "capacity": match.helper.capacity if slot is not Slot.UNIT else None,
    }


def why(grounds: Mapping[str, Any]) -> str:
    """Return the grounds in words, 同街道；擅长劳动用工；现有12/30家; empty where none are known."""
    if not grounds:
        return ""
    near = {True: _("same street"), False: _("another street"), None: _("serves the whole county")}[grounds["near"]]
    if grounds["near"] is None and grounds["capacity"] is None:
        near = ""  # of a department that goes without saying
    charge = in_charge(grounds)
    knows = _("good at %(what)s", what=AND.join(grounds["knows"])) if grounds["knows"] else ""
    meets = _("meets the wish for %(what)s", what=AND.join(grounds["meets"])) if grounds["meets"] else ""
    load = _("has %(load)s enterprises", load=grounds["load"])
    if grounds["capacity"] is not None:
        load = _("has %(load)s of %(capacity)s enterprises", load=grounds["load"], capacity=grounds["capacity"])
    parts = [str(part) for part in (charge, near, knows, meets, load) if part]
    return reduce(lambda before, after: str(_("%(before)s; %(after)s", before=before, after=after)), parts)


def in_charge(grounds: Mapping[str, Any]) -> str:
    """Return what of an enterprise somebody is in charge of, in words; empty where nobody in charge is asked for."""
    keys = grounds.get("charge")
    if keys is None:
        return ""
    if not keys:
        return _("not in charge of it")
    what = AND.join(in_words(keys))
    if are_trades(keys):
        return _("in charge of the trade %(what)s", what=what)
    return _("in charge of %(what)s", what=what)


def loads_today(field: Field) -> dict[int, int]:
    """Return how many enterprises each person of a field stands by today, those in need among them."""
    in_need = {need.id for need in field.needs}
    held = Counter(account_id for enterprise_id, account_id in field.held.items() if enterprise_id in in_need)
    return {helper.id: helper.load + held[helper.id] for helper in field.helpers}


def by_id(helpers: Sequence[Helper]) -> dict[int, Helper]:
    """Return the helpers by id."""
    return {helper.id: helper for helper in helpers}
