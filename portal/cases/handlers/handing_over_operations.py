"""Leaving for good: all pairings and open cases of one person go over to others in one reviewed act."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.audit.operations import record
from portal.cases.handlers.handing_over import KEPT, CaseLine, PairingLine, Plan
from portal.cases.handlers.transfers import transfer
from portal.enterprises.models import Enterprise
from portal.enterprises.queries import members_of
from portal.errors import RuleBroken, StaleEdit
from portal.notifications.operations import notify
from portal.pairing import messages
from portal.pairing.conflicts import check
from portal.pairing.operations import put_in
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.vocabulary import Slot


@dataclass(frozen=True)
class Decision:
    """Who gets what: the successor by id of pairing and of case, what is added for an enterprise, and why."""

    pairings: Mapping[int, int]
    cases: Mapping[int, int]
    notes: Mapping[int, str]
    reason: str


def hand_over(session: Session, plan: Plan, decision: Decision, *, actor: Actor, seen: str) -> None:
    """Hand everything over as reviewed; each enterprise concerned gets one note of all that changes for it.

    Raises StaleEdit where there is more or less to hand over than was reviewed, RuleBroken for who must not or cannot.
    """
    require(actor, Permission.PAIRING_MANAGE)
    if seen != plan.mark:
        raise _stale(plan)
    act = _Act(session, actor, decision)
    try:
        for line in plan.pairings:
            act.pairing(line)
    except IntegrityError:
        raise _stale(plan) from None
    for case_line in plan.cases:
        act.case(case_line)
    act.tell()
    subject, body = messages.handed_over(plan.person.name, len(plan.pairings), len(plan.cases))
    notify(session, [plan.person], subject=subject, body=body, link="/")
    counts = {"pairings": len(plan.pairings), "cases": len(plan.cases)}
    record(session, actor, "pairing:hand-over", f"account:{plan.person.username}", **counts)


def _stale(plan: Plan) -> StaleEdit:
    pairings, cases = str(len(plan.pairings)), str(len(plan.cases))
    return StaleEdit(theirs=((str(_("Enterprises")), pairings), (str(_("Cases")), cases)))


@dataclass
class _Act:
    """One handing over under way; ``changes`` gathers what each enterprise is to be told."""

    session: Session
    actor: Actor
    decision: Decision
    changes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def pairing(self, line: PairingLine) -> None:
        """Let the successor stand by an enterprise, or nobody."""
        choice = self.decision.pairings.get(line.pairing.id)
        if choice is None or choice not in dict(line.choices):
            raise RuleBroken(_("%(name)s has no successor chosen.", name=line.pairing.enterprise.name))
        enterprise, words = line.pairing.enterprise, messages.WORDS[line.pairing.slot]
        if choice == KEPT:
            self._empty(line, words)
            return
        before, successor = line.pairing, self.session.get_one(Account, choice)
        if before.slot is Slot.LAWYER:
            check(self.session, enterprise, successor, None)
        reason = self.decision.reason
        put_in(self.session, enterprise, before.slot, successor, before=before, actor=self.actor, reason=reason)
        number = f"，电话{successor.telephone}" if successor.telephone else ""
        self.changes[enterprise.id].append(f"{words}由{before.name}调整为{successor.name}{number}")
        subject, body = messages.paired(enterprise, before.slot)
        notify(self.session, [successor], subject=subject, body=body, link=f"/enterprises/{enterprise.id}")

    def _empty(self, line: PairingLine, words: str) -> None:
        pairing = line.pairing
        pairing.ended_at = clock.now()
        self.changes[pairing.enterprise_id].append(f"{words}{pairing.name}不再担任，接任人员另行安排")
        subject = f"enterprise:{pairing.enterprise_id}"
        record(self.session, self.actor, "pairing:empty", subject, slot=pairing.slot.value, who=pairing.name)

    def case(self, line: CaseLine) -> None:
        """Give an open case to its new handler."""
        case, choice = line.case, self.decision.cases.get(line.case.id)
        if choice is None or choice not in dict(line.choices):
            raise RuleBroken(_("%(name)s has no successor chosen.", name=case.reference))
        successor = self.session.get_one(Account, choice)
        transfer(self.session, case, actor=self.actor, handler=successor, reason=self.decision.reason, quietly=True)
        self.changes[case.enterprise_id].append(f"事项{case.reference}改由{successor.name}承办，期限不变")

    def tell(self) -> None:
        """Tell the members of each enterprise once."""
        for enterprise_id, changes in self.changes.items():
            enterprise = self.session.get_one(Enterprise, enterprise_id)
            subject, body = messages.successors(enterprise, changes, self.decision.notes.get(enterprise_id, ""))
            link = f"/enterprises/{enterprise_id}"
            notify(self.session, members_of(self.session, enterprise_id), subject=subject, body=body, link=link)
