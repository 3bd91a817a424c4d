"""The long parts of an import and an export, done by a worker: judging the rows, writing them, making the file."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from portal.accounts.models import Account
from portal.background.makers import Product, runs
from portal.background.models import BackgroundTask
from portal.background.progress import Progress
from portal.enterprises import bulk
from portal.enterprises.bulk_files import XLSX, directory, write_workbook
from portal.enterprises.bulk_models import EnterpriseImport
from portal.enterprises.filtering import filters_of, wanted_by
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.table import Permission
from portal.vocabulary import ImportState

STAGE, WRITE, EXPORT = "enterprises.stage", "enterprises.write", "enterprises.export"
FILE_NAME = "企业名单.xlsx"


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


@runs(EXPORT)
def export(session: Session, task: BackgroundTask, progress: Progress) -> Product:
    """Make a workbook of the directory as it was filtered."""
    actor = _owner(session, task)
    require(actor, Permission.ENTERPRISE_EXPORT)
    path = progress.scratch / "enterprises.xlsx"
    wanted = wanted_by(filters_of(session, MultiDict(task.params)))
    write_workbook(directory(session, actor, wanted), path)
    return Product(FILE_NAME, XLSX, path)
