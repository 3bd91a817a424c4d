"""WeasyPrint, set up once for a process. Import only after `fonts.use`: it reads the fonts when it is imported."""

from typing import Any, NoReturn

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from portal.letters import justification


class NothingFetched(URLFetcher):
    """Refuses every address: a letter needs no file and no network, so a request is an attempt to get at one."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> NoReturn:
        """Stop the rendering."""
        raise FatalURLFetchingError(f"A letter may not fetch {url!r} ({len(headers or {})} headers).")


class Press:
    """The parsed style sheet and the one font configuration that all letters of a process share."""

    html: Any = HTML

    def __init__(self, css: str) -> None:
        justification.apply()
        self.fetcher = NothingFetched()
        self.configuration = FontConfiguration()
        self.sheet = CSS(string=css, font_config=self.configuration, url_fetcher=self.fetcher)
