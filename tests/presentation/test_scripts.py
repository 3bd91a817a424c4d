"""The scripts, each of which a page can do without."""

from playwright.sync_api import Page, Route, expect


def visit(page: Page, url: str) -> None:
    """Open a page and wait until its scripts have taken hold: they come after ``load``."""
    page.goto(url)
    page.locator("html[data-ready]").wait_for(state="attached")


def test_the_counter_counts_characters_while_writing(page: Page, gallery_url: str) -> None:
    visit(page, f"{gallery_url}/gallery/form")
    page.get_by_label("具体情况").fill("断电三天")
    expect(page.get_by_text("已写4字，最多2000字")).to_be_visible()


def test_suggestions_are_chosen_by_keyboard(page: Page, gallery_url: str) -> None:
    page.route("**/suggest?*", lambda route: route.fulfill(json=[{"label": "租金减免"}, {"label": "租金分期"}]))
    visit(page, f"{gallery_url}/gallery/search")
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
    visit(page, f"{gallery_url}/gallery/form")
    page.get_by_label("希望怎样解决").fill("先恢复供电")
    expect(page.get_by_text("草稿已于14:32自动保存")).to_be_visible()
    assert len(sent) == 1
    assert "先恢复供电" in sent[0]


def test_the_head_of_a_work_list_picks_every_row(page: Page, gallery_url: str) -> None:
    visit(page, f"{gallery_url}/gallery/worklist")
    page.get_by_label("选择本页全部").check()
    expect(page.get_by_text("已选7项")).to_be_visible()
    page.get_by_label("选择FG-2026-0045HD").uncheck()
    expect(page.get_by_text("已选6项")).to_be_visible()


def test_a_tick_made_before_the_script_came_counts(page: Page, gallery_url: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/js/pick.js*", hold)
    with page.expect_request("**/js/pick.js*"):
        page.goto(f"{gallery_url}/gallery/worklist")
    page.get_by_label("选择本页全部").check()
    held[0].continue_()
    expect(page.get_by_text("已选7项")).to_be_visible()


def test_the_phone_menu_closes_on_escape(page: Page, gallery_url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    visit(page, f"{gallery_url}/gallery/home")
    page.get_by_text("菜单", exact=True).click()
    menu = page.locator(".menu-sheet")
    expect(menu.get_by_role("link", name="政策查询")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_a_form_is_sent_once_however_often_it_is_pressed(page: Page, gallery_url: str) -> None:
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    visit(page, f"{gallery_url}/gallery/fields")
    page.route("**/gallery/fields", lambda route: route.fulfill(status=204) if route.request.method == "POST" else None)
    for _ in range(3):
        page.get_by_role("button", name="提交").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert len(posts) == 1


def test_the_error_summary_has_the_focus_first(page: Page, gallery_url: str) -> None:
    visit(page, f"{gallery_url}/gallery/form")
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="请写明希望怎样解决").click()
    expect(page.get_by_label("希望怎样解决")).to_be_focused()


def test_a_too_large_file_is_told_before_the_upload(page: Page, gallery_url: str) -> None:
    visit(page, f"{gallery_url}/gallery/fields")
    page.evaluate("document.querySelector('[data-max-bytes]').dataset.maxBytes = 3")
    page.locator("input[type=file]").set_input_files(
        {"name": "合同.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"}
    )
    expect(page.get_by_text("“合同.pdf”超过20 MB，不会上传。")).to_be_visible()


def test_the_dark_theme_never_reaches_paper(page: Page, gallery_url: str) -> None:
    page.context.add_cookies([{"name": "theme", "value": "dark", "url": gallery_url}])
    page.emulate_media(media="print")
    visit(page, f"{gallery_url}/gallery/case")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(28, 39, 45)"
