"""Letters as HTML and as PDF: plain values in, text or bytes out, the same for the same letter."""

import threading
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portal.letters import fonts as letter_fonts
from portal.letters.layout import PrintedLetter, check
from portal.letters.masthead import longest, mark_size, spacing_to
from portal.letters.punctuation import breakable, clean
from portal.letters.refusals import GlyphsMissing, RenderingFailed
from portal.letters.titles import title_lines, width
from portal.letters.verification import qr_image

TEMPLATES = Path(__file__).parents[2] / "templates" / "letters" / "pdf"

VARIANT = "pdf/a-2u"

_one_at_a_time = threading.Lock()
"""WeasyPrint's font configuration hangs when two threads share it."""


def render_html(letter: PrintedLetter) -> str:
    """Set a letter as HTML; everything in it is text and is escaped. Raises LetterMalformed or LetterTooLong."""
    check(letter)
    template = _environment().get_template(f"{letter.layout}.html")
    qr = qr_image(letter.verification.url) if letter.verification else ""
    return template.render(letter=letter, qr=qr)


def render_pdf(letter: PrintedLetter, *, fonts: Path) -> bytes:
    """Print a letter as PDF/A-2u in this process. Raises a RenderingFailed that says what is wrong with it.

    The worker (`render_in_worker`) does the same with limits on time and memory.
    """
    html = render_html(letter)
    missing = letter_fonts.missing_characters(clean(letter.text), fonts)
    if missing:
        raise GlyphsMissing(missing)
    with _one_at_a_time:
        press = _press(fonts)
        try:
            document = press.html(string=html, url_fetcher=press.fetcher)
            pdf = document.write_pdf(stylesheets=[press.sheet], font_config=press.configuration, pdf_variant=VARIANT)
        except (RecursionError, AssertionError, ValueError, MemoryError) as error:
            raise RenderingFailed(f"The letter could not be laid out: {error!r}") from error
    return bytes(pdf)


def prepare(fonts: Path) -> None:
    """Do ahead of time what the first letter would wait for."""
    _environment()
    _press(fonts)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        clean=clean,
        longest=longest,
        mark_size=mark_size,
        spacing_to=spacing_to,
        title_lines=title_lines,
        typeset=_typeset,
        width=width,
    )
    return environment


def _typeset(text: str) -> str:
    return breakable(clean(text))


@cache
def _press(fonts: Path) -> Any:
    """Start WeasyPrint with the portal's fonts: a second the first time, nothing after that."""
    letter_fonts.use(fonts)
    from portal.letters import press  # noqa: PLC0415 - reads the fonts' configuration when it is imported

    return press.Press((TEMPLATES / "letter.css").read_text(encoding="utf-8"))
