"""Who has to do with a case, with a telephone number."""

from sqlalchemy.orm import Session

from portal.cases.care.secrecy import confidants
from portal.cases.models import Case
from portal.pairing.models import Pairing
from portal.pairing.queries import current_for
from portal.vocabulary import Role, Slot

Contact = tuple[str, str, str]


def around(session: Session, case: Case) -> list[Contact]:
    """Return role, name and telephone of the handler, of the four who stand by the enterprise, and of its contact.

    Of a confidential case the four know nothing; there the supervisors are named.
    """
    contact = (str(Role.ENTERPRISE.label), case.contact_name, case.contact_telephone)
    if case.confidential:
        near = [(Role.OFFICER, case.handler)] if case.handler else []
        near += [(Role.SUPERVISOR, person) for person in confidants(session, case)]
        return [*((str(role.label), person.name, person.telephone) for role, person in near), contact]
    paired = current_for(session, case.enterprise_id)
    found = [(str(Role.OFFICER.label), case.handler.name, case.handler.telephone)] if case.handler else []
    found += [
        _filler(slot, paired[slot]) for slot in (Slot.LIAISON, Slot.LAWYER, Slot.UNIT, Slot.LEADER) if slot in paired
    ]
    return [*found, contact]


def _filler(slot: Slot, pairing: Pairing) -> Contact:
    who = pairing.account or pairing.unit
    name = pairing.unit.short_name if pairing.unit else who.name if who else ""
    return str(slot.label), name, who.telephone if who else ""
