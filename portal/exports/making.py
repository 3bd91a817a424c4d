"""Making an export: at once while it is small, in the background when it is large; recorded in the trail either way."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from portal import clock
from portal.accounts.models import Account
from portal.audit.operations import record
from portal.background import operations as background
from portal.background.makers import Product, runs
from portal.background.models import BackgroundTask
from portal.background.progress import Progress
from portal.errors import NotFound, NotPermitted
from portal.exports.columns import AnyListing, Arguments, Column, Found, Value
from portal.exports.listings import LISTINGS
from portal.exports.writing import MEDIA_TYPE, WRITE, Sheet, counted
from portal.pairing.actors import actor_for
from portal.permissions.actor import Actor
from portal.permissions.checks import may_ever, permits
from portal.permissions.permission import Permission
from portal.presentation.dates import date_text, time_text
from portal.vocabulary import ExportShape

KIND = "exports.list"
AT_ONCE = 5_000  # rows; above, the worker makes it


def listing(actor: Actor, name: str) -> AnyListing:
    """Return a list by its name; raise NotFound where there is none, and for whoever has no such list."""
    found = LISTINGS.get(name)
    if found is None or not may_ever(actor, found.permission):
        raise NotFound
    return found


def export(
    session: Session, *, actor: Actor, name: str, query: str, shape: ExportShape, scratch: Path
) -> Product | BackgroundTask:
    """Export a list as its address ``query`` shows it, into ``scratch``, or put it into the background."""
    wanted = listing(actor, name)
    found = wanted.find(session, actor, arguments(query))
    title, rows, filters = str(wanted.title), found.total, query[:300]
    subject = f"export:{name}"
    record(session, actor, "export:make", subject, list=title, rows=rows, shape=shape.value, filters=filters)
    if found.total <= AT_ONCE:
        return _Making(wanted, actor, shape, scratch).write(found, lambda _done: None)
    task = _("Export: %(list)s, %(rows)s rows", list=title, rows=rows)
    params = {"name": name, "query": query, "shape": shape.value}
    return background.start(session, actor=actor, kind=KIND, title=task, params=params)


@runs(KIND)
def make(session: Session, task: BackgroundTask, progress: Progress) -> Product:
    """Write a large list for whoever asked, as far as that person may see it now."""
    actor = actor_for(session, session.get_one(Account, task.owner_id))
    wanted = LISTINGS[task.params["name"]]
    if not may_ever(actor, wanted.permission):
        raise NotPermitted
    found = wanted.find(session, actor, arguments(task.params["query"]))
    total = max(1, found.total)
    shape = ExportShape(task.params["shape"])
    making = _Making(wanted, actor, shape, progress.scratch)
    return making.write(found, lambda done: progress.report(min(done, total), total))


def arguments(query: str) -> Arguments:
    """Return the address of a list as its filters read it."""
    return MultiDict(parse_qsl(query))


@dataclass(frozen=True)
class _Making:
    """One export for one person."""

    wanted: AnyListing
    actor: Actor
    shape: ExportShape
    scratch: Path

    def write(self, found: Found[object], report: Callable[[int], None]) -> Product:
        now, columns = clock.now(), found.columns or self.wanted.columns
        moment, title = f"{date_text(now, year=True)} {time_text(now)}", str(self.wanted.title)
        name = self.actor.name
        sheet = Sheet(
            title=_("%(list)s (%(about)s)", list=title, about=found.about) if found.about else title,
            stamp=_("Exported by %(name)s, %(moment)s, %(rows)s rows", name=name, moment=moment, rows=found.total),
            headings=[str(column.heading) for column in columns],
            widths=[column.width for column in columns],
            rows=counted(self._rows(found, columns), report),
        )
        path = self.scratch / f"export.{self.shape}"
        WRITE[self.shape](path, sheet)
        return Product(f"{title}-{clock.local_date(now):%Y%m%d}.{self.shape}", MEDIA_TYPE[self.shape], path)

    def _rows(self, found: Found[object], columns: Sequence[Column[object]]) -> Iterator[list[Value]]:
        """Yield what stands in the columns, masked where it is about a person and the actor may not have that."""
        plain = permits(self.actor, Permission.EXPORT_PERSONAL)
        for row in found.rows:
            values = [(column, column.value(row)) for column in columns]
            yield [
                column.mask(value) if column.mask and isinstance(value, str) and not plain else value
                for column, value in values
            ]
