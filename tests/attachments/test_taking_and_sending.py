"""Files come in, are stored and go out again."""

import hashlib
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal import clock
from portal.attachments.kept import Kept
from portal.attachments.operations import attach, attach_all
from portal.attachments.sending import send
from portal.attachments.storage import storage
from portal.attachments.sweeps import forget_orphans, holders
from portal.database import Model
from portal.errors import NotFound, RuleBroken
from tests.attachments.files import DOCX_MEMBERS, EXECUTABLE, PDF, package, sent
from tests.factories import Factory, actor


def test_a_stored_file_has_its_facts_and_its_bytes(session: Session, make: Factory) -> None:
    person = actor(make.account())
    stored = attach(session, actor=person, upload=sent("租赁合同.pdf", PDF))
    assert (stored.name, stored.media_type, stored.size) == ("租赁合同.pdf", "application/pdf", len(PDF))
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    assert stored.uploaded_by_name == person.name
    assert storage().get(stored.key) == PDF


def test_a_file_that_is_too_large_is_named(session: Session, make: Factory, app: Flask) -> None:
    limit = app.extensions["settings"].attachment_bytes
    with pytest.raises(RuleBroken, match=r"合同\.pdf.*20 MB"):
        attach(session, actor=actor(make.account()), upload=sent("合同.pdf", PDF + bytes(limit)))


def test_of_several_files_the_good_ones_are_kept(session: Session, make: Factory) -> None:
    uploads = [sent("合同.pdf", PDF), sent("", b""), sent("setup.pdf", EXECUTABLE)]
    taken = attach_all(session, actor=actor(make.account()), uploads=uploads)
    assert [file.name for file in taken.attachments] == ["合同.pdf"]
    assert len(taken.refusals) == 1
    assert "setup.pdf" in taken.refusals[0]


def test_a_file_is_downloaded_under_its_own_name(session: Session, make: Factory, app: Flask) -> None:
    stored = attach(session, actor=actor(make.account()), upload=sent("申请㛃.docx", package(DOCX_MEMBERS)))
    with app.test_request_context():
        response = send(stored, inline=True)
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment;")
    assert "filename*=UTF-8''%E7%94%B3%E8%AF%B7%E3%9B%83.docx" in disposition
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_pdf_may_be_shown_in_the_browser(session: Session, make: Factory, app: Flask) -> None:
    stored = attach(session, actor=actor(make.account()), upload=sent("合同.pdf", PDF))
    with app.test_request_context():
        assert send(stored, inline=True).headers["Content-Disposition"].startswith("inline;")
        assert send(stored).headers["Content-Disposition"].startswith("attachment;")


def test_lost_bytes_are_not_found(session: Session, make: Factory, app: Flask) -> None:
    stored = attach(session, actor=actor(make.account()), upload=sent("合同.pdf", PDF))
    storage().delete(stored.key)
    with app.test_request_context(), pytest.raises(NotFound):
        send(stored)


def test_bytes_without_a_row_are_forgotten_after_a_day_whatever_their_kind(session: Session, make: Factory) -> None:
    stored = attach(session, actor=actor(make.account()), upload=sent("合同.pdf", PDF))
    session.flush()
    orphans = [storage().put(kind, b"left by what was rolled back") for kind in Kept]
    assert forget_orphans(session, storage(), at=clock.now()) == 0
    assert forget_orphans(session, storage(), at=clock.now() + timedelta(days=2)) >= len(Kept)
    assert storage().get(stored.key) == PDF
    for orphan in orphans:
        with pytest.raises(FileNotFoundError):
            storage().get(orphan)


def test_every_kind_of_bytes_is_held_by_some_column() -> None:
    assert holders(Model.metadata.sorted_tables).keys() == set(Kept)
