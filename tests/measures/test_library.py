"""Documents of the database stand in the library beside the shipped ones, on every node."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

import knowledge
from portal.audit.models import AuditEvent
from portal.errors import NotFound, NotPermitted, RuleBroken, StaleEdit
from portal.measures import library, operations, queries
from portal.measures.models import PolicyDocument
from portal.permissions.actor import Actor
from portal.vocabulary import PolicyState, Role
from tests.measures.conftest import ADMIN, document_of

pytestmark = pytest.mark.usefixtures("tidy_index")


def drafted(session: Session, document: knowledge.Document) -> PolicyDocument:
    return operations.draft(session, actor=ADMIN, document=document)


def published(session: Session, document: knowledge.Document) -> PolicyDocument:
    row = drafted(session, document)
    operations.publish(session, actor=ADMIN, row=row, version=row.version)
    return row


def test_without_documents_of_its_own_the_library_is_the_shipped_one(session: Session) -> None:
    assert session
    assert library.current() is library.shipped()


def test_a_draft_is_not_in_the_library(session: Session) -> None:
    drafted(session, document_of())
    assert library.current().get("doc-rent") is None


def test_a_published_document_is_read_and_found(session: Session) -> None:
    published(session, document_of())
    assert library.document("doc-rent") == document_of()
    library.refresh_index()
    assert library.find("织机租赁费").hits[0].document.slug == "doc-rent"


def test_nothing_is_read_again_while_nothing_changes(session: Session) -> None:
    published(session, document_of())
    assert library.current() is library.current()


def test_readers_keep_the_old_index_until_the_worker_has_built_the_new_one(session: Session) -> None:
    library.refresh_index()
    published(session, document_of())
    assert all(hit.document.slug != "doc-rent" for hit in library.find("织机租赁费").hits)
    assert library.refresh_index()
    assert not library.refresh_index()


def test_a_new_version_stands_in_the_place_of_the_old_and_the_old_is_kept(session: Session) -> None:
    published(session, document_of())
    published(session, document_of(title="关于延长织机租赁费减免的通知"))
    assert library.document("doc-rent").title == "关于延长织机租赁费减免的通知"
    assert [row.number for row in queries.versions(session, "doc-rent")] == [2, 1]
    assert queries.versions(session, "doc-rent")[1].title == "关于减免织机租赁费的通知"


def test_a_withdrawn_document_is_gone_with_all_its_versions(session: Session) -> None:
    published(session, document_of())
    published(session, document_of(summary="第二稿"))
    operations.withdraw(session, actor=ADMIN, slug="doc-rent")
    with pytest.raises(NotFound):
        library.document("doc-rent")
    assert {row.state for row in queries.versions(session, "doc-rent")} == {PolicyState.WITHDRAWN}
    with pytest.raises(NotFound):
        operations.withdraw(session, actor=ADMIN, slug="doc-rent")


def test_the_validity_of_a_shipped_document_changes_and_comes_back(session: Session) -> None:
    first, second = list(library.shipped())[:2]
    operations.change_validity(
        session,
        actor=ADMIN,
        document=first,
        validity=knowledge.Validity.REPEALED,
        note="2026年废止",
        replaced_by=second.slug,
    )
    assert library.document(first.slug) == replace(
        first, validity=knowledge.Validity.REPEALED, validity_note="2026年废止", replaced_by=second.slug
    )
    assert len(library.current()) == len(library.shipped())
    operations.withdraw(session, actor=ADMIN, slug=first.slug)
    assert library.document(first.slug) == first


def test_a_document_does_not_replace_itself(session: Session) -> None:
    with pytest.raises(RuleBroken) as broken:
        operations.change_validity(
            session,
            actor=ADMIN,
            document=document_of(),
            validity=knowledge.Validity.AMENDED,
            note="",
            replaced_by="doc-rent",
        )
    assert broken.value.field == "replaced_by"


def test_one_draft_at_a_time(session: Session) -> None:
    row = drafted(session, document_of())
    with pytest.raises(RuleBroken):
        drafted(session, document_of())
    operations.discard(session, actor=ADMIN, row=row)
    session.flush()
    assert drafted(session, document_of()).number == 1


def test_a_stale_correction_is_refused_and_shows_what_is_there(session: Session) -> None:
    row = drafted(session, document_of())
    version = row.version
    operations.edit(session, actor=ADMIN, row=row, document=document_of(summary="改"), notices=(), version=version)
    with pytest.raises(StaleEdit) as stale:
        operations.edit(session, actor=ADMIN, row=row, document=document_of(), notices=(), version=version)
    assert stale.value.version == row.version
    assert "关于减免织机租赁费的通知" in dict(stale.value.theirs).values()


def test_what_is_published_is_corrected_by_a_new_version_only(session: Session) -> None:
    row = published(session, document_of())
    with pytest.raises(RuleBroken):
        operations.edit(session, actor=ADMIN, row=row, document=document_of(), notices=(), version=row.version)
    with pytest.raises(RuleBroken):
        operations.discard(session, actor=ADMIN, row=row)


def test_only_an_administrator_changes_the_library(session: Session) -> None:
    lawyer = Actor(account_id=1, name="林律师", roles=frozenset({Role.LAWYER}))
    with pytest.raises(NotPermitted):
        operations.draft(session, actor=lawyer, document=document_of())


def test_every_act_stands_in_the_trail(session: Session) -> None:
    published(session, document_of())
    operations.withdraw(session, actor=ADMIN, slug="doc-rent")
    session.flush()
    acts = session.scalars(sa.select(AuditEvent.act).order_by(AuditEvent.id)).all()
    assert acts == ["policy:draft", "policy:publish", "policy:withdraw"]
