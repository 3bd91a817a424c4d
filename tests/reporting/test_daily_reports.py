"""Units confirm what the portal has counted, or file an explicit zero; the totals of all units are the cases' own."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.errors import NotPermitted, RuleBroken, StaleEdit
from portal.notifications.models import Notification
from portal.reporting import daily_operations, daily_queries
from portal.reporting.daily import Standing
from portal.reporting.figures import reading
from portal.reporting.indicators import BY_KEY
from portal.reporting.models import DailyReport
from portal.reporting.scope import Scope
from portal.units.models import Unit
from portal.vocabulary import CaseStatus, Role, UnitKind
from tests.factories import Factory, actor
from tests.judging import JudgingClient

FRIDAY = date(2026, 11, 20)
NOTHING = {"dispatched": 0, "answered": 0, "closed": 0}


def at(on: date, hour: int = 12) -> datetime:
    return clock.local_instant(on, hour)


@pytest.fixture
def street(make: Factory) -> Unit:
    return make.unit("望江街道", UnitKind.STREET)


@pytest.fixture
def officer(make: Factory, street: Unit) -> Account:
    officer = make.account(Role.OFFICER, unit=street)
    officer.created_at = at(FRIDAY - timedelta(days=30))
    return officer


def file(session: Session, officer: Account, on: date = FRIDAY, *, zero: bool = True, **seen: int) -> DailyReport:
    assert officer.unit
    return daily_operations.file(session, officer.unit, on, actor=actor(officer), zero=zero, seen=NOTHING | seen)


def standing(session: Session, on: date, moment: datetime) -> Standing:
    (row,) = daily_queries.wall(session, [on], moment)
    return row.cells[0].standing


def test_what_is_not_filed_is_missing_and_never_a_zero(session: Session, officer: Account) -> None:
    assert standing(session, FRIDAY, at(FRIDAY, 9)) is Standing.WAITING
    assert standing(session, FRIDAY, at(FRIDAY, 18)) is Standing.MISSING
    with clock.travel(at(FRIDAY, 17)):
        assert not file(session, officer).is_late
    assert standing(session, FRIDAY, at(FRIDAY, 18)) is Standing.ZERO


def test_what_is_filed_after_the_cut_off_is_late_and_may_come_within_two_weeks(
    session: Session, officer: Account
) -> None:
    with clock.travel(at(FRIDAY + timedelta(days=3), 9)):
        assert file(session, officer).is_late
        with pytest.raises(RuleBroken):
            file(session, officer, FRIDAY - timedelta(days=14))
        with pytest.raises(RuleBroken):
            file(session, officer, FRIDAY + timedelta(days=1))
    assert standing(session, FRIDAY, at(FRIDAY, 18)) is Standing.LATE


def test_a_report_may_be_corrected_until_the_cut_off_and_not_afterwards(session: Session, officer: Account) -> None:
    with clock.travel(at(FRIDAY, 9)):
        first = file(session, officer)
        assert file(session, officer) is first
    with clock.travel(at(FRIDAY, 18)), pytest.raises(RuleBroken):
        file(session, officer)


def test_a_zero_is_refused_where_there_was_something_and_figures_where_there_was_nothing(
    session: Session, make: Factory, officer: Account
) -> None:
    with clock.travel(at(FRIDAY, 16)):
        with pytest.raises(RuleBroken):
            file(session, officer, zero=False)
        make.case(handling_unit=officer.unit, dispatched_at=at(FRIDAY), status=CaseStatus.IN_PROGRESS)
        with pytest.raises(RuleBroken):
            file(session, officer, dispatched=1)
        with pytest.raises(StaleEdit):
            file(session, officer)
        report = file(session, officer, zero=False, dispatched=1)
    assert report.figures == NOTHING | {"dispatched": 1}


def test_nobody_files_for_another_unit(session: Session, make: Factory, street: Unit) -> None:
    stranger = make.account(Role.OFFICER, unit=make.unit("县人社局"))
    with clock.travel(at(FRIDAY, 16)), pytest.raises(NotPermitted):
        daily_operations.file(session, street, FRIDAY, actor=actor(stranger), zero=True, seen=NOTHING)


def test_the_units_figures_of_a_day_add_up_to_the_cases_of_the_day(session: Session, make: Factory) -> None:
    units = [make.unit(f"{name}街道", UnitKind.STREET) for name in ("望江", "青石", "柳林")]
    for number, unit in enumerate(units):
        make.account(Role.OFFICER, unit=unit)
        for day in range(number + 2):
            moment = at(FRIDAY - timedelta(days=day), 1 + 9 * number)
            times = {"dispatched_at": moment, "proposed_at": moment, "ended_at": moment}
            make.case(handling_unit=unit, status=CaseStatus.CLOSED, **times)
    read = reading(session, None, FRIDAY)
    for day in range(5):
        on = FRIDAY - timedelta(days=day)
        counted = [daily_queries.counted(session, unit.id, on) for unit in units]
        for n, key in enumerate(NOTHING):
            assert sum(row[n].count for row in counted) == read.figure(BY_KEY[key], Scope(on, on)).count


def test_the_clock_reminds_once_half_an_hour_before_the_cut_off_and_only_who_has_not_filed(
    session: Session, make: Factory, officer: Account
) -> None:
    other = make.account(Role.OFFICER, unit=make.unit("县人社局"))
    other.created_at = officer.created_at
    with clock.travel(at(FRIDAY, 16)):
        file(session, officer)
        assert daily_operations.remind_by_clock(session) == 0
    with clock.travel(clock.local_instant(FRIDAY, 17, 5)):
        assert [daily_operations.remind_by_clock(session) for _ in range(2)] == [1, 0]
    with clock.travel(clock.local_instant(FRIDAY + timedelta(days=1), 17, 5)):
        assert daily_operations.remind_by_clock(session) == 0
    told = session.query(Notification).all()
    assert [notice.recipient_id for notice in told] == [other.id]


def test_an_officer_checks_the_cases_and_files_and_the_supervisor_sees_it_on_the_wall(
    client: JudgingClient, make: Factory, officer: Account
) -> None:
    with clock.travel(at(FRIDAY, 16)):
        make.case(handling_unit=officer.unit, dispatched_at=at(FRIDAY), status=CaseStatus.IN_PROGRESS, title="断电三天")
        page = client.sign_in(officer).get("/daily/mine")
        assert "断电三天" in page.words
        seen = page.value("seen")
        assert "请勾选" not in page.words
        page = client.post("/daily/mine", {"seen": "nonsense", "remark": "已与供电中心会商"}, expect=409)
        assert "已与供电中心会商" in page.words
        client.post("/daily/mine", {"seen": seen, "remark": "已与供电中心会商"}, expect=302)
        wall = client.sign_in(make.account(Role.SUPERVISOR)).get("/daily")
        link = next(link for link in wall.links() if link.startswith("/daily/") and link[-1].isdecimal())
        assert "已与供电中心会商" in client.get(link).words


def test_whoever_has_not_ticked_that_there_was_nothing_is_led_to_the_box(
    client: JudgingClient, officer: Account
) -> None:
    with clock.travel(at(FRIDAY, 16)):
        seen = client.sign_in(officer).get("/daily/mine").value("seen")
        page = client.post("/daily/mine", {"seen": seen}, expect=422)
        assert page.errors == ["当日没有事项，请勾选核对并报送零报告。"]
        client.post("/daily/mine", {"seen": seen, "zero": "y"}, expect=302)


def test_the_supervisor_reminds_from_the_wall(client: JudgingClient, make: Factory, officer: Account) -> None:
    with clock.travel(at(FRIDAY, 16)):
        client.sign_in(make.account(Role.SUPERVISOR)).get("/daily")
        client.post("/daily/remind", {}, expect=302)
        assert "上次催报" in client.get("/daily").words


def test_a_unit_without_an_officer_reports_nothing_and_a_stranger_sees_no_report(
    client: JudgingClient, make: Factory, session: Session, officer: Account
) -> None:
    with clock.travel(at(FRIDAY, 16)):
        report = file(session, officer)
        session.flush()
    client.sign_in(make.account(Role.OFFICER, unit=make.unit("某律所", UnitKind.LAW_FIRM)))
    client.get("/daily/mine", expect=404)
    client.get(f"/daily/{report.id}", expect=404)
