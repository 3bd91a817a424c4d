"""The pictures of the READMEs, made from the demonstration: ``.venv/bin/python -m tests.browser.screenshots``."""

import io
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy.orm import Session

from portal.cases.categories import load_categories
from portal.cases.models import Case
from portal.demo.county import make_county
from portal.demo.paths import tell_all
from portal.workdays import seed_years
from tests.browser.conftest import County, served_county

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
CASE_TITLE = "二号厂房出租方以欠租为由断电，生产线无法复工"
WINDOW = {"width": 1280, "height": 1120}
COLOURS = 128  # few enough for small files; the pages have fewer


def whole_county(county: County) -> None:
    """Add people, enterprises and every story."""

    def fill(session: Session) -> None:
        seed_years(session, range(2025, 2028))
        people = make_county(session)
        load_categories(session)
        tell_all(session, people)

    county.behind(fill)


def reference_of(county: County) -> str:
    """Return the reference of the case that is shown."""
    return county.behind(
        lambda session: session.scalars(sa.select(Case.reference).where(Case.title == CASE_TITLE)).one()
    )


def take(browser: Browser, address: str, path: str, name: str, role: str = "") -> None:
    """Write the picture of a page, as a visitor or as one of the demonstration's people sees it."""
    context = browser.new_context(base_url=address, locale="zh-CN", viewport=WINDOW)
    page = context.new_page()
    if role:
        page.goto("/sign-in")
        page.get_by_role("button", name=re.compile(f"：{role}$")).click()
    page.goto(path)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
    picture.save(IMAGES / name, optimize=True)
    context.close()


def main() -> None:
    """Make both pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, served_county(Path(folder), whole_county) as county, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        take(browser, county.address, "/", "home.png")
        take(browser, county.address, f"/cases/{reference_of(county)}", "case.png", "承办人")
        browser.close()


if __name__ == "__main__":
    main()
