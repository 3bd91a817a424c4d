"""What some rows of an import are compared with: enterprises and other rows of the same codes or of similar names."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.enterprises.bulk.models import ImportRow
from portal.enterprises.name_keys import Named, registered_like, rows_like
from portal.enterprises.names import Directory, keys


class Surroundings:
    """The few names and codes, of all there are, that can matter to some hundred rows."""

    def __init__(self) -> None:
        self._names: list[Named] = []
        self._directory = Directory()
        self._numbers: dict[str, int] = {}

    @classmethod
    def of(
        cls, session: Session, import_id: int, of_rows: Sequence[Named], others: sa.ColumnElement[bool]
    ) -> "Surroundings":
        """Look up what is around rows with such names and codes: enterprises, and the ``others`` rows of their file."""
        around = cls()
        wanted = {key for name, _code in of_rows if name for key in keys(name)}
        for _id, name, code in registered_like(session, wanted):
            around.add(name, code)
        for name, code in rows_like(session, import_id, others, wanted):
            around.add(name, code)
        codes = {code for _name, code in of_rows if code}
        first = sa.select(ImportRow.credit_code, sa.func.min(ImportRow.number)).group_by(ImportRow.credit_code)
        statement = first.where(ImportRow.import_id == import_id, others, ImportRow.credit_code.in_(codes))
        around._numbers = {row[0]: row[1] for row in session.execute(statement)}
        return around

    def first_with(self, code: str, number: int) -> int:
        """Return the number of the first row with a code; of one that has no other, and of none, its own."""
        return self._numbers.setdefault(code, number) if code else number

    def add(self, name: str, code: str) -> None:
        """Take a name in."""
        if name:
            self._directory.add(len(self._names), name)
            self._names.append((name, code))

    def near(self, name: str, code: str) -> Named | None:
        """Return name and code of a company of another code that is likely to be the same; None where there is none."""
        found = (self._names[number] for number in self._directory.like(name))
        return next((other for other in found if other[1] != code), None)
