"""The PDF of a case: its own pages, then every letter, PDF and picture of it, in their order."""

import io
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from jinja2 import Environment
from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter

from portal.dossiers.contents import Dossier, Paper
from portal.presentation.text import paragraphs
from portal.press.jobs import Sheet
from portal.press.rendering import strict_environment

TEMPLATES = Path(__file__).parents[2] / "templates" / "dossiers" / "pdf"
A4 = (1240, 1754)  # pixels at 150 to the inch
MARGIN = 90
MOST_DOTS = 60_000_000  # of a picture: more than any telephone takes, and few enough to be opened in memory

Read = Callable[[Paper], bytes]


def sheet_of(dossier: Dossier, labels: dict[str, str]) -> Sheet:
    """Return the pages that the portal itself writes; ``labels`` are the headings in the reader's words."""
    html = _environment().get_template("dossier.html").render(dossier=dossier, labels=labels)
    css = (TEMPLATES / "dossier.css").read_text(encoding="utf-8")
    return Sheet(html=html, css=css, text=dossier.text + "".join(labels.values()))


def bound(own: bytes, papers: Iterable[Paper], read: Read) -> bytes:
    """Return one PDF: the own pages, then what can be printed of the papers, each under its name in the outline.

    What is neither a PDF nor a picture, or cannot be opened, stands in the list of papers alone.
    """
    writer = PdfWriter()
    writer.append(io.BytesIO(own), import_outline=False)
    for paper in papers:
        pages = _pages(paper, read)
        if pages:
            writer.append(io.BytesIO(pages), outline_item=paper.name, import_outline=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _pages(paper: Paper, read: Read) -> bytes:
    try:
        if paper.media_type == "application/pdf":
            return _rewritten(read(paper))
        return _picture(read(paper)) if paper.media_type.startswith("image/") else b""
    except Exception:  # noqa: BLE001  a broken file makes the libraries fail in any way, and the others shall be printed
        return b""


def _rewritten(content: bytes) -> bytes:
    """Return the pages of a PDF written anew, so that whatever is broken in it shows here; nothing of a locked one."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        return b""
    writer, out = PdfWriter(), io.BytesIO()
    writer.append(reader, import_outline=False)
    writer.write(out)
    return out.getvalue() if writer.pages else b""


def _picture(content: bytes) -> bytes:
    """Return a picture upright on a page of A4, no larger than its margins allow; raise ValueError for a bomb."""
    with Image.open(io.BytesIO(content)) as opened:
        if opened.width * opened.height > MOST_DOTS:
            raise ValueError("a picture with far too many dots")
        opened.draft("RGB", A4)
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    picture.thumbnail((A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN))
    page = Image.new("RGB", A4, "white")
    page.paste(picture, ((A4[0] - picture.width) // 2, MARGIN))
    out = io.BytesIO()
    page.save(out, "PDF", resolution=150)
    return out.getvalue()


@cache
def _environment() -> Environment:
    environment = strict_environment(TEMPLATES)
    environment.filters["paragraphs"] = paragraphs
    return environment
