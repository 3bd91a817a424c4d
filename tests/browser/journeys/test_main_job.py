"""The whole job in a browser: a difficulty from the first word to the confirmed outcome."""

import re
from pathlib import Path

import pytest
from pypdf import PdfWriter

from tests.browser.conftest import Meeting
from tests.browser.person import Person

TITLE = "房东停电催租，二号车间开不了工"
HAPPENED = "我公司租用望江街道柳浦路18号二号厂房。9月26日房东把电断了，三十八名工人已经返岗，生产线开不起来。"


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    """A lease of one page."""
    path = tmp_path / "租赁合同.pdf"
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.write(path)
    return path


def submits(enterprise: Person, contract: Path) -> str:
    """Write a difficulty from the home page on, and return its reference."""
    enterprise.open("/").follow("反映困难")
    enterprise.tick("租赁").press("保存并继续")
    enterprise.tick("停水停电锁门").press("保存并继续")
    enterprise.write("一句话说明", TITLE).write("具体情况", HAPPENED).write("希望怎样解决", "先恢复供电，房租分期交。")
    enterprise.write("对方当事人", "安澜柳浦物业管理有限公司").press("保存并继续")
    enterprise.tick("私有房屋").write("从哪一天起停水", "2026-09-26").press("保存并继续").press("保存并继续")
    enterprise.attach("选择文件", contract).press("上传，再选几个").reads("租赁合同.pdf").press("保存并继续")
    enterprise.press("保存并继续").reads(TITLE, "私有房屋", "期限7个工作日").press("提交")
    enterprise.reads("已提交", "10月21日")
    return re.findall(r"FG-2026-[0-9A-Z]{6}", enterprise.main.inner_text())[0]


def accepts_and_dispatches(coordinator: Person, case: str) -> None:
    """Take the case up, give it to the bureau of justice, and give the street a task."""
    coordinator.open("/").follow(TITLE).follow("受理").press("受理").reads("已受理")
    coordinator.follow("分办").choose("承办单位", "安澜县司法局").press("列出人员").tick("林晓雯")
    coordinator.choose("协办单位", "望江街道").write("任务", "核实断电情况，劝导出租方恢复供电。").press("分办")
    coordinator.reads("已分办：安澜县司法局", "办理中")


def replies_to_the_task(street: Person, case: str) -> None:
    street.open(case).follow("回复协办任务")
    street.write("回复", "已到现场核实，出租方同意今日恢复供电。").press("回复协办任务").reads("已回复")


def notes_and_asks(officer: Person, case: str) -> None:
    officer.open(case).follow("登记办理情况").write("办理情况", "已电话联系企业和出租方，约定明天上午调解。")
    officer.press("登记办理情况").reads("已登记")
    officer.follow("请企业补正").write("需要补充什么", "请补充租金缴纳凭证。").press("请企业补正")
    officer.reads("待补正", "暂停")


def supplies(enterprise: Person, case: str, receipt: Path) -> None:
    enterprise.open("/").follow(TITLE).reads("请补充租金缴纳凭证").follow("补充材料")
    enterprise.write("补充内容", "附上1至8月的租金凭证。").attach("附件", receipt).press("补充材料").reads("办理中")


def answers_citing(officer: Person, case: str) -> None:
    """Find a measure in the picker by the enterprise's own words, and cite it."""
    officer.open(case).follow("答复并引用条目")
    officer.write("答复", "出租方不得以断电催租，街道已协调恢复供电；租金可以按政策协商减免。")
    officer.write("查政策库", "房租减免").press("查询").tick_first("引用的条目").press("答复并引用条目")
    officer.reads("已答复")


def proposes(officer: Person, case: str, explanation: str) -> None:
    officer.open(case).follow("提出办理结果").tick("协调解决").write("给企业的说明", explanation)
    officer.press("提出办理结果").reads("待企业确认")


def test_a_difficulty_is_taken_in_handled_and_confirmed(meeting: Meeting, contract: Path) -> None:
    enterprise = meeting.comes("企业")
    case = f"/cases/{submits(enterprise, contract)}"
    enterprise.follow("查看事项").reads("待受理", "租赁合同.pdf")
    accepts_and_dispatches(meeting.comes("调度员"), case)
    replies_to_the_task(meeting.comes("联企干部"), case)
    officer = meeting.comes("承办人")
    notes_and_asks(officer, case)
    supplies(enterprise, case, contract)
    answers_citing(officer, case)
    proposes(officer, case, "街道协调后出租方已恢复供电，双方约定租金分三期支付。")
    enterprise.open(case).reads("租金分三期").follow("没有解决，退回续办")
    enterprise.write("还有什么没有解决", "供电恢复了，但是分期协议还没有签。").press("没有解决，退回续办").reads(
        "办理中"
    )
    proposes(officer, case, "双方已在街道签订租金分期协议，供电正常。")
    enterprise.open(case).follow("确认已解决").press("确认已解决").reads("已办结")
