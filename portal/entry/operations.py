"""What is done to codes, and filing a case by one or at the desk."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.audit.operations import record
from portal.cases.intake import operations as intake
from portal.cases.intake.categories import by_code
from portal.cases.intake.operations import Telling
from portal.cases.models import Case
from portal.enterprises.models import Enterprise
from portal.enterprises.provisional import Sketch, record_provisionally
from portal.entry.codes import new_key
from portal.entry.models import EntryCode, EntryFiling
from portal.entry.queries import named
from portal.errors import RuleBroken, TransitionNotAllowed
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.units.models import Unit
from portal.vocabulary import Channel, EntryKind, Standing


@dataclass(frozen=True)
class Site:
    """Where a card will hang: at an enterprise, in an area, or at a building of an area."""

    enterprise: Enterprise | None = None
    area: Unit | None = None
    building: str = ""

    @property
    def kind(self) -> EntryKind:
        """What kind of code the site gets."""
        if self.enterprise:
            return EntryKind.ENTERPRISE
        return EntryKind.BUILDING if self.building else EntryKind.STREET


@dataclass(frozen=True)
class Matter:
    """What somebody tells, on the telephone or by a scan; lengths and presence have been checked by the form."""

    category: str
    title: str
    description: str
    contact_name: str
    contact_telephone: str
    submission_key: str
    wish: str = ""
    other_party: str = ""
    urgency_facts: tuple[str, ...] = ()


def make(session: Session, *, actor: Actor, sites: Iterable[Site]) -> list[EntryCode]:
    """Make a code for each site. Raises RuleBroken where there is no site."""
    require(actor, Permission.ENTRY_MANAGE)
    codes = [
        EntryCode(
            key=new_key(),
            kind=site.kind,
            enterprise=site.enterprise,
            area=None if site.enterprise else site.area,
            building=site.building,
            made_at=clock.now(),
            made_by_name=actor.name,
        )
        for site in sites
    ]
    if not codes:
        raise RuleBroken(_("Say for whom or where a code is to be made."), "kind")
    session.add_all(codes)
    session.flush()
    for code in codes:
        record(session, actor, "entry:make", f"entry:{code.id}", place=code.place)
    return codes


def revoke(session: Session, code: EntryCode, *, actor: Actor, reason: str) -> None:
    """Let a code die, at once and for good; a new one can be made for the place."""
    require(actor, Permission.ENTRY_MANAGE)
    if code.revoked_at is not None:
        raise TransitionNotAllowed
    code.revoked_at, code.revoked_by_name, code.revoke_reason = clock.now(), actor.name, reason
    record(session, actor, "entry:revoke", f"entry:{code.id}", place=code.place)


def begin(code: EntryCode) -> None:
    """Count that somebody has gone beyond the first screen."""
    code.begun = EntryCode.begun + 1  # counted in the database: two may scan at once


def file_call(session: Session, *, actor: Actor, enterprise: Enterprise, channel: Channel, matter: Matter) -> Case:
    """File what somebody tells on the telephone, at the window or on the way, in the name of the enterprise."""
    require(actor, Permission.CASE_FILE)
    return _submit(session, actor, enterprise, channel, matter)


def file_scan(session: Session, code: EntryCode, *, matter: Matter, sketch: Sketch | None = None) -> Case:
    """File what somebody tells who has scanned a code; no account is needed, so the contact stands for the filer.

    ``sketch`` names the enterprise where the code does not; one that is not known is recorded provisionally. Raises
    RuleBroken for a code that has been revoked and an enterprise that was refused, in words that tell nothing of it.
    """
    if code.revoked_at is not None:
        raise RuleBroken(_("This code no longer works."))
    if (earlier := intake.already_submitted(session, matter.submission_key)) is not None:
        return earlier
    caller = Actor(account_id=None, name=matter.contact_name)
    enterprise = code.enterprise or _enterprise(session, caller, sketch)
    if enterprise.standing is Standing.REFUSED:
        raise RuleBroken(_("This cannot be taken in here. Please call the line."))
    case = _submit(session, caller, enterprise, Channel.QR_CODE, matter)
    session.add(EntryFiling(code=code, case=case))
    session.flush()
    return case


def _enterprise(session: Session, caller: Actor, sketch: Sketch | None) -> Enterprise:
    if sketch is None:
        raise RuleBroken(_("Enter the name of the enterprise."), "enterprise_name")
    known = (named(session, sketch.credit_code) if sketch.credit_code else None) or named(session, sketch.name)
    return known or record_provisionally(session, actor=caller, sketch=sketch)


def _submit(session: Session, actor: Actor, enterprise: Enterprise, channel: Channel, matter: Matter) -> Case:
    category = by_code(session, matter.category)
    if category is None or category.confidential:
        raise RuleBroken(_("Choose the category; the nearest one will do."), "category")
    told = {name: value for name, value in vars(matter).items() if name not in {"category", "submission_key"}}
    return intake.submit(
        session,
        actor=actor,
        enterprise=enterprise,
        kind=category.kind,
        telling=Telling(category=category, **told),
        submission_key=matter.submission_key,
        channel=channel,
    )
