"""The directory of enterprises, and who stands by each of them."""

from dataclasses import dataclass
from functools import partial

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal.enterprises import filtering, queries
from portal.enterprises.models import Enterprise
from portal.exports.columns import Arguments, Column, Found, Listing, in_pages
from portal.exports.masking import masked_email, masked_name, masked_telephone
from portal.pairing import overview
from portal.pairing.queries import Slots, slots_by_enterprise
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.vocabulary import Slot

E = Enterprise


def _find(session: Session, actor: Actor, args: Arguments) -> Found[Enterprise]:
    wanted = filtering.wanted_by(filtering.filters_of(session, args))
    return Found(queries.count(session, actor, wanted), queries.every(session, actor, wanted))


ENTERPRISES = Listing(
    "enterprises",
    _l("Enterprises"),
    Permission.ENTERPRISE_LIST,
    (
        Column[E](_l("Name of the enterprise"), lambda row: row.name, 32),
        Column[E](_l("Credit code"), lambda row: row.credit_code, 21),
        Column[E](_l("Sector"), lambda row: str(row.sector.label), 12),
        Column[E](_l("Size"), lambda row: str(row.size.label), 8),
        Column[E](_l("Above scale"), lambda row: str(_l("Yes") if row.above_scale else _l("No")), 8),
        Column[E](_l("Key enterprise"), lambda row: str(_l("Yes") if row.key else _l("No")), 8),
        Column[E](_l("Staff"), lambda row: row.staff_count, 8),
        Column[E](_l("Area"), lambda row: row.area.name, 14),
        Column[E](_l("Address"), lambda row: row.address, 32),
        Column[E](_l("Contact person"), lambda row: row.contact_name, 10, masked_name),
        Column[E](_l("Telephone"), lambda row: row.contact_telephone, 15, masked_telephone),
        Column[E](_l("E-mail"), lambda row: row.contact_email, 24, masked_email),
        Column[E](_l("Reopening"), lambda row: str(row.reopening.label), 12),
        Column[E](_l("Verification state"), lambda row: str(row.standing.label), 10),
        Column[E](_l("Registered at"), lambda row: row.registered_at, 17),
    ),
    _find,
)


@dataclass(frozen=True)
class Paired:
    """An enterprise and its four slots."""

    enterprise: Enterprise
    slots: Slots


def _find_paired(session: Session, actor: Actor, args: Arguments) -> Found[Paired]:
    form = overview.filters(session, args)
    wanted, also = overview.wanted(form), overview.lacking(form.lacking.data or "")

    def page(offset: int, limit: int) -> list[Paired]:
        found = queries.search(session, actor, wanted, *also, offset=offset, limit=limit)
        slots = slots_by_enterprise(session, found)
        return [Paired(enterprise, slots[enterprise.id]) for enterprise in found]

    return Found(queries.count(session, actor, wanted, *also), in_pages(page))


def _holder(slot: Slot, row: Paired) -> str:
    pairing = row.slots[slot]
    return pairing.name if pairing else ""


PAIRINGS = Listing(
    "pairings",
    _l("Pairings"),
    Permission.PAIRING_MANAGE,
    (
        Column[Paired](_l("Enterprise"), lambda row: row.enterprise.name, 32),
        Column[Paired](_l("Credit code"), lambda row: row.enterprise.credit_code, 21),
        Column[Paired](_l("Area"), lambda row: row.enterprise.area.name, 14),
        *(Column[Paired](slot.label, partial(_holder, slot), 18) for slot in Slot),
    ),
    _find_paired,
)
