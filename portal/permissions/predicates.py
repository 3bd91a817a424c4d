"""The relations that permissions are made of. Each names one fact about an actor and, mostly, one about a thing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.permissions.actor import Actor
from portal.vocabulary import CaseKind, Role

Test = Callable[[Actor, Any], bool]


@dataclass(frozen=True)
class Predicate:
    """A named yes-or-no question; one that needs no thing can be asked before the thing is loaded."""

    name: str
    test: Test
    needs_thing: bool = True

    def __call__(self, actor: Actor, thing: object) -> bool:
        """Ask."""
        return self.test(actor, thing)


def has(*roles: Role) -> Predicate:
    """Any of the roles."""
    return Predicate(" or ".join(roles), lambda actor, _: actor.has(*roles), needs_thing=False)


anyone_signed_in = Predicate("signed in", lambda actor, _: actor.account_id is not None, needs_thing=False)
any_staff = Predicate("staff", lambda actor, _: actor.is_staff, needs_thing=False)
on_duty = Predicate("answers a line now", lambda actor, _: actor.on_duty, needs_thing=False)
portal_itself = Predicate("the portal itself", lambda actor, _: actor.is_system, needs_thing=False)

# Things that belong to an enterprise carry ``enterprise_id``.
member = Predicate("member of the enterprise", lambda actor, thing: thing.enterprise_id in actor.enterprise_ids)
own_liaison = Predicate("its liaison", lambda actor, thing: thing.enterprise_id in actor.liaison_of)
own_lawyer = Predicate("its lawyer", lambda actor, thing: thing.enterprise_id in actor.lawyer_of)
responsible_unit = Predicate("its responsible unit", lambda actor, thing: thing.enterprise_id in actor.responsible_for)

# Cases.
handler = Predicate("handler, or the deputy", lambda actor, case: case.handler_id in actor.hands)
handling_unit = Predicate(
    "handling unit",
    lambda actor, case: case.handling_unit_id is not None and case.handling_unit_id == actor.unit_id,
)
supporting_unit = Predicate(
    "supporting unit",
    lambda actor, case: actor.unit_id is not None and actor.unit_id in case.supporting_unit_ids,
)
HAND_BACKS_OF_COORDINATOR = 2  # a third hand-back goes to the supervisor
handed_back_often = Predicate(
    "handed back for the third time", lambda _, case: case.hand_backs > HAND_BACKS_OF_COORDINATOR
)
not_handed_back_often = Predicate(
    "handed back twice at most", lambda _, case: case.hand_backs <= HAND_BACKS_OF_COORDINATOR
)
legal_question = Predicate("legal question", lambda _, case: case.kind is CaseKind.LEGAL_QUESTION)

filer = Predicate(
    "filed it on the enterprise's behalf",
    lambda actor, case: (
        case.on_behalf and case.submitted_by_id is not None and case.submitted_by_id == actor.account_id
    ),
)
confidential = Predicate("confidential", lambda _, case: case.confidential)
unrestricted = Predicate("not restricted to those concerned", lambda _, case: not case.restricted)

# Duty and appointments.
own_shift = Predicate("the one on duty", lambda actor, shift: shift.account_id == actor.account_id)
host = Predicate("whose time it is", lambda actor, thing: thing.host_id == actor.account_id)

own_absence = Predicate("the one who is away", lambda actor, absence: absence.account_id == actor.account_id)

# Visits, their targets and their findings.
visitor = Predicate(
    "who visits",
    lambda actor, thing: thing.visitor_id is not None and thing.visitor_id == actor.account_id,
)

# Tasks of a case and letters.
own_unit = Predicate("the actor's unit", lambda actor, thing: thing.unit_id == actor.unit_id)
task_unit = Predicate("the task's unit", lambda actor, task: task.unit_id == actor.unit_id)
addressed_unit = Predicate(
    "a unit addressed, once served",
    lambda actor, letter: letter.served_at is not None and actor.unit_id in letter.unit_ids,
)
drafter = Predicate("drafter", lambda actor, letter: letter.drafted_by_id == actor.account_id)
not_drafter = Predicate("not the drafter", lambda actor, letter: letter.drafted_by_id != actor.account_id)
signer = Predicate(
    "asked to sign", lambda actor, letter: letter.signer_id is not None and letter.signer_id == actor.account_id
)
asked_to_countersign = Predicate(
    "asked to countersign now", lambda actor, letter: actor.account_id in letter.countersigners
)
countersigned = Predicate(
    "countersigned by every unit that issues it too", lambda _, letter: not letter.awaits_countersignature
)
of_an_office = Predicate("an office's letter", lambda _, letter: not letter.from_firm)
of_own_firm = Predicate(
    "a letter of the own law firm", lambda actor, letter: letter.from_firm and letter.issuing_unit_id == actor.unit_id
)
named_signer = Predicate(
    "the signer named, if one is named",
    lambda actor, letter: letter.signer_id in {None, actor.account_id},
)

# Published answers: two people wrote one, whoever answered the case and whoever prepared the text.
author = Predicate("author", lambda actor, answer: answer.author_id == actor.account_id)
not_author = Predicate(
    "neither its author nor who answered the case",
    lambda actor, answer: actor.account_id not in {answer.author_id, answer.answered_by_id},
)
