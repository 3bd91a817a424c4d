"""What several enterprises bring, linked once; and what one enterprise brought twice, made one case."""

import pytest
from sqlalchemy.orm import Session

from portal.cases.intake import similar
from portal.cases.issues import operations as issues
from portal.cases.models import Case
from portal.errors import NotPermitted, RuleBroken
from portal.vocabulary import CaseStatus
from tests.cases.stage import Stage
from tests.judging import JudgingClient


def of_another(stage: Stage, **values: object) -> Case:
    """Return a case of another enterprise about the same thing."""
    return stage.make.case(title="厂房被断电，生产线停了", **values)


def test_the_coordinator_is_shown_what_others_bring_and_never_a_confidential_report(
    session: Session, stage: Stage
) -> None:
    case, other = stage.case(), of_another(stage)
    secret = of_another(stage, confidential=True)
    ended = of_another(stage, status=CaseStatus.CLOSED)
    coordinator = stage.actor(stage.coordinator)
    assert similar.of_others(session, coordinator, case) == [other]
    assert similar.of_others(session, stage.actor(stage.officer), case) == []
    assert similar.of_others(session, coordinator, secret) == []
    assert ended not in similar.of_others(session, coordinator, case)


def test_a_hot_issue_concerns_two_enterprises_and_a_case_belongs_to_one_issue(session: Session, stage: Stage) -> None:
    case, other, same = stage.case(CaseStatus.IN_PROGRESS), of_another(stage), stage.case()
    coordinator = stage.actor(stage.coordinator)
    with pytest.raises(RuleBroken):
        issues.open_issue(session, actor=coordinator, title="断电催租", cases=[case, same])
    with pytest.raises(NotPermitted):
        issues.open_issue(session, actor=stage.actor(stage.officer), title="断电催租", cases=[case, other])
    issue = issues.open_issue(session, actor=coordinator, title="断电催租", cases=[case, other])
    assert (issue.enterprises, issues.of_case(session, case)) == (2, issue)
    with pytest.raises(RuleBroken):
        issues.open_issue(session, actor=coordinator, title="又一个", cases=[case, of_another(stage)])
    issues.link(session, issue, same, actor=coordinator)
    assert len(issue.cases) == 3
    stage.forget_notices()
    issues.close_issue(session, issue, actor=coordinator, conclusion="已约谈三家出租方，不得以断电催租。")
    assert stage.notices().keys() == {stage.officer.id}


def test_what_was_brought_twice_goes_on_as_one_case(session: Session, stage: Stage) -> None:
    first, second = stage.case(CaseStatus.IN_PROGRESS), stage.case()
    coordinator = stage.actor(stage.coordinator)
    assert issues.mergeable(session, coordinator, second) == [first]
    issues.merge(session, second, first, actor=coordinator, reason="同一厂房断电，一并办理。")
    assert (second.status, first.status) == (CaseStatus.WITHDRAWN, CaseStatus.IN_PROGRESS)
    assert stage.record(first)[-1].facts == {"merged": second.reference}
    assert stage.officer.id in stage.notices()
    with pytest.raises(RuleBroken):
        issues.merge(session, stage.case(), of_another(stage), actor=coordinator, reason="不是同一企业")


def test_the_pages_link_close_and_merge(client: JudgingClient, stage: Stage) -> None:
    case, other, twice = stage.case(), of_another(stage), stage.case()
    client.sign_in(stage.coordinator)
    assert other.title in client.get(f"/cases/{case.reference}").text
    client.get(f"/cases/{case.reference}/issue")
    client.post(f"/cases/{case.reference}/issue", {"title": "断电催租", "cases": [str(other.id)]}, expect=302)
    client.get("/cases/issues")
    issue = issues.all_issues(stage.session)[0]
    client.post(f"/cases/issues/{issue.id}", {"conclusion": "已约谈出租方，立即恢复供电。"}, expect=302)
    assert "已约谈出租方" in client.get(f"/cases/issues/{issue.id}").text
    assert f"/cases/{twice.reference}/merge" in client.get(f"/cases/{twice.reference}").links()
    page = client.get(f"/cases/{twice.reference}/merge")
    values = {"into": str(case.id), "reason": "重复提交。", "version": page.value("version")}
    client.post(f"/cases/{twice.reference}/merge", values, expect=302)
    assert twice.status is CaseStatus.WITHDRAWN
    assert f"/cases/{case.reference}/merge" not in client.get(f"/cases/{case.reference}").links()
