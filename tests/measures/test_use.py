"""How the library is used: browsed, cited or not, and indexed by the worker where it is large."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.cases import citations, citing
from portal.cases.models import CaseEvent, Citation
from portal.measures import library, operations
from portal.vocabulary import CaseStatus, PolicyState
from tests.factories import Factory
from tests.judging import JudgingClient
from tests.measures.conftest import ADMIN, document_of

RENT = "eight-departments-rent-2020"


def answered(session: Session, make: Factory, *values: str) -> None:
    """A case with an outcome, and with an answer that cites measures where any are named."""
    case = make.case(status=CaseStatus.CLOSED, proposed_at=clock.now())
    event = CaseEvent(
        case_id=case.id, at=clock.now(), action="answer", actor_name="林晓雯", actor_role="officer", status=case.status
    )
    event.citations = [Citation(**vars(one)) for one in citing.quoted(values)]
    session.add(event)
    session.flush()


def test_documents_are_browsed_by_theme_issuer_and_region(client: JudgingClient) -> None:
    page = client.get("/measures?theme=租金")
    assert f"/measures/{RENT}" in page.links()
    assert "/measures/sat-letter-19-2020" not in page.links()
    narrower = client.get("/measures?theme=租金&region=hangzhou")
    assert f"/measures/{RENT}" not in narrower.links()
    assert "/measures/hangzhou-resumption-policies-2020" in narrower.links()


def test_answers_are_counted_where_they_cite(session: Session, make: Factory) -> None:
    answered(session, make, f"{RENT}#p1", f"{RENT}#p2")
    answered(session, make, f"{RENT}#p1")
    assert citations.counts_of(session, RENT) == citations.Counts(2, {"p1": 2, "p2": 1})


def test_the_keeper_sees_what_is_never_cited_and_what_is_settled_without(
    admin: JudgingClient, session: Session, make: Factory
) -> None:
    answered(session, make, f"{RENT}#p1")
    answered(session, make)
    page = admin.get("/admin/policy-reports/citations")
    assert f"/measures/{RENT}/p1" not in page.links()
    assert f"/measures/{RENT}/p2" in page.links()
    (row,) = citations.without_a_measure(session, clock.now() - timedelta(days=1))
    assert (row.ended, row.without) == (1, 1)
    assert row.category in page.words


def test_a_large_library_is_left_to_the_worker(
    admin: JudgingClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.refresh_index()
    monkeypatch.setattr(library, "AT_ONCE", 0)
    row = operations.draft(session, actor=ADMIN, document=document_of())
    admin.post(f"/admin/policies/versions/{row.id}/publish/{row.version}")
    assert row.state is PolicyState.PUBLISHED
    assert "正在重建索引" in admin.get("/admin/policies").words
    assert row.slug not in {hit.document.slug for hit in library.find("织机租赁费").hits}
    library.refresh_index()  # as the worker's job does
    assert "查询已包含政策库的全部内容" in admin.get("/admin/policies").words
    assert library.find("织机租赁费").hits[0].document.slug == row.slug
