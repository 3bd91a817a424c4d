"""The trail's table; the ORM refuses changes here, and triggers in the database refuse them from anywhere."""

from datetime import datetime
from typing import Any, NoReturn

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Model


class AuditEvent(Model):
    """One act. ``subject`` names the thing as ``case:FG-2026-004K7M``; ``detail`` holds plain values, no content."""

    __tablename__ = "audit_event"

    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    actor_name: Mapped[str] = mapped_column(sa.String(80))
    act: Mapped[str] = mapped_column(sa.String(60), index=True)
    subject: Mapped[str] = mapped_column(sa.String(120), index=True)
    address: Mapped[str] = mapped_column(sa.String(45), default="")
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)


@sa.event.listens_for(AuditEvent, "before_update")
@sa.event.listens_for(AuditEvent, "before_delete")
def _refuse(*_: object) -> NoReturn:
    raise PermissionError(REFUSAL)


REFUSAL = "the audit trail is append-only"

# Written by the first migration: the database itself refuses what the ORM does not see.
TRIGGERS = {
    "sqlite": tuple(
        f"CREATE TRIGGER audit_event_no_{act} BEFORE {act} ON audit_event BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for act in ("update", "delete")
    ),
    "postgresql": (
        f"""CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
        """CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()""",
    ),
}
