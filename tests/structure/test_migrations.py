"""The migrations make exactly the tables of the models, in both databases."""

from flask import Flask

from portal.database import alembic
from portal.schema import FEATURES, FLAT, metadata
from tests.structure.tree import ROOT


def test_the_migrations_have_one_head(app: Flask) -> None:
    with app.app_context():
        assert len(alembic.heads()) == 1


def test_the_tables_are_those_of_the_models(app: Flask) -> None:
    with app.app_context():
        assert not alembic.compare_metadata()


def test_the_migrations_are_numbered_in_their_order(app: Flask) -> None:
    with app.app_context():
        names = [revision.revision for revision in alembic.log()]
    assert sorted(names) == [f"{number:03d}" for number in range(1, len(names) + 1)]


def test_the_schema_gathers_every_table() -> None:
    """A feature that ``portal.schema`` forgets would have no table on a fresh machine."""
    keeping = {path.parent.name for path in (ROOT / "portal").glob("*/models.py")}
    assert keeping == {feature.__name__.split(".")[1] for feature in FEATURES}
    assert {table.name for model in FLAT for table in [model.__table__]} <= set(metadata.tables)
