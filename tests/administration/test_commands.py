import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.administration.commands import calendar, create
from portal.vocabulary import Role
from portal.workdays import CalendarYear
from tests.judging import JudgingClient

NEW_PASSWORD = "四个字的密码够长了吧2026"


@pytest.fixture
def output(app: Flask, session: Session) -> str:
    result = app.test_cli_runner().invoke(create, ["zhangsan", "--name", "张三"])
    assert result.exit_code == 0, result.output
    session.expire_all()
    return result.output


def test_the_first_administrator_sets_a_password_at_the_printed_link(
    output: str,
    session: Session,
    client: JudgingClient,
) -> None:
    path = output.strip().split("portal.test")[1]
    client.post(path, {"password_new": NEW_PASSWORD, "password_again": NEW_PASSWORD})
    account = session.scalars(sa.select(Account).where(Account.username == "zhangsan")).one()
    assert account.roles == {Role.ADMIN}
    client.sign_in(account, NEW_PASSWORD)


def test_a_user_name_that_is_taken_is_refused_in_a_sentence(app: Flask, output: str) -> None:
    result = app.test_cli_runner().invoke(create, ["zhangsan", "--name", "李四"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


def test_entering_the_calendar_again_changes_nothing(app: Flask, session: Session) -> None:
    before = session.scalar(sa.select(sa.func.count()).select_from(CalendarYear))
    result = app.test_cli_runner().invoke(calendar)
    assert result.exit_code == 0
    assert session.scalar(sa.select(sa.func.count()).select_from(CalendarYear)) == before
