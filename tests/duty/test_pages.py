"""The pages of the roster and of appointments, as each side sees them."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.duty.appointment_models import Appointment, OfferedTime
from portal.duty.models import DutyLine, Shift
from portal.pairing.people_models import Leave
from portal.vocabulary import MeetingWay, Role
from tests.factories import Factory
from tests.judging import JudgingClient

LINE = {
    "name": "法律服务热线",
    "telephone": "12348",
    "hours": "全天24小时",
    "turns": "全天 00:00-23:59",
    "on_days_off": "y",
}


def test_a_coordinator_makes_a_line_fills_it_and_changes_a_turn(
    client: JudgingClient, session: Session, make: Factory
) -> None:
    lawyers = [make.account(Role.LAWYER) for _ in range(2)]
    client.sign_in(make.account(Role.COORDINATOR))
    assert "还没有设置热线" in client.get("/duty").words
    assert "不是班次" in client.post("/duty/lines/new", LINE | {"turns": "白天"}, expect=422).words
    assert "12348" in client.post("/duty/lines/new", LINE, follow=True).words
    line, today = session.scalars(sa.select(DutyLine)).one(), clock.today()
    span = {"first": today.isoformat(), "last": (today + timedelta(days=3)).isoformat(), "step": "day"}
    page = client.post(f"/duty/lines/{line.id}/rotate", span | {"people": str(lawyers[0].id)}, follow=True)
    assert lawyers[0].name in page.words
    give = f"/duty/lines/{line.id}/give?on={today.isoformat()}&turn=全天"
    assert lawyers[1].name in client.post(give, {"person": str(lawyers[1].id)}, follow=True).words
    client.get(f"/duty/lines/{line.id}/give?on={today.isoformat()}&turn=夜班", expect=404)
    absence = {"account": lawyers[0], "deputy": lawyers[1], "from_on": today, "until_on": today}
    session.add(Leave(**absence, set_by_name="调度员", set_at=clock.now()))
    session.flush()
    assert "请假）" in client.get(give).words
    assert client.get(f"/duty/lines/{line.id}").value("turns") == "全天 00:00-23:59"
    shown = client.sign_out().get("/").words
    assert f"当前值班：{lawyers[1].name[0]}律师" in shown
    assert lawyers[1].name not in shown


def test_a_lawyer_exchanges_an_own_turn_and_no_other(client: JudgingClient, session: Session, make: Factory) -> None:
    line = DutyLine(name="热线", telephone="12348", hours="全天", turns=["全天 00:00-23:59"])
    mine, theirs = make.account(Role.LAWYER), make.account(Role.LAWYER)
    for days, who in ((2, mine), (3, theirs)):
        on = clock.today() + timedelta(days=days)
        times = {"starts_at": clock.local_instant(on), "ends_at": clock.local_instant(on, 23, 59)}
        session.add(
            Shift(line=line, on=on, turn="全天", account=who, set_by_name="调度员", set_at=clock.now(), **times)
        )
    session.flush()
    own, other = session.scalars(sa.select(Shift).order_by(Shift.on)).all()
    client.sign_in(mine).get(f"/duty/shifts/{other.id}/exchange", expect=404)
    assert client.post(f"/duty/shifts/{own.id}/exchange", {"theirs": ""}, expect=422).errors
    assert "已换班" in client.post(f"/duty/shifts/{own.id}/exchange", {"theirs": str(other.id)}, follow=True).words
    client.get(f"/duty/lines/{line.id}/rotate", expect=403)


def test_both_sides_see_an_appointment_and_nobody_else(client: JudgingClient, session: Session, make: Factory) -> None:
    lawyer, enterprise, now = make.account(Role.LAWYER), make.enterprise(), clock.now()
    member = make.member(enterprise)
    span = {"starts_at": now + timedelta(days=3), "ends_at": now + timedelta(days=3, minutes=30)}
    time = OfferedTime(host=lawyer, way=MeetingWay.VIDEO, offered_at=now, **span)
    session.add(time)
    session.flush()
    client.sign_in(member)
    booking = {"enterprise": str(enterprise.id), "topic": "租赁合同", "contact_name": "张慧敏"}
    assert client.post(f"/appointments/times/{time.id}", booking | {"contact_telephone": ""}, expect=422).errors
    client.post(f"/appointments/times/{time.id}", booking | {"contact_telephone": "139 0000 7788"})
    path = f"/appointments/{session.scalars(sa.select(Appointment.id)).one()}"
    assert "改期" in client.get(path).words
    assert "没有其他可以预约的时间" in client.get(f"{path}/change").words
    file = client.get(f"{path}/calendar").response
    assert (file.mimetype, b"METHOD:PUBLISH" in file.data) == ("text/calendar", True)
    client.sign_in(make.member(make.enterprise())).get(path, expect=404)
    client.sign_in(make.account(Role.LAWYER)).get(path, expect=404)
    client.sign_in(lawyer)
    assert enterprise.name in client.get("/appointments").words
    assert client.post(f"/appointments/times/{time.id}/withdraw", {"reason": ""}, expect=422).errors
    client.post(f"/appointments/times/{time.id}/withdraw", {"reason": "临时开庭。"})
    assert "临时开庭。" in client.sign_in(member).get(path).words


def test_the_page_of_who_leaves_names_turns_and_appointments_and_ends_what_can_end(
    client: JudgingClient, session: Session, make: Factory
) -> None:
    lawyer, enterprise, now = make.account(Role.LAWYER), make.enterprise(), clock.now()
    member = make.member(enterprise)
    span = {"starts_at": now + timedelta(days=3), "ends_at": now + timedelta(days=3, minutes=30)}
    time = OfferedTime(host=lawyer, way=MeetingWay.VIDEO, offered_at=now, **span)
    line = DutyLine(name="法律服务热线", telephone="12348", hours="全天24小时", turns=["全天 00:00-23:59"])
    on = clock.today() + timedelta(days=3)
    shift = Shift(line=line, on=on, turn="全天", account=lawyer, set_by_name="调度员", set_at=now, **span)
    session.add_all([time, line, shift])
    session.flush()
    said = {"enterprise": str(enterprise.id), "topic": "租赁合同", "contact_name": "张慧敏"}
    client.sign_in(member).post(f"/appointments/times/{time.id}", said | {"contact_telephone": "139 0000 7788"})
    client.sign_in(make.account(Role.COORDINATOR))
    path = f"/pairing/people/{lawyer.id}/hand-over"
    page = client.get(path)
    assert "移交时取消" in page.words
    assert any("/give?" in link for link in page.links())
    client.post(path, {"mark": page.value("mark"), "reason": "调离本县"})
    assert session.scalars(sa.select(Appointment)).one().cancel_reason == "调离本县"
    assert "另行排班" in client.get(path).words, "a line is answered by somebody"
