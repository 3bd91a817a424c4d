"""The trail's tables; the ORM refuses changes here, and triggers in the database refuse them from anywhere."""

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


class AuditLink(Model):
    """The place of an act in the chain: ``digest`` is the SHA-256 over ``previous`` and the act (see ``chain``).

    Places count from 1 in the order of the commits. ``event_id`` is no foreign key: should the act be removed past
    the portal, its link still says that there was one.
    """

    __tablename__ = "audit_link"

    place: Mapped[int] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(unique=True)
    previous: Mapped[str] = mapped_column(sa.String(64))
    digest: Mapped[str] = mapped_column(sa.String(64))


class AuditHead(Model):
    """The end of the chain, one row, locked while an act is linked: how many acts there are, and the last digest."""

    __tablename__ = "audit_head"

    acts: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))


@sa.event.listens_for(AuditEvent, "before_update")
@sa.event.listens_for(AuditEvent, "before_delete")
@sa.event.listens_for(AuditLink, "before_update")
@sa.event.listens_for(AuditLink, "before_delete")
def _refuse(*_: object) -> NoReturn:
    raise PermissionError(REFUSAL)


REFUSAL = "the audit trail is append-only"
APPEND_ONLY = (AuditEvent.__tablename__, AuditLink.__tablename__)

# Written by the first migration: the database itself refuses what the ORM does not see.
TRIGGERS = {
    "sqlite": tuple(
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for table in APPEND_ONLY
        for act in ("update", "delete")
    ),
    "postgresql": (
        f"""CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
        *(
            f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()"""
            for table in APPEND_ONLY
        ),
    ),
}
