"""Filters of the work list that somebody keeps under a name. The address itself can be given to a colleague."""

from collections.abc import Sequence
from urllib.parse import urlencode

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from portal.cases.desk.models import SavedFilter
from portal.errors import NotFound, RuleBroken

MOST = 20
KEPT = ("tab", "q", "status", "kind", "category", "area", "unit", "light", "channel", "sort")


def query_of(args: MultiDict[str, str]) -> str:
    """Return what of an address a filter keeps: its choices in a fixed order, without the page."""
    return urlencode([(name, args[name]) for name in KEPT if args.get(name)])


def of_account(session: Session, account_id: int) -> Sequence[SavedFilter]:
    """Return the filters that a person keeps, in the order in which they were saved."""
    statement = sa.select(SavedFilter).where(SavedFilter.account_id == account_id)
    return session.scalars(statement.order_by(SavedFilter.id)).all()


def save(session: Session, *, account_id: int, name: str, query: str) -> SavedFilter:
    """Keep a filter; one of the same name is replaced. Raises RuleBroken for an empty one, and beyond twenty."""
    if not query:
        raise RuleBroken(_("Nothing is filtered. Choose something in the work list first."), "name")
    known = {each.name: each for each in of_account(session, account_id)}
    if name not in known and len(known) >= MOST:
        raise RuleBroken(_("At most %(most)s filters are kept. Remove one first.", most=MOST), "name")
    kept = known.get(name) or SavedFilter(account_id=account_id, name=name)
    kept.query = query
    session.add(kept)
    session.flush()
    return kept


def remove(session: Session, *, account_id: int, filter_id: int) -> str:
    """Forget a filter and return its name; raise NotFound for anybody else's."""
    kept = session.get(SavedFilter, filter_id)
    if kept is None or kept.account_id != account_id:
        raise NotFound
    session.delete(kept)
    return kept.name
