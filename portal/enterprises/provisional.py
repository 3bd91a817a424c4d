"""Enterprises recorded provisionally: somebody calls, comes or scans a code whose enterprise is not registered yet."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.queries import with_role
from portal.audit.operations import record
from portal.enterprises import messages
from portal.enterprises.credit_code import checked
from portal.enterprises.models import OWN_CODE, Enterprise
from portal.enterprises.operations import free_code, subject
from portal.notifications.operations import notify
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.references import next_reference
from portal.units.models import Unit
from portal.vocabulary import Role, Sector, Size, Standing

# 统计上大中小微型企业划分办法（2017）, by staff alone: the least number for small, medium and large.
STAFF: dict[Sector, tuple[int, int, int]] = {
    Sector.INDUSTRY: (20, 300, 1000),
    Sector.CONSTRUCTION: (20, 300, 1000),
    Sector.SERVICES: (10, 100, 300),
    Sector.AGRICULTURE: (10, 100, 300),
}


@dataclass(frozen=True)
class Sketch:
    """What is known on the telephone; the code is empty where the caller does not have it at hand."""

    name: str
    area_id: int
    sector: Sector
    contact_name: str
    contact_telephone: str
    credit_code: str = ""
    staff_count: int | None = None


def size_by_staff(sector: Sector, staff: int | None) -> Size:
    """Return the size that goes with a number of persons, until the office has verified the turnover too."""
    sizes = list(Size)
    return sizes[sum((staff or 0) >= least for least in STAFF[sector])]


def record_provisionally(session: Session, *, actor: Actor, sketch: Sketch) -> Enterprise:
    """Record an enterprise without members at once; the coordinators verify it and enter what is missing.

    Without a credit code it gets a number of ours, such as ``LS-2026-00001K``. Raises RuleBroken at ``credit_code`` for
    a wrong code and for one that is registered already.
    """
    require(actor, Permission.ENTERPRISE_RECORD)
    now = clock.now()
    code = (
        free_code(session, checked(sketch.credit_code, confirmed=True), confirmed=True)
        if sketch.credit_code
        else next_reference(session, OWN_CODE, clock.local_date(now).year)
    )
    enterprise = Enterprise(
        credit_code=code,
        name=sketch.name,
        sector=sketch.sector,
        size=size_by_staff(sketch.sector, sketch.staff_count),
        staff_count=sketch.staff_count,
        area=session.get_one(Unit, sketch.area_id),
        contact_name=sketch.contact_name,
        contact_telephone=sketch.contact_telephone,
        standing=Standing.PENDING,
        registered_at=now,
    )
    session.add(enterprise)
    session.flush()
    record(session, actor, "enterprise:record", subject(enterprise), credit_code=code)
    title, body = messages.recorded(enterprise, actor.name)
    others = [person for person in with_role(session, Role.COORDINATOR) if person.id != actor.account_id]
    notify(session, others, subject=title, body=body, link=f"/enterprises/{enterprise.id}")
    return enterprise
