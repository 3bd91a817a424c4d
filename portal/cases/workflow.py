"""The workflow as data: who may move a case from where to where, and what the clock does meanwhile.

Pure Python. Tests enumerate every (status, action); the diagram in the README is made from this table.
"""

import enum
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from portal.errors import TransitionNotAllowed
from portal.permissions.permission import Permission
from portal.vocabulary import OPEN, CaseStatus, Labelled


class Action(Labelled):
    """What can be done to a case."""

    SUBMIT = "submit", _l("Submit the case")
    ACCEPT = "accept", _l("Accept")
    DECLINE = "decline", _l("Decline")
    ASK = "ask", _l("Ask for a supplement")
    SUPPLY = "supply", _l("Supply what was asked for")
    DISPATCH = "dispatch", _l("Dispatch")
    REPLY_TASK = "reply_task", _l("Reply to the task")
    NOTE = "note", _l("Record progress")
    ANSWER = "answer", _l("Answer with citations")
    CONFER = "confer", _l("Call a conference")
    CONCLUDE = "conclude", _l("Conclude the conference")
    EXTEND = "extend", _l("Ask for an extension")
    RULE_EXTENSION = "rule_extension", _l("Decide on the extension")
    HAND_BACK = "hand_back", _l("Hand back")
    RULE_HAND_BACK = "rule_hand_back", _l("Rule on the hand-back")
    PROPOSE = "propose", _l("Propose the outcome")
    CONFIRM = "confirm", _l("Confirm that it is resolved")
    REJECT = "reject", _l("Not resolved, send back")
    WITHDRAW = "withdraw", _l("Withdraw")
    REOPEN = "reopen", _l("Ask for reopening")
    RATE = "rate", _l("Rate")
    VERIFY_RATING = "verify_rating", _l("Verify the bad rating")
    RECTIFY = "rectify", _l("Rectify")
    RECEIVE = "receive", _l("Sign for the case")
    CONSULT = "consult", _l("Ask other units")
    MARK_MISTAKEN = "mark_mistaken", _l("Mark the rating as mistaken")
    FOLLOW_UP = "follow_up", _l("Record the follow-up call")
    RECOUNT = "recount", _l("Count the limit anew")
    ADVISE = "advise", _l("Write a privileged note")
    MARK = "mark", _l("Mark for special care")
    MERGE = "merge", _l("Merge with another case")
    ABSORB = "absorb", _l("Merged in")
    CLEAR = "clear", _l("Confirm no conflict of interest")
    TRANSFER = "transfer", _l("Give to another handler")
    ENDORSE = "endorse", _l("Confirm what was filed for you")
    URGE = "urge", _l("Urge the reply to a task")


class Clock(enum.StrEnum):
    """What the promised time does in a status."""

    RUNS = "runs"
    PAUSED = "paused"
    STOPPED = "stopped"
    ENDED = "ended"


class Turn(enum.StrEnum):
    """Whose turn it is."""

    COORDINATOR = "coordinator"
    HANDLER = "handler"
    ENTERPRISE = "enterprise"
    NOBODY = "nobody"


S = CaseStatus

CLOCKS: dict[CaseStatus, Clock] = {
    S.SUBMITTED: Clock.RUNS,
    S.SUPPLEMENT: Clock.PAUSED,
    S.ACCEPTED: Clock.RUNS,
    S.IN_PROGRESS: Clock.RUNS,
    S.CONFERRING: Clock.RUNS,
    S.PROPOSED: Clock.STOPPED,
    S.CLOSED: Clock.ENDED,
    S.DECLINED: Clock.ENDED,
    S.WITHDRAWN: Clock.ENDED,
}

TURNS: dict[CaseStatus, Turn] = {
    S.SUBMITTED: Turn.COORDINATOR,
    S.SUPPLEMENT: Turn.ENTERPRISE,
    S.ACCEPTED: Turn.COORDINATOR,
    S.IN_PROGRESS: Turn.HANDLER,
    S.CONFERRING: Turn.COORDINATOR,
    S.PROPOSED: Turn.ENTERPRISE,
    S.CLOSED: Turn.NOBODY,
    S.DECLINED: Turn.NOBODY,
    S.WITHDRAWN: Turn.NOBODY,
}


@dataclass(frozen=True)
class Transition:
    """One row: ``target`` None means that the case stays, ``returns`` that it goes back to where it was asked."""

    action: Action
    sources: frozenset[CaseStatus]
    target: CaseStatus | None
    permission: Permission
    returns: bool = False


# Where a ruling on the handler's request may still be given, and other units may reply.
AT_WORK = frozenset({S.IN_PROGRESS, S.SUPPLEMENT, S.CONFERRING})
# A rectification goes on when the supervisor has the case reopened.
RATED = frozenset({S.CLOSED, S.IN_PROGRESS})
TRANSITIONS: tuple[Transition, ...] = (
    Transition(Action.SUBMIT, frozenset(), S.SUBMITTED, Permission.CASE_SUBMIT),
    Transition(Action.ACCEPT, frozenset({S.SUBMITTED}), S.ACCEPTED, Permission.CASE_ACCEPT),
    Transition(Action.DECLINE, frozenset({S.SUBMITTED}), S.DECLINED, Permission.CASE_DECLINE),
    Transition(Action.ASK, frozenset({S.SUBMITTED, S.IN_PROGRESS}), S.SUPPLEMENT, Permission.CASE_ASK),
    Transition(Action.SUPPLY, frozenset({S.SUPPLEMENT}), None, Permission.CASE_SUPPLY, returns=True),
    Transition(Action.DISPATCH, frozenset({S.ACCEPTED}), S.IN_PROGRESS, Permission.CASE_DISPATCH),
    Transition(Action.RECEIVE, AT_WORK, None, Permission.CASE_RECEIVE),
    Transition(Action.CONSULT, frozenset({S.IN_PROGRESS}), None, Permission.CASE_CONSULT),
    Transition(Action.REPLY_TASK, AT_WORK, None, Permission.TASK_REPLY),
    Transition(Action.URGE, AT_WORK, None, Permission.CASE_URGE),
    Transition(Action.NOTE, frozenset({S.IN_PROGRESS}), None, Permission.CASE_NOTE),
    Transition(Action.ANSWER, frozenset({S.IN_PROGRESS}), None, Permission.CASE_ANSWER),
    Transition(Action.CONFER, frozenset({S.IN_PROGRESS}), S.CONFERRING, Permission.CASE_CONFER),
    Transition(Action.CONCLUDE, frozenset({S.CONFERRING}), S.IN_PROGRESS, Permission.CASE_CONFER),
    Transition(Action.EXTEND, frozenset({S.IN_PROGRESS}), None, Permission.CASE_EXTEND),
    Transition(Action.RULE_EXTENSION, AT_WORK, None, Permission.CASE_RULE_EXTENSION),
    Transition(Action.HAND_BACK, frozenset({S.IN_PROGRESS}), None, Permission.CASE_HAND_BACK),
    Transition(Action.RULE_HAND_BACK, AT_WORK, None, Permission.CASE_RULE_HAND_BACK),
    Transition(Action.PROPOSE, frozenset({S.IN_PROGRESS}), S.PROPOSED, Permission.CASE_PROPOSE),
    Transition(Action.CONFIRM, frozenset({S.PROPOSED}), S.CLOSED, Permission.CASE_CONFIRM),
    Transition(Action.REJECT, frozenset({S.PROPOSED}), S.IN_PROGRESS, Permission.CASE_REJECT),
    Transition(Action.WITHDRAW, OPEN, S.WITHDRAWN, Permission.CASE_WITHDRAW),
    Transition(Action.REOPEN, frozenset({S.CLOSED}), S.IN_PROGRESS, Permission.CASE_REOPEN),
    Transition(Action.RATE, frozenset({S.CLOSED}), None, Permission.CASE_RATE),
    Transition(Action.VERIFY_RATING, RATED, None, Permission.CASE_VERIFY_RATING),
    Transition(Action.RECTIFY, RATED, None, Permission.CASE_RECTIFY),
    Transition(Action.MARK_MISTAKEN, RATED, None, Permission.CASE_MARK_MISTAKEN),
    Transition(Action.FOLLOW_UP, frozenset({S.CLOSED}), None, Permission.CASE_FOLLOW_UP),
    Transition(Action.RECOUNT, OPEN, None, Permission.CASE_RECOUNT),
    Transition(Action.ADVISE, frozenset({S.IN_PROGRESS}), None, Permission.CASE_ADVISE),
    Transition(Action.MARK, OPEN, None, Permission.CASE_MARK),
    Transition(Action.MERGE, frozenset({S.SUBMITTED, S.ACCEPTED}), S.WITHDRAWN, Permission.CASE_LINK),
    Transition(Action.ABSORB, OPEN, None, Permission.CASE_LINK),
    Transition(Action.CLEAR, AT_WORK, None, Permission.CASE_CLEAR),
    Transition(Action.TRANSFER, AT_WORK | {S.PROPOSED}, None, Permission.CASE_DISPATCH),
    Transition(Action.ENDORSE, OPEN, None, Permission.CASE_ENDORSE),
)
BY_ACTION = {transition.action: transition for transition in TRANSITIONS}


def is_possible(status: CaseStatus, action: Action) -> bool:
    """Tell whether the act is possible in the status, whoever wants it."""
    return status in BY_ACTION[action].sources


def next_status(status: CaseStatus, action: Action, before: CaseStatus | None = None) -> CaseStatus:
    """Return where an act leads from a status; ``before`` is where the case stood when it was asked about.

    Raises TransitionNotAllowed where the act is not possible. A submission begins a case and needs no status before.
    """
    transition = BY_ACTION[action]
    if action is Action.SUBMIT and transition.target:
        return transition.target
    if not is_possible(status, action):
        raise TransitionNotAllowed(f"{action} in {status}")
    if transition.returns:
        if before is None:
            raise TransitionNotAllowed(f"{action} without a status to go back to")
        return before
    return transition.target or status


def diagram(*, labelled: bool = False) -> str:
    """Return the workflow as a Mermaid state diagram, for the README; ``labelled`` in the reader's words."""

    def said(word: Labelled) -> str:
        return str(word.label) if labelled else word.value

    lines = ["stateDiagram-v2", f"    [*] --> {S.SUBMITTED}: {said(Action.SUBMIT)}"]
    for transition in TRANSITIONS:
        for source in (status for status in CaseStatus if status in transition.sources):
            targets = sorted(BY_ACTION[Action.ASK].sources) if transition.returns else [transition.target or source]
            lines += [f"    {source} --> {target}: {said(transition.action)}" for target in targets]
    lines += [f"    {status} --> [*]" for status in CaseStatus if CLOCKS[status] is Clock.ENDED]
    lines += [f"    {status}: {said(status)}" for status in CaseStatus if labelled]
    return "\n".join(lines) + "\n"
