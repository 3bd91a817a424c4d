"""``flask cases …``."""

from flask import Flask

from portal.vocabulary import CaseStatus
from tests.cases.stage import Stage, at


def test_the_sweep_closes_silent_cases_and_may_run_twice(app: Flask, stage: Stage) -> None:
    with at(9, 1):
        case = stage.case(CaseStatus.PROPOSED)
    stage.session.commit()
    with at(9, 21):
        first = app.test_cli_runner().invoke(args=["cases", "sweep"])
        second = app.test_cli_runner().invoke(args=["cases", "sweep"])
    assert first.output.splitlines() == [f"closed {case.reference}", "1 cases closed by silence"]
    assert second.output.splitlines() == ["0 cases closed by silence"]
