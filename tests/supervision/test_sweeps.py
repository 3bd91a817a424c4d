"""The ladder taken day by day, after silence, with the clock standing still, and by two workers at once."""

import json
import threading
from datetime import date, timedelta

import sqlalchemy as sa
from flask import Flask

from portal import clock
from portal.cases.models import Pause
from portal.database import db
from portal.letters.models import Letter
from portal.notifications.models import Notification
from portal.supervision.conditions import standing_at
from portal.supervision.ladder import LADDER
from portal.supervision.models import SupervisionStep
from portal.supervision.sweeps import sweep
from portal.vocabulary import CaseStatus, LetterState, Rung
from portal.workdays import seed_years
from tests.factories import Factory
from tests.supervision.scene import Scene, at

RUNGS = [step.rung for step in LADDER]


def march(day: int) -> date:
    return date(2026, 3, day)


def test_a_case_climbs_the_ladder_day_by_day_and_each_step_is_told_once(scene: Scene) -> None:
    case = scene.case()
    told = {}
    for n in range(20):
        on = march(16) + timedelta(days=n)
        steps = [step.rung for _ in range(2) for step in scene.sweep(on)]
        if steps:
            told[on, *steps] = scene.notices()
    assert told == {
        (march(17), Rung.REMINDER): [("承办人", "临期提醒")],
        (march(18), Rung.BLUE): [("承办人", "蓝牌提示")],
        (march(19), Rung.YELLOW): [("承办人", "黄牌督办"), ("同事", "黄牌督办"), ("调度员", "黄牌督办")],
        (march(23), Rung.LETTER): [("督查员", "督办函待送签")],
        (march(30), Rung.LEADER): [("牵头领导", "报牵头领导"), ("督查员", "报牵头领导")],
        (date(2026, 4, 1), Rung.NOTICE): [("督查员", "列入通报"), ("承办人", "列入通报"), ("同事", "列入通报")],
    }
    letter = scene.session.scalars(sa.select(Letter)).one()
    assert (letter.state, letter.drafted_by, letter.unit_id) == (LetterState.DRAFT, scene.supervisor, scene.bureau.id)
    assert letter.reply_by == march(30), "five working days after the draft"
    assert scene.rungs(case) == RUNGS


def test_after_days_of_silence_only_the_highest_step_is_told_and_the_letter_is_there(scene: Scene) -> None:
    case = scene.case()
    steps = scene.sweep(march(31))
    assert [(step.rung, step.caught_up) for step in steps] == [(rung, rung is not Rung.LEADER) for rung in RUNGS[:5]]
    assert scene.notices() == [("牵头领导", "报牵头领导"), ("督查员", "报牵头领导")]
    assert steps[3].letter
    assert scene.session.scalars(sa.select(type(case)).where(standing_at(Rung.LEADER))).unique().all() == [case]


def test_no_step_is_taken_while_the_clock_stands_and_waiting_days_do_not_count(scene: Scene) -> None:
    scene.case(status=CaseStatus.SUPPLEMENT, due_on=None)
    scene.case(status=CaseStatus.PROPOSED)
    waited = scene.case()
    span = {"began_at": clock.local_instant(march(19), 9), "ended_at": clock.local_instant(march(20), 9)}
    waited.pauses.append(Pause(reason="等待企业确认", **span))
    scene.session.flush()
    assert [step.rung for step in scene.sweep(march(20))] == RUNGS[:2], "the yellow card waits for Monday"
    assert [step.rung for step in scene.sweep(march(23))] == [Rung.YELLOW]


def test_a_new_promise_begins_the_ladder_anew(scene: Scene) -> None:
    case = scene.case()
    scene.sweep(march(19))
    case.clock_started_at, case.due_on = clock.local_instant(march(24), 9), march(31)
    scene.session.flush()
    assert not scene.sweep(march(25))
    assert [step.rung for step in scene.sweep(march(31))] == RUNGS[:2]
    case.extended_days, case.due_on = 3, date(2026, 4, 3)
    scene.session.flush()
    assert [step.rung for step in scene.sweep(date(2026, 4, 2))] == RUNGS[:1], "an extension is a new promise"


def test_a_letter_that_cannot_be_drafted_says_why(scene: Scene) -> None:
    nobodys = scene.case(handler=None, handling_unit=None, handling_unit_id=None, status=CaseStatus.ACCEPTED)
    step = scene.sweep(march(23))[-1]
    assert (step.rung, step.letter) == (Rung.LETTER, None)
    assert step.note
    assert scene.notices() == [("督查员", "督办函未能起草")]
    scene.committee.code = ""
    nobodys.status = CaseStatus.CLOSED
    scene.case()
    assert "代字" in scene.sweep(march(23))[-1].note


def test_the_command_prints_every_step_and_the_second_time_none(app: Flask, scene: Scene) -> None:
    case = scene.case()
    back = scene.case(rejections=3, due_on=date(2026, 3, 31))
    scene.hand_back(3, march(17))
    first, second = (
        json.loads(app.test_cli_runner().invoke(args=["supervision", "sweep", "--on", "2026-03-18", "--json"]).output)
        for _ in range(2)
    )
    assert [(step["case"], step["rung"], step["due_on"], step["told"]) for step in first] == [
        (case.reference, "reminder", "2026-03-17", []),
        (case.reference, "blue", "2026-03-18", ["承办人"]),
        (back.reference, "escalated", "2026-03-18", ["牵头领导", "督查员"]),
        (None, "escalated", "2026-03-18", ["督查员", "牵头领导"]),
    ]
    assert [step["unit"] for step in first] == [None, None, None, scene.bureau.name]
    assert second == []


def test_two_workers_at_once_take_each_step_once(own_app: Flask) -> None:
    with own_app.app_context():
        seed_years(db.session, [2026])
        scene = Scene(db.session, Factory(db.session))
        for _ in range(5):
            scene.case(rejections=3)
        scene.hand_back(3, march(20))
        db.session.commit()
    ready, done = threading.Barrier(2), []

    def work() -> None:
        with own_app.app_context():
            ready.wait()
            done.append(sweep(db.session))

    with at(march(23)):
        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    taken = [(step.case or step.unit, step.rung) for steps in done for step in steps]
    assert len(taken) == len(set(taken)) == 5 * (4 + 1) + 1
    with own_app.app_context():
        kept = (SupervisionStep, Letter, Notification)
        counts = [db.session.scalar(sa.select(sa.func.count(of.id))) for of in kept]
    assert counts == [5 * (4 + 1), 5, 5 + 5 * 2 + 2], "the letter to one, what came back to two, the unit to two"
