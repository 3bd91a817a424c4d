"""The administrator keeps the working calendar; a year without its notice is said to be provisional."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.administration.calendar import add_day, publish_year, remove_day, withdraw_year, year_view
from portal.audit.models import AuditEvent
from portal.errors import NotFound, NotPermitted, RuleBroken
from portal.permissions.actor import Actor
from portal.vocabulary import Role
from portal.workdays import CalendarDay, DayKind, load_calendar
from tests.factories import Factory
from tests.judging import JudgingClient

ADMIN = Actor(account_id=1, name="何清源", roles=frozenset({Role.ADMIN}))
YEAR = 2031
HOLIDAY = date(YEAR, 10, 1)


@pytest.fixture
def admin(client: JudgingClient, make: Factory) -> JudgingClient:
    return client.sign_in(make.account(Role.ADMIN))


def test_a_day_off_is_entered_and_counts(session: Session) -> None:
    add_day(session, actor=ADMIN, on=HOLIDAY, kind=DayKind.REST, name="国庆节")
    assert not load_calendar(session).is_working(HOLIDAY)


def test_entering_a_day_again_changes_it(session: Session) -> None:
    saturday = date(YEAR, 9, 27)
    add_day(session, actor=ADMIN, on=saturday, kind=DayKind.REST, name="国庆节")
    add_day(session, actor=ADMIN, on=saturday, kind=DayKind.WORK, name="调休上班")
    assert load_calendar(session).is_make_up(saturday)
    assert session.scalar(sa.select(sa.func.count(CalendarDay.id)).where(CalendarDay.on == saturday)) == 1


def test_a_weekday_is_no_make_up_day(session: Session) -> None:
    with pytest.raises(RuleBroken) as broken:
        add_day(session, actor=ADMIN, on=HOLIDAY, kind=DayKind.WORK, name="调休上班")
    assert broken.value.field == "kind"


def test_a_far_year_is_refused(session: Session) -> None:
    with pytest.raises(RuleBroken) as broken:
        add_day(session, actor=ADMIN, on=date(2100, 1, 1), kind=DayKind.REST, name="元旦")
    assert broken.value.field == "on"


def test_a_year_without_days_cannot_be_official(session: Session) -> None:
    with pytest.raises(RuleBroken):
        publish_year(session, actor=ADMIN, year=YEAR, notice="国务院办公厅关于2031年部分节假日安排的通知")


def test_a_year_becomes_official_and_provisional_again(session: Session) -> None:
    add_day(session, actor=ADMIN, on=HOLIDAY, kind=DayKind.REST, name="国庆节")
    publish_year(session, actor=ADMIN, year=YEAR, notice="国务院办公厅关于2031年部分节假日安排的通知")
    publish_year(session, actor=ADMIN, year=YEAR, notice="国办发明电〔2030〕7号")
    assert not load_calendar(session).is_provisional(HOLIDAY, HOLIDAY)
    assert year_view(session, YEAR).notice == "国办发明电〔2030〕7号"
    withdraw_year(session, actor=ADMIN, year=YEAR)
    assert load_calendar(session).is_provisional(HOLIDAY, HOLIDAY)


def test_only_an_administrator_changes_the_calendar(session: Session) -> None:
    leader = Actor(account_id=1, name="梁景行", roles=frozenset({Role.LEADER}))
    with pytest.raises(NotPermitted):
        add_day(session, actor=leader, on=HOLIDAY, kind=DayKind.REST, name="国庆节")


def test_a_day_is_removed_once(session: Session) -> None:
    add_day(session, actor=ADMIN, on=HOLIDAY, kind=DayKind.REST, name="国庆节")
    day = session.scalars(sa.select(CalendarDay).where(CalendarDay.on == HOLIDAY)).one()
    remove_day(session, actor=ADMIN, day_id=day.id)
    session.flush()
    with pytest.raises(NotFound):
        remove_day(session, actor=ADMIN, day_id=day.id)
    assert session.scalars(sa.select(AuditEvent.act)).all() == ["calendar:add-day", "calendar:remove-day"]


def test_the_year_is_whole(session: Session) -> None:
    view = year_view(session, 2026)
    days = [cell for weeks in view.months for week in weeks for cell in week if cell]
    assert len(days) == 365
    assert sum(cell.working for cell in days) == view.working_days


def test_this_year_is_shown_as_official(admin: JudgingClient) -> None:
    page = admin.get("/admin/calendar?year=2026")
    assert "国务院办公厅关于2026年部分节假日安排的通知" in page.words
    assert "放假通知尚未录入" not in page.words


def test_a_year_without_notice_is_shown_as_provisional(admin: JudgingClient) -> None:
    assert "2031年的放假通知尚未录入" in admin.get(f"/admin/calendar?year={YEAR}").words


def test_the_pages_enter_publish_remove_and_withdraw(admin: JudgingClient, session: Session) -> None:
    admin.get(f"/admin/calendar/{YEAR}/days/new")
    day = {"on": HOLIDAY.isoformat(), "kind": "rest", "name": "国庆节"}
    assert "国庆节" in admin.post(f"/admin/calendar/{YEAR}/days/new", day, follow=True).words
    admin.get(f"/admin/calendar/{YEAR}/publish")
    notice = {"notice": "国务院办公厅关于2031年部分节假日安排的通知"}
    assert "正式" in admin.post(f"/admin/calendar/{YEAR}/publish", notice, follow=True).words
    assert "暂定" in admin.post(f"/admin/calendar/{YEAR}/withdraw", follow=True).words
    stored = session.scalars(sa.select(CalendarDay.id).where(CalendarDay.on == HOLIDAY)).one()
    admin.post(f"/admin/calendar/days/{stored}/remove")
    admin.post(f"/admin/calendar/days/{stored}/remove", expect=404)


@pytest.mark.parametrize("data", [{}, {"on": "2031-13-40", "kind": "feast", "name": "x"}])
def test_a_bad_day_is_named(admin: JudgingClient, data: dict[str, str]) -> None:
    assert len(admin.post(f"/admin/calendar/{YEAR}/days/new", data, expect=422).errors) == 3


@pytest.mark.parametrize("path", ["?year=1", "?year=99999", "/1999/publish"])
def test_a_year_out_of_reach_is_not_found(admin: JudgingClient, path: str) -> None:
    admin.get(f"/admin/calendar{path}", expect=404)
