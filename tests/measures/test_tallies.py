"""What is searched for is counted by question and day, and nothing tells who asked."""

from datetime import date, timedelta
from unittest import mock

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portal import clock
from portal.measures import tallies
from portal.measures.models import SearchTally
from portal.vocabulary import Role
from tests.factories import Factory
from tests.judging import JudgingClient

DAY = date(2026, 10, 12)


def asked(session: Session) -> list[tuple[str, int, int, int]]:
    row = SearchTally
    return [tuple(found) for found in session.execute(sa.select(row.question, row.searches, row.found, row.opened))]


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        (" 房租  减免 ", "房租 减免"),
        ("〔2020〕12号", "(2020)12号"),
        ("我的电话 13900007788 请回", "我的电话 *请回"),
        ("身份证33010619900101123X", "身份证*"),
        ("写信 zhang@example.com", "写信 *"),
        ("长" * 41, ""),
        ("   ", ""),
    ],
)
def test_what_could_be_a_persons_is_not_kept(question: str, counted: str) -> None:
    assert tallies.countable(question) == counted


def test_a_search_is_counted_by_day_and_question(client: JudgingClient, session: Session) -> None:
    client.get("/measures?q=房租")
    client.get("/measures?q= 房租")
    client.get("/measures?q=房租&page=2")
    client.get("/measures?q=房租&validity=现行有效")
    ((question, searches, found, opened),) = asked(session)
    assert (question, searches, opened) == ("房租", 2, 0)
    assert found


def test_opening_a_hit_is_counted_with_its_question(client: JudgingClient, session: Session) -> None:
    page = client.get("/measures?q=房租")
    client.get(next(link for link in page.links() if link.startswith("/measures/") and "?q=" in link))
    client.get("/measures")
    assert [row[3] for row in asked(session)] == [1]


def test_a_question_that_nobody_asked_is_not_made_up_by_a_link(client: JudgingClient, session: Session) -> None:
    page = client.get("/measures?q=房租")
    link = next(link for link in page.links() if link.startswith("/measures/") and "?q=" in link)
    client.get(link.partition("?")[0] + "?q=没有人问过")
    assert [row[0] for row in asked(session)] == ["房租"]


def test_the_reports_tell_apart_what_found_nothing_and_what_nobody_opened(session: Session) -> None:
    tallies.count_search(session, question="造飞机", found=0, on=DAY - timedelta(days=1))
    tallies.count_search(session, question="造飞机", found=0, on=DAY)
    tallies.count_search(session, question="房租", found=3, on=DAY)
    tallies.count_search(session, question="社保", found=3, on=DAY)
    tallies.count_opened(session, question="社保", on=DAY)
    tallies.count_search(session, question="后来有了", found=0, on=DAY - timedelta(days=1))
    tallies.count_search(session, question="后来有了", found=2, on=DAY)
    since = DAY - timedelta(days=6)
    assert [(one.question, one.searches) for one in tallies.without_hit(session, since)] == [("造飞机", 2)]
    assert [one.question for one in tallies.without_click(session, since)] == ["后来有了", "房租"]
    assert [one.searches for one in tallies.without_hit(session, DAY)] == [1]


def test_a_flood_of_questions_fills_a_day_and_no_more(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "MOST_A_DAY", 2)
    for question in "甲乙丙":
        tallies.count_search(session, question=question, found=0, on=DAY)
    assert len(asked(session)) == 2


def test_old_counts_are_forgotten(session: Session) -> None:
    tallies.count_search(session, question="旧", found=0, on=DAY - timedelta(days=91))
    tallies.count_search(session, question="新", found=0, on=DAY)
    tallies.forget(session, today=DAY)
    assert [row[0] for row in asked(session)] == ["新"]


def test_the_administrator_reads_the_reports(admin: JudgingClient, session: Session) -> None:
    assert "该期间没有" in admin.get("/admin/policy-reports").words
    tallies.count_search(session, question="造飞机", found=0, on=clock.today())
    tallies.count_search(session, question="房租", found=3, on=clock.today())
    page = admin.get("/admin/policy-reports?days=7")
    assert "造飞机" in page.words
    assert "房租" in page.words
    admin.get("/admin/policy-reports?days=x")


def test_nobody_else_reads_them(client: JudgingClient, make: Factory) -> None:
    client.sign_in(make.account(Role.LEADER)).get("/admin/policy-reports", expect=403)


def test_a_reader_gets_the_page_although_it_cannot_be_counted_now(session: Session) -> None:
    busy = mock.Mock(wraps=session)
    busy.execute.side_effect = OperationalError("INSERT", {}, Exception("database is locked"))
    tallies.count_search(busy, question="房租", found=3, on=DAY)
    assert busy.execute.called
    assert not asked(session)
