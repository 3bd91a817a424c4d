"""Judging a page as it stands in a browser: accessibility in both themes and widths, sideways scrolling."""

import re
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": TAGS, "resultTypes": ["violations"]}
RUN = "options => axe.run(options).then(found => found.violations.map(v => [v.id, v.nodes[0].html]))"
WIDE, PHONE, NARROW = 1280, 360, 320
HEIGHT = 900
Theme = Literal["light", "dark"]
KEYS = re.compile(r"[A-Z]{2}-\d{4}-\w+|\d+|(?<=/)[\w-]{20,}")  # references, numbers, tokens
MET: set[tuple[str, bool]] = set()  # by the journeys of this process
# The theme changes colours alone and the width the layout alone, so that two looks see each of the four once.
LOOKS: tuple[tuple[int, Theme], ...] = ((PHONE, "dark"), (WIDE, "light"))


@dataclass
class Judge:
    """Collects what is wrong with the pages that it is shown, a sentence each."""

    findings: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Take up what the browser itself complains of: scripts, the content security policy, files not there."""
        page.on("console", lambda said: self._hear(page, said))
        page.on("pageerror", lambda error: self._complain(page, str(error)))

    def meet(self, page: Page) -> None:
        """Look at a page on a journey: at each kind of page once, with errors and without, however many journeys.

        The tour (tests/browser/test_pages.py) looks at every kind of page, in every state, of every role.
        """
        kind = KEYS.sub("#", urlsplit(page.url).path), page.locator(".error-summary").count() > 0
        if kind not in MET:
            MET.add(kind)
            self.look(page)

    def look(self, page: Page) -> None:
        """Look at a page in both themes and widths; it is left wide and light."""
        page.evaluate(AXE_SCRIPT)
        for width, theme in LOOKS:
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": HEIGHT})
            for rule, element in page.evaluate(RUN, EVERYTHING):
                self._complain(page, f"{rule} at {width} px, {theme}: {element[:200]}")
        for width in (PHONE, NARROW, WIDE):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            reached: Any = page.evaluate("document.documentElement.scrollWidth")
            if reached > width:
                self._complain(page, f"scrolls sideways at {width} px, {reached} px wide")

    def _hear(self, page: Page, said: ConsoleMessage) -> None:
        # That a form is answered with an error is no fault; that something on the page is not there would be.
        is_answer = said.location["url"] == page.url
        if said.type in {"error", "warning"} and not is_answer:
            self._complain(page, said.text)

    def _complain(self, page: Page, words: str) -> None:
        finding = f"{page.url}: {words}"
        if finding not in self.findings:
            self.findings.append(finding)
