"""The one who acts: plain values, so that every rule about people can be tested without a database."""

from dataclasses import dataclass

from portal.vocabulary import Role


@dataclass(frozen=True)
class Actor:
    """A signed-in person (or the portal itself, without an account) and the enterprises this person stands by.

    The sets hold enterprise ids: membership, and the slots held today in the pairing of each enterprise.
    ``responsible_for`` is what the actor's unit is responsible for; ``on_duty`` tells whether the actor answers a line
    now.
    ``stands_in_for`` are the accounts on leave whose deputy the actor is today; the sets hold their enterprises too.
    """

    account_id: int | None
    name: str
    roles: frozenset[Role] = frozenset()
    unit_id: int | None = None
    enterprise_ids: frozenset[int] = frozenset()
    liaison_of: frozenset[int] = frozenset()
    lawyer_of: frozenset[int] = frozenset()
    leader_of: frozenset[int] = frozenset()
    responsible_for: frozenset[int] = frozenset()
    on_duty: bool = False
    stands_in_for: frozenset[int] = frozenset()

    def has(self, *roles: Role) -> bool:
        """Tell whether the actor has any of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def hands(self) -> frozenset[int]:
        """The accounts with whose hands the actor works: the actor's own, and those of whoever is on leave."""
        return self.stands_in_for if self.account_id is None else self.stands_in_for | {self.account_id}

    @property
    def is_staff(self) -> bool:
        """Tell whether the actor works for the office rather than for an enterprise."""
        return bool(self.roles - {Role.ENTERPRISE})

    @property
    def is_system(self) -> bool:
        """Tell whether the portal itself acts, as when silence confirms an outcome."""
        return self.account_id is None


SYSTEM = Actor(account_id=None, name="系统")
