"""Checks C33, C36, C37 and C39 of the file: fonts, metadata, sameness; and that what users type stays text."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from portal.press.layout import Paragraph
from portal.press.rendering import render_html
from portal.press.worker import render_in_worker
from tests.press.paper import read
from tests.press.samples import ALL, ORDINARY

Pdf = Callable[[str], bytes]
HOSTILE = '<img src="file:///etc/passwd"><script>1</script>&amp;{{ 7*7 }}<link rel=attachment href=file:///etc/hosts>'


@pytest.mark.parametrize("name", ALL)
def test_every_font_is_embedded_as_a_subset_with_its_characters(name: str, pdf: Pdf) -> None:
    reader = PdfReader(io.BytesIO(pdf(name)))
    for page in reader.pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()
            assert font["/BaseFont"][7] == "+"
            assert "/ToUnicode" in font
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


@pytest.mark.parametrize("name", ALL)
def test_the_file_says_what_it_is(name: str, pdf: Pdf) -> None:
    reader = PdfReader(io.BytesIO(pdf(name)))
    assert reader.metadata is not None
    assert reader.metadata.title == ALL[name].title
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    xmp = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert 'pdfaid:part="2"' in xmp or "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "conformance" in xmp


@pytest.mark.parametrize("name", ALL)
def test_the_file_keeps_the_rules_of_an_archive(name: str, pdf: Pdf) -> None:
    """ISO 19005-2: own colour profile and identity, nothing locked, nothing that acts, embeds or shines through."""
    reader = PdfReader(io.BytesIO(pdf(name)))
    root = reader.trailer["/Root"]
    (intent,) = root["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    assert intent.get_object()["/DestOutputProfile"].get_object().get_data()[36:40] == b"acsp"
    assert len(reader.trailer["/ID"]) == 2
    assert not reader.is_encrypted
    assert not {"/OpenAction", "/AA", "/AF", "/Names", "/AcroForm"} & set(root)
    for page in reader.pages:
        assert "/Annots" not in page
        assert "/Group" not in page
        resources = page["/Resources"]
        for state in (each.get_object() for each in resources.get("/ExtGState", {}).values()):
            assert state.get("/SMask", "/None") == "/None"
            assert float(state.get("/ca", 1)) == float(state.get("/CA", 1)) == 1
        for image in (each.get_object() for each in resources.get("/XObject", {}).values()):
            assert not {"/SMask", "/OPI", "/Alternates"} & set(image)
            assert str(image.get("/Interpolate", "False")) == "False"
        for font in (each.get_object() for each in resources["/Font"].values()):
            codes = re.findall(
                r"<[0-9a-f]+> <([0-9a-f]+)>", font["/ToUnicode"].get_object().get_data().decode().lower()
            )
            assert codes
            assert not any(code.startswith(("0000", "fffe", "feff")) or "e000" <= code[:4] <= "f8ff" for code in codes)


@pytest.mark.parametrize("name", ["ordinary", "sealed", "three attachments", "file, joint", "minutes", "opinion"])
def test_the_file_is_sound(name: str, pdf: Pdf, tmp_path: Path) -> None:
    qpdf = shutil.which("qpdf")
    if not qpdf:
        pytest.skip("qpdf is not installed")
    file = tmp_path / "letter.pdf"
    file.write_bytes(pdf(name))
    assert subprocess.run([qpdf, "--check", str(file)], check=False, capture_output=True).returncode == 0


@pytest.mark.parametrize("name", ["sealed", "rare characters", "file, joint"])
def test_the_same_letter_gives_the_same_bytes(name: str, pdf: Pdf, fonts: Path) -> None:
    between = render_in_worker(ALL["three attachments"], fonts=fonts)
    assert between != pdf(name)
    assert render_in_worker(ALL[name], fonts=fonts) == pdf(name)


def test_the_same_letter_gives_the_same_bytes_in_another_process(pdf: Pdf, fonts: Path) -> None:
    first = render_in_worker(ALL["sealed"], fonts=fonts, megabytes=1900)
    assert first == pdf("sealed")


@pytest.mark.parametrize("part", ["title", "contact", "urgency"])
def test_what_a_user_types_never_becomes_markup(part: str) -> None:
    letter = replace(ORDINARY, verification=None, **{part: HOSTILE[:70]})
    html = render_html(letter)
    assert "<script" not in html
    assert "<img" not in html


def test_typed_markup_is_printed_as_text(fonts: Path) -> None:
    typed = {"body": (Paragraph(HOSTILE),), "copies": (HOSTILE,), "addressees": (HOSTILE,)}
    letter = replace(ORDINARY, verification=None, **typed)
    html = render_html(letter)
    assert "<img" not in html
    assert "<link" not in html
    printed = "".join(sheet.text for sheet in read(render_in_worker(letter, fonts=fonts)))
    assert "file:///etc/passwd" in printed
    assert "{{7*7}}" in printed


def test_a_draft_has_no_number_and_says_so_on_every_page(fonts: Path) -> None:
    draft = replace(ORDINARY, number=None, code="临政法督")
    reader = PdfReader(io.BytesIO(render_in_worker(draft, fonts=fonts)))
    texts = [page.extract_text() for page in reader.pages]
    assert all({"草", "稿"} <= set(text.replace("草案", "")) for text in texts)
    assert "临政法督〔" in texts[0]
    assert "〔2026〕1号" not in texts[0]


def test_an_issued_letter_does_not_say_draft(pdf: Pdf) -> None:
    reader = PdfReader(io.BytesIO(pdf("ordinary")))
    assert not any("稿" in page.extract_text() for page in reader.pages)
