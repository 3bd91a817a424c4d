"""What each role finds on the pages of cases."""

from portal.vocabulary import CaseStatus
from tests.cases.stage import Stage
from tests.judging import JudgingClient


def test_a_case_shows_its_status_its_promise_and_its_record(client: JudgingClient, stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    page = client.sign_in(stage.officer).get(f"/cases/{case.reference}")
    assert page.h1 == case.title
    assert "办理中" in page.words
