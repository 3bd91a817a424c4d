"""A confidential report in a browser: from the enterprise straight to the supervisor, and to nobody else."""

from playwright.sync_api import expect

from tests.browser.conftest import Meeting
from tests.browser.person import Person

REPORT = "验收前被要求另交复工保证金"
HAPPENED = "窗口人员口头要求另交5万元复工保证金才安排验收，没有出示文件，也不给收据。"
SECRET = "附件是一份机密★1年的会议纪要，里面写了交保证金的要求，请一并核实处理。"


def reports(enterprise: Person) -> str:
    """Hand the report in and return its number."""
    enterprise.open("/").follow("反映困难").tick("保密举报").press("保存并继续")
    enterprise.tick("违规增设许可").press("保存并继续")
    enterprise.write("一句话说明", REPORT).write("具体情况", SECRET).write("希望怎样解决", "请核实有没有依据。")
    enterprise.press("保存并继续").reads("国家秘密、工作秘密不得在本平台填写")
    enterprise.write("具体情况", HAPPENED).press("保存并继续")
    enterprise.reads("只有督查员和指定的承办人可以查看")
    enterprise.choose("被举报单位", "住房和城乡建设局").write("要求了什么", "另交5万元复工保证金").press("保存并继续")
    enterprise.write("影响多少名员工", "38").press("保存并继续").press("保存并继续").press("保存并继续")
    enterprise.reads("住房和城乡建设局", "38人").press("提交").reads("已提交")
    return enterprise.main.locator(".due.code").inner_text()


def test_a_report_reaches_the_supervisor_and_nobody_else_finds_it(meeting: Meeting) -> None:
    enterprise = meeting.comes("企业")
    number = reports(enterprise)
    for role in ("调度员", "承办人", "联企干部", "公益律师"):
        other = meeting.comes(role)
        other.page.goto(f"/cases/{number}")
        other.reads("没有这个页面")
        other.open(f"/cases?tab=all&q={number}").misses(REPORT)
    supervisor = meeting.comes("督查员")
    supervisor.open("/cases?tab=reports").follow(REPORT).reads("保密举报", "被举报单位")
    supervisor.follow("受理").press("受理").follow("分办")
    expect(supervisor.main.get_by_label("承办单位").first).not_to_contain_text("住房和城乡建设局")
    supervisor.choose("承办单位", "安澜县司法局").press("列出人员").tick("林晓雯").press("分办").reads("已分办")
    handler = meeting.comes("承办人")
    handler.open(f"/cases/{number}").reads("保密举报").follow("登记办理情况")
    handler.write("办理情况", "@周明远 请协助核实窗口收费情况。").tick("仅办理人员可见").press("登记办理情况")
    handler.reads("未通知周明远", "保密举报").follow("提出办理结果").tick("协调解决")
    handler.write("给企业的说明", "已责令停止收取并退还，窗口已公示办理要件。").press("提出办理结果").reads(
        "待企业确认"
    )
    enterprise.open(f"/cases/{number}").follow("确认已解决").press("确认已解决").reads("已办结")
    coordinator = meeting.comes("调度员")
    coordinator.open("/cases?tab=all").misses(REPORT)
