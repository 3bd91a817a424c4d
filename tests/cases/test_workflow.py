"""The workflow table: every status with every action, and what holds for all of them."""

import pytest

from portal.cases.workflow import (
    BY_ACTION,
    CLOCKS,
    TRANSITIONS,
    TURNS,
    Action,
    Clock,
    Turn,
    diagram,
    is_possible,
    next_status,
)
from portal.errors import TransitionNotAllowed
from portal.permissions.table import TABLE
from portal.vocabulary import ENDED, OPEN, CaseStatus

S = CaseStatus
A = Action

# Where each act leads from each status in which it is possible; written apart from the table, as the design has it.
# A supplement goes back to where it was asked for: here, to in_progress.
LEADS = {
    (S.SUBMITTED, A.ACCEPT): S.ACCEPTED,
    (S.SUBMITTED, A.DECLINE): S.DECLINED,
    (S.SUBMITTED, A.ASK): S.SUPPLEMENT,
    (S.SUBMITTED, A.WITHDRAW): S.WITHDRAWN,
    (S.SUPPLEMENT, A.SUPPLY): S.IN_PROGRESS,
    (S.SUPPLEMENT, A.REPLY_TASK): S.SUPPLEMENT,
    (S.CONFERRING, A.REPLY_TASK): S.CONFERRING,
    (S.IN_PROGRESS, A.URGE): S.IN_PROGRESS,
    (S.SUPPLEMENT, A.URGE): S.SUPPLEMENT,
    (S.CONFERRING, A.URGE): S.CONFERRING,
    (S.IN_PROGRESS, A.RECEIVE): S.IN_PROGRESS,
    (S.SUPPLEMENT, A.RECEIVE): S.SUPPLEMENT,
    (S.CONFERRING, A.RECEIVE): S.CONFERRING,
    (S.IN_PROGRESS, A.CONSULT): S.IN_PROGRESS,
    (S.CLOSED, A.MARK_MISTAKEN): S.CLOSED,
    (S.IN_PROGRESS, A.MARK_MISTAKEN): S.IN_PROGRESS,
    (S.CLOSED, A.FOLLOW_UP): S.CLOSED,
    (S.SUBMITTED, A.RECOUNT): S.SUBMITTED,
    (S.SUPPLEMENT, A.RECOUNT): S.SUPPLEMENT,
    (S.ACCEPTED, A.RECOUNT): S.ACCEPTED,
    (S.IN_PROGRESS, A.RECOUNT): S.IN_PROGRESS,
    (S.CONFERRING, A.RECOUNT): S.CONFERRING,
    (S.PROPOSED, A.RECOUNT): S.PROPOSED,
    (S.SUPPLEMENT, A.WITHDRAW): S.WITHDRAWN,
    (S.ACCEPTED, A.DISPATCH): S.IN_PROGRESS,
    (S.ACCEPTED, A.WITHDRAW): S.WITHDRAWN,
    (S.IN_PROGRESS, A.ASK): S.SUPPLEMENT,
    (S.IN_PROGRESS, A.REPLY_TASK): S.IN_PROGRESS,
    (S.IN_PROGRESS, A.NOTE): S.IN_PROGRESS,
    (S.IN_PROGRESS, A.ANSWER): S.IN_PROGRESS,
    (S.IN_PROGRESS, A.CONFER): S.CONFERRING,
    (S.CONFERRING, A.CONCLUDE): S.IN_PROGRESS,
    (S.IN_PROGRESS, A.EXTEND): S.IN_PROGRESS,
    (S.IN_PROGRESS, A.RULE_EXTENSION): S.IN_PROGRESS,
    (S.SUPPLEMENT, A.RULE_EXTENSION): S.SUPPLEMENT,
    (S.CONFERRING, A.RULE_EXTENSION): S.CONFERRING,
    (S.IN_PROGRESS, A.HAND_BACK): S.IN_PROGRESS,
    (S.IN_PROGRESS, A.RULE_HAND_BACK): S.IN_PROGRESS,
    (S.SUPPLEMENT, A.RULE_HAND_BACK): S.SUPPLEMENT,
    (S.CONFERRING, A.RULE_HAND_BACK): S.CONFERRING,
    (S.IN_PROGRESS, A.PROPOSE): S.PROPOSED,
    (S.IN_PROGRESS, A.WITHDRAW): S.WITHDRAWN,
    (S.CONFERRING, A.WITHDRAW): S.WITHDRAWN,
    (S.PROPOSED, A.CONFIRM): S.CLOSED,
    (S.PROPOSED, A.REJECT): S.IN_PROGRESS,
    (S.PROPOSED, A.WITHDRAW): S.WITHDRAWN,
    (S.CLOSED, A.REOPEN): S.IN_PROGRESS,
    (S.CLOSED, A.RATE): S.CLOSED,
    (S.CLOSED, A.VERIFY_RATING): S.CLOSED,
    (S.IN_PROGRESS, A.VERIFY_RATING): S.IN_PROGRESS,
    (S.CLOSED, A.RECTIFY): S.CLOSED,
    (S.IN_PROGRESS, A.RECTIFY): S.IN_PROGRESS,
}
# Acts that leave every open case where it is, and those about two cases or a handler who is away.
LEADS |= {(status, act): status for status in OPEN for act in (A.MARK, A.ABSORB, A.ENDORSE)}
LEADS |= {(status, A.CLEAR): status for status in (S.IN_PROGRESS, S.SUPPLEMENT, S.CONFERRING)}
LEADS |= {(status, A.TRANSFER): status for status in (S.IN_PROGRESS, S.SUPPLEMENT, S.CONFERRING, S.PROPOSED)}
LEADS |= {(status, A.MERGE): S.WITHDRAWN for status in (S.SUBMITTED, S.ACCEPTED)}
LEADS[S.IN_PROGRESS, A.ADVISE] = S.IN_PROGRESS
LATER_ACTS = [action for action in Action if action is not A.SUBMIT]


@pytest.mark.parametrize("action", LATER_ACTS)
@pytest.mark.parametrize("status", CaseStatus)
def test_every_act_leads_where_the_design_says_or_is_refused(status: CaseStatus, action: Action) -> None:
    wanted = LEADS.get((status, action))
    assert is_possible(status, action) == (wanted is not None)
    if wanted is None:
        with pytest.raises(TransitionNotAllowed):
            next_status(status, action, S.IN_PROGRESS)
    else:
        assert next_status(status, action, S.IN_PROGRESS) is wanted


def test_a_submission_begins_a_case() -> None:
    assert next_status(S.SUBMITTED, A.SUBMIT) is S.SUBMITTED
    assert not any(is_possible(status, A.SUBMIT) for status in CaseStatus)


@pytest.mark.parametrize("before", [S.SUBMITTED, S.IN_PROGRESS])
def test_a_supplement_goes_back_to_where_it_was_asked_for(before: CaseStatus) -> None:
    assert next_status(S.SUPPLEMENT, A.SUPPLY, before) is before


def test_a_supplement_that_nobody_asked_for_is_refused() -> None:
    with pytest.raises(TransitionNotAllowed):
        next_status(S.SUPPLEMENT, A.SUPPLY)


def test_every_act_has_exactly_one_row() -> None:
    assert len(TRANSITIONS) == len(BY_ACTION) == len(Action)


@pytest.mark.parametrize("action", Action)
def test_every_act_asks_a_permission_of_the_table(action: Action) -> None:
    assert BY_ACTION[action].permission in TABLE


@pytest.mark.parametrize("status", CaseStatus)
def test_every_status_has_a_clock_and_somebody_whose_turn_it_is(status: CaseStatus) -> None:
    assert (CLOCKS[status] is Clock.ENDED) == (status in ENDED)
    assert (TURNS[status] is Turn.NOBODY) == (status in ENDED)


def test_the_clock_waits_exactly_while_it_is_the_enterprises_turn() -> None:
    waiting = {status for status, clock in CLOCKS.items() if clock in {Clock.PAUSED, Clock.STOPPED}}
    assert waiting == {status for status, turn in TURNS.items() if turn is Turn.ENTERPRISE}


def test_an_open_case_can_always_be_withdrawn() -> None:
    assert {status for status in CaseStatus if is_possible(status, A.WITHDRAW)} == OPEN


def test_of_the_ended_only_a_closed_case_comes_back() -> None:
    possible = {(status, action) for status in ENDED for action in Action if is_possible(status, action)}
    assert {(status, action) for status, action in possible if next_status(status, action) not in ENDED} == {
        (S.CLOSED, A.REOPEN)
    }


def test_the_diagram_shows_every_step_of_the_table() -> None:
    drawn = diagram().splitlines()
    assert drawn[:2] == ["stateDiagram-v2", "    [*] --> submitted: submit"]
    for (status, action), target in LEADS.items():
        assert f"    {status} --> {target}: {action}" in drawn
    assert "    supplement --> submitted: supply" in drawn
    assert sum(line.endswith("--> [*]") for line in drawn) == len(ENDED)
