"""A unit files its figures, a zero, forgets a day and files it late; a figure is followed to its cases and exported."""

from datetime import date

from portal import clock
from tests.browser.conftest import County, Meeting
from tests.browser.journeys.test_supervision import TITLE, brought_to_the_officer
from tests.browser.person import Person

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 10, day) for day in (12, 13, 14, 15))
CHECKED = "已核对，当日没有事项"


def test_a_unit_reports_forgets_and_reports_late_and_a_figure_opens_its_cases(county: County, meeting: Meeting) -> None:
    with clock.travel(clock.local_instant(MONDAY, 16)):
        officer = meeting.comes("承办人")
        officer.open("/daily/mine").reads("当日没有。").tick(CHECKED).press("报送零报告").reads("零报告")
    with clock.travel(clock.local_instant(TUESDAY, 16)):
        county.behind(brought_to_the_officer)
        officer.sign_in().open("/daily/mine").reads(TITLE).write("备注", "已联系企业").press("确认并报送").reads("已报")
        supervisor = meeting.comes("督查员").open("/daily").reads("今天还有")
    with clock.travel(clock.local_instant(THURSDAY, 9)):
        officer.sign_in().open(f"/daily/mine?on={WEDNESDAY}").reads("本次报送记为补报").tick(CHECKED).press(
            "报送零报告"
        )
        supervisor.sign_in().open("/daily").reads("补0")
        assert "零报告" in exported_by(supervisor)
        supervisor.open("/daily").follow("1").reads("已联系企业")
        supervisor.open("/figures?since=2026-10-12&until=2026-10-15").reads("分办事项")
        supervisor.open("/figures/dispatched/whole?since=2026-10-12&until=2026-10-15").reads(TITLE, "共1项")
        assert TITLE in exported_by(supervisor)
        supervisor.open("/figures/dispatched/by/channel?since=2026-10-12&until=2026-10-15").reads("网上", "1")
        assert "网上" in exported_by(supervisor)
        supervisor.open("/bulletin").reads("一、会商", "四、部署").follow("填写讲评和部署")
        supervisor.write("讲评", "各单位报送及时。").press("保存").press("编发").reads("2026")


def exported_by(person: Person) -> str:
    """Return what the button of the page before somebody's eyes exports."""
    with person.page.expect_download() as exported:
        person.click("导出CSV")
    return exported.value.path().read_text(encoding="utf-8-sig")
