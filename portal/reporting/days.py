"""Days in the database: the local date of an instant."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


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
