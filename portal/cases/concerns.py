"""What open cases tell of an enterprise to its pairing: what it asks about, and the other parties."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.cases.models import Case, Category
from portal.pairing.concerns import Concern, Party
from portal.vocabulary import OPEN, CaseKind


def of_open_cases(session: Session, enterprise_ids: Collection[int] | None) -> dict[int, Concern]:
    """Return the fields of the open legal questions and the other parties of all open cases, by enterprise.

    Confidential reports tell nothing: who may not know of them would read it out of a proposal.
    """
    parent = sa.orm.aliased(Category)
    statement = (
        sa.select(
            Case.enterprise_id,
            Case.kind,
            sa.func.coalesce(parent.name, Category.name),
            Case.other_party,
            Case.other_party_code,
        )
        .join(Category, Case.category_id == Category.id)
        .outerjoin(parent, Category.parent_id == parent.id)
        .where(Case.status.in_(OPEN), ~Case.confidential)
    )
    if enterprise_ids is not None:
        statement = statement.where(Case.enterprise_id.in_(enterprise_ids))
    found: dict[int, Concern] = {}
    for enterprise_id, kind, field, other_party, code in session.execute(statement):
        asked = frozenset({field}) if kind is CaseKind.LEGAL_QUESTION else frozenset()
        opponents = frozenset({Party(other_party, code)}) if other_party or code else frozenset()
        found[enterprise_id] = found.get(enterprise_id, Concern()) | Concern(asked, opponents)
    return found
