"""The keys of all names in the database, by which near-equal ones are found however many there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.orm import Mapper, Session

from portal.enterprises.bulk.models import ImportRow, ImportRowKey
from portal.enterprises.models import Enterprise, NameKey
from portal.enterprises.names import keys

AT_ONCE = 5_000  # keys in a query; SQLite takes 32,766 values, PostgreSQL 65,535
Named = tuple[str, str]  # name and code


def keep_keys(connection: sa.Connection, names: Mapping[int, str]) -> None:
    """Write the keys of enterprises that have none, by id; whoever inserts them past the objects calls it."""
    rows = [{"enterprise_id": id_, "key": key} for id_, name in names.items() for key in keys(name)]
    connection.execute(sa.insert(NameKey), rows)


def keep_row_keys(session: Session, import_id: int, names: Mapping[int, str]) -> None:
    """Write the keys of rows of an import that have none, by their number."""
    numbers = ((number, name) for number, name in names.items() if name)
    rows = [{"import_id": import_id, "number": number, "key": key} for number, name in numbers for key in keys(name)]
    if rows:
        session.execute(sa.insert(ImportRowKey), rows)


def registered_like(session: Session, wanted: Iterable[int]) -> Iterator[tuple[int, str, str]]:
    """Yield id, name and code of the enterprises that have one of some keys; one may come more than once."""
    for some in _pieces(wanted):
        have = Enterprise.id.in_(sa.select(NameKey.enterprise_id).where(NameKey.key.in_(some)))
        columns = sa.select(Enterprise.id, Enterprise.name, Enterprise.credit_code)
        found = session.execute(columns.where(have, Enterprise.merged_into_id.is_(None)).order_by(Enterprise.id))
        yield from ((row[0], row[1], row[2]) for row in found)


def rows_like(
    session: Session, import_id: int, others: sa.ColumnElement[bool], wanted: Iterable[int]
) -> Iterator[Named]:
    """Yield name and code of the rows of an import that are among ``others`` and have one of some keys."""
    for some in _pieces(wanted):
        have = sa.select(ImportRowKey.number).where(ImportRowKey.import_id == import_id, ImportRowKey.key.in_(some))
        rows = sa.select(ImportRow.name, ImportRow.credit_code).where(
            ImportRow.import_id == import_id, ImportRow.number.in_(have), others
        )
        yield from ((row[0], row[1]) for row in session.execute(rows.order_by(ImportRow.number)))


def _pieces(wanted: Iterable[int]) -> Iterator[Sequence[int]]:
    waiting = iter(wanted)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


@sa.event.listens_for(Enterprise, "after_insert")
def _take_in(_mapper: Mapper[Enterprise], connection: sa.Connection, enterprise: Enterprise) -> None:
    keep_keys(connection, {enterprise.id: enterprise.name})


@sa.event.listens_for(Enterprise, "after_update")
def _follow(_mapper: Mapper[Enterprise], connection: sa.Connection, enterprise: Enterprise) -> None:
    if sa.inspect(enterprise).attrs.name.history.has_changes():
        connection.execute(sa.delete(NameKey).where(NameKey.enterprise_id == enterprise.id))
        keep_keys(connection, {enterprise.id: enterprise.name})
