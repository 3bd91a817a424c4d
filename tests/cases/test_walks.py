"""Random walks over the workflow: whatever people do in whatever order, some things always hold.

Ten thousand walks go over the pure tables, some more over the operations and the database. Each begins with a seed of
its own, which a failure names.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from portal import clock
from portal.cases import operations
from portal.cases.closing import ratings
from portal.cases.conferences import operations as conferences
from portal.cases.desk.pending import pending_of
from portal.cases.handlers import hand_backs, tasks
from portal.cases.limits import extensions
from portal.cases.limits.deadlines import Deadline, PausedSpan
from portal.cases.limits.timing import deadline_of
from portal.cases.workflow import BY_ACTION, CLOCKS, TURNS, Action, Clock, Turn, is_possible, next_status
from portal.errors import PortalError
from portal.notifications.models import Notification
from portal.vocabulary import ENDED, CaseStatus, OutcomeKind, RatingLevel, Stance, TaskKind
from portal.workdays import DayKind, SpecialDay, WorkCalendar, load_calendar
from tests.cases.stage import Stage

WALKS, STEPS = 10_000, 14
MONDAY = date(2026, 9, 28)
CALENDAR = WorkCalendar(
    {date(2026, 10, day): SpecialDay(DayKind.REST, "国庆节") for day in range(1, 8)}
    | {date(2026, 10, 10): SpecialDay(DayKind.WORK, "调休上班")},
    frozenset({2026}),
)
ACTS = [action for action in Action if action is not Action.SUBMIT]
PAUSING = {Clock.PAUSED, Clock.STOPPED}


@dataclass
class Walk:
    """A case as the tables see it: its status, its record, the days on which its clock stood still."""

    chance: random.Random
    status: CaseStatus = CaseStatus.SUBMITTED
    before: CaseStatus | None = None
    today: date = MONDAY
    began: date = MONDAY
    record: list[tuple[Action, CaseStatus]] = field(default_factory=lambda: [(Action.SUBMIT, CaseStatus.SUBMITTED)])
    pauses: list[PausedSpan] = field(default_factory=list)

    def step(self) -> None:
        """Let some days pass, then do something that is possible."""
        self.today += timedelta(days=self.chance.randrange(4))
        possible = [action for action in ACTS if is_possible(self.status, action)]
        if not possible:
            return
        action, was = self.chance.choice(possible), self.status
        self.status = next_status(was, action, self.before)
        if self.status is not was:
            self.before = was
            self._turn_clock()
        if action is Action.REOPEN:
            self.began, self.pauses = self.today, []
        self.record.append((action, self.status))

    def _turn_clock(self) -> None:
        self.pauses = [PausedSpan(span.first, span.last or self.today) for span in self.pauses]
        if CLOCKS[self.status] in PAUSING:
            self.pauses.append(PausedSpan(self.today, None))

    def check(self) -> None:
        """Assert what always holds."""
        action, status = self.record[-1]
        assert status is self.status
        assert (CLOCKS[self.status] in PAUSING) == any(span.last is None for span in self.pauses)
        closed = self.status is CaseStatus.CLOSED
        assert not closed or any(done is Action.PROPOSE for done, _status in self.record)
        assert (TURNS[self.status] is Turn.NOBODY) == (self.status in ENDED)
        assert BY_ACTION[action].target in {None, self.status}

    def check_arithmetic(self) -> None:
        """Assert that the promise counts exactly its days, whatever pauses there were."""
        deadline = Deadline(self.began, 7, CALENDAR, self.today, tuple(self.pauses))
        span = (self.began + timedelta(days=n) for n in range(1, (deadline.end_on - self.began).days + 1))
        counted = [on for on in span if CALENDAR.is_working(on) and on not in deadline.paused_days]
        assert len(counted) == 7
        assert counted[-1] == deadline.end_on
        assert deadline.remaining == 7 - deadline.elapsed


def test_ten_thousand_walks_over_the_tables_keep_what_always_holds() -> None:
    reached: set[tuple[CaseStatus, Action]] = set()
    for seed in range(WALKS):
        walk = Walk(random.Random(seed))  # noqa: S311  repeatable on purpose
        try:
            for _step in range(STEPS):
                walk.step()
                walk.check()
            walk.check_arithmetic()
        except AssertionError as wrong:
            raise AssertionError(f"seed {seed}: {walk.record}") from wrong
        reached |= {(status, action) for action, status in walk.record}
    assert {status for status, _action in reached} == set(CaseStatus)


class Crowd:
    """Everybody around a case, each doing something at random; what is not allowed is refused and changes nothing."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage, self.chance = stage, random.Random(seed)  # noqa: S311  repeatable on purpose
        self.case = stage.submit()
        self.other = stage.make.unit()

    def ways(self) -> list[Callable[[], object]]:
        """Return everything that somebody could try now."""
        stage, session, case = self.stage, self.stage.session, self.case
        coordinator, supervisor = stage.actor(stage.coordinator), stage.actor(stage.supervisor)
        handler, chief = stage.actor(case.handler or stage.officer), stage.actor(stage.chief)
        soon = load_calendar(session).add(clock.today(), 2)
        level, kind = self.chance.choice(list(RatingLevel)), OutcomeKind.MEDIATION
        asked = {"kind": self.chance.choice(list(TaskKind)), "units": [self.other], "what": "核实情况。"}
        meeting = {"agenda": "明确责任。", "on": clock.today(), "units": [stage.street]}
        return [
            partial(stage.accept, case),
            partial(stage.dispatch, case),
            partial(stage.ask, case, actor=handler),
            partial(operations.supply, session, case, actor=chief, text="补交合同。"),
            partial(operations.receive, session, case, actor=handler),
            partial(operations.note, session, case, actor=handler, text="已联系企业。", public=True),
            partial(tasks.consult, session, case, actor=handler, due_on=soon, **asked),
            partial(self.reply),
            partial(conferences.confer, session, case, actor=coordinator, **meeting),
            partial(conferences.conclude, session, case, actor=coordinator, minutes="一致同意。", decisions="继续。"),
            partial(extensions.extend, session, case, actor=handler, on=soon, reason="等待验收。"),
            partial(extensions.rule, session, case, actor=coordinator, granted=True),
            partial(hand_backs.hand_back, session, case, actor=handler, reason="不属职责。", unit=self.other),
            partial(hand_backs.refuse, session, case, actor=coordinator, reason="属于职责。"),
            partial(hand_backs.refuse, session, case, actor=supervisor, reason="属于职责。"),
            *[partial(operations.propose, session, case, actor=handler, kind=kind, explanation="已经解决。")] * 2,
            *[partial(stage.confirm, case)] * 2,
            partial(stage.reject, case),
            partial(stage.reopen, case),
            partial(ratings.rate, session, case, actor=chief, level=level),
            partial(ratings.verify, session, case, actor=supervisor, finding="情况属实。"),
            partial(ratings.rectify, session, case, actor=handler, remedy="已经整改。"),
            partial(ratings.mark_mistaken, session, case, actor=supervisor, evidence="企业说明点错了。"),
        ]

    def reply(self) -> None:
        """Let another unit reply to what it was asked."""
        officer = self.stage.actor(self.stage.make.account(*tasks.TASK_ROLES, unit=self.other))
        for task in self.case.open_tasks:
            stance = None if task.kind is TaskKind.SUPPORT else self.chance.choice(list(Stance))
            tasks.reply(self.stage.session, self.case, task, actor=officer, text="已经核实。", stance=stance)

    def step(self) -> None:
        """Try things in a random order until one of them is done."""
        ways = self.ways()
        self.chance.shuffle(ways)
        for way in ways:
            try:
                way()
            except PortalError:
                continue
            return

    def check(self) -> None:
        """Assert what always holds of a case and its record."""
        case, session = self.case, self.stage.session
        session.flush()
        assert self.stage.record(case)[-1].status is case.status
        assert case.status not in ENDED or not case.open_tasks
        assert [case.rated] == ([one.level for one in case.ratings if one.stands] or [None])[-1:]
        if case.status is CaseStatus.CLOSED:
            told = sa.select(Notification.recipient_id).where(
                Notification.subject == f"请确认办理结果：{case.reference}"
            )
            assert {self.stage.clerk.id} <= set(session.scalars(told))
            assert case.open_follow_up or case.follow_ups[-1].called_at
        needs_handler = TURNS[case.status] is Turn.HANDLER or pending_of(case)
        assert not needs_handler or case.handler is not None
        assert case.due_on == deadline_of(case, load_calendar(session), clock.today()).due_on or (
            CLOCKS[case.status] in {Clock.STOPPED, Clock.ENDED}
        )


@pytest.mark.parametrize("seed", range(3))
def test_walks_over_the_operations_keep_what_always_holds(stage: Stage, seed: int) -> None:
    for round_ in range(3):
        crowd, on = Crowd(stage, seed * 10 + round_), MONDAY
        for _step in range(12):
            on += timedelta(days=crowd.chance.randrange(3))
            with clock.travel(clock.local_instant(on, 10)):
                crowd.step()
                crowd.check()
