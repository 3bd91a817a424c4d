"""WeasyPrint, set up once for a process. Import only after `fonts.use`: it reads the fonts when it is imported."""

from base64 import b64decode
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from portal.letters import justification
from portal.letters.verification import DATA


class OwnImages(URLFetcher):
    """Serves the images that a letter carries inside itself, and stops at any other address.

    A letter needs no file and no network, so a request for one is an attempt to get at it.
    """

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002
        """Decode a PNG in the address. Raises FatalURLFetchingError, which ends the rendering."""
        if not url.startswith(DATA):
            raise FatalURLFetchingError(f"A letter may not fetch {url[:200]!r}.")
        return URLFetcherResponse(url, b64decode(url.removeprefix(DATA)), {"Content-Type": "image/png"})


class Press:
    """The parsed style sheet and the one font configuration that all letters of a process share."""

    html: Any = HTML

    def __init__(self, css: str) -> None:
        justification.apply()
        self.fetcher = OwnImages()
        self.configuration = FontConfiguration()
        self.sheet = CSS(string=css, font_config=self.configuration, url_fetcher=self.fetcher)
