import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from portal.audit.models import AuditEvent
from portal.audit.operations import record
from portal.permissions.actor import SYSTEM


def test_a_row_of_the_trail_cannot_be_changed_through_the_orm(session: Session) -> None:
    record(session, SYSTEM, "case:close", "case:FG-2026-004K7M")
    session.flush()
    event = session.scalars(sa.select(AuditEvent)).one()
    event.act = "case:open"
    with pytest.raises(PermissionError):
        session.flush()


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET act = 'x'", "DELETE FROM audit_event"])
def test_the_database_itself_refuses_to_change_the_trail(session: Session, statement: str) -> None:
    record(session, SYSTEM, "case:close", "case:FG-2026-004K7M")
    session.flush()
    with pytest.raises(DatabaseError, match="append-only"), session.begin_nested():
        session.execute(sa.text(statement))
