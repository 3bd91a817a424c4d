"""Many letters as one file: a zip of PDFs named by number and title, or one PDF in order with a bookmark each.

Asked for on the list and made in the background, where the permission for each letter is asked again.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from flask_babel import gettext as _
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.attachments.names import safe_name
from portal.attachments.storage import STORE_FAILS, storage
from portal.background import operations as background
from portal.background.makers import Product, runs
from portal.background.models import BackgroundTask
from portal.background.progress import Progress
from portal.errors import NotFound, RuleBroken
from portal.letters.context import printed
from portal.letters.failures import said_of, unreadable
from portal.letters.models import Letter
from portal.letters.queries import visible_to
from portal.pairing.actors import actor_for
from portal.permissions.actor import Actor
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.press.refusals import RenderingFailed
from portal.press.worker import render_in_worker
from portal.settings import current_settings
from portal.vocabulary import BatchShape

KIND = "letters.batch"
MOST = {BatchShape.ZIP: 1_000, BatchShape.PDF: 300}  # one PDF is put together in memory
LIST_NAME = "清单.txt"


@dataclass(frozen=True)
class Page:
    """A letter ready to be packed: what to call it, and its bytes, or why there are none."""

    name: str
    content: bytes = b""
    fault: str = ""


def matching(session: Session, actor: Actor, conditions: Iterable[sa.ColumnElement[bool]]) -> list[int]:
    """Return the letters that fit and that the actor may see, in the order of issue, drafts last."""
    statement = sa.select(Letter.id).where(visible_to(actor), *conditions)
    ordered = statement.order_by(Letter.issued_at.is_(None), Letter.issued_at, Letter.id)
    return list(session.scalars(ordered.limit(max(MOST.values()) + 1)))


def ask(session: Session, *, actor: Actor, letters: list[int], shape: BatchShape) -> BackgroundTask:
    """Have letters packed in the background.

    Raises RuleBroken where there is none or too many.
    """
    if not letters:
        raise RuleBroken(_("No letter was picked. Pick some, or choose all that fit."))
    if len(letters) > MOST[shape]:
        raise RuleBroken(_("At most %(most)s letters at once. Choose fewer.", most=MOST[shape]))
    title = _("%(count)s letters as one ZIP file", count=len(letters))
    if shape is BatchShape.PDF:
        title = _("%(count)s letters as one PDF", count=len(letters))
    return background.start(
        session, actor=actor, kind=KIND, title=title, params={"letters": letters, "shape": shape.value}
    )


@runs(KIND)
def make(session: Session, task: BackgroundTask, progress: Progress) -> Product:
    """Pack the letters that the asker may still see; those left out are named in the list beside them."""
    actor = actor_for(session, session.get_one(Account, task.owner_id))
    shape = BatchShape(task.params["shape"])
    pages = _pages(session, actor, task.params["letters"], progress.report)
    path = progress.scratch / f"letters.{shape}"
    PACK[shape](path, pages)
    return Product(f"{task.title}-{clock.local_date(task.at):%Y%m%d}.{shape}", MEDIA_TYPE[shape], path)


def _pages(session: Session, actor: Actor, ids: list[int], report: Callable[[int, int, str], None]) -> Iterator[Page]:
    """Yield each letter in turn; raise NotFound where the actor may see none of them any more."""
    seen = 0
    for place, letter_id in enumerate(ids, start=1):
        report(place - 1, len(ids), "")
        letter = session.get(Letter, letter_id)
        if letter is None or not permits(actor, Permission.LETTER_VIEW, letter):
            yield Page(f"#{letter_id}", fault=_("You may no longer see this letter."))
            continue
        seen += 1
        yield _page(letter)
        session.expunge(letter)
    if not seen:
        raise NotFound


def _page(letter: Letter) -> Page:
    """Return the stored bytes of an issued letter, or a draft's page marked as a draft."""
    number = letter.number or _("Draft") + f"-{letter.id}"
    name = f"{number} {letter.title}"
    try:
        if letter.pdf_key:
            return Page(name, storage().get(letter.pdf_key))
        settings = current_settings()
        return Page(name, render_in_worker(printed(letter, settings), fonts=settings.fonts_dir))
    except RenderingFailed as failure:
        return Page(name, fault=said_of(failure))
    except STORE_FAILS:
        return Page(name, fault=unreadable())


def _zip(path: Path, pages: Iterable[Page]) -> None:
    """Write the files one by one; PDFs are packed already, so they are stored as they are."""
    lines, names = [], set[str]()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for page in pages:
            lines.append(f"{page.name}　{page.fault}".strip())
            if page.fault:
                continue
            name = safe_name(page.name, ".pdf")
            if name in names:
                name = f"{name.removesuffix('.pdf')} ({len(names)}).pdf"
            names.add(name)
            package.writestr(_entry(name), page.content)
        package.writestr(_entry(LIST_NAME), "\ufeff" + "\r\n".join(lines) + "\r\n")


def _entry(name: str) -> zipfile.ZipInfo:
    """Return a file of a package made now; times in a ZIP file have no zone, so they are those of the office."""
    return zipfile.ZipInfo(name, date_time=clock.now().astimezone(clock.LOCAL).timetuple()[:6])


def _pdf(path: Path, pages: Iterable[Page]) -> None:
    """Put the pages one after the other, each letter under a bookmark; what is left out has a bookmark without page."""
    with PdfWriter() as whole:
        for page in pages:
            if page.fault:
                whole.add_outline_item(title=f"{page.name}　{page.fault}", page_number=None)
            else:
                whole.append(io.BytesIO(page.content), outline_item=page.name, import_outline=False)
        whole.page_mode = "/UseOutlines"
        _drop_signatures(whole)
        whole.write(path)


def _drop_signatures(whole: PdfWriter) -> None:
    """Take the fields of the letters' signatures away: each holds for its own file; here a reader calls it broken."""
    whole.root_object.pop("/AcroForm", None)
    for page in whole.pages:
        kept = [each for each in page.get("/Annots", ()) if each.get_object().get("/FT") != "/Sig"]
        page[NameObject("/Annots")] = ArrayObject(kept)


PACK: dict[BatchShape, Callable[[Path, Iterable[Page]], None]] = {BatchShape.ZIP: _zip, BatchShape.PDF: _pdf}
MEDIA_TYPE = {BatchShape.ZIP: "application/zip", BatchShape.PDF: "application/pdf"}
