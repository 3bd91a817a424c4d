"""The bulletin of a day counts by itself, takes in what people write, and never changes once it is published."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.models import CaseEvent
from portal.errors import NotPermitted, RuleBroken, StaleEdit
from portal.press.refusals import RenderingFailed
from portal.reporting import bulletin_operations as operations
from portal.reporting.bulletins import sections
from portal.reporting.models import Bulletin
from portal.vocabulary import CaseStatus, Role, UnitKind
from tests.factories import Factory, actor
from tests.judging import JudgingClient, Page

FRIDAY = date(2026, 11, 20)


def at(hour: int = 12, day: date = FRIDAY) -> datetime:
    return clock.local_instant(day, hour)


def text_of(session: Session, bulletin: Bulletin) -> str:
    return "\n".join("\n".join(part.paragraphs) for part in sections(session, bulletin, clock.now()))


def days_of(page: Page) -> dict[str, str]:
    return {option.get("value"): option.text for option in page.tree.xpath("//select[@name='on']/option")}


@pytest.fixture
def busy(make: Factory, session: Session) -> None:
    """A conference, a closed case, one due on Monday, one late, a confidential one, a street without its report."""
    officer = make.account(Role.OFFICER, unit=make.unit("望江街道", UnitKind.STREET))
    officer.created_at = at() - timedelta(days=9)
    conferring = make.case(title="断电三天", status=CaseStatus.CONFERRING, due_on=FRIDAY + timedelta(days=3))
    session.add(
        CaseEvent(
            case_id=conferring.id,
            at=at(9),
            action="confer",
            actor_name="某",
            actor_role="coordinator",
            status="conferring",
        )
    )
    make.case(title="工资怎样发", status=CaseStatus.CLOSED, ended_at=at(10))
    make.case(title="一直没有答复", status=CaseStatus.IN_PROGRESS, due_on=FRIDAY - timedelta(days=20))
    make.case(title="不得外传", status=CaseStatus.CLOSED, ended_at=at(10), confidential=True)
    session.flush()


@pytest.mark.usefixtures("busy")
def test_the_four_parts_count_the_day_and_name_what_comes(session: Session) -> None:
    with clock.travel(at(18)):
        text = text_of(session, Bulletin(on=FRIDAY, review="望江街道请补报。", plan="周一现场办公。\n\n落实责任人。"))
    assert "涉及会商的事项1件" in text
    assert "办结1件" in text
    assert "尚未报送1个：望江街道。" in text
    assert "请承办单位按期答复11月23日（含）前到期的事项1件" in text
    assert "超期未办结1件" in text
    assert "请承办单位抓紧办理已超期的事项1件：" in text
    assert "没有收到督办函的回复" in text
    assert text.splitlines()[-2:] == ["周一现场办公。", "落实责任人。"]
    assert "不得外传" not in text


def test_several_cases_are_named_one_to_a_line_and_of_many_the_first_eight(make: Factory, session: Session) -> None:
    enterprise = make.enterprise(name="安澜县清河粮油厂")
    for number in range(10):
        due = FRIDAY - timedelta(days=20 - number)
        make.case(enterprise, title=f"第{number}件", status=CaseStatus.IN_PROGRESS, due_on=due)
    with clock.travel(at(18)):
        lines = text_of(session, Bulletin(on=FRIDAY, review="", plan="")).splitlines()
    first = lines.index("请承办单位抓紧办理已超期的事项10件：") + 1
    assert lines[first].startswith("1.“第0件”（安澜县清河粮油厂，FG-")
    assert lines[first].endswith("）；")
    assert lines[first + 7].startswith("8.“第7件”")
    assert lines[first + 7].endswith("）。")
    assert lines[first + 8] == "其余2件在平台查看。"


@pytest.mark.usefixtures("busy")
def test_a_published_bulletin_has_a_number_and_keeps_its_bytes(
    session: Session, make: Factory, client: JudgingClient
) -> None:
    supervisor = make.account(Role.SUPERVISOR)
    with clock.travel(at(18)):
        client.sign_in(supervisor).get("/bulletin")
        client.post("/bulletin/edit", {"review": "请加快办理。", "plan": "", "version": "0"}, expect=302)
        client.post("/bulletin/publish", {}, expect=302)
        first = client.get("/bulletin/pdf", judge=False)
        bulletin = operations.bulletin_of(session, FRIDAY)
        make.case(title="后来的事项", status=CaseStatus.CLOSED, ended_at=at(11))
        again = client.get("/bulletin/pdf", judge=False)
    assert bulletin.number is not None
    assert bulletin.number.endswith("通〔2026〕1号")
    assert first.response.data == again.response.data
    (page, *_) = PdfReader(BytesIO(again.response.data)).pages
    assert "请加快办理" in page.extract_text()
    with clock.travel(at(19)), pytest.raises(RuleBroken):
        operations.publish(session, FRIDAY, actor=actor(supervisor))


def test_a_bulletin_that_cannot_be_printed_stays_a_draft_without_a_number(
    session: Session, make: Factory, client: JudgingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def jam(*_page: object, **_settings: object) -> bytes:
        raise RenderingFailed("paper jam")

    with clock.travel(at(18)):
        client.sign_in(make.account(Role.SUPERVISOR)).get("/bulletin/edit")
        client.post("/bulletin/edit", {"review": "请加快办理。", "plan": "", "version": "0"}, expect=302)
        with monkeypatch.context() as broken:
            broken.setattr(operations, "render_in_worker", jam)
            assert "无法打印" in client.get("/bulletin/pdf", expect=422).words
            page = client.post("/bulletin/publish", {}, expect=422)
        assert "请加快办理。" in page.words
        assert operations.bulletin_of(session, FRIDAY).number is None
        client.post("/bulletin/publish", {}, expect=302)
    assert (operations.bulletin_of(session, FRIDAY).number or "").endswith("〔2026〕1号")


def test_a_lost_update_is_refused_and_what_was_typed_stays(
    session: Session, make: Factory, client: JudgingClient
) -> None:
    with clock.travel(at(18)):
        client.sign_in(make.account(Role.SUPERVISOR)).get("/bulletin/edit")
        client.post("/bulletin/edit", {"review": "先写的", "plan": "", "version": "0"}, expect=302)
        page = client.post("/bulletin/edit", {"review": "后写的", "plan": "", "version": "0"}, expect=409)
        assert page.value("review") == "后写的"
        assert "先写的" in page.words
        with pytest.raises(StaleEdit):
            operations.write(session, FRIDAY, actor=actor(make.account(Role.SUPERVISOR)), review="", plan="", seen=7)


def test_a_draft_is_read_by_those_who_work_on_it_and_a_published_one_by_all_staff(
    make: Factory, client: JudgingClient, session: Session
) -> None:
    with clock.travel(at(18)):
        page = client.sign_in(make.account(Role.LIAISON)).get("/bulletin")
        assert "还没有编发每日通报" in page.words
        client.get("/bulletin?on=2026-11-20", expect=404)
        with pytest.raises(NotPermitted):
            operations.publish(session, FRIDAY, actor=actor(make.account(Role.COORDINATOR)))
        operations.publish(session, FRIDAY, actor=actor(make.account(Role.SUPERVISOR)))
        session.flush()
        client.get("/bulletin")
        client.get("/bulletin?on=2026-11-21", expect=404)
        client.get("/bulletin?on=x", expect=404)


def test_the_days_to_choose_from_are_the_last_ones_and_whatever_was_published(
    make: Factory, client: JudgingClient, session: Session
) -> None:
    supervisor = make.account(Role.SUPERVISOR)
    with clock.travel(at(18)):
        operations.publish(session, FRIDAY, actor=actor(supervisor))
    with clock.travel(at(9, FRIDAY + timedelta(days=40))):
        options = days_of(client.sign_in(supervisor).get("/bulletin"))
        assert len(options) == 15 + 1
        assert "通〔2026〕1号" in options["2026-11-20"]
        assert "草稿" in options["2026-12-30"]
        page = client.sign_in(make.account(Role.OFFICER)).get("/bulletin")
        assert page.h1 == "11月20日每日通报"
        assert list(days_of(page)) == ["2026-11-20"]
