"""An instance with rows in it is brought up to date; the released revision 001 stands for whatever came before."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal.cases.models import Case
from portal.database import alembic, db
from portal.vocabulary import RatingLevel

LONG_AGO = datetime(2026, 10, 12, tzinfo=UTC)
FILLING = {int: 1, str: "甲", bool: False, datetime: LONG_AGO, date: LONG_AGO.date(), object: {}}


def put(table: str, **given: object) -> None:
    """Add a row to a table as it is now; what must not be empty and is not given is filled."""
    columns = sa.Table(table, sa.MetaData(), autoload_with=db.engine).columns
    filled = {each.name: FILLING[each.type.python_type] for each in columns if not each.nullable}
    with db.engine.begin() as connection:
        connection.execute(sa.insert(columns[0].table).values(filled | given))


@pytest.fixture
def earlier(empty_app: Flask) -> Flask:
    """A portal of the first revision, with an enterprise in a street and a case of it, rated twice, once by mistake."""
    with empty_app.app_context():
        alembic.upgrade("001")
    with empty_app.app_context():
        put("unit", kind="street")
        put("enterprise", area_id=1, sector="industry", size="small", reopening="partial", standing="verified")
        put("reopening_record", enterprise_id=1, reopening="partial")
        put("category", kind="difficulty")
        put("case", kind="difficulty", status="closed", urgency="ordinary", channel="online")
        put("rating", level="satisfied")
        put("rating", id=2, level="dissatisfied", mistaken_at=LONG_AGO)
    return empty_app


def test_rows_that_others_refer_to_come_through_every_revision(earlier: Flask) -> None:
    with earlier.app_context():
        alembic.upgrade()
    with earlier.app_context():
        assert db.session.scalar(sa.text("SELECT count(*) FROM reopening_record JOIN enterprise ON true")) == 1
        with pytest.raises(IntegrityError):
            db.session.execute(sa.text("DELETE FROM enterprise"))
        db.session.rollback()
        assert db.session.scalars(sa.select(Case.rated)).all() == [RatingLevel.SATISFIED]
