"""Declaring clients, and watching what a declaration or a case means for pairings that stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext

import sqlalchemy as sa
from flask import has_request_context, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.audit.operations import record
from portal.database import SAFE_METHODS, apart, db
from portal.enterprises.models import Enterprise
from portal.errors import NotFound, RuleBroken
from portal.notifications.operations import notify
from portal.pairing import messages
from portal.pairing.concerns import Party, concerns
from portal.pairing.conflicts import Conflict, ConflictOfInterest, bars, conflicts_of, same_company
from portal.pairing.models import Pairing
from portal.pairing.people_models import Client, ConflictRecord
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.vocabulary import Role, Slot


def own(session: Session, account: Account) -> Sequence[Client]:
    """Return the clients that bind a lawyer today: the lawyer's own and the firm's, newest first."""
    bound = Client.account_id == account.id
    if account.unit_id is not None:
        bound = sa.or_(bound, Client.unit_id == account.unit_id)
    return session.scalars(sa.select(Client).where(Client.ended_at.is_(None), bound).order_by(Client.id.desc())).all()


def declare(session: Session, *, actor: Actor, account: Account, name: str, credit_code: str) -> Client:
    """Declare a client for the lawyer's firm; coordinators hear of pairings that it touches.

    Raises RuleBroken at ``name`` where the firm has declared the same company.
    """
    require(actor, Permission.CLIENT_DECLARE)
    code = credit_code.upper()
    if any(same_company(Party(name, code), Party(one.name, one.credit_code)) for one in own(session, account)):
        raise RuleBroken(_("This client has been declared already."), "name")
    client = Client(account=account, unit_id=account.unit_id, name=name, credit_code=code, declared_at=clock.now())
    session.add(client)
    session.flush()
    record(session, actor, "client:declare", f"account:{account.username}", client=name)
    warn(session, standing(session), actor)
    return client


def end(session: Session, client: Client, *, actor: Actor, account: Account) -> None:
    """End a declaration of one's own firm; it stays on record."""
    require(actor, Permission.CLIENT_DECLARE)
    if client not in own(session, account):
        raise NotFound
    client.ended_at = clock.now()
    record(session, actor, "client:end", f"account:{account.username}", client=client.name)


def standing(session: Session) -> list[tuple[Pairing, Conflict]]:
    """Return the pairings that stand although a conflict of interest has come up, with the conflicts."""
    lawyers = with_role(session, Role.LAWYER)
    known = concerns(session)
    found = bars(session, known, lawyers)
    statement = sa.select(Pairing).where(
        Pairing.slot == Slot.LAWYER, Pairing.ended_at.is_(None), Pairing.enterprise_id.in_(found)
    )
    return [
        (pairing, found[pairing.enterprise_id][pairing.account_id])
        for pairing in session.scalars(statement)
        if pairing.account_id is not None and pairing.account_id in found[pairing.enterprise_id]
    ]


def warn(session: Session, found: Sequence[tuple[Pairing, Conflict]], actor: Actor) -> None:
    """Record conflicts of standing pairings and tell the coordinators, each conflict once."""
    for pairing, conflict in found:
        if _is_known(session, conflict):
            continue
        _keep(session, conflict, pairing.name, actor, blocked=False)
        subject, body = messages.conflict(pairing.enterprise, pairing.name, conflict.party, conflict.client)
        link = f"/pairing/{pairing.enterprise_id}"
        notify(session, with_role(session, Role.COORDINATOR), subject=subject, body=body, link=link)


def keep_out(session: Session, conflicts: Iterable[Conflict], names: Mapping[int, str], actor: Actor) -> None:
    """Record that lawyers could not be chosen because of conflicts of interest, each conflict once.

    A page that only reads commits nothing of its own, so there the record is a transaction of its own.
    """
    fresh = [one for one in conflicts if not _is_known(session, one, blocked=True)]
    if not fresh:
        return
    reading = has_request_context() and request.method in SAFE_METHODS
    with apart() if reading else nullcontext(session) as writing:
        for one in fresh:
            _keep(writing, one, names[one.account_id], actor, blocked=True)


def _is_known(session: Session, conflict: Conflict, *, blocked: bool = False) -> bool:
    same = sa.exists().where(
        ConflictRecord.enterprise_id == conflict.enterprise_id,
        ConflictRecord.account_id == conflict.account_id,
        ConflictRecord.party == conflict.party,
        ConflictRecord.blocked == blocked,
    )
    return bool(session.scalar(sa.select(same)))


def _keep(session: Session, conflict: Conflict, name: str, actor: Actor, *, blocked: bool) -> None:
    session.add(
        ConflictRecord(
            enterprise_id=conflict.enterprise_id,
            account_id=conflict.account_id,
            party=conflict.party,
            client=conflict.client,
            blocked=blocked,
            by_name=actor.name,
            at=clock.now(),
        )
    )
    act = "conflict:block" if blocked else "conflict:find"
    record(session, actor, act, f"enterprise:{conflict.enterprise_id}", who=name, party=conflict.party)


@contextmanager
def recording_blocks(actor: Actor) -> Iterator[None]:
    """Record an assignment that a conflict of interest blocks; what the request had written is rolled back first."""
    try:
        yield
    except ConflictOfInterest as refusal:
        db.session.rollback()
        with apart() as session:
            _keep(session, refusal.conflict, refusal.name, actor, blocked=True)
        raise


def records(session: Session, limit: int | None = 50) -> Sequence[ConflictRecord]:
    """Return the conflicts of interest that were met, newest first."""
    return session.scalars(sa.select(ConflictRecord).order_by(ConflictRecord.id.desc()).limit(limit)).all()


def watch(session: Session, enterprise: Enterprise, actor: Actor) -> None:
    """Look whether the enterprise's lawyer has a conflict with the other party that it has just named."""
    current = session.scalars(
        sa.select(Pairing).where(
            Pairing.enterprise_id == enterprise.id, Pairing.slot == Slot.LAWYER, Pairing.ended_at.is_(None)
        )
    ).first()
    if current and current.account:
        conflict = conflicts_of(session, enterprise, [current.account]).get(current.account.id)
        warn(session, [(current, conflict)] if conflict else [], actor)
