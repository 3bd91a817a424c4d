"""At a desk: filters kept, templates filled in, colleagues named, and one act on several cases."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.cases import operations
from portal.cases.desk import batch, filters, templates
from portal.cases.desk.batch import Handling
from portal.cases.desk.models import SavedFilter
from portal.cases.mentions import mentioned
from portal.cases.models import Case
from portal.cases.workflow import Action
from portal.errors import NotFound, NotPermitted, RuleBroken
from portal.vocabulary import CaseStatus, Role
from tests.cases.stage import Stage
from tests.factories import Factory
from tests.judging import JudgingClient


def test_a_filter_is_kept_under_its_name_and_replaced_by_the_next_of_it(session: Session, make: Factory) -> None:
    owner, other = make.account(), make.account()
    filters.save(session, account_id=owner.id, name="超期", query="light=late")
    kept = filters.save(session, account_id=owner.id, name="超期", query="light=late&unit=3")
    assert [one.query for one in filters.of_account(session, owner.id)] == ["light=late&unit=3"]
    with pytest.raises(NotFound):
        filters.remove(session, account_id=other.id, filter_id=kept.id)
    with pytest.raises(RuleBroken):
        filters.save(session, account_id=owner.id, name="空", query="")


def test_a_filter_is_saved_from_the_list_and_stands_above_it(client: JudgingClient, stage: Stage) -> None:
    client.sign_in(stage.coordinator)
    stage.case()
    client.post("/cases/filters?tab=all&status=submitted&page=3", {"name": "今日待受理"}, expect=302)
    page = client.get("/cases?tab=all&status=submitted")
    assert "今日待受理" in page.text
    kept = stage.session.scalars(sa.select(SavedFilter)).one()
    assert kept.query == "tab=all&status=submitted"
    client.get("/cases/filters")
    said = client.post(f"/cases/filters/{kept.id}/remove", {}, follow=True)
    assert "“今日待受理”已移除" in said.text
    assert "今日待受理" not in client.get("/cases?tab=all&status=submitted").text


def test_a_template_names_what_a_case_does_not_have_yet() -> None:
    filled = templates.fill(
        "{企业}：由{承办人}办理，{承诺日期}前答复。", {"企业": "恒泰纺织", "承诺日期": "2026年10月21日"}
    )
    assert filled.text == "恒泰纺织：由{承办人}办理，2026年10月21日前答复。"
    assert filled.missing == ("承办人",)


def test_a_variable_that_no_case_knows_is_refused(session: Session, stage: Stage) -> None:
    with pytest.raises(RuleBroken, match="心情"):
        templates.save(session, None, actor=stage.actor(stage.officer), title="问候", body="{心情}", for_office=False)


def test_the_office_keeps_its_templates_and_everybody_their_own(session: Session, stage: Stage) -> None:
    officer, keeper = stage.actor(stage.officer), stage.actor(stage.coordinator)
    own = templates.save(session, None, actor=officer, title="补材料", body="请补{标题}材料", for_office=False)
    shared = templates.save(session, None, actor=keeper, title="已受理", body="{编号}已受理", for_office=True)
    assert list(templates.usable(session, officer)) == [shared, own]
    assert list(templates.usable(session, keeper)) == [shared]
    with pytest.raises(NotPermitted):
        templates.save(session, shared, actor=officer, title="改", body="{编号}", for_office=True)
    with pytest.raises(NotFound):
        templates.find(session, keeper, own.id)


def test_a_template_is_filled_into_the_page_of_an_act(client: JudgingClient, stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    template = templates.save(
        stage.session,
        None,
        actor=stage.actor(stage.officer),
        title="补合同",
        body="请{企业}补{对方}合同",
        for_office=False,
    )
    client.sign_in(stage.officer)
    page = client.get(f"/cases/{case.reference}/ask?template={template.id}")
    assert f"请{stage.enterprise.name}补{{对方}}合同" in page.text
    client.get("/cases/templates")
    client.get(f"/cases/templates/{template.id}")
    words = {"title": "补合同", "body": "请补交{标题}的合同"}
    client.post(f"/cases/templates/{template.id}", words, expect=302)
    client.post("/cases/templates/new", words, expect=302)
    client.post(f"/cases/templates/{template.id}/remove", {}, expect=302)


def test_a_colleague_named_in_an_internal_note_is_told_if_the_case_is_theirs_to_see(stage: Stage) -> None:
    make = stage.make
    near = make.account(Role.OFFICER, unit=stage.bureau, name="林晓雯")
    far = make.account(Role.OFFICER, unit=make.unit(), name="林晓")
    case = stage.case(CaseStatus.IN_PROGRESS)
    operations.note(
        stage.session, case, actor=stage.actor(stage.officer), text="@林晓雯 请核对，@林晓 也看一下。", public=False
    )
    assert stage.notices().keys() == {near.id}
    found = mentioned(stage.session, case, "@林晓雯 请核对，@林晓 也看一下。")
    assert (found.told, found.kept_out) == ((near,), (far,))
    assert mentioned(stage.session, case, "@林晓雯 请核对。").kept_out == ()


def test_the_writer_of_a_note_learns_who_was_told_and_who_was_not(stage: Stage, client: JudgingClient) -> None:
    stage.make.account(Role.OFFICER, unit=stage.bureau, name="林晓雯")
    stage.make.account(Role.OFFICER, unit=stage.make.unit(), name="周明")
    case = stage.case(CaseStatus.IN_PROGRESS)
    client.sign_in(stage.officer)
    words = {"text": "@林晓雯 请核对，@周明 也看一下，@王小二，谢谢。", "public": "no", "version": str(case.version)}
    client.post(f"/cases/{case.reference}/note", words, expect=302)
    said = client.get(f"/cases/{case.reference}").text
    assert "已另行通知林晓雯。" in said
    assert "未通知周明：本人及所在单位不参与本事项办理" in said
    assert "查无工作人员“王小二”" in said


def test_nobody_is_named_to_the_enterprise(stage: Stage) -> None:
    near = stage.make.account(Role.OFFICER, unit=stage.bureau, name="林晓雯")
    case = stage.case(CaseStatus.IN_PROGRESS)
    operations.note(stage.session, case, actor=stage.actor(stage.officer), text="@林晓雯 已联系供电所。", public=True)
    assert near.id not in stage.notices()


def mixed(stage: Stage) -> list[Case]:
    return [stage.case(), stage.case(CaseStatus.ACCEPTED), stage.case(CaseStatus.IN_PROGRESS)]


def test_each_row_of_a_batch_says_why_it_would_be_refused(session: Session, stage: Stage) -> None:
    cases = mixed(stage)
    rows = batch.previewed(session, stage.actor(stage.coordinator), Action.ACCEPT, cases)
    assert [bool(row.refused) for row in rows] == [False, True, True]
    rows = batch.previewed(session, stage.actor(stage.officer), Action.ACCEPT, cases)
    assert all(row.refused for row in rows)
    wrong = Handling(stage.street, stage.officer)
    (row,) = batch.previewed(session, stage.actor(stage.coordinator), Action.DISPATCH, cases[1:2], wrong)
    assert row.refused


def test_a_batch_does_what_can_be_done_and_refuses_what_has_changed(session: Session, stage: Stage) -> None:
    first, second = stage.case(CaseStatus.ACCEPTED), stage.case(CaseStatus.ACCEPTED)
    coordinator = stage.actor(stage.coordinator)
    picked = [(first, first.version), (second, second.version - 1)]
    rows = batch.carry_out(session, coordinator, Action.DISPATCH, picked, Handling(stage.bureau, stage.officer))
    assert [bool(row.refused) for row in rows] == [False, True]
    assert (first.status, second.status) == (CaseStatus.IN_PROGRESS, CaseStatus.ACCEPTED)
    assert first.handler_id == stage.officer.id


def test_several_cases_are_accepted_and_dispatched_from_the_list(client: JudgingClient, stage: Stage) -> None:
    cases = [stage.case(), stage.case()]
    client.sign_in(stage.coordinator)
    client.get("/cases?tab=all")
    picks = "&".join(f"pick={case.reference}" for case in cases)
    client.get(f"/cases/batch/accept?{picks}")
    nothing = client.get("/cases/batch/accept?back=/cases%3Ftab%3Daccept", expect=302)
    assert nothing.response.location == "/cases?tab=accept"
    sent = {"pick": [c.reference for c in cases], "seen": [f"{c.reference}:{c.version}" for c in cases]}
    client.post(f"/cases/batch/accept?{picks}", sent, expect=200)
    again = client.post(f"/cases/batch/accept?{picks}", sent, expect=200)
    assert "已办理2件，没有办理0件" in again.words
    assert {case.status for case in cases} == {CaseStatus.ACCEPTED}
    page = client.get(f"/cases/batch/dispatch?{picks}&unit={stage.bureau.id}")
    assert stage.officer.name in page.text
    sent["seen"] = [f"{c.reference}:{c.version}" for c in cases]
    sent |= {"unit": str(stage.bureau.id), "handler": str(stage.officer.id)}
    client.post(f"/cases/batch/dispatch?{picks}", sent, expect=200)
    assert {case.handler_id for case in cases} == {stage.officer.id}
