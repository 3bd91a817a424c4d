"""What goes wrong at a browser: each time a clear answer in Chinese, and nothing that was written is lost."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from portal import clock
from portal.cases.models import Case
from tests.attachments.files import DOCX_MEMBERS, EXECUTABLE, PDF, package
from tests.browser.conftest import MONDAY, County, Meeting
from tests.browser.person import Person

MEGABYTE = 1024 * 1024
RARE = "喆㛃𠮷电子厂房进水😱"
HAPPENED = "9月26日起厂房进水，三十八名工人已经返岗，生产线开不起来。"
OPEN_CASES = sa.select(sa.func.count()).select_from(Case)


@pytest.fixture
def writer(meeting: Meeting) -> Person:
    """The enterprise, where it says what the difficulty is."""
    person = meeting.comes("企业").open("/cases/new/1/difficulty/group")
    return person.tick("租赁").press("保存并继续").tick("停水停电锁门").press("保存并继续")


def test_an_empty_page_is_answered_at_every_field(writer: Person) -> None:
    writer.press("保存并继续")
    expect(writer.page).to_have_title("出错：遇到了什么困难 - 安澜县企业复工法律服务平台")
    summary = writer.main.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="请写明具体情况。").click()
    expect(writer.main.get_by_label("具体情况")).to_be_focused()


def test_two_megabytes_are_answered_at_the_field_and_stay(writer: Person) -> None:
    flood = "水" * (2 * MEGABYTE // 3)
    field = writer.write("一句话说明", RARE).write("具体情况", flood).main.get_by_label("具体情况")
    writer.main.get_by_role("button", name="保存并继续").click()
    writer.reads("“具体情况”最多写5000个字，现在是699050个字")
    assert len(field.input_value()) == len(flood)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A good file among three that nobody should have to open."""
    contents = {
        "合同.pdf": PDF,
        "监控录像.pdf": PDF + bytes(60 * MEGABYTE),
        "程序.pdf": EXECUTABLE,
        "炸弹.docx": package(DOCX_MEMBERS | {"word/media/image.png": bytes(300 * MEGABYTE)}),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in contents}


def test_of_four_files_the_good_one_is_kept_and_each_other_is_named(writer: Person, files: dict[str, Path]) -> None:
    writer.open("/cases/new/1/difficulty/files").attach("选择文件", *files.values())
    writer.reads("“监控录像.pdf”超过20 MB").press("保存并继续")
    writer.reads("附件“监控录像.pdf”超过20 MB", "程序.pdf", "炸弹.docx", "其他附件已保存")
    kept = writer.main.get_by_role("button", name="移除")
    expect(kept).to_have_text(["移除合同.pdf"])


def test_rare_characters_go_through_and_a_double_click_sends_once(writer: Person, county: County) -> None:
    before = county.behind(lambda session: session.scalar(OPEN_CASES))
    writer.write("一句话说明", RARE).write("具体情况", f"{RARE}。{HAPPENED}").write("希望怎样解决", "尽快排水。")
    for _page in ("matter", "details", "urgency", "files", "contact"):
        writer.press("保存并继续")
    writer.main.get_by_role("button", name="提交", exact=True).dblclick()
    writer.reads("已提交", RARE)
    assert county.behind(lambda session: session.scalar(OPEN_CASES)) == (before or 0) + 1


def test_text_written_while_the_sign_in_ended_is_still_there(writer: Person) -> None:
    writer.write("一句话说明", RARE).write("具体情况", HAPPENED).write("希望怎样解决", "尽快排水。")
    with clock.travel(MONDAY + timedelta(hours=4)):
        writer.press("保存并继续").reads("登录")
        writer.page.get_by_role("button", name="：企业").click()
        expect(writer.main.get_by_label("具体情况")).to_have_value(HAPPENED)
        expect(writer.main.get_by_label("一句话说明")).to_have_value(RARE)
        writer.press("保存并继续").reads("第4步")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "统一社会信用代码"),
        ("9100000000MA004000", "校验"),
        ("91000000MA000400", "统一社会信用代码应为18位，现在是16位。"),
        ("91000000MA0004000O", "第18位"),
    ],
)
def test_a_wrong_credit_code_is_answered_and_stays(meeting: Meeting, typed: str, said: str) -> None:
    visitor = meeting.comes().open("/register").write("统一社会信用代码", typed).press("继续")
    visitor.reads(said)
    expect(visitor.main.get_by_label("统一社会信用代码").first).to_have_value(typed)
