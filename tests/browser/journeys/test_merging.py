"""A window wrote an enterprise down before it registered: the coordinator finds both records and makes one of them."""

import re

import sqlalchemy as sa
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.demo.twins import PROBLEM, REGISTERED, TOLD, record_twice
from portal.enterprises.models import Enterprise
from portal.units.models import Unit
from tests.browser.conftest import County, Meeting
from tests.browser.person import Person


def arrange(session: Session) -> tuple[str, str]:
    """Record an enterprise twice; return the addresses of what the window wrote and of what the owner registered."""
    coordinator = session.scalars(sa.select(Account).where(Account.username == "diaodu")).one()
    area = session.scalars(sa.select(Unit).where(Unit.short_name == "青禾镇")).one()
    record_twice(session, coordinator=coordinator, area=area)
    found = (
        session.scalars(sa.select(Enterprise.id).where(Enterprise.name == name)).one() for name in (TOLD, REGISTERED)
    )
    written, registered = (f"/enterprises/{id_}" for id_ in found)
    return written, registered


def finds_and_reviews(coordinator: Person) -> None:
    coordinator.open("/enterprises?standing=pending").reads(TOLD).follow(REGISTERED).follow("核验")
    coordinator.reads("可能是同一家企业", TOLD).follow("核对并合并")
    coordinator.reads("合并后不能撤销", "并入的档案", "临时编号", "事项", "青禾镇粮站路6号（保留的档案）")


def merges(coordinator: Person) -> None:
    coordinator.tick(f"{TOLD}（并入的档案）").press("合并档案").reads("两份档案已合并", TOLD, "待核验")


def test_two_records_of_one_enterprise_become_one(meeting: Meeting, county: County) -> None:
    written, registered = county.behind(arrange)
    coordinator = meeting.comes("调度员")
    finds_and_reviews(coordinator)
    merges(coordinator)
    coordinator.follow("企业事项").reads(PROBLEM)
    coordinator.open(written).reads("91000000MA0004900N")
    expect(coordinator.page).to_have_url(re.compile(f"{registered}$"))
