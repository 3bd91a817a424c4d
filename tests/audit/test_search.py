"""The trail can be searched."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.audit.acts import act_label
from portal.audit.models import AuditEvent
from portal.audit.operations import record
from portal.audit.queries import Trail, count_events, find_events
from portal.permissions.actor import SYSTEM, Actor
from portal.vocabulary import Role
from tests.factories import Factory
from tests.judging import JudgingClient

LIN = Actor(account_id=7, name="林晓雯")
TODAY = date(2026, 11, 18)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with clock.travel(clock.local_instant(TODAY, 12)):
        yield


@pytest.fixture
def event(session: Session) -> AuditEvent:
    record(session, LIN, "case:accept", "case:FG-2026-004K7M", status="accepted")
    session.flush()
    return session.scalars(sa.select(AuditEvent)).one()


@pytest.mark.parametrize(
    ("trail", "found"),
    [
        (Trail(), 2),
        (Trail(who="晓雯"), 1),
        (Trail(subject="004k7m"), 1),
        (Trail(act="case:confirm"), 1),
        (Trail(who="%"), 0),
        (Trail(since=TODAY, until=TODAY), 2),
        (Trail(until=TODAY - DAY), 0),
        (Trail(since=TODAY + DAY), 0),
    ],
)
def test_entries_are_found_by_who_what_and_when(
    session: Session,
    event: AuditEvent,
    trail: Trail,
    found: int,
) -> None:
    record(session, SYSTEM, "case:confirm", "case:FG-2026-004K8P")
    session.flush()
    assert count_events(session, trail) == len(find_events(session, trail, limit=9, offset=0)) == found


def test_an_act_without_words_is_shown_as_stored() -> None:
    assert act_label("comet:observe") == "comet:observe"
    assert act_label("account:sign-in") == "Signed in"


def test_the_page_names_things_as_the_administrator_knows_them(
    client: JudgingClient, make: Factory, session: Session
) -> None:
    enterprise, unit, other = make.enterprise(name="安澜县清河粮油厂"), make.unit("安澜县商务局"), make.account()
    record(session, LIN, "enterprise:verify", f"enterprise:{enterprise.id}")
    record(session, LIN, "unit:edit", f"unit:{unit.id}", name=unit.name, before="安澜县商业局")
    record(session, LIN, "account:edit", f"account:{other.username}", roles="officer leader")
    record(session, LIN, "letter:submit", "letter:999", number=None, state="submitted")
    client.sign_in(make.account(Role.ADMIN))
    page = client.get("/admin/audit?who=林")
    for words in (
        "企业 安澜县清河粮油厂",
        "单位 安澜县商务局",
        "角色：承办人、牵头领导",
        "函件 未编号",
        "状态：待签发",
    ):
        assert words in page.words
    assert f"/admin/accounts/{other.id}" in page.links()
    found = client.get("/admin/audit?subject=清河")
    assert "核验" in found.words
    assert "商务局" not in found.words


def test_the_page_searches_and_leafs(client: JudgingClient, make: Factory, session: Session) -> None:
    for number in range(60):
        record(session, LIN, "case:accept", f"case:FG-2026-{number}", status="accepted")
    client.sign_in(make.account(Role.ADMIN))
    page = client.get("/admin/audit?who=晓雯&page=2")
    assert page.tree is not None
    assert len(page.tree.xpath("//tbody/tr")) == 10
    assert "登录" in client.get("/admin/audit?act=account:sign-in").words
    assert "没有符合条件的记录" in client.get("/admin/audit?who=nobody").words
    client.get("/admin/audit?since=nonsense&until=2026-02-30&act=x&page=y")
