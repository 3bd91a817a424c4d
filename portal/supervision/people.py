"""Whom supervision turns to, each found once a sweep."""

from collections.abc import Iterable
from functools import cached_property

from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.cases.models import Case
from portal.enterprises.models import Enterprise
from portal.pairing.queries import slots_by_enterprise
from portal.supervision.ladder import Step, Told
from portal.vocabulary import Role, Slot, UnitKind


class Office:
    """The people of the office, as they are while one sweep or one act goes on."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._officers: dict[int, list[Account]] = {}
        self._leaders: dict[int, list[Account]] = {}

    @cached_property
    def coordinators(self) -> list[Account]:
        """The coordinators."""
        return with_role(self.session, Role.COORDINATOR)

    @cached_property
    def supervisors(self) -> list[Account]:
        """The supervisors."""
        return with_role(self.session, Role.SUPERVISOR)

    @cached_property
    def drafter(self) -> Account | None:
        """The first supervisor whose unit has a code for letters; the ladder's letters are drafted for this person."""
        able = (person for person in self.supervisors if person.unit and person.unit.code)
        return next((person for person in able if person.unit and person.unit.kind is not UnitKind.LAW_FIRM), None)

    def officers(self, unit_id: int) -> list[Account]:
        """Return the officers of a unit."""
        if unit_id not in self._officers:
            self._officers[unit_id] = with_role(self.session, Role.OFFICER, [unit_id])
        return self._officers[unit_id]

    def learn_leaders(self, enterprises: Iterable[Enterprise]) -> None:
        """Look up the lead leaders of enterprises in one query."""
        unknown = [one for one in enterprises if one.id not in self._leaders]
        for enterprise_id, slots in slots_by_enterprise(self.session, unknown).items():
            pairing = slots[Slot.LEADER]
            self._leaders[enterprise_id] = [pairing.account] if pairing and pairing.account else []

    def leaders(self, case: Case) -> list[Account]:
        """Return the lead leader of the enterprise; where it has none, every leader."""
        self.learn_leaders([case.enterprise])
        return self._leaders[case.enterprise_id] or with_role(self.session, Role.LEADER)

    def told(self, case: Case, step: Step) -> list[Account]:
        """Return the people to whom a step on a case is told, each once."""
        people = [person for whom in step.told for person in self._of(case, whom)]
        return list({person.id: person for person in people}.values())

    def _of(self, case: Case, whom: Told) -> list[Account]:
        match whom:
            case Told.HANDLER:
                return [case.handler] if case.handler else self.coordinators
            case Told.UNIT:
                return self.unit(case)
            case Told.COORDINATORS:
                return self.coordinators
            case Told.SUPERVISORS:
                return self.supervisors
            case Told.LEADER:
                return self.leaders(case)

    def unit(self, case: Case) -> list[Account]:
        """Return the officers of the handling unit and the handler; where there are none, the coordinators."""
        people = self.officers(case.handling_unit_id) if case.handling_unit_id else []
        return [*people, *([case.handler] if case.handler else [])] or self.coordinators
