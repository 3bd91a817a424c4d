"""The long parts of an import, done by a worker: judging the rows, and writing them."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.background.makers import runs
from portal.background.models import BackgroundTask
from portal.background.progress import Progress
from portal.enterprises.bulk import operations as bulk
from portal.enterprises.bulk.models import EnterpriseImport
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.vocabulary import ImportState

STAGE, WRITE = "enterprises.stage", "enterprises.write"


def _owner(session: Session, task: BackgroundTask) -> Actor:
    """Return who asked, with the roles of today; what stands by whom does not matter here."""
    account = session.get_one(Account, task.owner_id)
    return Actor(account.id, account.name, account.roles, account.unit_id)


def _batch(session: Session, task: BackgroundTask) -> EnterpriseImport:
    return session.get_one(EnterpriseImport, task.params["import_id"])


@runs(STAGE, writes=True)
def stage(session: Session, task: BackgroundTask, progress: Progress) -> None:
    """Judge the rows of a file."""
    require(_owner(session, task), Permission.ENTERPRISE_IMPORT)
    batch = _batch(session, task)
    if batch.state is ImportState.STAGING:
        bulk.stage(session, batch, lambda done, total: progress.report(done, total, _("Rows read")))


@runs(WRITE, writes=True)
def write(session: Session, task: BackgroundTask, progress: Progress) -> None:
    """Write the rows of a file."""
    batch = _batch(session, task)
    if batch.state is ImportState.WRITING:
        actor = _owner(session, task)
        bulk.write(
            session, batch, actor=actor, report=lambda done, total: progress.report(done, total, _("Rows written"))
        )
