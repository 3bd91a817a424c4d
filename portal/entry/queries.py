"""Reading codes, what came in by them, and what somebody has filed on behalf of others."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.cases.models import Case, Category
from portal.cases.queries import visible_to
from portal.enterprises.models import Enterprise
from portal.entry.codes import key_of
from portal.entry.models import EntryCode, EntryFiling
from portal.errors import NotFound
from portal.permissions.actor import Actor
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.settings import current_settings
from portal.units.models import Unit
from portal.vocabulary import CaseKind, EntryKind, Role, Standing

MOST_FOUND = 10
LEAST_WORDS = 2


@dataclass(frozen=True)
class Line:
    """A code in the list, with how many cases have come in by it."""

    code: EntryCode
    filed: int


def by_token(session: Session, token: str) -> EntryCode | None:
    """Return the code on a card, revoked or not; None where the address is none of ours."""
    key = key_of(token, current_settings().secret_key.get_secret_value())
    return session.scalars(sa.select(EntryCode).where(EntryCode.key == key)).one_or_none() if key else None


def code_of(session: Session, code_id: int) -> EntryCode:
    """Return a code; raise NotFound where there is none."""
    code = session.get(EntryCode, code_id)
    if code is None:
        raise NotFound
    return code


def _matching(words: str, kind: EntryKind | None) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [EntryCode.kind == kind] if kind else []
    if words:
        columns = (Enterprise.name, Enterprise.credit_code, Unit.name, EntryCode.building)
        found.append(sa.or_(*(column.icontains(words, autoescape=True) for column in columns)))
    return found


def _joined(statement: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    return statement.outerjoin(Enterprise, Enterprise.id == EntryCode.enterprise_id).outerjoin(
        Unit, Unit.id == EntryCode.area_id
    )


def count(session: Session, words: str, kind: EntryKind | None) -> int:
    """Return how many codes are what is looked for."""
    statement = _joined(sa.select(sa.func.count(EntryCode.id))).where(*_matching(words, kind))
    return session.scalar(statement) or 0


def lines(session: Session, words: str, kind: EntryKind | None, *, offset: int, limit: int) -> list[Line]:
    """Return a page of the codes, those that work first, the newest first."""
    filed = sa.select(sa.func.count(EntryFiling.id)).where(EntryFiling.code_id == EntryCode.id).scalar_subquery()
    statement = _joined(sa.select(EntryCode, filed)).where(*_matching(words, kind))
    ordered = statement.order_by(EntryCode.revoked_at.is_not(None), EntryCode.id.desc()).offset(offset).limit(limit)
    return [Line(code, number) for code, number in session.execute(ordered).unique()]


def working(session: Session, ids: Sequence[int]) -> Sequence[EntryCode]:
    """Return those of some codes that still work, in the order in which they were made."""
    statement = sa.select(EntryCode).where(EntryCode.id.in_(ids), EntryCode.revoked_at.is_(None))
    return session.scalars(statement.order_by(EntryCode.id)).unique().all()


def filings(session: Session, actor: Actor, code: EntryCode, limit: int = 20) -> Sequence[Case]:
    """Return the cases that came in by a code and that the actor may see, the newest first."""
    statement = (
        sa.select(Case)
        .join(EntryFiling, EntryFiling.case_id == Case.id)
        .where(EntryFiling.code_id == code.id, visible_to(actor))
    )
    return session.scalars(statement.order_by(Case.id.desc()).limit(limit)).unique().all()


def filed_by(session: Session, actor: Actor, limit: int | None = 20) -> Sequence[Case]:
    """Return what the actor has filed on behalf of enterprises, the newest first."""
    statement = sa.select(Case).where(Case.on_behalf, Case.submitted_by_id == actor.account_id, visible_to(actor))
    return session.scalars(statement.order_by(Case.id.desc()).limit(limit)).unique().all()


def by_reference(session: Session, reference: str) -> Case | None:
    """Return the case of a reference, for the browser that has just sent it."""
    return session.scalars(sa.select(Case).where(Case.reference == reference)).unique().one_or_none()


def enterprises_like(session: Session, actor: Actor, words: str) -> Sequence[Enterprise]:
    """Return a few enterprises whose name or code has the words and for which the actor may file; none for one sign.

    Who may record new ones files for each, others for those by whom they stand: the twin of ``case:submit``.
    """
    if len(words) < LEAST_WORDS:
        return []
    within = (column.icontains(words, autoescape=True) for column in (Enterprise.name, Enterprise.credit_code))
    statement = sa.select(Enterprise).where(sa.or_(*within), Enterprise.standing != Standing.REFUSED)
    if not permits(actor, Permission.ENTERPRISE_RECORD):
        own = actor.liaison_of if actor.has(Role.LIAISON) else frozenset()
        own |= actor.lawyer_of if actor.has(Role.LAWYER) else frozenset()
        statement = statement.where(Enterprise.id.in_(own))
    return session.scalars(statement.order_by(Enterprise.name, Enterprise.id).limit(MOST_FOUND)).all()


def named(session: Session, name_or_code: str) -> Enterprise | None:
    """Return the enterprise with exactly this name or credit code, blanks and widths of signs apart."""
    plain = "".join(unicodedata.normalize("NFKC", name_or_code).split())
    bracketed = plain.replace("(", "（").replace(")", "）")
    same = sa.or_(Enterprise.name.in_({plain, bracketed}), Enterprise.credit_code == plain.upper())
    return session.scalars(sa.select(Enterprise).where(same).order_by(Enterprise.id).limit(1)).first()


def categories(session: Session) -> dict[str, list[tuple[str, str]]]:
    """Return code and name of each category by kind and group, without what only the enterprise itself reports."""
    group = sa.orm.aliased(Category)
    statement = (
        sa.select(Category, group)
        .join(group, Category.parent_id == group.id)
        .where(~Category.confidential, ~group.confidential)
        .order_by(group.kind, group.position, group.id, Category.position, Category.id)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for kind in CaseKind:
        for leaf, parent in session.execute(statement).unique():
            if leaf.kind is kind:
                found.setdefault(f"{kind.label}：{parent.name}", []).append((leaf.code, leaf.name))
    return found
