"""What only a browser can tell: accessibility findings, sideways scrolling, the scripts."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

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
        page.goto(f"{gallery_url}/gallery/{name}")
        widths[name] = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert {name: width for name, width in widths.items() if width > 320} == {}


def test_nothing_breaks_the_content_security_policy(page: Page, gallery_url: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for name in PAGES:
        page.goto(f"{gallery_url}/gallery/{name}")
        page.wait_for_load_state("networkidle")
    assert said == []


def test_the_counter_counts_characters_while_writing(page: Page, gallery_url: str) -> None:
    page.goto(f"{gallery_url}/gallery/form")
    page.get_by_label("具体情况").fill("断电三天")
    expect(page.get_by_text("已写4字，最多2000字")).to_be_visible()


def test_suggestions_are_chosen_by_keyboard(page: Page, gallery_url: str) -> None:
    page.route("**/suggest?*", lambda route: route.fulfill(json=[{"label": "租金减免"}, {"label": "租金分期"}]))
    page.goto(f"{gallery_url}/gallery/search")
    field = page.get_by_role("combobox", name="查政策")
    field.press_sequentially("租")
    expect(page.get_by_role("option")).to_have_count(2)
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("租金分期")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_draft_is_saved_after_a_pause(page: Page, gallery_url: str) -> None:
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(route.request.post_data)
        route.fulfill(json={"saved": "14:32"})

    page.route("**/draft", answer)
    page.goto(f"{gallery_url}/gallery/form")
    page.get_by_label("希望怎样解决").fill("先恢复供电")
    expect(page.get_by_text("草稿已于14:32自动保存")).to_be_visible()
    assert len(sent) == 1
    assert "先恢复供电" in sent[0]


def test_the_head_of_a_work_list_picks_every_row(page: Page, gallery_url: str) -> None:
    page.goto(f"{gallery_url}/gallery/worklist")
    page.get_by_label("选择本页全部").check()
    expect(page.get_by_text("已选7项")).to_be_visible()
    page.get_by_label("选择FG-2026-0045HD").uncheck()
    expect(page.get_by_text("已选6项")).to_be_visible()


def test_the_phone_menu_closes_on_escape(page: Page, gallery_url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{gallery_url}/gallery/home")
    page.get_by_text("菜单", exact=True).click()
    menu = page.locator(".menu-sheet")
    expect(menu.get_by_role("link", name="政策查询")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_a_form_is_sent_once_however_often_it_is_pressed(page: Page, gallery_url: str) -> None:
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.goto(f"{gallery_url}/gallery/fields")
    page.route("**/gallery/fields", lambda route: route.fulfill(status=204) if route.request.method == "POST" else None)
    for _ in range(3):
        page.get_by_role("button", name="提交").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert len(posts) == 1


def test_the_error_summary_has_the_focus_first(page: Page, gallery_url: str) -> None:
    page.goto(f"{gallery_url}/gallery/form")
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="请写明希望怎样解决").click()
    expect(page.get_by_label("希望怎样解决")).to_be_focused()


def test_a_too_large_file_is_told_before_the_upload(page: Page, gallery_url: str) -> None:
    page.goto(f"{gallery_url}/gallery/fields")
    page.evaluate("document.querySelector('[data-max-bytes]').dataset.maxBytes = 3")
    page.locator("input[type=file]").set_input_files(
        {"name": "合同.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"}
    )
    expect(page.get_by_text("“合同.pdf”超过20 MB，不会上传。")).to_be_visible()


def test_the_dark_theme_never_reaches_paper(page: Page, gallery_url: str) -> None:
    page.context.add_cookies([{"name": "theme", "value": "dark", "url": gallery_url}])
    page.emulate_media(media="print")
    page.goto(f"{gallery_url}/gallery/case")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(28, 39, 45)"
