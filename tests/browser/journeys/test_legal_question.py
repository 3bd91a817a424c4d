"""A legal question in a browser: asked, answered by the lawyer with a citation, and closed by silence."""

from datetime import date

from portal import clock
from portal.cases.sweeps import close_silent_cases
from tests.browser.conftest import County, Meeting
from tests.browser.person import Person

QUESTION = "因灾停产逾期交货，要不要付违约金"
HAPPENED = (
    "合同约定9月30日交货，9月12日起车间进水停产，10月8日才恢复。"
    "对方来函要求按日支付违约金，我们已经书面通知过停产情况。"
)
SILENT_UNTIL = clock.local_instant(date(2026, 10, 19), 18)
AFTERWARDS = clock.local_instant(date(2026, 10, 20), 8)


def asks(enterprise: Person) -> None:
    enterprise.open("/").follow("咨询法律问题").tick("合同").press("保存并继续")
    enterprise.tick("违约").press("保存并继续")
    enterprise.write("一句话说明问题", QUESTION).write("具体情况", HAPPENED).press("保存并继续")
    for _page in ("urgency", "files", "contact"):
        enterprise.press("保存并继续")
    enterprise.reads("期限3个工作日").press("提交").reads("已提交", "10月15日")


def goes_to_the_lawyer(coordinator: Person) -> None:
    coordinator.open("/").follow(QUESTION).follow("受理").press("受理")
    coordinator.follow("分办").choose("承办单位", "律师事务所").press("列出人员").tick("苏若兰").press("分办")
    coordinator.reads("已分办", "苏若兰")


def answers(lawyer: Person) -> None:
    lawyer.open("/").follow(QUESTION).follow("确认无利益冲突").tick("本人及所在").press("确认无利益冲突")
    lawyer.reads("已确认无利益冲突").follow("答复并引用条目")
    lawyer.write("答复", "受灾停产符合不可抗力的，按影响程度免除部分或者全部责任，请保存停产证明和通知记录。")
    lawyer.write("查政策库", "不可抗力").press("查询").tick_first("引用的条目").press("答复并引用条目").reads("已答复")
    lawyer.follow("提出办理结果").tick("咨询答复").write("给企业的说明", "已说明法律依据、应当准备的材料和回函要点。")
    lawyer.press("提出办理结果").reads("待企业确认", "10月19日")


def test_a_legal_question_is_answered_and_closed_by_silence(meeting: Meeting, county: County) -> None:
    enterprise, lawyer = meeting.comes("企业"), meeting.comes("公益律师")
    asks(enterprise)
    goes_to_the_lawyer(meeting.comes("调度员"))
    answers(lawyer)
    enterprise.open("/").follow(QUESTION).reads("不可抗力", "10月19日")
    with clock.travel(SILENT_UNTIL):
        assert county.behind(close_silent_cases) == []
    with clock.travel(AFTERWARDS):
        assert len(county.behind(close_silent_cases)) == 1
        enterprise.sign_in().open("/cases").follow(QUESTION).reads("已办结", "逾期未回复")
        lawyer.sign_in().open("/cases?tab=answered").reads(QUESTION)
