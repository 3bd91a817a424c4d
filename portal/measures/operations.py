"""Taking documents into the policy library: drafting, publishing, withdrawing, and changing their validity."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from flask_babel import gettext as _
from sqlalchemy.orm import Session

import knowledge
from portal import clock
from portal.audit.operations import record
from portal.errors import NotFound, RuleBroken, StaleEdit
from portal.measures import queries
from portal.measures.models import PolicyDocument
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.vocabulary import PolicyState


def new_slug() -> str:
    """Return an address for a document of the office's own; chance keeps it apart from every other."""
    return f"doc-{uuid4().hex[:10]}"


def draft(
    session: Session, *, actor: Actor, document: knowledge.Document, notices: Sequence[str] = ()
) -> PolicyDocument:
    """Keep a document as a new draft: the next version of its slug. Raises RuleBroken while another draft is open."""
    require(actor, Permission.MEASURE_MANAGE)
    earlier = queries.versions(session, document.slug)
    if earlier and earlier[0].state is PolicyState.DRAFT:
        raise RuleBroken(_("There is an unpublished draft of this document. Publish it or throw it away first."))
    row = PolicyDocument(slug=document.slug, number=earlier[0].number + 1 if earlier else 1, notices=list(notices))
    _write(row, document, actor)
    session.add(row)
    session.flush()
    record(session, actor, "policy:draft", _subject(row), title=row.title, number=row.number)
    return row


def edit(
    session: Session,
    *,
    actor: Actor,
    row: PolicyDocument,
    document: knowledge.Document,
    notices: Sequence[str],
    version: int,
) -> None:
    """Correct a draft. Raises StaleEdit when somebody saved meanwhile, RuleBroken for what is a draft no longer."""
    require(actor, Permission.MEASURE_MANAGE)
    _check_fresh(row, version)
    _check_draft(row)
    _write(row, document, actor)
    row.notices = list(notices)
    session.flush()
    record(session, actor, "policy:edit", _subject(row), title=row.title, number=row.number)


def publish(session: Session, *, actor: Actor, row: PolicyDocument, version: int) -> None:
    """Put a draft into the library, in the place of the version before it, which is kept."""
    require(actor, Permission.MEASURE_MANAGE)
    _check_fresh(row, version)
    _check_draft(row)
    _check_whole(knowledge.document_from_dict(row.content))
    row.state = PolicyState.PUBLISHED
    row.published_at, row.published_by = clock.now(), actor.name
    session.flush()
    record(session, actor, "policy:publish", _subject(row), title=row.title, number=row.number)


def discard(session: Session, *, actor: Actor, row: PolicyDocument) -> None:
    """Throw a draft away; what was published stays."""
    require(actor, Permission.MEASURE_MANAGE)
    _check_draft(row)
    session.delete(row)
    record(session, actor, "policy:discard", _subject(row), title=row.title, number=row.number)


def withdraw(session: Session, *, actor: Actor, slug: str) -> str:
    """Take a document out of the library and return its title; what was cited stays with the case that cites it.

    Every published version goes, so that no earlier one comes back; a shipped document then stands again as shipped.
    """
    require(actor, Permission.MEASURE_MANAGE)
    current = [row for row in queries.versions(session, slug) if row.state is PolicyState.PUBLISHED]
    if not current:
        raise NotFound
    for row in current:
        row.state = PolicyState.WITHDRAWN
    session.flush()
    record(session, actor, "policy:withdraw", f"policy:{slug}", title=current[0].title)
    return current[0].title


def change_validity(
    session: Session,
    *,
    actor: Actor,
    document: knowledge.Document,
    validity: knowledge.Validity,
    note: str,
    replaced_by: str | None,
) -> None:
    """Publish a version of a document of the library that differs in its validity alone.

    ``replaced_by`` is the slug of a document of the library; a document cannot replace itself (RuleBroken there).
    """
    if replaced_by == document.slug:
        raise RuleBroken(_("A document cannot replace itself."), "replaced_by")
    changed = replace(document, validity=validity, validity_note=note, replaced_by=replaced_by)
    row = draft(session, actor=actor, document=changed)
    publish(session, actor=actor, row=row, version=row.version)
    detail = {"before": document.validity.value, "after": validity.value}
    record(session, actor, "policy:validity", _subject(row), title=row.title, **detail)


def _write(row: PolicyDocument, document: knowledge.Document, actor: Actor) -> None:
    content = knowledge.document_to_dict(document)
    plain = json.dumps(content, ensure_ascii=True, sort_keys=True)
    row.title, row.content = document.title, json.loads(plain)
    row.digest = hashlib.sha256(plain.encode()).hexdigest()
    row.edited_at, row.edited_by = clock.now(), actor.name


def _check_fresh(row: PolicyDocument, version: int) -> None:
    if version != row.version:
        document = knowledge.document_from_dict(row.content)
        theirs = (
            (str(_("Title")), document.title),
            (str(_("Document number")), document.number or ""),
            (str(_("Number of points")), str(len(document.measures))),
        )
        raise StaleEdit(by=row.edited_by, theirs=theirs, version=row.version)


def _check_draft(row: PolicyDocument) -> None:
    if row.state is not PolicyState.DRAFT:
        raise RuleBroken(_("This version is no longer a draft. Begin a new version to change it."))


def _check_whole(document: knowledge.Document) -> None:
    """Refuse what readers could not tell apart from other documents: it must say who issued it, and have points."""
    if not (document.title and document.issuers and document.organs and (document.measures or document.title_only)):
        raise RuleBroken(_("Fill in title, issuers and kind of organ and split the text into points first."))


def _subject(row: PolicyDocument) -> str:
    return f"policy:{row.slug}"
