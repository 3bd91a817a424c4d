"""Making the file of a case in the background: permission is asked again, and the making is recorded."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.attachments.storage import storage
from portal.audit.operations import record
from portal.background import operations as background
from portal.background.makers import Product, runs
from portal.background.models import BackgroundTask
from portal.background.progress import Progress
from portal.cases.models import Case
from portal.cases.queries import visible_case
from portal.dossiers.contents import Dossier, Paper, dossier_of
from portal.dossiers.packing import pack
from portal.dossiers.printing import bound, sheet_of
from portal.pairing.actors import actor_for
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.press.worker import render_sheet
from portal.settings import current_settings
from portal.vocabulary import DossierShape

KIND = "dossiers.case"
MEDIA_TYPES = {DossierShape.PDF: "application/pdf", DossierShape.ZIP: "application/zip"}


def order(session: Session, case: Case, *, actor: Actor, shape: DossierShape) -> BackgroundTask:
    """Have the file of a case made; the trail notes who took the case out of the portal."""
    require(actor, Permission.CASE_VIEW, case)
    record(session, actor, "case:dossier", f"case:{case.reference}", shape=shape.value)
    title = _("File of case %(reference)s", reference=case.reference)
    params = {"reference": case.reference, "shape": shape.value}
    return background.start(session, actor=actor, kind=KIND, title=title, params=params)


@runs(KIND)
def make(session: Session, task: BackgroundTask, progress: Progress) -> Product:
    """Make the PDF or the ZIP of a case, masked for who asked; raise NotFound where that person sees it no more."""
    actor = actor_for(session, session.get_one(Account, task.owner_id))
    case = visible_case(session, actor, task.params["reference"])
    shape = DossierShape(task.params["shape"])
    dossier = dossier_of(session, actor, case)
    steps, done = len(dossier.papers) + 3, iter(range(1, len(dossier.papers) + 4))

    def report() -> None:
        progress.report(min(next(done), steps - 1), steps)

    own = render_sheet(sheet_of(dossier, labels()), fonts=current_settings().fonts_dir)
    report()
    content = bound(own, dossier.papers, _read)
    report()
    name = f"{case.reference}.{shape}"
    if shape is DossierShape.PDF:
        return Product(name, MEDIA_TYPES[shape], content)
    path = progress.scratch / name
    pack(path, (f"{_name(dossier)}.pdf", content), dossier.papers, _read, report)
    return Product(name, MEDIA_TYPES[shape], path)


def _read(paper: Paper) -> bytes:
    return storage().get(paper.key)


def _name(dossier: Dossier) -> str:
    return str(_("File of case %(reference)s", reference=dossier.reference))


def labels() -> dict[str, str]:
    """Return the headings of the file, in the reader's words."""
    return {
        "file": str(_("File of the case")),
        "contents": str(_("Contents")),
        "form": str(_("What the enterprise handed in")),
        "deadline": str(_("Deadline and how it was computed")),
        "record": str(_("Record of the case")),
        "ratings": str(_("Ratings")),
        "papers": str(_("List of papers")),
        "none": str(_("None")),
        "cited": str(_("Cited")),
        "bound": str(_("PDF files and pictures follow behind this list; the others are in the ZIP alone.")),
        "number": str(_("No.")),
        "name": str(_("Paper")),
        "from": str(_("Where it comes from")),
    }
