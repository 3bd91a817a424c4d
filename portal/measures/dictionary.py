"""The dictionary of everyday words: what is shipped, and what the office has added, changed or switched off."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa
from flask import Flask, current_app
from flask_babel import gettext as _
from sqlalchemy.orm import Session

import knowledge
from portal import clock
from portal.audit.operations import record
from portal.database import db
from portal.errors import NotFound, RuleBroken, StaleEdit
from portal.measures.models import LayTerm
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission

EXTENSION = "lay-terms"
MOST_MEANINGS = 12
Rows = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Entry:
    """A word as the desk lists it: its documents' words now and as shipped, either of which may be empty."""

    word: str
    legal: tuple[str, ...]
    shipped: tuple[str, ...]
    own: bool


def rows(session: Session) -> Rows:
    """Return the office's own words, in order."""
    statement = sa.select(LayTerm.word, LayTerm.legal).order_by(LayTerm.word)
    return tuple((word, tuple(legal)) for word, legal in session.execute(statement))


def current() -> knowledge.LayTerms:
    """Return the dictionary that searches use; put together anew only when a row has changed."""
    own = rows(db.session)
    kept = cast("tuple[Rows, knowledge.LayTerms] | None", current_app.extensions[EXTENSION])
    if kept is None or kept[0] != own:
        kept = (own, knowledge.shipped_terms().changed(dict(own)) if own else knowledge.shipped_terms())
        current_app.extensions[EXTENSION] = kept
    return kept[1]


def entries(session: Session, part: str = "") -> list[Entry]:
    """Return every word that holds ``part``, or means something that does; the office's own first."""
    shipped, own = knowledge.shipped_terms().table, dict(rows(session))
    every = [
        Entry(word, own.get(word, shipped.get(word, ())), shipped.get(word, ()), word in own)
        for word in sorted({*shipped, *own})
    ]
    found = [entry for entry in every if part in entry.word or any(part in legal for legal in entry.legal)]
    return sorted(found, key=lambda entry: not entry.own)


def find(session: Session, word: str) -> LayTerm | None:
    """Return the office's own row for a word."""
    return session.scalars(sa.select(LayTerm).where(LayTerm.word == word)).one_or_none()


def checked(word: str, legal: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return both as searches compare them; RuleBroken at ``word`` or ``legal`` for what could do nothing."""
    plain = knowledge.LayTerms.of({word: legal or [word]}).table
    if not plain:
        raise RuleBroken(_("Enter the everyday word."), "word")
    if len(legal) > MOST_MEANINGS:
        raise RuleBroken(_("At most %(most)s words of documents.", most=MOST_MEANINGS), "legal")
    ((key, values),) = plain.items()
    meant = tuple(dict.fromkeys(values)) if legal else ()
    if key in meant:
        raise RuleBroken(_("A word does not stand for itself."), "legal")
    if not meant and key not in knowledge.shipped_terms().table:
        raise RuleBroken(_("Enter at least one word that documents use."), "legal")
    return key, meant


def save(session: Session, *, actor: Actor, word: str, legal: Sequence[str], version: int) -> LayTerm:
    """Add a word, put it in the place of the shipped one, or with no document words switch that off.

    Raises RuleBroken as `checked` does, StaleEdit when somebody saved the word meanwhile.
    """
    require(actor, Permission.MEASURE_MANAGE)
    key, meant = checked(word, legal)
    row = find(session, key)
    if row is not None and version != row.version:
        theirs = ((str(_("Words of documents")), "、".join(row.legal)),)
        raise StaleEdit(by=row.edited_by, theirs=theirs, version=row.version)
    if row is None:
        row = LayTerm(word=key)
        session.add(row)
    row.legal, row.edited_at, row.edited_by = list(meant), clock.now(), actor.name
    session.flush()
    record(session, actor, "lay-term:save", f"lay-term:{key}", legal="、".join(meant))
    return row


def reset(session: Session, *, actor: Actor, word: str) -> None:
    """Take the office's own row away, so that the shipped word stands again where there is one."""
    require(actor, Permission.MEASURE_MANAGE)
    row = find(session, word)
    if row is None:
        raise NotFound
    session.delete(row)
    session.flush()
    record(session, actor, "lay-term:reset", f"lay-term:{word}")


def init_app(app: Flask) -> None:
    """Have nothing put together yet."""
    app.extensions[EXTENSION] = None
