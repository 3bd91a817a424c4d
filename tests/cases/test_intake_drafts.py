"""Drafts: kept while typing, over a lost sign-in, and until they are sent or thrown away."""

from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import SignIn
from portal.cases.intake import drafts
from portal.cases.models import Draft
from portal.pairing.models import Pairing
from portal.vocabulary import CaseKind
from tests.cases.desk import MATTER, Desk
from tests.cases.stage import Stage


def test_what_is_typed_is_saved_by_the_script_right_or_wrong(desk: Desk) -> None:
    page = desk.answer("matter/autosave", 200, title="被", description="房东")
    assert page.response.json is not None
    assert page.response.json["saved"].count(":") == 1
    (draft,) = desk.drafts()
    assert (draft.answers["title"], draft.answers["description"]) == ("被", "房东")


def test_saving_by_script_needs_the_token(desk: Desk) -> None:
    desk.answer("matter/autosave", csrf_token="stale", title="被断电")
    assert desk.drafts() == []


def test_a_page_saves_only_what_it_asks(desk: Desk) -> None:
    desk.answer("urgency/autosave", 200, urgency_facts="danger", title="别的", csrf="x")
    (draft,) = desk.drafts()
    facts = {"urgency_facts", "still", "since", "staff", "damage_after"}
    assert set(draft.answers) == {"contact_name", "contact_telephone"} | facts


def test_the_form_names_where_it_is_saved(desk: Desk) -> None:
    page = desk.get("group")
    assert page.tree is not None
    assert page.tree.xpath("//form/@data-autosave-url") == [desk.path("group/autosave")]


def test_the_start_offers_to_go_on_where_something_is_missing(desk: Desk) -> None:
    desk.answer("group", group="lease")
    desk.answer("category", category="lease-rent")
    desk.answer_wrongly("matter", title="房东不同意减免租金")
    page = desk.client.get("/cases/new?kind=difficulty")
    assert "继续填写" in page.words
    assert "房东不同意减免租金" in page.words
    assert desk.path("matter") in page.links()


def test_choosing_the_same_kind_again_goes_on_with_the_draft(desk: Desk) -> None:
    desk.write()
    page = desk.client.post("/cases/new", {"kind": "difficulty", "enterprise": str(desk.enterprise.id)})
    assert page.response.location == desk.path("check")


def test_finish_later_saves_and_leads_to_the_start(desk: Desk) -> None:
    page = desk.answer("matter", later="1", title="被断电")
    assert page.response.location == "/cases/new"
    assert "草稿已保存" in desk.client.get("/cases/new").text
    assert desk.drafts()[0].answers["title"] == "被断电"


def test_a_draft_is_thrown_away_once_that_is_confirmed(desk: Desk) -> None:
    desk.write()
    assert "不能恢复" in desk.get("discard").words
    assert len(desk.drafts()) == 1
    desk.answer("discard")
    assert desk.drafts() == []
    assert desk.get("discard", expect=302).response.location == "/cases/new"


def test_text_written_while_the_sign_in_ended_is_filled_in_again(desk: Desk, session: Session) -> None:
    desk.answer("group", group="lease")
    session.query(SignIn).filter_by(account_id=desk.member.id).update({"ended_at": clock.now()})
    lost = desk.client.post(desk.path("matter"), MATTER, expect=302)
    assert lost.response.location.startswith("/sign-in")
    desk.client.sign_in(desk.member)
    page = desk.get("matter")
    assert page.value("title") == MATTER["title"]
    assert page.value("description") == MATTER["description"]
    assert desk.get("matter").value("title") == ""


def test_two_first_savings_at_once_are_one_draft(stage: Stage, session: Session) -> None:
    actor = stage.actor(stage.chief)
    one = drafts.begin(actor, stage.enterprise, CaseKind.DIFFICULTY)
    two = drafts.begin(actor, stage.enterprise, CaseKind.DIFFICULTY)
    assert drafts.save_answers(session, one, {"title": "房东停电"}) is one
    assert drafts.save_answers(session, two, {"wish": "恢复供电"}) is one
    assert session.query(Draft).one().answers["wish"] == "恢复供电"
    assert one.title == "房东停电"


def test_a_draft_for_an_enterprise_that_somebody_has_left_is_not_offered(stage: Stage, session: Session) -> None:
    drafts.save_answers(session, drafts.begin(stage.actor(stage.liaison), stage.enterprise, CaseKind.DIFFICULTY), {})
    assert len(drafts.of_actor(session, stage.actor(stage.liaison))) == 1
    session.query(Pairing).filter_by(account_id=stage.liaison.id).update({"ended_at": clock.now()})
    session.expire_all()
    assert drafts.of_actor(session, stage.actor(stage.liaison)) == []
