"""Watching over the audit trail: its head noted outside of the database, all of it looked through by night."""

from collections.abc import Iterable
from itertools import islice

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.queries import with_role
from portal.attachments.storage import storage
from portal.audit import anchors, queries
from portal.audit.operations import record
from portal.audit.verifying import Finding, Head, head, verify
from portal.database import READING
from portal.notifications.operations import notify
from portal.permissions.actor import SYSTEM
from portal.presentation.dates import date_text
from portal.settings import current_settings
from portal.vocabulary import Role

MOST = 1000  # findings that are kept; a trail with more of them is lost anyway
ACT, TRAIL = "audit:verify", "audit:trail"
PAGE = "/admin/audit"


def _secret() -> str:
    return current_settings().secret_key.get_secret_value()


def note_head(session: Session) -> Head | None:
    """Note the head of the chain in the store of files; return what was noted now."""
    return anchors.note(session, storage(), secret=_secret())


def look_through(session: Session, *, noted: Iterable[Head] = ()) -> tuple[Head, list[Finding]]:
    """Return the head and what is wrong with the trail, which must go through every head ever noted."""
    if not session.in_transaction():
        session.connection(execution_options=READING)  # nobody who writes waits, however long it takes
    known = anchors.notes(storage(), secret=_secret())
    return head(session), list(islice(verify(session, noted=(*known.heads, *noted)), MOST))


def watch(session: Session) -> int:
    """Look through the trail, put the result into it, and tell the administrators of what is wrong.

    Returns how much is wrong. Commits, because reading ends before writing begins.
    """
    end, findings = look_through(session)
    session.commit()
    record(session, SYSTEM, ACT, TRAIL, entries=end.count, findings=len(findings))
    if findings:
        first = findings[0]
        found = f"审计记录核验发现{len(findings)}处异常，首处：第{first.place}条（{first.fault}）。"
        body = f"{found}请立即保全数据库并查明原因。"
        notify(session, with_role(session, Role.ADMIN), subject="审计记录核验异常", body=body, link=PAGE)
    session.commit()
    return len(findings)


def last_watch(session: Session) -> str:
    """Say when the trail was last looked through and with what result; empty where it never was."""
    event = queries.last(session, ACT)
    if event is None:
        return ""
    day, entries, findings = date_text(event.at), event.detail["entries"], event.detail["findings"]
    if findings:
        return _("Verified on %(day)s: NOT whole, %(findings)s findings.", day=day, findings=findings)
    return _("Verified on %(day)s: %(entries)s entries, whole.", day=day, entries=entries)
