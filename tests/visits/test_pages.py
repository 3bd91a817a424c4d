import io
import re

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.intake.operations import Telling
from portal.cases.models import CaseFile
from portal.visits import follow_ups
from portal.visits.models import Campaign, Finding, Visit
from portal.vocabulary import AnswerKind, FindingState
from tests.factories import Factory
from tests.judging import JudgingClient
from tests.visits.conftest import Scene

JPEG = b"\xff\xd8\xff\xe0" + bytes(40)


@pytest.fixture
def visitor(client: JudgingClient, scene: Scene) -> JudgingClient:
    return client.sign_in(scene.liaison)


def filled(scene: Scene, **changes: object) -> dict[str, object]:
    wages = scene.edition.questions[0]
    values = {"on": clock.today().isoformat(), "submission_key": "made-in-the-browser", f"q{wages.id}": "no"}
    return values | {"f0_kind": "difficulty", "f0_grade": "general"} | changes


def test_a_visit_is_recorded_once_with_photo_and_finding(
    session: Session, visitor: JudgingClient, scene: Scene
) -> None:
    form = visitor.get(f"/visits/new/{scene.enterprise.id}?kind=visit")
    assert "工资是否按时足额发放" in form.words
    sent = filled(scene, edition=scene.edition.id, f0_text="缺少临时用工", photos=(io.BytesIO(JPEG), "现场.jpg"))
    sent["f0_photos"] = (io.BytesIO(JPEG), "机密★图纸.jpg")
    shown = visitor.post(f"/visits/new/{scene.enterprise.id}?kind=visit", sent, follow=True)
    assert "缺少临时用工" in shown.words
    assert "不得" in shown.words, "what is marked as a secret is not kept, and the page says so"
    visit = session.scalars(sa.select(Visit)).unique().one()
    assert [one.attachment.name for one in visit.photos] == ["现场.jpg"]
    visitor.get(f"/visits/{visit.id}/photos/{visit.photos[0].attachment_id}")
    again = visitor.post(f"/visits/new/{scene.enterprise.id}?kind=visit", filled(scene), follow=True)
    assert "已登记过" in again.words or "已经登记" in again.words
    assert session.scalar(sa.select(sa.func.count(Visit.id))) == 1


def test_a_photograph_belongs_to_its_finding_and_goes_with_it_into_the_case(
    session: Session, visitor: JudgingClient, scene: Scene
) -> None:
    wages, state = scene.edition.questions
    sent = filled(
        scene,
        **{f"q{state.id}": "尽快供电", f"p{state.id}": (io.BytesIO(JPEG), "厂区.jpg")},
        **{f"p{wages.id}": (io.BytesIO(JPEG), "工资表.jpg"), "photos": (io.BytesIO(JPEG), "大门.jpg")},
        f0_text="缺少临时用工",
        f0_photos=(io.BytesIO(JPEG), "车间.jpg"),
        edition=scene.edition.id,
    )
    page = visitor.post(f"/visits/new/{scene.enterprise.id}?kind=visit", sent, follow=True)
    assert page.tree.xpath("//ol[@class='findings']//img/@alt") == [
        "工资是否按时足额发放（否）：照片1，共1张",
        "缺少临时用工：照片1，共1张",
    ]
    risk, own = session.scalars(sa.select(Finding).order_by(Finding.id)).unique()
    assert [one.attachment.name for one in (*risk.photos, *own.photos)] == ["工资表.jpg", "车间.jpg"]
    assert {one.attachment.name for one in risk.visit.photos if one.finding_id is None} == {"厂区.jpg", "大门.jpg"}
    at = f"/visits/{risk.visit_id}/photos?finding={own.id}"
    assert "缺少临时用工" in visitor.get(at).words
    visitor.post(at, {"finding": own.id, "photos": (io.BytesIO(JPEG), "工位.jpg")}, expect=302)
    session.refresh(own.visit, ["photos"])
    assert [one.attachment.name for one in own.photos] == ["车间.jpg", "工位.jpg"]
    telling = Telling(Factory(session).category(), "缺少临时用工", "三条生产线缺少临时用工四十人。")
    follow_ups.make_case(session, own, actor=scene.visiting, telling=telling, seen=own.version)
    session.flush()
    handed = {file.attachment.name for file in session.scalars(sa.select(CaseFile))}
    assert handed == {"车间.jpg", "工位.jpg", "厂区.jpg", "大门.jpg"}, "not those of another finding"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(visitor: JudgingClient, scene: Scene) -> None:
    page = visitor.post(
        f"/visits/new/{scene.enterprise.id}?kind=visit", filled(scene, on="", remarks="设备已检修"), expect=422
    )
    assert page.errors == ["请填写“走访日期”。"]
    assert page.value("remarks") == "设备已检修"
    assert page.value("submission_key") == "made-in-the-browser"


def test_the_way_of_a_finding_through_its_pages(
    session: Session, client: JudgingClient, make: Factory, scene: Scene
) -> None:
    plain = make.category(name="停工停产", parent=make.category())
    secret = make.category(name="违规增设许可", parent=make.category(confidential=True), confidential=True)
    client.sign_in(scene.liaison).post(f"/visits/new/{scene.enterprise.id}?kind=visit", filled(scene))
    finding = session.scalars(sa.select(Finding)).unique().one()
    at = f"/visits/findings/{finding.id}"
    client.get(f"{at}/advise")
    offered = client.get(f"{at}/case").words
    assert (plain.name in offered, secret.name in offered) == (True, False)
    client.get(f"/visits/{finding.visit_id}/findings/new")
    client.get(f"/visits/{finding.visit_id}/photos")
    client.sign_out().sign_in(scene.member)
    assert "工资是否按时足额发放" in client.get(f"/visits/{finding.visit_id}").words
    client.get(f"{at}/advise", expect=403)
    form = client.get(f"{at}/report")
    client.post(f"{at}/report", {"version": form.value("version"), "text": "已经全部补发"})
    client.get("/visits/own")
    client.sign_out().sign_in(scene.liaison)
    form = client.get(f"{at}/follow-up")
    client.post(f"{at}/follow-up", {"version": form.value("version"), "settled": "yes", "text": "工资表已核对"})
    session.refresh(finding)
    assert finding.state is FindingState.SETTLED


def test_every_figure_opens_a_list_of_its_length(client: JudgingClient, scene: Scene) -> None:
    client.sign_in(scene.liaison).post(
        f"/visits/new/{scene.enterprise.id}?kind=visit", filled(scene, f0_text="缺少用工")
    )
    client.sign_out().sign_in(scene.coordinator)
    page = client.get("/visits/figures")
    assert {"起始", "截止"} <= set(page.words.split())
    assert page.tree is not None
    links = page.tree.xpath("//main//*[contains(@class, 'value') or ancestor::td]/descendant-or-self::a[@href]")
    lists = {str(link.get("href")): int(re.findall(r"\d+", link.text_content())[0]) for link in links}
    assert len(lists) > 8
    for address, figure in lists.items():
        listed = client.get(address)
        assert listed.tree is not None
        assert len(listed.tree.xpath("//main//tbody/tr")) == figure, address


def test_a_campaign_is_counted_started_arranged_and_ended(
    session: Session, client: JudgingClient, scene: Scene
) -> None:
    client.sign_in(scene.coordinator)
    today = clock.today().isoformat()
    values = {"name": "灾后复工大走访", "kind": "visit", "begins_on": today, "ends_on": today, "sector": "industry"}
    counted = client.post("/visits/campaigns/new", values | {"count": "1"}, expect=200)
    assert "1家" in counted.words
    page = client.post("/visits/campaigns/new", values, follow=True)
    assert page.h1 == "灾后复工大走访"
    client.get("/visits/campaigns")
    campaign = session.scalars(sa.select(Campaign)).one()
    target = next(link for link in page.links() if "/targets/" in link)
    client.get(target)
    client.post(target, {"visitor": scene.liaison.id, "planned_on": today})
    client.sign_out().sign_in(scene.liaison)
    assert scene.enterprise.name in client.get("/visits/mine").words
    client.get(target)
    there = f"/visits/new/{scene.enterprise.id}"
    named = client.get(f"{there}?kind=visit", expect=302).response.headers["Location"]
    assert named == f"{there}?campaign={campaign.id}", "a visit that was asked for counts in its campaign"
    client.get(f"{there}?kind=checkup")
    assert client.get("/visits/new", expect=302).response.headers["Location"] == "/visits/mine"
    client.sign_out().sign_in(scene.coordinator)
    client.post(f"/visits/campaigns/{campaign.id}/close")
    assert "已结束" in client.get(f"/visits/campaigns/{campaign.id}").words


def test_a_question_is_added_moved_and_published(client: JudgingClient, scene: Scene) -> None:
    client.sign_in(scene.coordinator)
    at = f"/visits/checklists/{scene.edition.checklist_id}"
    values = {
        "section": "safety",
        "text": "消防通道是否畅通",
        "kind": AnswerKind.YES_NO.value,
        "risky": "没有",
        "grade": "major",
    }
    client.get("/visits/checklists")
    client.get(f"{at}/questions/new")
    assert "没有这样的回答：没有" in client.post(f"{at}/questions/new", values, expect=422).errors
    client.post(f"{at}/questions/new", values | {"risky": "否"})
    client.post(f"{at}/questions/3/up")
    assert client.get(f"{at}/questions/2").value("text") == "消防通道是否畅通"
    client.post(f"{at}/publish")
    assert "第2版" in client.get(at).words
