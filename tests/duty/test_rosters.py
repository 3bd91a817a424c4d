"""Giving, filling and exchanging turns."""

from datetime import date, timedelta
from unittest import mock

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.duty import queries, rosters
from portal.duty.models import DutyLine, Shift
from portal.duty.rosters import LineFacts
from portal.duty.rotation import Step
from portal.errors import NotPermitted, RuleBroken, StaleEdit
from portal.notifications.models import Notification
from portal.pairing.people_models import Leave
from portal.permissions.actor import Actor
from portal.vocabulary import Role
from portal.workdays import load_calendar
from tests.factories import Factory, actor

MONDAY = date(2026, 10, 12)
NINE = clock.local_instant(MONDAY, 9)
FACTS = LineFacts("法律服务热线", "12348", "全天24小时", ["白班 8:30-17:30", "夜班 17:30-08:30"], on_days_off=True)


@pytest.fixture
def coordinator(make: Factory) -> Actor:
    return actor(make.account(Role.COORDINATOR))


@pytest.fixture
def line(session: Session, coordinator: Actor) -> DutyLine:
    return rosters.save_line(session, actor=coordinator, facts=FACTS)


@pytest.fixture
def lawyers(make: Factory) -> list[Account]:
    return [make.account(Role.LAWYER) for _ in range(3)]


def fill(session: Session, by: Actor, line: DutyLine, people: list[Account], days: int = 3) -> list[Shift]:
    last = MONDAY + timedelta(days=days - 1)
    return rosters.fill(session, actor=by, line=line, first=MONDAY, last=last, people=people, step=Step.DAY)


def told(session: Session) -> dict[int, str]:
    session.flush()
    return {row.recipient_id: row.subject for row in session.scalars(sa.select(Notification))}


def test_a_rotation_gives_every_turn_and_tells_each_person_once(
    session: Session, coordinator: Actor, line: DutyLine, lawyers: list[Account]
) -> None:
    new = fill(session, coordinator, line, lawyers)
    assert [shift.account_id for shift in new] == [one.id for one in lawyers for _turn in range(2)]
    assert told(session) == {one.id: "值班安排：法律服务热线" for one in lawyers}


def test_filling_again_gives_only_what_nobody_has(
    session: Session, coordinator: Actor, line: DutyLine, lawyers: list[Account]
) -> None:
    fill(session, coordinator, line, lawyers)
    rosters.give(session, actor=coordinator, line=line, on=MONDAY, turn="夜班", person=None)
    again = fill(session, coordinator, line, lawyers)
    assert [(shift.on, shift.turn, shift.account) for shift in again] == [(MONDAY, "夜班", lawyers[0])]


def test_a_line_that_rests_on_days_off_has_no_turns_then(session: Session, line: DutyLine) -> None:
    line.on_days_off = False
    calendar = load_calendar(session)
    assert queries.turns_on(line, MONDAY - timedelta(days=1), calendar) == []
    assert len(queries.turns_on(line, MONDAY, calendar)) == 2


def test_who_answers_now_is_who_has_the_turn(
    session: Session, coordinator: Actor, line: DutyLine, lawyers: list[Account]
) -> None:
    fill(session, coordinator, line, lawyers)
    for at, who in ((NINE, lawyers[0]), (clock.local_instant(MONDAY + timedelta(days=1), 3), lawyers[0])):
        (answer,) = queries.answering(session, at)
        assert answer.shift is not None
        assert answer.shift.account == who
    assert answer.called == f"{lawyers[0].name[0]}律师"
    (before,) = queries.answering(session, clock.local_instant(MONDAY, 7))
    assert (before.shift, before.next_at) == (None, clock.local_instant(MONDAY, 8, 30))


def test_somebody_is_on_duty_until_two_hours_after_the_turn(
    session: Session, coordinator: Actor, line: DutyLine, lawyers: list[Account]
) -> None:
    fill(session, coordinator, line, lawyers[:1], days=1)
    tuesday = MONDAY + timedelta(days=1)
    assert queries.is_on_duty(session, lawyers[0].id, clock.local_instant(tuesday, 10, 29))
    assert not queries.is_on_duty(session, lawyers[0].id, clock.local_instant(tuesday, 10, 31))
    assert not queries.is_on_duty(session, lawyers[1].id, NINE)


def test_a_week_shows_gaps_and_double_duties(
    session: Session, coordinator: Actor, line: DutyLine, lawyers: list[Account]
) -> None:
    other = rosters.save_line(
        session, actor=coordinator, facts=LineFacts("复工专线", "0000-1", "全天", ["全天 0:00-23:59"], on_days_off=True)
    )
    fill(session, coordinator, line, lawyers[:1], days=1)
    away = {"from_on": MONDAY, "until_on": MONDAY, "set_at": NINE, "set_by_name": "调度员"}
    session.add(Leave(account=lawyers[0], deputy=lawyers[1], **away))
    rosters.give(session, actor=coordinator, line=other, on=MONDAY, turn="全天", person=lawyers[0])
    with clock.travel(NINE):
        week = queries.week(session, line, MONDAY, load_calendar(session))
    (_on, cells), (_next, empty) = week[:2]
    assert [(cell.double, cell.absent, cell.gap) for cell in cells] == [(True, True, False)] * 2
    assert [cell.gap for cell in empty] == [True, True]


def test_an_exchange_tells_both(session: Session, coordinator: Actor, line: DutyLine, lawyers: list[Account]) -> None:
    first, _night, second, *_rest = fill(session, coordinator, line, lawyers)
    session.execute(sa.delete(Notification))
    with clock.travel(clock.local_instant(MONDAY, 7)):
        rosters.exchange(session, first, second, actor=actor(lawyers[0]))
    assert (first.account, second.account) == (lawyers[1], lawyers[0])
    assert told(session) == {one.id: "换班：法律服务热线" for one in lawyers[:2]}


def test_a_turn_that_has_begun_or_of_another_is_not_exchanged(
    session: Session, coordinator: Actor, line: DutyLine, lawyers: list[Account]
) -> None:
    first, night, second, *_rest = fill(session, coordinator, line, lawyers)
    with clock.travel(NINE), pytest.raises(RuleBroken):
        rosters.exchange(session, first, second, actor=actor(lawyers[0]))
    with clock.travel(clock.local_instant(MONDAY, 7)):
        with pytest.raises(RuleBroken):
            rosters.exchange(session, first, night, actor=coordinator)
        with pytest.raises(NotPermitted):
            rosters.exchange(session, first, second, actor=actor(lawyers[2]))


def test_only_the_coordinator_makes_rosters(session: Session, line: DutyLine, lawyers: list[Account]) -> None:
    with pytest.raises(NotPermitted):
        fill(session, actor(lawyers[0]), line, lawyers)


def test_a_range_too_long_and_nobody_are_refused(
    session: Session, coordinator: Actor, line: DutyLine, lawyers: list[Account]
) -> None:
    for people, days, field in ((lawyers, 93, "last"), ([], 1, "people")):
        with pytest.raises(RuleBroken) as broken:
            fill(session, coordinator, line, people, days=days)
        assert broken.value.field == field


def test_a_line_says_what_is_wrong_with_it(session: Session, coordinator: Actor, line: DutyLine) -> None:
    for changed, field in (({"turns": ["白班"]}, "turns"), ({}, "name")):
        with pytest.raises(RuleBroken) as broken:
            rosters.save_line(session, actor=coordinator, facts=LineFacts(**(vars(FACTS) | changed)))
        assert broken.value.field == field
    with pytest.raises(StaleEdit):
        rosters.save_line(session, actor=coordinator, facts=FACTS, line=line, seen=line.version - 1)


def test_of_two_that_give_one_turn_the_second_is_told(
    session: Session, coordinator: Actor, line: DutyLine, lawyers: list[Account]
) -> None:
    rosters.give(session, actor=coordinator, line=line, on=MONDAY, turn="白班", person=lawyers[0])
    with mock.patch("portal.duty.rosters.between", return_value=[]), pytest.raises(RuleBroken):
        rosters.give(session, actor=coordinator, line=line, on=MONDAY, turn="白班", person=lawyers[1])
