"""Making one record of two of the same enterprise: one act of the coordinator, in which nothing is lost."""

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.orm import Session

from portal import clock
from portal.audit.operations import record
from portal.audit.queries import last_name
from portal.enterprises.models import Enterprise
from portal.enterprises.operations import subject
from portal.enterprises.profile import shown
from portal.enterprises.queries import members_of, memberships, reopening_history
from portal.enterprises.sameness import can_be_same
from portal.errors import RuleBroken, StaleEdit
from portal.merging import messages
from portal.merging.parts import PARTS
from portal.notifications.operations import notify
from portal.pairing import messages as pairing_messages
from portal.pairing.models import Pairing
from portal.pairing.operations import people_behind
from portal.pairing.queries import current_for
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.vocabulary import Standing

REASON = "同一家企业的两份档案合并"
Seen = tuple[int, int]


def merge(
    session: Session, kept: Enterprise, gone: Enterprise, *, actor: Actor, taken: Collection[str], seen: Seen
) -> None:
    """Move what belongs to the record ``gone`` to the record ``kept``, to which it points from now on.

    ``taken`` are the facts in which the kept record follows the other one; ``seen`` are the versions of both. The
    credit code is the only one that either has. Of two people in one slot the kept record's stays, the other's pairing
    ends now. Raises RuleBroken for two enterprises with codes of their own and StaleEdit.
    """
    require(actor, Permission.ENTERPRISE_MERGE, kept)
    if not can_be_same(kept, gone):
        raise RuleBroken(_("Two credit codes are two enterprises; their records stay apart."))
    _check_versions(session, kept, gone, seen)
    people = {person.id: person for one in (kept, gone) for person in members_of(session, one.id)}
    _end_doubles(session, kept, gone)
    session.flush()
    moved = [f"{part.label}{count}" for part in PARTS if (count := part.move(session, gone=gone, kept=kept))]
    session.execute(update(Enterprise).where(Enterprise.merged_into_id == gone.id).values(merged_into_id=kept.id))
    _settle(session, kept, gone, taken)
    gone_code = gone.credit_code
    record(session, actor, "enterprise:merge", subject(kept), enterprise=gone.name, together="、".join(moved))
    record(session, actor, "enterprise:merged-away", subject(gone), enterprise=kept.name, credit_code=gone_code)
    headline, body = messages.merged(kept, gone.name)
    notify(session, people.values(), subject=headline, body=body, link=f"/enterprises/{kept.id}")


def _check_versions(session: Session, kept: Enterprise, gone: Enterprise, seen: Seen) -> None:
    for enterprise, version in zip((kept, gone), seen, strict=True):
        if enterprise.version != version:
            theirs = tuple(shown(enterprise, name) for name in ("credit_code", "name"))
            raise StaleEdit(last_name(session, subject(enterprise)), theirs, kept.version)


def doubles(session: Session, kept: Enterprise, gone: Enterprise) -> list[Pairing]:
    """Return the pairings of the record that goes whose slot is filled in the kept one too: they end."""
    filled = current_for(session, kept.id)
    return [pairing for slot, pairing in current_for(session, gone.id).items() if slot in filled]


def _end_doubles(session: Session, kept: Enterprise, gone: Enterprise) -> None:
    """End the pairings and memberships of which the kept record has its own; they stay as history."""
    now, holding = clock.now(), current_for(session, kept.id)
    for pairing in doubles(session, kept, gone):
        pairing.ended_at = now
        still = holding[pairing.slot]
        if (still.account_id, still.unit_id) != (pairing.account_id, pairing.unit_id):
            headline, body = pairing_messages.relieved(kept, pairing.slot, REASON)
            people = people_behind(session, pairing.filled_by)
            notify(session, people, subject=headline, body=body, link=f"/enterprises/{kept.id}")
    own = {membership.account_id for membership in memberships(session, kept.id)}
    for membership in memberships(session, gone.id):
        if membership.account_id in own:
            membership.ended_at = now


def _settle(session: Session, kept: Enterprise, gone: Enterprise, taken: Collection[str]) -> None:
    """Let the kept record be what both were, and the other point at it."""
    for name in taken:
        setattr(kept, name, getattr(gone, name))
    kept.area = gone.area if "area_id" in taken else kept.area
    if Standing.VERIFIED in {kept.standing, gone.standing}:
        kept.standing, kept.standing_reason = Standing.VERIFIED, ""
    kept.verified_at = min((at for at in (kept.verified_at, gone.verified_at) if at), default=None)
    kept.registered_at = min(kept.registered_at, gone.registered_at)
    if history := reopening_history(session, kept.id):
        kept.reopening = history[0].reopening
    gone.standing, gone.merged_into_id = Standing.MERGED, kept.id
    _give_code(session, kept, gone)


def _give_code(session: Session, kept: Enterprise, gone: Enterprise) -> None:
    """Give the kept record the real code, and what it had to the other: a code belongs to one record at a time."""
    real, before = kept.real_code or gone.real_code or kept.credit_code, kept.credit_code
    kept.claimed_code = gone.claimed_code = ""
    if gone.credit_code == real:
        gone.credit_code = f"-{gone.id}"
        session.flush()
        kept.credit_code = real
        session.flush()
        gone.credit_code = before
    kept.credit_code = real
    session.flush()
