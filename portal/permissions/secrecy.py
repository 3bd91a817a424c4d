"""Confidential things are for their circle: whoever stands outside it may nothing, whatever the table grants."""

from typing import Any

from portal.permissions.actor import Actor
from portal.vocabulary import Role


def is_kept_from(actor: Actor, thing: Any) -> bool:
    """Tell whether a thing is confidential and the actor is outside its circle.

    What hangs on a case, such as a letter, is as confidential as the case itself.
    """
    case = getattr(thing, "case", None) or thing
    return getattr(case, "confidential", False) and not is_within(actor, case)


def is_within(actor: Actor, case: Any) -> bool:
    """Tell whether the actor belongs to the circle of a confidential case.

    These are the enterprise that reported, the supervisors but for those of the unit reported on, the person to whom
    a supervisor has given the case, and the portal itself.
    """
    if actor.is_system or case.enterprise_id in actor.enterprise_ids:
        return True
    if case.handler_id is not None and case.handler_id == actor.account_id:
        return True
    reported = case.reported_unit_id is not None and case.reported_unit_id == actor.unit_id
    return actor.has(Role.SUPERVISOR) and not reported
