"""Judging a page as it stands in a browser: accessibility in both themes and widths, sideways scrolling."""

from dataclasses import dataclass, field
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": TAGS, "resultTypes": ["violations"]}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
RUN = "options => axe.run(options).then(found => found.violations.map(v => [v.id, v.nodes[0].html]))"
WIDE, PHONE, NARROW = 1280, 360, 320
HEIGHT = 900
Theme = Literal["light", "dark"]
# What changes with the theme is colours alone.
LOOKS: tuple[tuple[int, Theme, dict[str, Any]], ...] = (
    (WIDE, "dark", COLOURS),
    (PHONE, "dark", COLOURS),
    (PHONE, "light", EVERYTHING),
    (WIDE, "light", EVERYTHING),
)


@dataclass
class Judge:
    """Collects what is wrong with the pages that it is shown, a sentence each.

    With ``each_once`` it looks only once at pages of one title, for journeys that come back to a case again and again.
    """

    findings: list[str] = field(default_factory=list)
    each_once: bool = False
    seen: set[str] = field(default_factory=set)

    def listen(self, page: Page) -> None:
        """Take up what the browser itself complains of: scripts, the content security policy, files not there."""
        page.on("console", lambda said: self._hear(page, said))
        page.on("pageerror", lambda error: self._complain(page, str(error)))

    def look(self, page: Page) -> None:
        """Look at a page in every theme and width; it is left wide and light."""
        if self.each_once and page.title() in self.seen:
            return
        self.seen.add(page.title())
        page.evaluate(AXE_SCRIPT)
        for width, theme, rules in LOOKS:
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": HEIGHT})
            for rule, element in page.evaluate(RUN, rules):
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
