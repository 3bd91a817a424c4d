"""What only a browser can tell: accessibility findings, sideways scrolling, the content security policy."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.presentation.gallery import PAGES

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LOOKS = ((1280, "light"), (360, "dark"))


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def looked_at(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of one width whose device asks for one theme."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_an_accessibility_finding(looked_at: Page, gallery_url: str, name: str) -> None:
    looked_at.goto(f"{gallery_url}/gallery/{name}")
    found = Axe().run(looked_at, options=RULES).response["violations"]
    assert [(finding["id"], finding["nodes"][0]["html"]) for finding in found] == []


@pytest.mark.parametrize("language", ["zh_Hans_CN", "en"])
def test_no_page_scrolls_sideways_at_320_pixels(browser: Browser, gallery_url: str, language: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    context.add_cookies([{"name": "language", "value": language, "url": gallery_url}])
    page = context.new_page()
    widths = {}
    for name in PAGES:
        response = page.goto(f"{gallery_url}/gallery/{name}", wait_until="networkidle")
        assert response
        assert response.ok, name
        widths[name] = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert {name: width for name, width in widths.items() if width > 320} == {}


def test_a_list_is_a_table_on_paper_without_what_only_a_screen_needs(page: Page, gallery_url: str) -> None:
    page.set_viewport_size({"width": 680, "height": 900})  # A4 within its margins
    page.goto(f"{gallery_url}/gallery/worklist")
    expect(page.locator(".worklist tbody tr").first).to_have_css("display", "flex")
    page.emulate_media(media="print")
    expect(page.locator(".worklist tbody tr").first).to_have_css("display", "table-row")
    expect(page.locator(".worklist [type=checkbox]:visible, .filter-fold:visible")).to_have_count(0)


def test_nothing_breaks_the_content_security_policy(page: Page, gallery_url: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for name in PAGES:
        page.goto(f"{gallery_url}/gallery/{name}")
        page.wait_for_load_state("networkidle")
    assert said == []
