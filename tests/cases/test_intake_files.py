"""The files of a draft."""

import io

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.attachments.models import Attachment
from portal.cases.intake.drafts import MOST_FILES
from portal.cases.models import CaseFile
from tests.cases.desk import Desk
from tests.judging import Page

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def upload(desk: Desk, *files: tuple[str, bytes], expect: int = 302, **values: str) -> Page:
    return desk.answer("files", expect, files=[(io.BytesIO(content), name) for name, content in files], **values)


def names(desk: Desk) -> list[str]:
    return [file.attachment.name for draft in desk.drafts() for file in draft.files]


def test_several_files_are_taken_at_once_and_go_with_the_case(desk: Desk) -> None:
    desk.write()
    page = upload(desk, ("厂房租赁合同.pdf", PDF), ("断电现场照片.pdf", PDF))
    assert page.response.location == desk.path("contact")
    assert "厂房租赁合同.pdf" in desk.get("check").words
    desk.send()
    kept = desk.session.scalars(sa.select(CaseFile)).all()
    assert [file.attachment.name for file in kept] == ["厂房租赁合同.pdf", "断电现场照片.pdf"]


def test_a_refused_file_is_named_and_the_others_are_kept(desk: Desk) -> None:
    page = upload(desk, ("合同.pdf", PDF), ("程序.pdf", b"MZ\x90\x00"), expect=200)
    (error,) = page.errors
    assert "程序.pdf" in error
    assert "其他附件已保存" in error
    assert names(desk) == ["合同.pdf"]


def test_a_file_marked_as_a_secret_is_named_and_the_others_are_kept(desk: Desk) -> None:
    page = upload(desk, ("合同.pdf", PDF), ("机密★1年会议纪要.pdf", PDF), expect=200)
    (error,) = page.errors
    assert "机密★" in error
    assert names(desk) == ["合同.pdf"]


def test_a_file_that_is_too_large_is_named(app: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    tight = app.extensions["settings"].model_copy(update={"attachment_bytes": len(PDF)})
    monkeypatch.setitem(app.extensions, "settings", tight)
    page = upload(desk, ("监控录像.pdf", PDF + b"0"), expect=200)
    assert "监控录像.pdf" in page.errors[0]
    assert names(desk) == []


def test_more_files_are_added_on_the_same_page(desk: Desk) -> None:
    assert upload(desk, ("合同.pdf", PDF), more="1").response.location == desk.path("files")
    upload(desk, ("通知.pdf", PDF), more="1")
    assert names(desk) == ["合同.pdf", "通知.pdf"]


def test_a_file_can_be_looked_at_and_taken_out_again(desk: Desk) -> None:
    upload(desk, ("合同.pdf", PDF), ("通知.pdf", PDF))
    first = desk.drafts()[0].files[0].attachment_id
    assert desk.get(f"files/{first}").response.data == PDF
    desk.answer(f"files/{first}/remove")
    assert names(desk) == ["通知.pdf"]
    assert desk.session.get(Attachment, first) is None
    desk.answer(f"files/{first}/remove", 404)


def test_a_file_of_somebody_elses_draft_is_not_found(desk: Desk) -> None:
    upload(desk, ("合同.pdf", PDF))
    first = desk.drafts()[0].files[0].attachment_id
    desk.client.sign_out().sign_in(desk.make.member(desk.enterprise))
    desk.get(f"files/{first}", expect=404)
    desk.answer(f"files/{first}/remove", 404)
    assert names(desk) == ["合同.pdf"]


def test_without_files_the_next_page_comes(desk: Desk) -> None:
    desk.answer("group", group="lease")
    assert desk.answer("files").response.location == desk.path("contact")


def test_more_files_than_anybody_reads_are_refused_and_those_there_stay(desk: Desk) -> None:
    upload(desk, *((f"第{n}份.pdf", PDF) for n in range(MOST_FILES)))
    page = upload(desk, ("多出的.pdf", PDF), expect=422)
    assert page.errors == ["已附20个文件，不能再增加。请先移除一个，或者合并后再上传。"]
    assert len(names(desk)) == MOST_FILES


def test_whoever_chooses_too_many_at_once_is_told_how_many_still_fit(desk: Desk) -> None:
    upload(desk, ("合同.pdf", PDF))
    page = upload(desk, *((f"第{n}份.pdf", PDF) for n in range(MOST_FILES)), expect=422)
    assert page.errors == ["最多附20个文件，已有1个，这次选的没有上传。请重新选择，最多再选19个，或者合并后再上传。"]
    assert names(desk) == ["合同.pdf"]


def test_a_draft_thrown_away_takes_its_files_along(desk: Desk) -> None:
    upload(desk, ("合同.pdf", PDF))
    desk.answer("discard")
    assert desk.session.scalars(sa.select(Attachment)).all() == []
