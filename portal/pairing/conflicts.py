"""Conflicts of interest: who must not stand by an enterprise or take its question, and why.

A lawyer must not act against a client of the lawyer's own firm, nor for both sides of one dispute (律师法第三十九条、
律师执业行为规范). A company is the same by its credit code, or where no code says otherwise by a near-equal name.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.enterprises.models import Enterprise
from portal.enterprises.names import Directory, near_equal
from portal.errors import RuleBroken
from portal.pairing.concerns import Concern, Party, concerns
from portal.pairing.models import Pairing
from portal.pairing.people_models import Client
from portal.vocabulary import Role, Slot


@dataclass(frozen=True)
class Conflict:
    """Why one person must not act for an enterprise: the other party and, where it is a client's, whose client."""

    enterprise_id: int
    account_id: int
    party: str
    client: str = ""
    declared_by: str = ""

    def reason(self, name: str) -> str:
        """Return the reason in a sentence; ``name`` is the person's."""
        if self.client:
            return str(
                _(
                    "Conflict of interest: the other party %(party)s is a client (%(client)s) declared by %(who)s, "
                    "so %(name)s cannot act here.",
                    party=self.party,
                    client=self.client,
                    who=self.declared_by,
                    name=name,
                )
            )
        return str(
            _(
                "Conflict of interest: %(name)s stands by %(party)s, the other side of the dispute.",
                name=name,
                party=self.party,
            )
        )


class ConflictOfInterest(RuleBroken):
    """An assignment that a conflict of interest forbids."""

    def __init__(self, conflict: Conflict, name: str, field: str | None) -> None:
        super().__init__(conflict.reason(name), field)
        self.conflict, self.name = conflict, name


def same_company(one: Party, other: Party) -> bool:
    """Tell whether two parties are one company: codes decide where both are known, else the names."""
    if one.code and other.code:
        return one.code.upper() == other.code.upper()
    return near_equal(one.name, other.name)


class Register:
    """Companies by number, among which the one that somebody names is found."""

    def __init__(self, companies: Mapping[int, Party]) -> None:
        self._codes: dict[str, list[int]] = defaultdict(list)
        for number, party in companies.items():
            if party.code:
                self._codes[party.code.upper()].append(number)
        self._companies = companies
        self._names = Directory((number, party.name) for number, party in companies.items())

    def named(self, party: Party) -> list[int]:
        """Return the numbers of the companies that a party is: by code, or by a near-equal name and no other code."""
        by_code = self._codes.get(party.code.upper(), []) if party.code else []
        by_name = [one for one in self._names.like(party.name) if same_company(party, self._companies[one])]
        return sorted({*by_code, *by_name})


def disputes(session: Session, known: Mapping[int, Concern]) -> set[tuple[int, int]]:
    """Return the pairs of enterprises of which one names the other as the other party, the smaller id first."""
    named = {party for concern in known.values() for party in concern.opponents}
    if not named:
        return set()
    rows = session.execute(sa.select(Enterprise.id, Enterprise.name, Enterprise.credit_code))
    register = Register({row.id: Party(row.name, row.credit_code) for row in rows})
    sides = {party: register.named(party) for party in named}
    return {
        (min(one, other), max(one, other))
        for one, concern in known.items()
        for party in concern.opponents
        for other in sides[party]
        if other != one
    }


def bars(
    session: Session, known: Mapping[int, Concern], lawyers: Collection[Account]
) -> dict[int, dict[int, Conflict]]:
    """Return the lawyers who must not act for each enterprise because of a declared client, with the conflicts.

    What one lawyer of a firm has declared binds all lawyers of the firm.
    """
    clients = {one.id: one for one in session.scalars(sa.select(Client).where(Client.ended_at.is_(None)))}
    register = Register({number: Party(one.name, one.credit_code) for number, one in clients.items()})
    found: dict[int, dict[int, Conflict]] = {}
    for enterprise_id, concern in known.items():
        for party in concern.opponents:
            for client in (clients[number] for number in register.named(party)):
                for lawyer in (one for one in lawyers if _is_bound(one, client)):
                    conflict = Conflict(enterprise_id, lawyer.id, party.name, client.name, client.account.name)
                    found.setdefault(enterprise_id, {}).setdefault(lawyer.id, conflict)
    return found


def _is_bound(lawyer: Account, client: Client) -> bool:
    return client.account_id == lawyer.id or (client.unit_id is not None and client.unit_id == lawyer.unit_id)


def conflicts_of(session: Session, enterprise: Enterprise, lawyers: Collection[Account]) -> dict[int, Conflict]:
    """Return the lawyers who must not act for one enterprise: by a client, or by standing by the other side."""
    known = concerns(session)
    others = {a if b == enterprise.id else b for a, b in disputes(session, known) if enterprise.id in {a, b}}
    found = bars(session, {enterprise.id: known.get(enterprise.id, Concern())}, lawyers).get(enterprise.id, {})
    statement = sa.select(Pairing).where(
        Pairing.slot == Slot.LAWYER,
        Pairing.ended_at.is_(None),
        Pairing.enterprise_id.in_(others),
        Pairing.account_id.in_([one.id for one in lawyers]),
    )
    for pairing in session.scalars(statement):
        if pairing.account_id is not None:
            both = Conflict(enterprise.id, pairing.account_id, pairing.enterprise.name)
            found.setdefault(pairing.account_id, both)
    return found


def check(session: Session, enterprise: Enterprise, person: Account, field: str | None) -> None:
    """Raise ConflictOfInterest at ``field`` where a lawyer must not act for an enterprise."""
    if Role.LAWYER not in person.roles:
        return
    conflict = conflicts_of(session, enterprise, [person]).get(person.id)
    if conflict:
        raise ConflictOfInterest(conflict, person.name, field)
