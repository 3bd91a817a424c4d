"""A visit on a phone without a network: filled in, kept in the browser, sent by itself, and recorded once."""

import io
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image
from playwright.sync_api import expect

from portal.visits.models import Visit
from portal.visits.shipped import load_checklists
from tests.browser.conftest import County, Meeting
from tests.browser.judge import HEIGHT, PHONE
from tests.browser.person import Person

VISITS = sa.select(sa.func.count()).select_from(Visit)
RISK = "水、电、气和场地是否有保障"
REMARKS = "企业希望先恢复供电，租金分期支付。"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A small photograph."""
    written = io.BytesIO()
    Image.new("RGB", (64, 48), (120, 126, 130)).save(written, format="jpeg")
    path = tmp_path / "现场.jpg"
    path.write_bytes(written.getvalue())
    return path


def on_the_spot(meeting: Meeting) -> Person:
    """A liaison cadre with a phone, where a visit is recorded."""
    cadre = meeting.comes("联企干部").open("/visits/mine").press("登记走访")
    cadre.page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    return cadre


def test_a_visit_filed_without_a_network_is_sent_once(meeting: Meeting, county: County, picture: Path) -> None:
    county.behind(load_checklists)
    cadre = on_the_spot(meeting)
    cadre.main.get_by_role("group", name=RISK).get_by_label("否").check()
    shown = cadre.page.locator(".question", has_text=RISK)
    shown.locator("summary").click()
    shown.get_by_label("现场照片").set_input_files(picture)
    cadre.write("备注", REMARKS).reads("已暂存在本机浏览器")
    cadre.page.reload()
    cadre.page.locator("html[data-ready]").wait_for(state="attached")
    expect(cadre.main.get_by_label("备注")).to_have_value(REMARKS)
    expect(shown.get_by_label("现场照片")).to_have_value(re.compile(picture.name))
    cadre.page.context.set_offline(True)
    cadre.click("提交").reads("将在联网后发送").click("提交")
    assert county.behind(lambda session: session.scalar(VISITS)) == 0
    cadre.page.context.set_offline(False)
    cadre.page.wait_for_url(re.compile(r"/visits/\d+$"))
    cadre.reads(RISK)
    expect(cadre.page.locator(".findings").get_by_role("img")).to_have_count(1)
    assert county.behind(lambda session: session.scalar(VISITS)) == 1
    cadre.open(cadre.page.url).follow("转为事项").choose("类别", "停水停电锁门").press("转为事项").reads("待受理")
    meeting.comes("企业").open("/visits/own").follow("安澜恒泰纺织有限公司").reads(RISK, "事项")
