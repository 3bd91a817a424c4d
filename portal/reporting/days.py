"""Days in the database: the local date of an instant, and the instant at which a local date ends."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from portal.database import UtcDateTime


class local_date(FunctionElement[date]):  # noqa: N801  used like a function of the database
    """The date that the county's clocks show at an instant."""

    type = sa.Date()
    inherit_cache = True


@compiles(local_date, "sqlite")
def _sqlite(element: local_date, compiler: Any, **options: Any) -> str:
    return f"date({compiler.process(element.clauses, **options)}, '+8 hours')"


@compiles(local_date, "postgresql")
def _postgresql(element: local_date, compiler: Any, **options: Any) -> str:
    return f"CAST(timezone('Asia/Shanghai', {compiler.process(element.clauses, **options)}) AS DATE)"


class day_end(FunctionElement[datetime]):  # noqa: N801  used like a function of the database
    """The instant at which a date is over by the county's clocks: what was done before it was done on time."""

    type = UtcDateTime()
    inherit_cache = True


@compiles(day_end, "sqlite")
def _sqlite_end(element: day_end, compiler: Any, **options: Any) -> str:
    """Return it as instants are stored, in UTC; a function of dates would take longer than all else in a count."""
    return f"({compiler.process(element.clauses, **options)} || ' 16:00:00')"


@compiles(day_end, "postgresql")
def _postgresql_end(element: day_end, compiler: Any, **options: Any) -> str:
    return f"timezone('Asia/Shanghai', CAST({compiler.process(element.clauses, **options)} + 1 AS TIMESTAMP))"
