"""Work lists: what waits for whom, found, sorted and counted in a few queries."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.cases.operations import SupportingTask
from portal.vocabulary import CaseKind, CaseStatus, Role, Slot
from tests.cases.stage import Stage, at
from tests.judging import JudgingClient, Page


def titles(page: Page) -> list[str]:
    assert page.tree is not None
    return [" ".join(link.text_content().split()) for link in page.tree.xpath("//table//a[@class='title']")]


def counter(page: Page, words: str) -> int:
    assert page.tree is not None
    found = page.tree.xpath(f"//ul[@class='tabs']//a[small[1]='{words}']/b")
    return int(found[0].text_content())


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements that are sent to the database."""
    sent: list[str] = []

    def remember(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", remember)
    yield sent
    sa.event.remove(sa.Engine, "before_cursor_execute", remember)


def test_the_coordinator_finds_first_what_is_late_and_then_what_is_to_be_accepted_and_dispatched(
    client: JudgingClient, stage: Stage
) -> None:
    with at(9, 1):
        late = stage.case(CaseStatus.IN_PROGRESS)
    late.title = "冷库复电验收排期过长"
    with at(10, 12):
        for status in (CaseStatus.SUBMITTED, CaseStatus.ACCEPTED, CaseStatus.PROPOSED, CaseStatus.CLOSED):
            stage.case(status)
        page = client.sign_in(stage.coordinator).get("/cases")
        assert page.h1 == "待办事项"
        assert titles(page)[0] == late.title
        assert len(titles(page)) == 4  # the closed one is to be called about
        assert [
            counter(page, words) for words in ("超期", "待受理", "待分办", "待企业确认", "全部待办", "全部事项")
        ] == [1, 1, 1, 1, 4, 5]
        assert len(titles(client.get("/cases?tab=all"))) == 5


def test_the_handler_finds_own_cases_and_the_officer_of_another_unit_its_supporting_task(
    client: JudgingClient, stage: Stage
) -> None:
    power = stage.make.unit()
    helper = stage.make.account(Role.OFFICER, unit=power)
    case = stage.case(CaseStatus.ACCEPTED)
    stage.dispatch(case, SupportingTask(power, "核实断电原因"))
    assert counter(client.sign_in(stage.officer).get("/cases"), "待我办理") == 1
    page = client.sign_out().sign_in(stage.colleague).get("/cases")
    assert (counter(page, "待我办理"), counter(page, "本单位在办")) == (0, 1)
    page = client.sign_out().sign_in(helper).get("/cases")
    assert counter(page, "协办任务") == 1
    assert "协办1项未回复" in page.words


def test_lawyer_liaison_supervisor_and_leader_each_get_a_list(client: JudgingClient, stage: Stage) -> None:
    leader = stage.make.account(Role.LEADER)
    stage.make.pair(stage.enterprise, Slot.LEADER, leader)
    stage.case(CaseStatus.IN_PROGRESS, kind=CaseKind.LEGAL_QUESTION)
    stage.case()
    for account, words, waiting in (
        (stage.lawyer, "待我答复", 1),
        (stage.liaison, "待受理", 1),
        (stage.supervisor, "企业退回", 0),
        (leader, "我牵头的企业", 2),
    ):
        assert counter(client.sign_in(account).get("/cases"), words) == waiting
        client.sign_out()


def test_the_call_about_a_confidential_case_waits_with_the_supervisor(client: JudgingClient, stage: Stage) -> None:
    open_to_all, confidential = stage.case(CaseStatus.CLOSED), stage.case(CaseStatus.CLOSED)
    open_to_all.title, confidential.title, confidential.confidential = "出租方已恢复供电", "验收前被要求交保证金", True
    stage.session.flush()
    assert titles(client.sign_in(stage.supervisor).get("/cases?tab=follow-ups")) == [confidential.title]
    assert titles(client.sign_out().sign_in(stage.coordinator).get("/cases?tab=follow-ups")) == [open_to_all.title]


def test_an_empty_list_says_what_comes_next(client: JudgingClient, stage: Stage) -> None:
    client.sign_in(stage.officer)
    assert "这里没有等着办的事项" in client.get("/cases").words
    assert "还没有事项" in client.get("/cases?tab=all").words
    assert "没有符合条件的事项" in client.get("/cases?q=租金").words


@pytest.mark.parametrize("typed", ["{0}", "{1}", "{2}", "断电 生产线", "{3}", "100%"])
def test_a_case_is_found_by_its_reference_however_typed_its_title_and_its_enterprise(
    client: JudgingClient, stage: Stage, typed: str
) -> None:
    case = stage.case()
    stage.make.case(title="停产期间工资怎样支付")
    shapes = (
        case.reference,
        case.reference.lower().replace("-", " "),
        case.reference[-5:].lower(),
        stage.enterprise.name,
    )
    expected = [] if typed == "100%" else [case.title]
    page = client.sign_in(stage.coordinator).get("/cases", query_string={"q": typed.format(*shapes)})
    assert titles(page) == expected


def test_filters_narrow_the_list_and_stand_in_the_address(client: JudgingClient, stage: Stage) -> None:
    parent = stage.make.category(name="租赁")
    child = stage.make.category(name="停水停电", parent=parent)
    stage.submit(category=child, title="房东断电停水催租")
    stage.case(CaseStatus.IN_PROGRESS)
    client.sign_in(stage.coordinator)
    for query in (
        f"category={parent.id}",
        f"category={child.id}",
        "status=submitted",
        "status=submitted&kind=difficulty",
    ):
        assert titles(client.get(f"/cases?tab=all&{query}")) == ["房东断电停水催租"]
    for query in (f"unit={stage.bureau.id}", "status=in_progress"):
        assert titles(client.get(f"/cases?tab=all&{query}")) == ["二号厂房被断电，生产线无法复工"]
    area = stage.enterprise.area_id
    for query, found in ((f"area={area}", 2), (f"area={stage.street.id}", 0), ("light=late", 0), ("light=in_time", 2)):
        assert len(titles(client.get(f"/cases?tab=all&{query}"))) == found
    nonsense = "status=x&kind=1&category=999999&area=-1&unit=%27&light=none&sort=x&page=x&tab=x&endpoint=x&_external=1"
    assert len(titles(client.get(f"/cases?{nonsense}"))) == 1


def test_the_newest_submission_stands_first_where_that_is_wished(client: JudgingClient, stage: Stage) -> None:
    with at(9, 29):
        stage.submit(title="先提交，先到期的一件")
    with at(9, 30):
        stage.submit(title="后提交，后到期的一件")
    client.sign_in(stage.coordinator)
    assert titles(client.get("/cases?tab=all"))[0].startswith("先提交")
    assert titles(client.get("/cases?tab=all&sort=submitted"))[0].startswith("后提交")


def test_long_lists_come_in_pages_without_a_query_a_row(client: JudgingClient, stage: Stage, session: Session) -> None:
    stage.case(CaseStatus.SUPPLEMENT)
    client.sign_in(stage.coordinator)
    few = number_of_queries(client)
    for _ in range(24):
        stage.make.case(enterprise=stage.enterprise, submitted_by=stage.chief)
    assert number_of_queries(client) == few
    first, second = client.get("/cases?tab=all"), client.get("/cases?tab=all&page=2")
    assert (len(titles(first)), len(titles(second))) == (20, 5)
    assert "/cases?tab=all&page=2" in first.links()


def number_of_queries(client: JudgingClient) -> int:
    with counted() as sent:
        client.get("/cases?tab=all")
    return len(sent)


def test_the_enterprise_sees_its_own_cases_what_waits_for_it_first(client: JudgingClient, stage: Stage) -> None:
    stage.make.case(title="别家企业的事项")
    stage.submit(title="刚刚提交的一件事项")
    with at(9, 29):
        asked = stage.case(CaseStatus.SUPPLEMENT)
    page = client.sign_in(stage.clerk).get("/cases")
    assert page.h1 == "我的事项"
    assert "别家企业的事项" not in page.text
    assert "等您补正" in page.words
    assert page.words.index(asked.title) < page.words.index("刚刚提交的一件事项")
    assert "刚刚提交的一件事项" not in client.get("/cases?tab=ours").words


def test_an_enterprise_without_cases_is_told_how_to_begin(client: JudgingClient, stage: Stage) -> None:
    assert "反映困难" in client.sign_in(stage.stranger).get("/cases").words


def test_somebody_without_any_role_has_no_list(client: JudgingClient, stage: Stage) -> None:
    admin = stage.make.account(Role.ADMIN)
    client.sign_in(admin).get("/cases", expect=403)


def test_on_a_day_off_the_counters_say_what_is_due_on_the_next_working_day(client: JudgingClient, stage: Stage) -> None:
    with at(10, 12):
        stage.case(CaseStatus.IN_PROGRESS, kind=CaseKind.LEGAL_QUESTION)  # 3 working days: due on Thursday
        stage.case(CaseStatus.SUBMITTED)
    with at(10, 15):
        page = client.sign_in(stage.coordinator).get("/cases")
        assert counter(page, "今日到期") == 1
        assert "今日须办" in page.words
    with at(10, 17):  # a Saturday
        page = client.sign_in(stage.coordinator).get("/cases")
        assert "下一工作日（10月19日）须办" in page.words
        assert "10月19日须办结" in page.words
        assert counter(page, "下一工作日到期") == 0
        assert "今日须办" not in page.words
        case = client.get(f"/cases/{stage.case(CaseStatus.ACCEPTED).reference}")
        assert "调度员下一工作日（10月19日）分办" in case.words
        assert "下一工作日" in client.get("/").words
