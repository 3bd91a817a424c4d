"""The ladder over any calendar and any order of events: each step once a promise, in order, never before its day."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.cases.limits.deadlines import Deadline, PausedSpan
from portal.cases.workflow import Clock
from portal.supervision.ladder import LADDER, Step
from portal.supervision.reasons import Done, Promise, Reason, Why, due_steps, reasons
from portal.vocabulary import Rung
from portal.workdays import DayKind, SpecialDay, WorkCalendar

START = date(2026, 1, 5)
DAYS = st.integers(0, 120).map(lambda n: START + timedelta(days=n))
CALENDARS = st.dictionaries(DAYS, st.sampled_from(DayKind), max_size=40).map(
    lambda days: WorkCalendar({on: SpecialDay(kind, "") for on, kind in days.items()}),
)
SWEEP, PASS, PAUSE, PROPOSE, RESUME, EXTEND, CONFER, REOPEN, END = range(9)
EVENTS = st.lists(
    st.tuples(st.sampled_from((SWEEP, SWEEP, PASS, PASS, PASS, *range(2, 9))), st.integers(0, 9)) | CALENDARS,
    max_size=30,
)


@dataclass
class Life:
    """A case as the ladder sees it, and all that the sweeps have done to it."""

    calendar: WorkCalendar
    today: date = START
    start: date = START
    limit: int = 5
    clock: Clock = Clock.RUNS
    pauses: list[PausedSpan] = field(default_factory=list)
    ended_on: date | None = None
    taken: dict[tuple[date, int], dict[Rung, Done]] = field(default_factory=dict)

    @property
    def promise(self) -> Promise:
        deadline = Deadline(self.start, self.limit, self.calendar, self.today, tuple(self.pauses))
        return Promise(deadline.due_on, self.clock, deadline.paused_days, self.ended_on)

    @property
    def done(self) -> dict[Rung, Done]:
        return self.taken.setdefault((self.start, self.limit), {})

    def reasons(self) -> list[Reason]:
        return reasons(self.promise, self.done, self.calendar, self.today)

    def happen(self, event: tuple[int, int] | WorkCalendar) -> None:
        """Let something happen, where it can happen now."""
        if isinstance(event, WorkCalendar):  # the calendar is edited and every limit counted anew
            self.calendar = event
            return
        kind, days = event
        if kind == PASS:
            self.today += timedelta(days=days)
        elif kind == SWEEP:
            self.sweep()
        elif kind == REOPEN and self.clock is Clock.ENDED:
            self.start, self.clock, self.pauses, self.ended_on = self.today, Clock.RUNS, [], None
        elif kind in {EXTEND, CONFER} and self.clock is Clock.RUNS:
            self.limit = max(1, self.limit + (days if kind == EXTEND else -days))
        elif kind in {PAUSE, PROPOSE, RESUME, END} and self.clock is not Clock.ENDED:
            self.turn({PAUSE: Clock.PAUSED, PROPOSE: Clock.STOPPED, END: Clock.ENDED}.get(kind, Clock.RUNS))

    def turn(self, to: Clock) -> None:
        """Let the clock stand, run or end."""
        self.pauses = [PausedSpan(span.first, span.last or self.today) for span in self.pauses]
        if to in {Clock.PAUSED, Clock.STOPPED}:
            self.pauses.append(PausedSpan(self.today, None))
        self.clock, self.ended_on = to, self.today if to is Clock.ENDED else None

    def sweep(self) -> None:
        """Take what is due and not taken, as the unique row lets it happen; assert that it is what was to happen."""
        before = {reason.step.rung: reason.why for reason in self.reasons()}
        new = [due for due in due_steps(self.promise, self.calendar, self.today) if due.step.rung not in self.done]
        assert all(due.on <= self.today for due in new)
        assert all(self.is_due(due.step) for due in new)
        assert [due.step.rung for due in new] == [rung for rung, why in before.items() if why is Why.NEXT]
        assert [due for due in new if due.highest] == new[-1:], "one of them is told, however long nobody looked"
        self.done.update({due.step.rung: Done(self.today, not due.highest) for due in new})
        if self.clock is Clock.RUNS:
            assert all(step.rung in self.done for step in LADDER if self.is_due(step))
        self.check()

    def is_due(self, step: Step) -> bool:
        """Tell day by day, and so independently, whether a step is due."""
        promise = self.promise
        assert promise.due_on is not None
        if step.after < 0:
            ahead = (self.today + timedelta(days=n) for n in range(1, (promise.due_on - self.today).days))
            return not any(self.calendar.is_working(on) for on in ahead)
        since = (promise.due_on + timedelta(days=n) for n in range(1, (self.today - promise.due_on).days + 1))
        counted = [on for on in since if self.calendar.is_working(on) and on not in promise.waiting]
        return self.today >= promise.due_on and len(counted) >= step.after

    def check(self) -> None:
        """Assert that the steps were taken in order, and that what is said of each is what was done."""
        assert list(self.done) == [step.rung for step in LADDER[: len(self.done)]]
        said = self.reasons()
        assert [reason.step.rung for reason in said if reason.taken] == list(self.done)
        for reason in said:
            assert reason.why is not Why.NEXT
            assert not reason.taken or (reason.why is Why.CAUGHT_UP) == self.done[reason.step.rung].caught_up
            if reason.why is Why.COMING:
                assert reason.on is not None
                assert reason.on > self.today
                assert self.takes(reason.step, reason.on)
                assert not self.takes(reason.step, reason.on - timedelta(days=1))

    def takes(self, step: Step, on: date) -> bool:
        """Tell whether a sweep on a day takes a step, should nothing happen until then."""
        return step in [due.step for due in due_steps(self.promise, self.calendar, on)]


@settings(max_examples=300)
@given(calendar=CALENDARS, events=EVENTS)
def test_each_step_is_taken_once_a_promise_in_order_and_for_the_reason_given(
    calendar: WorkCalendar, events: list[tuple[int, int] | WorkCalendar]
) -> None:
    life = Life(calendar)
    for event in events:
        life.happen(event)
    life.sweep()
    done = {promise: dict(steps) for promise, steps in life.taken.items()}
    life.sweep()
    assert life.taken == done, "a second sweep finds nothing to do"


def test_what_is_said_of_a_step_that_was_not_taken() -> None:
    calendar, day = WorkCalendar(), date(2026, 3, 18)

    def said(promise: Promise, today: date) -> list[Why]:
        return [reason.why for reason in reasons(promise, {}, calendar, today)]

    assert said(Promise(day), day) == [Why.NEXT] * 2 + [Why.COMING] * 4
    assert said(Promise(None, Clock.PAUSED), day) == [Why.WAITS] * 6
    assert said(Promise(day, Clock.STOPPED), day) == [Why.PROPOSED] * 6
    assert said(Promise(day, Clock.ENDED, ended_on=day), day) == [Why.ENDED_SINCE] * 2 + [Why.ENDED_BEFORE] * 4
    assert said(Promise(None, Clock.ENDED, ended_on=day), day) == [Why.ENDED_BEFORE] * 6
    assert said(Promise(day, kept=True), day) == [Why.KEPT] * 6
    assert not due_steps(Promise(day, kept=True), calendar, day)
