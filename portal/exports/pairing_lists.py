"""Pairing: one's own enterprises, who stands by how many, the rows of a proposal, and conflicts of interest."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from forms.pairing import OwnForm
from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.exports.columns import Arguments, Column, Found, Listing, at_hand
from portal.exports.masking import masked_name, masked_telephone
from portal.pairing import clients, coverage, people, queries
from portal.pairing.coverage import Line, Street
from portal.pairing.leaves import away_on
from portal.pairing.models import Pairing
from portal.pairing.people_models import ConflictRecord
from portal.pairing.proposals import operations as batches
from portal.pairing.proposals.models import Batch, Proposal
from portal.pairing.proposals.offers import why
from portal.pairing.proposals.staffing import gather_helpers
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.vocabulary import PairingState, Slot


def _find_own(session: Session, actor: Actor, args: Arguments) -> Found[Pairing]:
    return at_hand(queries.own(session, actor, OwnForm(args).reopening.data))


OWN_ENTERPRISES = Listing(
    "own-enterprises",
    _l("My enterprises"),
    Permission.PAIRING_OWN,
    (
        Column[Pairing](_l("Enterprise"), lambda row: row.enterprise.name, 32),
        Column[Pairing](_l("Area"), lambda row: row.enterprise.area.name, 14),
        Column[Pairing](_l("Sector"), lambda row: str(row.enterprise.sector.label), 14),
        Column[Pairing](_l("Reopening"), lambda row: str(row.enterprise.reopening.label), 12),
        Column[Pairing](_l("Paired as"), lambda row: str(row.slot.label), 12),
        Column[Pairing](_l("Since"), lambda row: row.began_at, 17),
        Column[Pairing](_l("Contact person"), lambda row: row.enterprise.contact_name, 10, masked_name),
        Column[Pairing](_l("Telephone"), lambda row: row.enterprise.contact_telephone, 15, masked_telephone),
    ),
    _find_own,
)


@dataclass(frozen=True)
class Helper:
    """Somebody who stands by enterprises, by how many, and whether on leave today."""

    person: Account
    load: int
    away: bool


def _find_people(session: Session, _actor: Actor, _args: Arguments) -> Found[Helper]:
    loads, away = queries.loads_of_people(session), away_on(session, clock.today())
    return at_hand([Helper(one, loads.get(one.id, 0), one.id in away) for one in people.everybody(session)])


HELPERS = Listing(
    "pairing-people",
    _l("People who stand by enterprises"),
    Permission.PAIRING_MANAGE,
    (
        Column[Helper](_l("Person"), lambda row: row.person.name, 12),
        Column[Helper](_l("Unit"), lambda row: row.person.office, 28),
        Column[Helper](_l("Enterprises"), lambda row: row.load, 10),
        Column[Helper](_l("At most"), lambda row: row.person.capacity, 10),
        Column[Helper](_l("Specialities"), lambda row: row.person.specialities, 30),
        Column[Helper](_l("Languages"), lambda row: row.person.languages, 20),
        Column[Helper](_l("State"), lambda row: str(_l("on leave") if row.away else _l("there")), 10),
    ),
    _find_people,
)


def _find_rows(session: Session, _actor: Actor, args: Arguments) -> Found[Proposal]:
    batch = batches.visible_batch(session, args.get("batch", 0, type=int))
    state = args.get("state", "")
    wanted = [Proposal.state == PairingState(state)] if state in set(PairingState) else []
    return at_hand(batches.rows_of(session, batch, *wanted))


PROPOSAL_ROWS = Listing(
    "pairing-proposal",
    _l("Proposal for pairing"),
    Permission.PAIRING_MANAGE,
    (
        Column[Proposal](_l("Enterprise"), lambda row: row.enterprise.name, 32),
        Column[Proposal](_l("Area"), lambda row: row.enterprise.area.name, 14),
        Column[Proposal](_l("As it stands"), lambda row: row.before.name if row.before else "", 12),
        Column[Proposal](_l("As proposed"), lambda row: row.proposed.name if row.proposed else "", 20),
        Column[Proposal](_l("Why"), lambda row: str(why(row.grounds)), 40),
        Column[Proposal](_l("State"), lambda row: str(row.state.label), 12),
        Column[Proposal](_l("Reason"), lambda row: row.refusal, 30),
    ),
    _find_rows,
)


@dataclass(frozen=True)
class Drawn:
    """A proposal, and how many of its rows are in each state."""

    batch: Batch
    open: int
    applied: int
    others: int


def _find_batches(session: Session, _actor: Actor, _args: Arguments) -> Found[Drawn]:
    return at_hand([_drawn(session, batch) for batch in batches.recent(session)])


def _drawn(session: Session, batch: Batch) -> Drawn:
    counts = batches.counted(session, batch)
    still, applied = counts[PairingState.OPEN], counts[PairingState.APPLIED]
    return Drawn(batch, still, applied, counts.total() - still - applied)


PROPOSALS_DRAWN = Listing(
    "pairing-proposals",
    _l("Proposals for pairing"),
    Permission.PAIRING_MANAGE,
    (
        Column[Drawn](_l("Slot"), lambda row: str(row.batch.slot.label), 12),
        Column[Drawn](_l("Area"), lambda row: row.batch.area.name if row.batch.area else _("All areas"), 14),
        Column[Drawn](_l("To be reviewed"), lambda row: row.open, 10),
        Column[Drawn](_l("Paired as proposed"), lambda row: row.applied, 10),
        Column[Drawn](_l("Not applied"), lambda row: row.others, 10),
        Column[Drawn](_l("Drawn up"), lambda row: row.batch.made_at, 17),
        Column[Drawn](_l("By whom"), lambda row: row.batch.made_by_name, 12),
    ),
    _find_batches,
)


def _find_conflicts(session: Session, _actor: Actor, _args: Arguments) -> Found[ConflictRecord]:
    return at_hand(clients.records(session, limit=None))


CONFLICTS = Listing(
    "conflicts",
    _l("Conflicts of interest"),
    Permission.PAIRING_MANAGE,
    (
        Column[ConflictRecord](_l("Met"), lambda row: row.at, 17),
        Column[ConflictRecord](_l("Enterprise"), lambda row: row.enterprise.name, 32),
        Column[ConflictRecord](_l("Lawyer"), lambda row: row.account.name, 12),
        Column[ConflictRecord](_l("The other party"), lambda row: row.party, 28),
        Column[ConflictRecord](
            _l("State"), lambda row: str(_l("assignment blocked") if row.blocked else _l("found in a pairing")), 16
        ),
    ),
    _find_conflicts,
)


def _find_coverage(session: Session, _actor: Actor, args: Arguments) -> Found[Line]:
    wanted = args.get("slot", "")
    slot = Slot(wanted) if wanted in {one.value for one in queries.SLOT_ROLES} else Slot.LAWYER
    persons = with_role(session, queries.SLOT_ROLES[slot])
    matrix = coverage.matrix(session, slot, persons, gather_helpers(session, slot))
    return at_hand(matrix.lines, _by_street(matrix.streets))


def _by_street(streets: Sequence[Street]) -> list[Column[Line]]:
    return [*TOTALS, *(Column[Line](street.unit.short_name, partial(_count, street), 10) for street in streets)]


def _count(street: Street, row: Line) -> int:
    return row.by_street.get(street.unit.id, 0)


TOTALS = (
    Column[Line](_l("Person"), lambda row: row.person.name, 12),
    Column[Line](_l("Total"), lambda row: row.total, 8),
    Column[Line](_l("At most"), lambda row: row.person.capacity, 8),
)
COVERAGE = Listing("coverage", _l("Coverage of the pairing"), Permission.PAIRING_MANAGE, TOTALS, _find_coverage)
