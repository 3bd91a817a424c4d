"""The draft of a case: kept on the server as it is typed, right or wrong, until it is sent or thrown away."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms.classified import secret_mark
from portal import clock
from portal.attachments.models import Attachment
from portal.cases.intake.operations import Telling, submit
from portal.cases.models import Case, Draft, DraftFile
from portal.enterprises.models import Enterprise
from portal.errors import NotFound, RuleBroken
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.vocabulary import CaseKind, Role

MOST_FILES = 20


def enterprises_for(session: Session, actor: Actor) -> Sequence[Enterprise]:
    """Return the enterprises for which the actor may submit: the actor's own first, then those stood by."""
    stood_by = actor.liaison_of if actor.has(Role.LIAISON) else frozenset()
    statement = sa.select(Enterprise).where(Enterprise.id.in_(actor.enterprise_ids | stood_by))
    own_first = Enterprise.id.in_(actor.enterprise_ids).desc()
    return session.scalars(statement.order_by(own_first, Enterprise.name, Enterprise.id)).unique().all()


def of_actor(session: Session, actor: Actor) -> Sequence[Draft]:
    """Return what the actor has begun to write and may still send, the last saved first."""
    ids = [enterprise.id for enterprise in enterprises_for(session, actor)]
    statement = sa.select(Draft).where(Draft.account_id == actor.account_id, Draft.enterprise_id.in_(ids))
    return session.scalars(statement.order_by(Draft.saved_at.desc())).unique().all()


def find(session: Session, actor: Actor, enterprise: Enterprise, kind: CaseKind, *, lock: bool = False) -> Draft | None:
    """Return the actor's draft for an enterprise and kind, with ``lock`` for this transaction alone."""
    statement = sa.select(Draft).where(
        Draft.account_id == actor.account_id,
        Draft.enterprise_id == enterprise.id,
        Draft.kind == kind,
    )
    if lock:
        statement = statement.with_for_update(of=Draft).execution_options(populate_existing=True)
    return session.scalars(statement).unique().one_or_none()


def begin(actor: Actor, enterprise: Enterprise, kind: CaseKind) -> Draft:
    """Return a new draft with what is registered filled in. It is not stored before something is written."""
    require(actor, Permission.CASE_SUBMIT, enterprise)
    return Draft(
        account_id=actor.account_id,
        enterprise=enterprise,
        enterprise_id=enterprise.id,
        kind=kind,
        submission_key=secrets.token_urlsafe(18),
        answers={"contact_name": enterprise.contact_name, "contact_telephone": enterprise.contact_telephone},
        saved_at=clock.now(),
    )


def kept(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers as a draft keeps them: nothing of one that is marked as a secret."""
    return {name: "" if isinstance(value, str) and secret_mark(value) else value for name, value in answers.items()}


def save_answers(session: Session, draft: Draft, answers: Mapping[str, Any]) -> Draft:
    """Keep what was entered on a page, right or wrong, and return the draft that holds it now.

    What is marked as a secret is not kept: the page that complains of it still shows it, the portal forgets it.
    """
    draft = stored(session, draft)
    draft.answers = {**draft.answers, **kept(answers)}
    draft.saved_at = clock.now()
    return draft


def stored(session: Session, draft: Draft) -> Draft:
    """Store a new draft; where another request of the same writer was faster, go on with that one."""
    if sa.inspect(draft).persistent:
        return draft
    try:
        with session.begin_nested():
            session.add(draft)
    except IntegrityError:
        same = (Draft.account_id == draft.account_id, Draft.enterprise_id == draft.enterprise_id)
        return session.scalars(sa.select(Draft).where(*same, Draft.kind == draft.kind)).unique().one()
    return draft


def add_files(session: Session, draft: Draft, attachments: Iterable[Attachment]) -> Draft:
    """Attach files. Raises RuleBroken beyond twenty, because nobody reads more."""
    draft = stored(session, draft)
    files = [*draft.files, *(DraftFile(attachment=attachment) for attachment in attachments)]
    if len(files) > MOST_FILES:
        raise RuleBroken(_too_many(len(draft.files)), "files")
    draft.files = files
    draft.saved_at = clock.now()
    return draft


def _too_many(there: int) -> str:
    if there == MOST_FILES:
        return _("%(most)s files are attached, which is the most. Remove one first, or put some together.", most=there)
    return _(
        "At most %(most)s files can be attached; %(there)s are there and none of those chosen now was added. "
        "Choose at most %(more)s, or put some together.",
        most=MOST_FILES,
        there=there,
        more=MOST_FILES - there,
    )


def file_of(draft: Draft, attachment_id: int) -> DraftFile:
    """Return a file of the draft; raise NotFound where it has none such."""
    found = next((file for file in draft.files if file.attachment_id == attachment_id), None)
    if found is None:
        raise NotFound
    return found


def remove_file(session: Session, draft: Draft, attachment_id: int) -> None:
    """Detach and forget a file; raise NotFound where the draft does not have it."""
    found = file_of(draft, attachment_id)
    draft.files.remove(found)
    session.delete(found.attachment)


def discard(session: Session, draft: Draft) -> None:
    """Throw a draft away with its files."""
    for file in draft.files:
        session.delete(file.attachment)
    session.delete(draft)


def send(session: Session, *, actor: Actor, draft: Draft, telling: Telling) -> Case:
    """Make a case of a draft with its files; the draft is gone then. Raises what :func:`submit` raises."""
    case = submit(
        session,
        actor=actor,
        enterprise=draft.enterprise,
        kind=draft.kind,
        telling=telling,
        submission_key=draft.submission_key,
        attachments=[file.attachment for file in draft.files],
    )
    session.delete(draft)
    return case
