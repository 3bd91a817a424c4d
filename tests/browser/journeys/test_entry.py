"""A code scanned on a phone becomes a case that the enterprise confirms; and an appointment is offered and booked."""

from datetime import date

from tests.browser.conftest import Meeting
from tests.browser.judge import HEIGHT, PHONE
from tests.browser.person import Person

ENTERPRISE = "安澜恒泰纺织有限公司"
PROBLEM = "宿舍楼消防验收两周没有人来"
HAPPENED = "宿舍楼整改完毕两周，申请消防验收一直没有安排，六十名返岗员工只能住在招待所。"
TUESDAY = date(2026, 10, 13)


def makes_a_code(coordinator: Person) -> str:
    """Return the address on the card."""
    coordinator.open("/codes/new").tick("企业").write("企业名单", ENTERPRISE).press("制作检企码")
    coordinator.follow(ENTERPRISE).reads("打开填写0次")
    return coordinator.main.get_by_role("link", name="/e/").first.inner_text()


def on_a_phone(visitor: Person) -> Person:
    visitor.page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    return visitor


def scans(visitor: Person, address: str) -> None:
    on_a_phone(visitor).open(address).reads("贵企业", "第1步").misses(ENTERPRISE)
    on_a_phone(visitor).write("您的姓名", "张慧敏").write("您的电话", "139 0000 7788").press("继续")
    visitor.choose("事由", "返岗").write("一句话说明", PROBLEM).write("具体情况", HAPPENED)
    on_a_phone(visitor).press("继续").reads("核对后提交", PROBLEM, "张慧敏").press("提交").reads("您同意后才能受理")
    on_a_phone(visitor).tick("我同意").press("提交").reads("已收到", "10月21日")


def test_a_scan_becomes_a_case_that_the_enterprise_confirms(meeting: Meeting) -> None:
    coordinator, enterprise = meeting.comes("调度员"), meeting.comes("企业")
    address = makes_a_code(coordinator)
    scans(meeting.comes(), address)
    coordinator.open("/cases?tab=all&channel=qr_code").reads("扫码").follow(PROBLEM).reads("扫码提交", "张慧敏")
    enterprise.open("/").reads("由他人代为登记").follow(PROBLEM).follow("核对代为登记的内容")
    enterprise.tick("登记无误").press("核对代为登记的内容").reads("已记入办理记录")
    coordinator.open("/codes").follow("停用").write("理由", "卡片遗失，已换新卡。").press("停用").reads("检企码已停用")
    on_a_phone(meeting.comes()).open(address).reads("此码已停用", "12348")


def test_an_offered_time_is_booked_and_moved(meeting: Meeting) -> None:
    lawyer, enterprise = meeting.comes("公益律师"), meeting.comes("企业")
    lawyer.open("/appointments").follow("提供时间").write("日期", TUESDAY.isoformat()).tick("电话").press("提供")
    lawyer.reads("已提供5个时间")
    on_a_phone(enterprise).open("/appointments").follow("预约").write("事由", "租赁合同能不能解除").press("预约")
    enterprise.reads("已预约", "10月13日", "09:00").follow("改期").tick("10月13日 星期二 10:00").press("确认改期")
    enterprise.reads("预约已改期", "10:00")
    lawyer.open("/appointments").reads(ENTERPRISE, "租赁合同能不能解除")
