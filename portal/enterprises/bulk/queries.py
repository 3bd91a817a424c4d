"""Reading imports and their rows."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.attachments.storage import storage
from portal.background.models import BackgroundTask
from portal.enterprises.bulk.models import EnterpriseImport, ImportRow
from portal.errors import NotFound
from portal.vocabulary import ImportState, RowStatus

UNDER_WAY = (ImportState.STAGING, ImportState.WRITING)


def batch(session: Session, import_id: int) -> EnterpriseImport:
    """Return an import; raise NotFound where there is none."""
    found = session.get(EnterpriseImport, import_id)
    if found is None:
        raise NotFound
    return found


def latest(session: Session, limit: int = 10) -> Sequence[EnterpriseImport]:
    """Return the last imports, the newest first."""
    return session.scalars(sa.select(EnterpriseImport).order_by(EnterpriseImport.id.desc()).limit(limit)).all()


def size(of: EnterpriseImport) -> int:
    """Return how many bytes the file of an import has."""
    return len(storage().get(of.key))


def rows(
    session: Session, of: EnterpriseImport, status: RowStatus | None, *, offset: int = 0, limit: int = 50
) -> Sequence[ImportRow]:
    """Return one page of the rows of an import, of one status where it is given, in their order."""
    statement = sa.select(ImportRow).where(ImportRow.import_id == of.id)
    if status is not None:
        statement = statement.where(ImportRow.status == status)
    return session.scalars(statement.order_by(ImportRow.number).offset(offset).limit(limit)).all()


def row(session: Session, of: EnterpriseImport, number: int) -> ImportRow:
    """Return a row by its line in the file; raise NotFound where there is none."""
    statement = sa.select(ImportRow).where(ImportRow.import_id == of.id, ImportRow.number == number)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def is_broken_off(of: EnterpriseImport, task: BackgroundTask | None) -> bool:
    """Tell whether nobody works any more on what is not done: the task was cancelled, or it failed."""
    return of.state in UNDER_WAY and (task is None or task.has_ended)


def task_of(session: Session, of: EnterpriseImport) -> BackgroundTask | None:
    """Return the worker's last task for an import; None where it was small."""
    statement = sa.select(BackgroundTask).where(BackgroundTask.kind.in_(("enterprises.stage", "enterprises.write")))
    newest = session.scalars(statement.order_by(BackgroundTask.id.desc()).limit(20))
    return next((task for task in newest if task.params.get("import_id") == of.id), None)
