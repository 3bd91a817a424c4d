"""A case as a file: what stands in it for whom, how papers are bound, and a list of digests that agrees."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image
from pypdf import PdfReader, PdfWriter
from sqlalchemy.orm import Session

from portal.audit.models import AuditEvent
from portal.cases import operations
from portal.dossiers.contents import Paper, dossier_of
from portal.dossiers.making import labels
from portal.dossiers.packing import MANIFEST, pack
from portal.dossiers.printing import bound, sheet_of
from portal.vocabulary import CaseStatus
from tests.cases.stage import Stage
from tests.factories import Factory
from tests.judging import JudgingClient


@pytest.fixture
def stage(session: Session, make: Factory) -> Stage:
    """The people of a case."""
    return Stage(session, make)


def blank_pdf(pages: int = 1) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for _page in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (3000, 400), "red").save(out, "PNG")
    return out.getvalue()


def paper(name: str, media_type: str = "application/pdf") -> Paper:
    return Paper("附件", name, media_type, name, "提交事项")


def test_each_reader_gets_the_record_that_reader_may_read(session: Session, stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    operations.note(session, case, actor=stage.actor(stage.officer), text="房东拒绝调解，拟约谈。", public=False)
    office = dossier_of(session, stage.actor(stage.officer), case)
    enterprise = dossier_of(session, stage.actor(stage.chief), case)
    assert "拟约谈" in office.text
    assert "拟约谈" not in enterprise.text
    assert stage.chief.name in enterprise.made_for
    html = sheet_of(enterprise, labels()).html
    assert case.reference in html
    assert stage.enterprise.name in html


def test_pdf_files_and_pictures_follow_and_what_cannot_be_opened_is_only_listed() -> None:
    contents = {"合同.pdf": blank_pdf(2), "现场.png": picture(), "坏.pdf": b"%PDF-1.4 broken", "表.xlsx": b"PK"}
    papers = [paper("合同.pdf"), paper("现场.png", "image/png"), paper("坏.pdf"), paper("表.xlsx", "application/xlsx")]
    whole = PdfReader(io.BytesIO(bound(blank_pdf(), papers, lambda one: contents[one.key])))
    assert len(whole.pages) == 4
    assert [item.title for item in whole.outline] == ["合同.pdf", "现场.png"]


def test_a_pdf_that_is_broken_within_is_only_listed_and_the_others_are_bound() -> None:
    """Its first bytes and its number of pages are right: it fails only when its pages are taken over."""
    out = io.BytesIO()
    Image.new("RGB", (30, 40)).save(out, "PDF")
    contents = {"坏.pdf": out.getvalue().replace(b"endstream", b"endstraem"), "合同.pdf": blank_pdf(2)}
    assert len(PdfReader(io.BytesIO(contents["坏.pdf"])).pages) == 1
    whole = bound(blank_pdf(), [paper("坏.pdf"), paper("合同.pdf")], lambda one: contents[one.key])
    assert [item.title for item in PdfReader(io.BytesIO(whole)).outline] == ["合同.pdf"]


@pytest.mark.parametrize("side", [9_000, 20_000])
def test_a_picture_that_would_fill_the_memory_is_only_listed(side: int) -> None:
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    whole = bound(blank_pdf(), [paper("现场.png", "image/png")], lambda _one: out.getvalue())
    assert len(PdfReader(io.BytesIO(whole)).pages) == 1


def test_the_list_of_the_zip_has_the_digest_of_every_file(tmp_path: Path) -> None:
    papers, told = [paper("合同.pdf"), paper("合同.pdf")], []
    path = tmp_path / "case.zip"
    pack(path, ("卷宗.pdf", b"own"), papers, lambda one: one.name.encode(), lambda: told.append(1))
    with zipfile.ZipFile(path) as package:
        listed = dict(reversed(line.split("  ")) for line in package.read(MANIFEST).decode().splitlines())
        files = {name for name in package.namelist() if name != MANIFEST}
        assert listed == {name: hashlib.sha256(package.read(name)).hexdigest() for name in files}
    assert files == {"卷宗.pdf", "附件/合同.pdf", "附件/合同 (2).pdf"}
    assert len(told) == 3


def test_asking_is_recorded_and_only_for_who_sees_the_case(client: JudgingClient, stage: Stage) -> None:
    case = stage.case()
    client.sign_in(stage.stranger)
    client.get(f"/cases/{case.reference}/dossier", expect=404)
    client.sign_in(stage.chief)
    client.get(f"/cases/{case.reference}/dossier")
    client.post(f"/cases/{case.reference}/dossier", {"shape": "zip"}, expect=302)
    acts = stage.session.scalars(sa.select(AuditEvent.act).where(AuditEvent.subject == f"case:{case.reference}"))
    assert "case:dossier" in acts.all()
