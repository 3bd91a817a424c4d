"""The pictures of the READMEs, taken from the demonstration on one fixed day: ``python3 run screenshots``."""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from portal.settings import ROOT
from tests.browser.conftest import County, served_county, whole_county
from tests.conftest import CHROMIUM

IMAGES = ROOT / "docs" / "images"
WINDOW: ViewportSize = {"width": 1280, "height": 1120}
COLOURS = 256  # enough for the hills, few enough for small files
SHOWN = "二号厂房出租方以欠租为由断电，生产线无法复工"


def home(page: Page) -> None:
    """Show what a visitor sees first."""
    page.goto("/")


def case(page: Page) -> None:
    """Show a case as its handler sees it."""
    page.goto("/sign-in")
    page.locator("button[name=as][value=chengban]").click()
    page.goto("/cases?tab=all")
    page.get_by_role("link", name=SHOWN).first.click()
    page.wait_for_load_state()


def take(browser: Browser, county: County) -> None:
    """Take each picture in a window of its own."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for show in (home, case):
        context = browser.new_context(base_url=county.address, locale="zh-CN", viewport=WINDOW)
        page = context.new_page()
        show(page)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
        picture.save(IMAGES / f"{show.__name__}.png", optimize=True)
        context.close()


def main() -> None:
    """Load the demonstration into a folder that is thrown away, serve it, and take the pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served_county(Path(folder), whole_county) as county,
        sync_playwright() as playwright,
        playwright.chromium.launch(**CHROMIUM) as browser,
    ):
        take(browser, county)


if __name__ == "__main__":
    main()
