"""Offering, taking, moving and cancelling times."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa
from icalendar import Calendar
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.duty import appointment_queries, appointments, leaving
from portal.duty.appointment_models import Appointment, OfferedTime
from portal.duty.calendar_file import calendar_file
from portal.duty.offers import Offer
from portal.duty.reminders import remind
from portal.enterprises.models import Enterprise
from portal.errors import NotFound, NotPermitted, RuleBroken, StaleEdit, TransitionNotAllowed
from portal.notifications.models import Notification
from portal.pairing import leaves
from portal.vocabulary import MeetingWay, Role
from tests.factories import Factory, actor

MONDAY = date(2026, 10, 12)
BOOKING = appointments.Booking(topic="租赁合同能不能解除", contact_name="张慧敏", contact_telephone="139 0000 7788")


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.travel(clock.local_instant(MONDAY, 8)):
        yield


@pytest.fixture
def lawyer(make: Factory) -> Account:
    return make.account(Role.LAWYER)


@pytest.fixture
def enterprise(make: Factory) -> Enterprise:
    return make.enterprise()


@pytest.fixture
def member(make: Factory, enterprise: Enterprise) -> Account:
    return make.member(enterprise)


def offer(session: Session, who: Account, hour: int = 9, **values: object) -> list[OfferedTime]:
    wanted = {"on": MONDAY, "begins": time(hour), "ends": time(hour + 1), "minutes": 30} | values
    return appointments.offer(session, actor=actor(who), wanted=Offer(**wanted), way=MeetingWay.TELEPHONE, place="")


def book(session: Session, who: Account, enterprise: Enterprise, time_: OfferedTime) -> Appointment:
    by = actor(who, enterprise_ids=frozenset({enterprise.id}))
    return appointments.book(session, actor=by, time_id=time_.id, enterprise=enterprise, booking=BOOKING)


def told(session: Session) -> list[tuple[int, str]]:
    session.flush()
    rows = session.scalars(sa.select(Notification).order_by(Notification.id)).all()
    session.execute(sa.delete(Notification))
    return [(row.recipient_id, row.subject.partition("：")[0]) for row in rows]


def test_a_time_is_taken_and_both_sides_are_told(
    session: Session, lawyer: Account, enterprise: Enterprise, member: Account
) -> None:
    first, second = offer(session, lawyer)
    book(session, member, enterprise, first)
    assert told(session) == [(lawyer.id, "新预约"), (member.id, "预约成功")]
    ((_host, free),) = appointment_queries.free(session, clock.now(), OfferedTime.host_id == lawyer.id)
    assert free == [second]


def test_a_time_is_taken_once(session: Session, make: Factory, lawyer: Account, enterprise: Enterprise) -> None:
    first, _second = offer(session, lawyer)
    book(session, make.member(enterprise), enterprise, first)
    other = make.enterprise()
    with pytest.raises(RuleBroken) as broken:
        book(session, make.member(other), other, first)
    assert broken.value.field == "time"


def test_the_database_itself_keeps_a_time_from_being_taken_twice(
    session: Session, lawyer: Account, enterprise: Enterprise, member: Account
) -> None:
    first, _second = offer(session, lawyer)
    taken = book(session, member, enterprise, first)
    copy = {name: getattr(taken, name) for name in ("time_id", "enterprise_id", "topic", "booked_by_id", "booked_at")}
    again = Appointment(**copy, changed_at=taken.changed_at, contact_name="张", contact_telephone="1")
    with pytest.raises(sa.exc.IntegrityError), session.begin_nested():
        session.add(again)


def test_an_enterprise_is_not_at_two_places_at_once(
    session: Session, make: Factory, lawyer: Account, enterprise: Enterprise, member: Account
) -> None:
    book(session, member, enterprise, offer(session, lawyer)[0])
    (parallel,) = offer(session, make.account(Role.LIAISON), minutes=60)
    with pytest.raises(RuleBroken):
        book(session, member, enterprise, parallel)


def test_nobody_offers_one_hour_twice(session: Session, lawyer: Account) -> None:
    offer(session, lawyer)
    with pytest.raises(RuleBroken) as broken:
        offer(session, lawyer, minutes=60)
    assert broken.value.field == "on"
    assert len(offer(session, lawyer, ends=time(11))) == 2


def test_what_has_passed_is_not_offered(session: Session, lawyer: Account) -> None:
    with pytest.raises(RuleBroken):
        offer(session, lawyer, on=MONDAY - timedelta(days=3))


def test_an_appointment_is_moved_and_its_old_time_is_free_again(
    session: Session, lawyer: Account, enterprise: Enterprise, member: Account
) -> None:
    first, second = offer(session, lawyer)
    appointment = book(session, member, enterprise, first)
    told(session)
    by = actor(member, enterprise_ids=frozenset({enterprise.id}))
    appointments.change(session, appointment, actor=by, time_id=second.id, seen=appointment.version)
    assert (appointment.time, appointment.sequence) == (second, 1)
    assert told(session) == [(lawyer.id, "预约已改期"), (member.id, "预约已改期")]
    assert appointments.standing_at(session, first.id) is None
    with pytest.raises(StaleEdit):
        appointments.change(session, appointment, actor=by, time_id=first.id, seen=appointment.version - 1)


def test_a_cancelled_time_can_be_taken_by_others(
    session: Session, make: Factory, lawyer: Account, enterprise: Enterprise, member: Account
) -> None:
    first, _second = offer(session, lawyer)
    appointment = book(session, member, enterprise, first)
    by = actor(member, enterprise_ids=frozenset({enterprise.id}))
    appointments.cancel(session, appointment, actor=by, reason="", seen=appointment.version)
    with pytest.raises(TransitionNotAllowed):
        appointments.cancel(session, appointment, actor=by, reason="", seen=appointment.version)
    other = make.enterprise()
    assert book(session, make.member(other), other, first).time is first


def test_a_time_is_taken_back_with_a_reason_once_somebody_has_it(
    session: Session, lawyer: Account, enterprise: Enterprise, member: Account
) -> None:
    first, second = offer(session, lawyer)
    appointment = book(session, member, enterprise, first)
    told(session)
    appointments.withdraw(session, second, actor=actor(lawyer), reason="")
    assert told(session) == []
    with pytest.raises(RuleBroken):
        appointments.withdraw(session, first, actor=actor(lawyer), reason="")
    appointments.withdraw(session, first, actor=actor(lawyer), reason="临时开庭。")
    assert appointment.cancel_reason == "临时开庭。"
    assert told(session) == [(lawyer.id, "预约已取消"), (member.id, "预约已取消")]
    with pytest.raises(RuleBroken):
        book(session, member, enterprise, first)
    assert len(offer(session, lawyer)) == 2  # it may be offered again


def test_nobody_is_met_who_is_on_leave_or_has_left(
    session: Session, make: Factory, lawyer: Account, enterprise: Enterprise, member: Account
) -> None:
    today, tomorrow = offer(session, lawyer)[0], offer(session, lawyer, on=MONDAY + timedelta(days=1))[0]
    leaves.take_leave(
        session, actor=actor(lawyer), account=lawyer, deputy=make.account(Role.LAWYER), from_on=MONDAY, until_on=MONDAY
    )
    ((_host, free),) = appointment_queries.free(session, clock.now())
    assert (today in free, tomorrow in free) == (False, True)
    with pytest.raises(RuleBroken, match="届时不在岗"):
        book(session, member, enterprise, today)
    book(session, member, enterprise, tomorrow)
    lawyer.disabled_at = clock.now()
    assert appointment_queries.free(session, clock.now()) == []


def test_whoever_leaves_for_good_gives_up_every_time_and_keeps_the_turns_until_they_are_given(
    session: Session, make: Factory, lawyer: Account, enterprise: Enterprise, member: Account
) -> None:
    first, _second = offer(session, lawyer)
    appointment = book(session, member, enterprise, first)
    rest = leaving.remaining(session, lawyer)
    assert (len(rest.free), list(rest.appointments), list(rest.shifts)) == (1, [appointment], [])
    told(session)
    with pytest.raises(NotPermitted):
        leaving.give_up_times(session, lawyer, actor=actor(lawyer), reason="调离")
    leaving.give_up_times(session, lawyer, actor=actor(make.account(Role.COORDINATOR)), reason="调离本县")
    assert told(session) == [(lawyer.id, "预约已取消"), (member.id, "预约已取消")]
    assert appointment.cancel_reason == "调离本县"
    assert not leaving.remaining(session, lawyer)


def test_only_members_take_times_and_only_its_host_takes_one_back(
    session: Session, make: Factory, lawyer: Account, enterprise: Enterprise
) -> None:
    first, _second = offer(session, lawyer)
    with pytest.raises(NotPermitted):
        appointments.book(session, actor=actor(lawyer), time_id=first.id, enterprise=enterprise, booking=BOOKING)
    with pytest.raises(NotPermitted):
        appointments.withdraw(session, first, actor=actor(make.account(Role.LAWYER)), reason="不行")
    with pytest.raises(NotFound):
        appointment_queries.own_time(session, actor(make.account(Role.LAWYER)), first.id)


def test_both_sides_are_reminded_once_on_the_working_day_before(
    session: Session, lawyer: Account, enterprise: Enterprise, member: Account
) -> None:
    friday = MONDAY + timedelta(days=4)
    first, _second = offer(session, lawyer, on=friday)
    book(session, member, enterprise, first)
    told(session)
    for day, hour, count in ((2, 10, 0), (3, 8, 0), (3, 10, 1), (3, 11, 0)):
        with clock.travel(clock.local_instant(MONDAY + timedelta(days=day), hour)):
            assert remind(session) == count
    assert told(session) == [(lawyer.id, "预约提醒"), (member.id, "预约提醒")]


def test_the_calendar_file_keeps_its_uid_and_counts_changes(
    session: Session, lawyer: Account, enterprise: Enterprise, member: Account
) -> None:
    first, second = offer(session, lawyer)
    appointment = book(session, member, enterprise, first)
    by = actor(member, enterprise_ids=frozenset({enterprise.id}))

    def read() -> tuple[str, ...]:
        calendar = Calendar.from_ical(calendar_file(appointment, base_url="http://portal.test:80", name="平台"))
        (event,) = calendar.events
        kept = (str(event["uid"]), str(event["sequence"]), str(event["status"]), f"{event.start:%H:%M}")
        return (str(calendar["method"]), *kept)

    uid = f"appointment-{appointment.id}@portal.test"
    assert read() == ("PUBLISH", uid, "0", "CONFIRMED", "01:00")
    appointments.change(session, appointment, actor=by, time_id=second.id, seen=appointment.version)
    assert read() == ("PUBLISH", uid, "1", "CONFIRMED", "01:30")
    appointments.cancel(session, appointment, actor=by, reason="", seen=appointment.version)
    assert read() == ("CANCEL", uid, "2", "CANCELLED", "01:30")


def test_the_calendar_file_names_its_organiser_and_breaks_its_lines_as_the_standard_says(
    session: Session, lawyer: Account, enterprise: Enterprise, member: Account
) -> None:
    appointment = book(session, member, enterprise, offer(session, lawyer)[0])
    appointment.topic = "厂房租赁合同能不能解除；货款、违约金怎么算，" * 6
    file = calendar_file(appointment, base_url="https://portal.test", name="平台", mail="noreply@portal.test")
    lines = file.split(b"\r\n")
    assert max(map(len, lines)) <= 75, "in octets (RFC 5545, 3.1)"
    assert b"\n" not in file.replace(b"\r\n", b"")
    (event,) = Calendar.from_ical(file).events
    assert (str(event["organizer"]), event["organizer"].params["CN"]) == ("mailto:noreply@portal.test", "平台")
    assert appointment.topic in str(event["summary"])
    without = calendar_file(appointment, base_url="https://portal.test", name="平台")
    assert str(Calendar.from_ical(without).events[0]["organizer"]) == "https://portal.test"
