"""Several enterprises take one time at the same instant, with real connections: one has it, the others are told."""

import threading
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from portal import clock
from portal.database import db
from portal.duty import appointments
from portal.duty.appointment_models import Appointment, OfferedTime
from portal.enterprises.models import Enterprise
from portal.errors import RuleBroken
from portal.permissions.actor import Actor
from portal.vocabulary import MeetingWay, Role
from tests.factories import Factory

AT_ONCE = 4


def stage(app: Flask) -> tuple[int, list[tuple[int, int]]]:
    """Return the id of a free time, and of enterprises with a member each."""
    with app.app_context():
        make, now = Factory(db.session), clock.now()
        span = {"starts_at": now + timedelta(days=1), "ends_at": now + timedelta(days=1, hours=1)}
        time = OfferedTime(host=make.account(Role.LAWYER), way=MeetingWay.TELEPHONE, offered_at=now, **span)
        db.session.add(time)
        enterprises = [make.enterprise() for _ in range(AT_ONCE)]
        pairs = [(enterprise.id, make.member(enterprise).id) for enterprise in enterprises]
        db.session.commit()
        return time.id, pairs


def test_one_time_is_taken_once_however_many_reach_for_it(own_app: Flask) -> None:
    time_id, pairs = stage(own_app)
    ready, answers = threading.Barrier(AT_ONCE), []

    def take(enterprise_id: int, member_id: int) -> None:
        who = Actor(member_id, "成员", frozenset({Role.ENTERPRISE}), enterprise_ids=frozenset({enterprise_id}))
        booking = appointments.Booking("租赁合同", "张慧敏", "139 0000 7788")
        ready.wait()
        with own_app.app_context():
            enterprise = db.session.get_one(Enterprise, enterprise_id)
            try:
                appointments.book(db.session, actor=who, time_id=time_id, enterprise=enterprise, booking=booking)
                db.session.commit()
            except RuleBroken as refused:
                db.session.rollback()
                answers.append(refused.field)

    threads = [threading.Thread(target=take, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with own_app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Appointment)) == 1
    assert answers == ["time"] * (AT_ONCE - 1)
