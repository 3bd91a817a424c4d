"""The things that the trail names, as the administrator knows them: by name or number, linked where allowed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from forms.administration import AuditFilterForm
from portal.accounts.models import Account
from portal.audit import queries
from portal.audit.acts import act_label
from portal.audit.models import AuditEvent
from portal.audit.queries import Trail
from portal.audit.wording import thing_words
from portal.enterprises.models import Enterprise
from portal.letters.models import Letter
from portal.units.models import Unit

MOST_NAMED = 200


@dataclass(frozen=True)
class Thing:
    """What an entry is about; without an address where the administrator has no business with it."""

    kind: str
    words: str
    url: str = ""


def things_of(session: Session, events: Iterable[AuditEvent]) -> dict[str, Thing]:
    """Return the thing of each subject, asking the database once a kind."""
    subjects = {event.subject for event in events}
    which: dict[str, set[str]] = {}
    for subject in subjects:
        kind, _colon, name = subject.partition(":")
        which.setdefault(kind, set()).add(name)
    names = {
        "enterprise": _by_id(session, sa.select(Enterprise.id, Enterprise.name), which.get("enterprise", ())),
        # The number alone: what a letter is about, its title says.
        "letter": _by_id(session, sa.select(Letter.id, Letter.number), which.get("letter", ())),
        "unit": _by_id(session, sa.select(Unit.id, Unit.name), which.get("unit", ())),
    }
    accounts = sa.select(Account.username, Account.id).where(Account.username.in_(which.get("account", ())))
    people = {row[0]: row[1] for row in session.execute(accounts)}
    return {subject: _thing(subject, names, people) for subject in subjects}


def _thing(subject: str, names: Mapping[str, Mapping[str, str]], people: Mapping[str, int]) -> Thing:
    kind, which = thing_words(subject)
    stored = subject.partition(":")[0]
    if stored in names:
        words = names[stored].get(which) or (_("not yet numbered, %(id)s", id=which) if stored == "letter" else which)
        return Thing(kind, words, url_for("administration.units") if stored == "unit" else "")
    if stored == "account" and which in people:
        return Thing(kind, which, url_for("administration.account", account_id=people[which]))
    return Thing(kind, which, url_for("administration.calendar") if stored == "calendar" else "")


def _by_id(session: Session, statement: sa.Select[Any, Any], ids: Iterable[str]) -> dict[str, str]:
    wanted = [int(each) for each in ids if each.isdecimal()]
    if not wanted:
        return {}
    column = statement.selected_columns[0]
    return {str(row[0]): row[1] or "" for row in session.execute(statement.where(column.in_(wanted)))}


def subjects_named(session: Session, words: str) -> list[str]:
    """Return the subjects of enterprises and letters whose name or number holds the words, at most some hundreds."""
    found: list[str] = []
    for kind, key, name in (
        ("enterprise", Enterprise.id, Enterprise.name),
        ("letter", Letter.id, Letter.number),
        ("unit", Unit.id, Unit.name),
    ):
        ids = session.scalars(sa.select(key).where(name.icontains(words, autoescape=True)).limit(MOST_NAMED))
        found += [f"{kind}:{each}" for each in ids]
    return found


def trail_of(session: Session, args: MultiDict[str, str]) -> tuple[AuditFilterForm, Trail]:
    """Return the filters of a request and what they ask for."""
    acts = [("", _("All acts")), *((act, act_label(act)) for act in queries.acts(session))]
    filters = AuditFilterForm(args, act=acts)
    words = filters.subject.data or ""
    return filters, Trail(
        who=filters.who.data or "",
        subject=words,
        named=tuple(subjects_named(session, words)) if words else (),
        act=filters.act.data or "",
        since=filters.since.data,
        until=filters.until.data,
    )
