"""An enterprise says whether what was filed on its behalf is right."""

import pytest

from portal.cases.acts import is_allowed
from portal.cases.intake import filings
from portal.cases.models import Case
from portal.cases.workflow import Action
from portal.errors import NotPermitted, RuleBroken, TransitionNotAllowed
from portal.vocabulary import CaseStatus, FilingRuling
from tests.cases.stage import Stage


@pytest.fixture
def filed(stage: Stage) -> Case:
    case = stage.submit(stage.liaison)
    stage.forget_notices()
    return case


def endorse(stage: Stage, case: Case, ruling: FilingRuling, text: str = "", who: str = "chief") -> None:
    filings.endorse(stage.session, case, actor=stage.actor(getattr(stage, who)), ruling=ruling, text=text)


def test_the_enterprise_is_asked_to_check_what_was_filed_for_it(stage: Stage) -> None:
    case = stage.submit(stage.liaison)
    assert stage.notices()[stage.chief.id] == f"请核对代为登记的事项：{case.reference}"
    assert is_allowed(stage.actor(stage.chief), case, Action.ENDORSE)


def test_a_right_record_is_confirmed_once_and_the_filer_is_told(stage: Stage, filed: Case) -> None:
    endorse(stage, filed, FilingRuling.RIGHT)
    assert filed.endorsed_at is not None
    assert filed.status is CaseStatus.SUBMITTED
    assert stage.notices() == {stage.liaison.id: f"企业核对结果：{filed.reference}"}
    with pytest.raises(TransitionNotAllowed):
        endorse(stage, filed, FilingRuling.RIGHT)


def test_a_correction_stands_in_the_record_and_the_coordinator_is_told(stage: Stage, filed: Case) -> None:
    endorse(stage, filed, FilingRuling.CORRECTED, "断电的是一号厂房，不是二号。")
    last = stage.record(filed)[-1]
    assert (last.action, last.text) == ("endorse", "断电的是一号厂房，不是二号。")
    assert set(stage.notices()) == {stage.liaison.id, stage.coordinator.id}


def test_what_is_not_the_enterprises_is_withdrawn(stage: Stage, filed: Case) -> None:
    endorse(stage, filed, FilingRuling.NOT_OURS, "我公司没有租用厂房。")
    assert filed.status is CaseStatus.WITHDRAWN
    assert "我公司没有租用厂房" in stage.record(filed)[-1].text


@pytest.mark.parametrize("ruling", [FilingRuling.CORRECTED, FilingRuling.NOT_OURS])
def test_a_correction_needs_words(stage: Stage, filed: Case, ruling: FilingRuling) -> None:
    with pytest.raises(RuleBroken) as broken:
        endorse(stage, filed, ruling)
    assert broken.value.field == "text"


@pytest.mark.parametrize("who", ["liaison", "coordinator", "officer", "stranger"])
def test_nobody_else_says_so_for_the_enterprise(stage: Stage, filed: Case, who: str) -> None:
    with pytest.raises(NotPermitted):
        endorse(stage, filed, FilingRuling.RIGHT, who=who)


def test_what_the_enterprise_wrote_itself_needs_no_confirmation(stage: Stage) -> None:
    case = stage.submit()
    assert not is_allowed(stage.actor(stage.chief), case, Action.ENDORSE)
    with pytest.raises(TransitionNotAllowed):
        endorse(stage, case, FilingRuling.RIGHT)
