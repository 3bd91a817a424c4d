"""Intake on a phone whose connection is cut in the middle: nothing is lost, and the case is sent once."""

from playwright.sync_api import Route, expect

from portal.cases.models import Case
from tests.browser.conftest import County, Meeting
from tests.browser.person import Person

PHONE = {"width": 360, "height": 740}
TITLE = "房东停电催租，车间开不了工"
HAPPENED = "9月26日房东把二号厂房的电断了，三十八名工人已经返岗，生产线开不起来。"
WISH = "先恢复供电，房租分期交。"


def writes(enterprise: Person) -> None:
    """Write with the connection cut on the page, come back to the page, and find everything there."""
    enterprise.page.set_viewport_size(PHONE)  # the judge leaves the window wide
    enterprise.write("一句话说明", TITLE)
    expect(enterprise.page.get_by_text("草稿已于")).to_be_visible()
    enterprise.page.context.set_offline(True)
    enterprise.write("具体情况", HAPPENED).write("希望怎样解决", WISH)
    expect(enterprise.page.get_by_text("网络已断开")).to_be_visible()
    enterprise.click("保存并继续")
    expect(enterprise.main.get_by_label("具体情况")).to_have_value(HAPPENED)
    enterprise.page.context.set_offline(False)
    enterprise.open(enterprise.page.url)
    expect(enterprise.main.get_by_label("具体情况")).to_have_value(HAPPENED)
    expect(enterprise.main.get_by_label("希望怎样解决")).to_have_value(WISH)
    enterprise.press("保存并继续")


def sends_while_the_answer_is_lost(enterprise: Person) -> None:
    """Send; the portal takes it, the answer never arrives; come back to the page as anybody would."""
    page, checking = enterprise.page, enterprise.page.url

    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)  # the portal has had it
            route.abort("connectionreset")  # the phone has not
        else:
            route.continue_()

    page.route(checking, lose)
    with page.expect_event("requestfailed"):
        enterprise.click("提交")
    page.unroute(checking)
    enterprise.open(checking).reads("已提交", TITLE)


def test_a_cut_connection_loses_nothing_and_sends_once(meeting: Meeting, county: County) -> None:
    enterprise = meeting.comes("企业")
    enterprise.open("/").follow("反映困难").tick("租赁").press("保存并继续")
    enterprise.tick("停水停电").press("保存并继续")
    writes(enterprise)
    enterprise.tick("私有房屋").press("保存并继续")
    for _page in ("urgency", "files", "contact"):
        enterprise.press("保存并继续")
    enterprise.reads(TITLE, HAPPENED)
    sends_while_the_answer_is_lost(enterprise)
    cut = [found for found in meeting.judge.findings if "net::ERR_" in found]
    assert cut, "the browser itself says that the connection was cut"
    meeting.judge.findings[:] = [found for found in meeting.judge.findings if found not in cut]
    assert county.behind(lambda session: session.query(Case).filter_by(title=TITLE).count()) == 1
