"""Letters as PDF. WeasyPrint reads the fonts when it is imported, so this module is for processes started with them."""

import threading
from base64 import b64decode
from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from portal.press import justification
from portal.press.fonts import missing_characters, use
from portal.press.jobs import Sheet
from portal.press.layout import PrintedLetter
from portal.press.pictures import JPEG_DATA
from portal.press.punctuation import clean
from portal.press.refusals import GlyphsMissing, RenderingFailed
from portal.press.rendering import TEMPLATES, render_html
from portal.press.verification import DATA

VARIANT = "pdf/a-2u"
CARRIED = {DATA: "image/png", JPEG_DATA: "image/jpeg"}
"""What an image that stands inside a letter begins with, and its kind."""


class OwnImages(URLFetcher):
    """Serves the images that a letter carries inside itself, and stops at any other address.

    A letter needs no file and no network, so a request for one is an attempt to get at it.
    """

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002  WeasyPrint passes it
        """Decode a PNG or JPEG in the address. Raises FatalURLFetchingError, which ends the rendering."""
        for beginning, kind in CARRIED.items():
            if url.startswith(beginning):
                return URLFetcherResponse(url, b64decode(url.removeprefix(beginning)), {"Content-Type": kind})
        raise FatalURLFetchingError(f"A letter may not fetch {url[:200]!r}.")


class Press:
    """The parsed style sheet and the one font configuration that all letters of a process share."""

    def __init__(self) -> None:
        justification.apply()
        self.fetcher = OwnImages()
        self.configuration = FontConfiguration()
        css = (TEMPLATES / "letter.css").read_text(encoding="utf-8")
        self.sheet = CSS(string=css, font_config=self.configuration, url_fetcher=self.fetcher)
        self.one_at_a_time = threading.Lock()

    def print(self, html: str, css: str | None = None) -> bytes:
        """Draw a letter, or what ``css`` lays out. One at a time: threads that share a font configuration hang."""
        with self.one_at_a_time:
            sheet = self.sheet if css is None else self._parsed(css)
            document = HTML(string=html, url_fetcher=self.fetcher)
            pdf = document.write_pdf(stylesheets=[sheet], font_config=self.configuration, pdf_variant=VARIANT)
            return bytes(pdf)

    def _parsed(self, css: str) -> CSS:
        return CSS(string=css, font_config=self.configuration, url_fetcher=self.fetcher)


@cache
def press() -> Press:
    """Return the press of this process; the first call takes a while."""
    return Press()


def render_pdf(letter: PrintedLetter, *, fonts: Path) -> bytes:
    """Print a letter as PDF/A-2u in this process, without limits: `worker.render_in_worker` has them.

    Raises a RenderingFailed that says what is wrong with the letter.
    """
    use(fonts)
    html = render_html(letter)
    return _printed(html, None, clean(letter.text), fonts)


def render_sheet_pdf(sheet: Sheet, *, fonts: Path) -> bytes:
    """Print a page of the portal's own, as :func:`render_pdf` prints a letter."""
    use(fonts)
    return _printed(sheet.html, sheet.css, sheet.text, fonts)


def _printed(html: str, css: str | None, text: str, fonts: Path) -> bytes:
    missing = missing_characters(text, fonts)
    if missing:
        raise GlyphsMissing(missing)
    try:
        return press().print(html, css)
    except (RecursionError, AssertionError, ValueError, MemoryError) as error:
        raise RenderingFailed(f"The letter could not be laid out: {error!r}") from error
