"""A command that finds no database, or an old one, says what to do instead of failing with a traceback."""

from sqlite3 import IntegrityError as Duplicate
from sqlite3 import OperationalError as Failure

import click
import pytest
from click.testing import CliRunner
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from portal.command_line import CommandGroup, cause


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OperationalError("", {}, Failure("no such table: case")), "db upgrade"),
        (OperationalError("", {}, Failure("no such column: rated")), "db upgrade"),
        (ProgrammingError("", {}, Failure('relation "case" does not exist\nLINE 1')), "db upgrade"),
        (OperationalError("", {}, Failure("unable to open database file")), "PORTAL_DATABASE_URL"),
        (OperationalError("", {}, Failure("connection refused")), "connection refused"),
    ],
)
def test_the_operator_is_told_what_keeps_the_command_from_the_database(error: DBAPIError, words: str) -> None:
    assert words in cause(error)


def test_a_fault_of_a_command_is_not_called_one_of_the_database() -> None:
    assert cause(IntegrityError("", {}, Duplicate("UNIQUE constraint failed"))) == ""


@pytest.mark.parametrize(
    ("error", "ends"),
    [
        (OperationalError("", {}, Failure("no such table: case")), SystemExit),
        (IntegrityError("", {}, Duplicate("UNIQUE constraint failed")), IntegrityError),
    ],
)
def test_only_what_the_operator_can_mend_is_said_in_a_sentence(error: DBAPIError, ends: type) -> None:
    group = CommandGroup("late")

    @group.command("sweep", with_appcontext=False)
    def sweep() -> None:
        raise error

    told = CliRunner().invoke(group, ["sweep"])
    assert told.exit_code == 1
    assert isinstance(told.exception, ends)
    assert ("Error: The database does not have the tables" in told.output) is (ends is SystemExit)
    assert isinstance(sweep, click.Command)
