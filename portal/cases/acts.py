"""Which acts somebody has on a case now: exactly those allowed, and the one that is blocked, with its cause."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal import clock
from portal.cases.handlers.clearing import is_wanting
from portal.cases.handlers.tasks import what_blocks
from portal.cases.limits.extensions import extension_barred
from portal.cases.limits.same_day import unserved
from portal.cases.models import Case, Task
from portal.cases.operations import reopen_by
from portal.cases.workflow import BY_ACTION, Action, is_possible
from portal.permissions.actor import Actor
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.vocabulary import CaseKind, Role

# The blueprints of the acts.
HANDLING, DISPATCHING, CONFERRING, RESPONDING = "handling", "dispatching", "conferring", "responding"
CLEARING = "clearing"
EXTENDING, HANDING_BACK, RATING, FILING = "extending", "handing_back", "rating", "filing"
CONSULTING, CALLING = "consulting", "calling"
CARE, ISSUES = "care", "issues"


@dataclass(frozen=True)
class Wording:
    """How an act is offered: where its page is, its icon and its consequence in a line."""

    side: str
    icon: str
    consequence: LazyString


# In the order in which they are offered: what moves the case on comes first.
OFFERED: dict[Action, Wording] = {
    Action.ACCEPT: Wording(HANDLING, "inbox", _l("The enterprise is told; it is dispatched the same day")),
    Action.DISPATCH: Wording(DISPATCHING, "signpost-split", _l("To a handling unit and person, with supporting tasks")),
    Action.SUPPLY: Wording(RESPONDING, "arrow-return-left", _l("The limit runs on once it is sent")),
    Action.ENDORSE: Wording(FILING, "clipboard-check", _l("Confirm it, correct it, or say that it is not yours")),
    Action.CONFIRM: Wording(RESPONDING, "check-circle", _l("The case is closed; it can be reopened for a time")),
    Action.REJECT: Wording(RESPONDING, "arrow-counterclockwise", _l("Say what is missing; the handler goes on")),
    Action.RULE_HAND_BACK: Wording(
        HANDING_BACK, "signpost-2", _l("The same working day: dispatch it anew, or refuse with the reason")
    ),
    Action.RULE_EXTENSION: Wording(
        EXTENDING, "calendar-check", _l("Grant or refuse it; the enterprise is told of a new date")
    ),
    Action.RECEIVE: Wording(
        HANDLING, "check2-square", _l("Proves that the case has reached you; due on the day on which it comes")
    ),
    Action.NOTE: Wording(HANDLING, "pen", _l("Goes into the record; choose whether the enterprise sees it")),
    Action.CLEAR: Wording(
        CLEARING, "shield-check", _l("Before the first answer: nobody of the firm acts for the other party")
    ),
    Action.ANSWER: Wording(HANDLING, "quote", _l("Choose measures from the policy library without leaving the page")),
    Action.ADVISE: Wording(CARE, "shield-lock", _l("Read by the enterprise and its lawyers, not by the office")),
    Action.PROPOSE: Wording(HANDLING, "person-check", _l("The enterprise confirms it or sends it back")),
    Action.CONCLUDE: Wording(CONFERRING, "journal-check", _l("With minutes and decisions; the handler goes on")),
    Action.CONFER: Wording(CONFERRING, "people", _l("The units taking part are invited; the clock runs on")),
    Action.EXTEND: Wording(
        EXTENDING, "calendar-plus", _l("Once, with a reason and a new date; the coordinator decides")
    ),
    Action.ASK: Wording(HANDLING, "pause-circle", _l("The limit stands still while the enterprise is waited for")),
    Action.CONSULT: Wording(CONSULTING, "chat-square-text", _l("A task or a question to several units, with a limit")),
    Action.TRANSFER: Wording(
        DISPATCHING, "arrow-left-right", _l("When the handler cannot go on or must not act; the limit stays")
    ),
    Action.HAND_BACK: Wording(
        HANDING_BACK, "arrow-90deg-left", _l("With a reason and the unit proposed; the clock runs on")
    ),
    Action.MERGE: Wording(ISSUES, "union", _l("What the enterprise brought twice goes on as one case")),
    Action.MARK: Wording(CARE, "flag", _l("Restrict who reads it, or let the supervisors know of it")),
    Action.DECLINE: Wording(HANDLING, "slash-circle", _l("With the reason and where to turn instead")),
    Action.RATE: Wording(RATING, "star", _l("Voluntary, once; a bad rating is rectified and you can rate again")),
    Action.VERIFY_RATING: Wording(RATING, "telephone", _l("Ask the enterprise within one working day")),
    Action.RECTIFY: Wording(RATING, "tools", _l("Say what was put right; the enterprise reads it")),
    Action.MARK_MISTAKEN: Wording(RATING, "star-half", _l("With evidence; it stays in the record but is not counted")),
    Action.FOLLOW_UP: Wording(CALLING, "telephone-outbound", _l("Ask whether it is settled; what is not goes on")),
    Action.REOPEN: Wording(RESPONDING, "arrow-clockwise", _l("The limit is counted again from today")),
    Action.WITHDRAW: Wording(RESPONDING, "x-circle", _l("Nothing more is done; the record stays")),
}


@dataclass(frozen=True)
class Offer:
    """An act on offer. ``cause`` says why it is not possible now; an offer without one can be taken up."""

    action: Action
    label: LazyString
    consequence: LazyString
    icon: str
    url: str
    cause: str = ""


# What an act needs beside a status; a ruling needs something to rule on.
CALLED_FOR: dict[Action, Callable[[Case], bool]] = {
    Action.CLEAR: is_wanting,
    Action.RULE_EXTENSION: lambda case: case.extension_asked_days is not None,
    Action.RULE_HAND_BACK: lambda case: case.handed_back_at is not None,
    Action.TRANSFER: lambda case: case.handler_id is not None and case.handed_back_at is None,
    Action.ENDORSE: lambda case: case.on_behalf and case.endorsed_at is None,
    Action.RATE: lambda case: case.awaits_rating,
    Action.VERIFY_RATING: lambda case: case.unverified_rating is not None,
    Action.RECTIFY: lambda case: bool(case.unrectified_rating or case.unrectified_follow_up),
    Action.RECEIVE: unserved,
    Action.MARK_MISTAKEN: lambda case: bool(case.ratings) and case.ratings[-1].stands,
    Action.FOLLOW_UP: lambda case: case.open_follow_up is not None,
}


# What is offered beside the sentence that tells whose turn it is, the first of these before all others. An act that
# cuts the case short, or that is for a rare occasion, waits in the list of all acts.
LEADING = (
    Action.SUPPLY, Action.ENDORSE, Action.CONFIRM, Action.REJECT, Action.ACCEPT, Action.DISPATCH,
    Action.RULE_HAND_BACK, Action.RULE_EXTENSION, Action.RECEIVE, Action.CLEAR, Action.CONCLUDE,
    Action.VERIFY_RATING, Action.RECTIFY, Action.FOLLOW_UP, Action.RATE, Action.ANSWER, Action.NOTE, Action.PROPOSE,
)  # fmt: skip
NOTED, ANSWERED = Action.NOTE, Action.ANSWER
MOST_LEADING = 2


def leading(offers: Iterable[Offer], kind: CaseKind) -> list[Offer]:
    """Return the two acts that move the case on, of those that can be taken up now.

    A lawyer answers a question; whoever handles a difficulty tells how it goes.
    """
    order = [one for one in LEADING if one is not (NOTED if kind is CaseKind.LEGAL_QUESTION else ANSWERED)]
    found = [offer for offer in offers if not offer.cause and offer.action in order]
    return sorted(found, key=lambda offer: order.index(offer.action))[:MOST_LEADING]


def is_open(case: Case, action: Action) -> bool:
    """Tell whether the case is where this can be done, and there is something to do it to."""
    return is_possible(case.status, action) and CALLED_FOR.get(action, bool)(case)


def is_allowed(actor: Actor, case: Case, action: Action) -> bool:
    """Tell whether the actor may do this and the case is where it can be done."""
    return is_open(case, action) and permits(actor, BY_ACTION[action].permission, case)


def offers(actor: Actor, case: Case) -> list[Offer]:
    """Return the acts of the actor on a case in the order in which they are offered, blocked ones included."""
    return [
        Offer(action, action.label, wording.consequence, wording.icon, url_of(case, action), cause)
        for action, wording in OFFERED.items()
        if is_allowed(actor, case, action)
        for cause in [blocked_by(case, action) or _uncleared(actor, case, action)]
    ]


def _uncleared(actor: Actor, case: Case, action: Action) -> str:
    if action is Action.ANSWER and is_wanting(case) and actor.has(Role.LAWYER):
        return str(_("First confirm that there is no conflict of interest."))
    return ""


def url_of(case: Case, action: Action) -> str:
    """Return the address of the page of an act."""
    return url_for(f"{OFFERED[action].side}.{action}", reference=case.reference)


def blocked_by(case: Case, action: Action) -> str:
    """Return why an act that the table allows is not possible now; empty where it is."""
    if action in {Action.PROPOSE, Action.HAND_BACK} and case.handed_back_at:
        return str(_("The hand-back waits to be ruled on."))
    if action is Action.PROPOSE and (units := what_blocks(case, clock.today())):
        return str(_("%(units)s has not replied yet.", units=units))
    if action is Action.EXTEND:
        return extension_barred(case)
    if action is Action.REOPEN and clock.today() > reopen_by(case):
        return str(_("The time for reopening is over. Please submit it as a new case."))
    return ""


def own_tasks(actor: Actor, case: Case) -> Iterator[Task]:
    """Yield the open supporting tasks that the actor can reply to."""
    if is_possible(case.status, Action.REPLY_TASK):
        yield from (task for task in case.open_tasks if permits(actor, Permission.TASK_REPLY, task))
