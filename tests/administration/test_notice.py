"""The official notice of a year: read from text, shown with every date that moves, then entered."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.administration import calendar_import
from portal.administration.notice import NoticeDay, read_notice
from portal.cases.limits import recounting
from portal.cases.models import CaseEvent
from portal.errors import NotPermitted, RuleBroken
from portal.permissions.actor import Actor
from portal.vocabulary import Role
from portal.workdays import DayKind, SpecialDay, WorkCalendar, load_calendar
from tests.cases.stage import Stage, at
from tests.factories import Factory
from tests.judging import JudgingClient

ADMIN = Actor(account_id=None, name="何清源", roles=frozenset({Role.ADMIN}))
REST, WORK = DayKind.REST, DayKind.WORK
NOTICE = """一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕前一日、周五）至11日（周四）放假调休，共7天。2月13日（周六）、2月14日（周日）上班。
三、国庆节、中秋节：10月1日（周五）放假1天，不调休。"""
TABLE = "2027-01-01,休,元旦\n2027/2/13 班\n"
ICALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270101
DTEND;VALUE=DATE:20270104
SUMMARY:元旦（休）
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270213
SUMMARY:春节补班
END:VEVENT
END:VCALENDAR"""


def test_the_notice_is_read_as_it_is_published() -> None:
    days = read_notice(NOTICE, 2027)
    assert len(days) == 3 + 7 + 2 + 1
    assert days[0] == NoticeDay(date(2027, 1, 1), REST, "元旦")
    assert [day.on.day for day in days if day.kind is WORK] == [13, 14]
    assert days[-1].name == "国庆节、中秋节"


def test_a_span_over_the_turn_of_the_year_keeps_its_years() -> None:
    days = read_notice("一、元旦：2026年12月31日（周四）至2027年1月2日（周六）放假调休，共3天。", 2027)
    assert [day.on for day in days] == [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)]


@pytest.mark.parametrize(("text", "count"), [(TABLE, 2), (ICALENDAR, 4)])
def test_a_table_and_a_calendar_file_are_read_too(text: str, count: int) -> None:
    days = read_notice(text, 2027)
    assert len(days) == count
    assert days[0] == NoticeDay(date(2027, 1, 1), REST, "元旦")
    assert days[-1] == NoticeDay(date(2027, 2, 13), WORK, "调休上班")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("没有任何日期", "没有从内容中识别出2027年"),
        ("一、元旦：1月1日（周四）放假。", "不是星期四"),
        ("一、元旦：1月1日至3日放假，共4天。", "共4天"),
        ("一、元旦：1月1日（周五）上班。", "不能是调休上班日"),
        ("一、元旦：2月30日放假。", "没有2027年2月30日"),
        ("2027-01-02,休,元旦\n2027-01-02,班", "既列为放假又列为上班"),
        ("2027-01-02,歇,元旦", "既不是“休”也不是“班”"),
        ("BEGIN:VEVENT\nSUMMARY:元旦\nEND:VEVENT", "缺少日期或者名称"),
    ],
)
def test_a_notice_that_contradicts_itself_is_refused(session: Session, text: str, word: str) -> None:
    del session  # the words are said in the application's language
    with pytest.raises(RuleBroken) as broken:
        read_notice(text, 2027)
    assert broken.value.field == "text"
    assert word in str(broken.value.message)


def test_a_date_is_as_many_working_days_away_as_before() -> None:
    new = WorkCalendar({date(2027, 1, day): SpecialDay(REST, "元旦") for day in (1, 4)}, frozenset({2027}))
    anew = recounting.recounted(WorkCalendar(), new)
    assert anew(date(2026, 12, 30), date(2027, 1, 5)) == date(2027, 1, 7)
    assert anew(date(2027, 1, 4), date(2027, 1, 4)) == date(2027, 1, 5)


def test_what_moves_is_listed_first_and_then_moved_and_told(session: Session, make: Factory) -> None:
    stage = Stage(session, make)
    with at(12, 28):
        case = stage.submit()
        promised = case.due_on
        wanted = calendar_import.preview(session, year=2027, text=NOTICE)
        assert promised == case.due_on == date(2027, 1, 6)
        listed = [(one.was, one.now) for one in wanted.moved if one.thing is case]
        assert listed == [(date(2027, 1, 6), date(2027, 1, 7))]
        stage.forget_notices()
        calendar_import.take_in(session, actor=ADMIN, year=2027, text=NOTICE, notice="国办发明电〔2026〕7号")
    assert case.due_on == date(2027, 1, 7)
    assert stage.notices()[stage.chief.id] == f"期限日期调整：{case.reference}"
    line = session.scalars(sa.select(CaseEvent).order_by(CaseEvent.id.desc())).first()
    assert line is not None
    assert (line.action, line.public) == ("recount", True)
    assert not load_calendar(session).is_provisional(date(2027, 1, 1), date(2027, 12, 31))


def test_taking_a_notice_in_twice_moves_nothing_more(session: Session) -> None:
    for _again in range(2):
        done = calendar_import.take_in(session, actor=ADMIN, year=2027, text=NOTICE, notice="国办发明电〔2026〕7号")
    assert (len(done.days), done.dropped, done.moved) == (13, [], [])
    leader = Actor(account_id=1, name="梁景行", roles=frozenset({Role.LEADER}))
    with pytest.raises(NotPermitted):
        calendar_import.take_in(session, actor=leader, year=2027, text=NOTICE, notice="无权")


def test_the_page_shows_before_it_changes(client: JudgingClient, make: Factory, session: Session) -> None:
    client.sign_in(make.account(Role.ADMIN))
    form = client.get("/admin/calendar/2031/import")
    told = {"notice": form.value("notice"), "text": "一、元旦：1月1日（周三）放假1天。"}
    assert "尚未做任何改动" in client.post("/admin/calendar/2031/import", told, expect=200).words
    assert load_calendar(session).is_provisional(date(2031, 1, 1), date(2031, 1, 1))
    assert "正式" in client.post("/admin/calendar/2031/import", told | {"confirm": "1"}, follow=True).words
    client.post("/admin/calendar/2031/import", told | {"text": "没有任何日期"}, expect=422)
