"""What people do to a case in any order, with sweeps on any days: the real acts and rows.

Each walk has a seed of its own, which a failure names."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from portal import clock
from portal.cases import operations
from portal.cases.handlers import hand_backs
from portal.cases.limits import extensions, recounting
from portal.errors import PortalError
from portal.notifications.models import Notification
from portal.permissions.actor import Actor
from portal.supervision import step_replies
from portal.supervision.ladder import BY_RUNG, LADDER
from portal.supervision.messages import NAMES
from portal.supervision.operations import order, request
from portal.supervision.page import steps_of
from portal.supervision.promises import done_by, is_of_present_promise, promise_of
from portal.supervision.reasons import Why, reasons
from portal.supervision.sweeps import sweep
from portal.vocabulary import OutcomeKind, Rung, SupervisionWay
from portal.workdays import CalendarDay, DayKind, load_calendar
from tests.factories import actor
from tests.supervision.scene import Scene

MONDAY = date(2026, 3, 9)
ACTS = 40


class Chase:
    """A case and everybody around it, each doing something at random; what is not allowed is refused."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self.scene, self.session = scene, scene.session
        self.chance, self.today = random.Random(seed), MONDAY  # noqa: S311  repeatable on purpose
        self.case = scene.case(submitted_at=(began := clock.local_instant(MONDAY, 9)), clock_started_at=began)
        self.case.limit_days, self.case.due_on = 3, MONDAY + timedelta(days=3)
        self.member = actor(scene.member, enterprise_ids=frozenset({scene.enterprise.id}))

    def ways(self) -> list[Callable[[], object]]:
        """Return everything that somebody could try now."""
        scene, session, case = self.scene, self.session, self.case
        officer, coordinator = actor(scene.officer), actor(scene.coordinator)
        supervisor, leader = actor(scene.supervisor), actor(scene.leader)
        soon = load_calendar(session).add(self.today, 3)
        way = self.chance.choice(list(SupervisionWay))
        outcome = {"kind": OutcomeKind.MEDIATION, "explanation": "已经恢复供电。"}
        return [
            *[partial(self.sweep)] * 6,
            partial(operations.ask, session, case, actor=officer, question="请补交合同。"),
            partial(operations.supply, session, case, actor=self.member, text="已补交。"),
            partial(extensions.extend, session, case, actor=officer, on=soon, reason="等待验收。"),
            partial(extensions.rule, session, case, actor=coordinator, granted=True),
            partial(hand_backs.hand_back, session, case, actor=officer, reason="不属职责。", unit=scene.committee),
            partial(hand_backs.refuse, session, case, actor=coordinator, reason="属于职责。"),
            partial(operations.propose, session, case, actor=officer, **outcome),
            partial(operations.reject, session, case, actor=self.member, missing="又停电了。"),
            partial(request, session, case, actor=self.member),
            partial(order, session, case, actor=supervisor, way=way, words="请三日内办结。"),
            partial(self.reply),
            partial(self.rule, leader),
            partial(self.edit_calendar),
        ]

    def step(self) -> None:
        """Let up to four days pass, then try things in a random order until one of them is done."""
        self.today += timedelta(days=self.chance.choice((0, 0, 0, 1, 1, 2, 4)))
        ways = self.ways()
        self.chance.shuffle(ways)
        with clock.travel(clock.local_instant(self.today, 10)):
            for way in ways:
                try:
                    way()
                except PortalError:
                    continue
                return

    def why(self) -> dict[Rung, Why]:
        """Return what the page of the case says of each step of the ladder."""
        present = [step for step in steps_of(self.session, self.case) if is_of_present_promise(step, self.case)]
        promise, calendar = promise_of(self.case, self.today), load_calendar(self.session)
        return {one.step.rung: one.why for one in reasons(promise, done_by(present), calendar, self.today)}

    def sweep(self) -> None:
        """Sweep twice; assert that the first took exactly what was said to be next, and the second nothing."""
        before = self.why()
        taken = [step for step in sweep(self.session) if step.case == self.case.reference]
        assert sweep(self.session) == []
        self.session.expire_all()
        climbed = [step for step in taken if step.rung in BY_RUNG]
        assert [step.rung for step in climbed] == [rung for rung, why in before.items() if why is Why.NEXT]
        assert all(step.due_on <= self.today for step in climbed)
        assert [step for step in climbed if not step.caught_up] == climbed[-1:]
        after = self.why()
        assert Why.NEXT not in after.values()
        assert all(after[step.rung] is (Why.CAUGHT_UP if step.caught_up else Why.TAKEN) for step in climbed)
        self.check()

    def check(self) -> None:
        """Assert that each promise has its steps once and in order, and that everybody was told once of each."""
        steps = steps_of(self.session, self.case)
        for promise in {(step.clock_started_at, step.promised_days) for step in steps}:
            own = [step.rung for step in steps if (step.clock_started_at, step.promised_days) == promise]
            climbed = [rung for rung in own if rung in BY_RUNG]
            assert climbed == [step.rung for step in LADDER[: len(climbed)]]
            assert len(own) == len(set(own))
        assert len([step for step in steps if step.rung is Rung.ESCALATED]) <= 1
        for rung in (Rung.REMINDER, Rung.BLUE, Rung.YELLOW, Rung.LEADER, Rung.NOTICE, Rung.ESCALATED):
            heard = sa.select(sa.func.count()).where(Notification.subject == f"{NAMES[rung]}：{self.case.reference}")
            assert self.session.scalar(heard) == sum(len(step.told) for step in steps if step.rung is rung)

    def reply(self) -> None:
        """Reply to the first step that waits."""
        calendar = load_calendar(self.session)
        for exchange in step_replies.exchanges(self.session, steps_of(self.session, self.case), calendar):
            if exchange.waits:
                officer = actor(self.scene.colleague)
                step_replies.reply(self.session, exchange.step, calendar, actor=officer, text="正在办理。")
                return

    def rule(self, leader: Actor) -> None:
        """Rule on the first reply that waits."""
        calendar = load_calendar(self.session)
        for exchange in step_replies.exchanges(self.session, steps_of(self.session, self.case), calendar):
            if exchange.to_rule:
                accepted = self.chance.random() < 0.3
                step_replies.rule(self.session, exchange.to_rule, actor=leader, accepted=accepted, reason="不够具体。")
                return

    def edit_calendar(self) -> None:
        """Make a day off of a day near the end, and count every limit anew."""
        before, on = load_calendar(self.session), self.today + timedelta(days=self.chance.randrange(12))
        if on not in before.special:
            self.session.add(CalendarDay(on=on, kind=DayKind.REST, name="调休放假"))
            recounting.recount(self.session, before)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(3))
def test_whatever_people_do_each_step_is_taken_once_and_said_as_it_was(scene: Scene, seed: int) -> None:
    chase = Chase(scene, seed)
    for _act in range(ACTS):
        chase.step()
    with clock.travel(clock.local_instant(chase.today, 18)):
        chase.sweep()
    assert len(steps_of(scene.session, chase.case)) > len(LADDER), "the walk has been up the ladder more than once"
