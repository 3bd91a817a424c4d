"""The groups of `flask --app wsgi …`: where the database cannot be used, they say so in one sentence."""

import re

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError, OperationalError

BEHIND = re.compile("no such (table|column)|(relation|column) .* does not exist")


class CommandGroup(AppGroup):
    """A group whose commands end with what the operator is to do, and no traceback, when the database fails them."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; raises ClickException where there is no database, or not the tables of this version."""
        try:
            return super().invoke(ctx)
        except DBAPIError as error:
            words = cause(error)
            if not words:
                raise
            raise click.ClickException(words) from error


def cause(error: DBAPIError) -> str:
    """Return what keeps a command from the database, and what to do; empty for a fault of the command itself."""
    said = " ".join(str(error.orig).split())
    if BEHIND.search(said):
        return (
            f"The database does not have the tables of this version ({said}). "
            "Run `python3 run setup`, or `flask --app wsgi db upgrade`. (数据库尚未建表，或者版本较旧)"
        )
    if isinstance(error, OperationalError):
        return f"The database does not answer: {said}. Look at PORTAL_DATABASE_URL. (数据库无法使用)"
    return ""
