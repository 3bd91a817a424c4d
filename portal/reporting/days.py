"""Days in the database: the local date of an instant, and the end of the time in which an enterprise is contacted."""

from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from portal import clock
from portal.workdays import WorkCalendar


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


def limit_ends(
    started: sa.ColumnElement[datetime] | sa.orm.InstrumentedAttribute[datetime],
    calendar: WorkCalendar,
    since: date,
    until: date,
    days: int,
) -> sa.ColumnElement[datetime]:
    """Return the instant at which ``days`` working days after the day of ``started`` are over.

    For starts on the local days from ``since`` to ``until``; days with the same end are told together.
    """
    steps: list[tuple[datetime, datetime]] = []
    for n in range((until - since).days + 1):
        on = since + timedelta(days=n)
        end = clock.local_instant(calendar.add(on, days) + timedelta(days=1))
        behind = clock.local_instant(on + timedelta(days=1))
        if steps and steps[-1][1] == end:
            steps[-1] = behind, end
        else:
            steps.append((behind, end))
    whens = [(started < behind, sa.literal(end, sa.DateTime(timezone=True))) for behind, end in steps]
    return sa.case(*whens)
