"""The database: one declarative base, aware UTC times, and a commit at the edge of each request."""

import enum
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext, MigrationStep
from flask import Flask, Response, current_app, has_request_context, request
from flask_alembic import Alembic
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.orm.exc import StaleDataError

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Execution options of a connection: what is to come, where the request does not say it.
READING = {"portal_writing": False}
WRITING = {"portal_writing": True}


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware UTC instant in both databases; SQLite itself keeps no zone. A naive value is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Store UTC; raise ValueError for a naive value."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give back an aware UTC instant."""
        del dialect
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def _values(members: type[enum.Enum]) -> list[str]:
    return [member.value for member in members]


class Model(DeclarativeBase):
    """Base of all tables; constraint names are fixed so that a migration can name them in both databases."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        },
    )
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy's own declaration
        datetime: UtcDateTime(),
        date: sa.Date(),
        dict[str, Any]: sa.JSON(),
        list[str]: sa.JSON(),
        enum.Enum: sa.Enum(enum.Enum, native_enum=False, create_constraint=False, length=40, values_callable=_values),
    }

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


class Versioned:
    """Optimistic locking: saving over a newer version raises ``StaleDataError``, shown as a 409 page."""

    version: Mapped[int] = mapped_column(default=1)

    @sa.orm.declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805  SQLAlchemy passes the class
        """Name the version column."""
        return {"version_id_col": cls.version}


class Migrations(Alembic):
    """Alembic, with SQLite's foreign keys at rest meanwhile, for there a table is changed by making it anew.

    The references are looked at after each revision instead, before anything is committed.
    """

    def run_migrations(self, fn: Callable[..., list[MigrationStep]], **kwargs: Any) -> None:
        """Run the revisions that ``fn`` chooses; raise IntegrityError where a reference has lost what it refers to."""
        with _unreferenced(self.migration_context.connection):
            super().run_migrations(fn, **kwargs)


@contextmanager
def _unreferenced(connection: sa.Connection | None) -> Iterator[None]:
    """Let a table be dropped although others refer to it; SQLite takes the change only outside of a transaction."""
    if connection is None or connection.dialect.name != "sqlite":
        yield
        return
    connection.rollback()
    own = connection.connection.cursor()
    own.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        own.execute("PRAGMA foreign_keys=ON")
        own.close()


def _look_at_references(*, ctx: MigrationContext, **_others: object) -> None:
    """Raise IntegrityError where a revision left a row of SQLite that refers to nothing."""
    if ctx.connection is None or ctx.dialect.name != "sqlite":
        return
    check = "PRAGMA foreign_key_check"
    if broken := ctx.connection.exec_driver_sql(check).first():
        raise sa.exc.IntegrityError(check, None, ValueError(f"table {broken[0]}, row {broken[1]}, to {broken[2]}"))


db = SQLAlchemy(session_options={"expire_on_commit": False})
alembic = Migrations(run_mkdir=False)


def _prepare_sqlite(connection: DBAPIConnection, record: object) -> None:
    del record
    connection.isolation_level = None  # SQLAlchemy, not the driver, begins
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "busy_timeout=30000", "foreign_keys=ON", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    """Take SQLite's write lock at once where a write is to come: a later upgrade fails instead of waiting."""
    reading = has_request_context() and request.method in SAFE_METHODS
    writing = connection.get_execution_options().get("portal_writing", not reading)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def apart() -> Iterator[Session]:
    """Open a transaction beside the request's own and commit it at the end: what it holds stays, whatever follows.

    On SQLite one writes at a time: a request that has written waits here for itself, so it is for those that only read.
    """
    with db.sessionmaker() as session:
        session.connection(execution_options=WRITING)
        yield session
        session.commit()


def _finish(response: Response) -> Response:
    """Commit once when the answer is good; an error, a form shown again (422) among them, changes nothing.

    What the database refuses only now, such as a lost update, is answered like any other error.
    """
    if response.status_code >= 400:  # noqa: PLR2004  the first error status
        db.session.rollback()
        return response
    try:
        db.session.commit()
    except StaleDataError as error:
        db.session.rollback()
        return current_app.make_response(current_app.handle_user_exception(error))
    return response


def _forget_asynchronous_sessions(app: Flask) -> None:
    """Drop the closing of asynchronous sessions: the portal has none, and each request paid an event loop for it."""
    functions = app.teardown_appcontext_funcs
    functions[:] = [function for function in functions if not inspect.iscoroutinefunction(function)]


def init_app(app: Flask, url: str, metadata: sa.MetaData) -> None:
    """Bind the database, the migrations of all its tables and the edge's commit to the application."""
    # What a refused statement was to write is people's words and secrets, and no log may hold them.
    app.config["SQLALCHEMY_ENGINES"] = {"default": {"url": url, "hide_parameters": True}}
    app.config["ALEMBIC"] = {
        "script_location": "migrations",
        "version_locations": [("default", "migrations/versions")],
        "file_template": "%%(rev)s_%%(slug)s",
    }
    app.config["ALEMBIC_CONTEXT"] = {
        "render_as_batch": True,
        "compare_type": True,
        "user_module_prefix": "portal.database.",
        "on_version_apply": _look_at_references,
    }
    db.init_app(app)
    _forget_asynchronous_sessions(app)
    alembic.metadatas = {"default": metadata}
    alembic.init_app(app)
    alembic.rev_id = _next_revision  # type: ignore[method-assign]  # revisions are numbered, not stamped
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            sa.event.listen(db.engine, "connect", _prepare_sqlite)
            sa.event.listen(db.engine, "begin", _begin_sqlite)
    app.after_request(_finish)


def _next_revision() -> str:
    return f"{len(list(alembic.script_directory.walk_revisions())) + 1:03d}"
