"""No URL of a case is reached by somebody who may not see the case: every route, every method, 404."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.vocabulary import CaseStatus, Role
from tests.cases.stage import Stage
from tests.judging import JudgingClient


def addresses(app: Flask, reference: str) -> list[tuple[str, str]]:
    """Return method and path of every page that names a case."""
    rules: list[Rule] = [rule for rule in app.url_map.iter_rules() if "reference" in rule.arguments]
    ids = dict.fromkeys(("task_id", "event_id", "step_id", "reply_id", "file_id"), 1)
    values = {"reference": reference, "kind": "reply", **ids}
    with app.test_request_context("/"):
        adapter = app.create_url_adapter(None) or app.url_map.bind("portal.test")
        return [
            (method, adapter.build(rule.endpoint, values, method=method, append_unknown=False))
            for rule in rules
            for method in sorted((rule.methods or set()) & {"GET", "POST"})
        ]


def test_every_act_and_page_of_a_case_is_enumerated(app: Flask) -> None:
    rules = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules() if "reference" in rule.arguments}
    found = {name for name, path in rules.items() if path.startswith("/cases/")}
    assert len(found) == 40
    assert {path.split("/")[1] for name, path in rules.items() if name not in found} == {"letters", "supervision"}


@pytest.mark.parametrize("who", ["stranger", "officer", "lawyer"])
def test_a_case_that_somebody_may_not_see_is_found_at_no_address(
    app: Flask, client: JudgingClient, stage: Stage, who: str
) -> None:
    case = stage.make.case()
    account = getattr(stage, who)
    assert not permits(stage.actor(account), Permission.CASE_VIEW, case)
    client.sign_in(account)
    nowhere = client.get("/cases/FG-2026-00001K", expect=404).words
    for method, path in addresses(app, case.reference):
        if path.startswith("/letters"):
            continue  # not everybody drafts letters: who does not is refused before any case is looked for
        ask = client.get if method == "GET" else client.post
        assert ask(path, expect=404, judge=False).words == nowhere, (method, path)


def test_the_administrator_sees_no_case(client: JudgingClient, stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    client.sign_in(stage.make.account(Role.ADMIN)).get(f"/cases/{case.reference}", expect=404)


def test_a_visitor_is_asked_to_sign_in(client: JudgingClient, stage: Stage) -> None:
    case = stage.case()
    for path in ("/cases", f"/cases/{case.reference}", f"/cases/{case.reference}/accept"):
        assert client.get(path, judge=False, expect=302).response.location.startswith("/sign-in")


def test_what_cannot_be_a_reference_is_not_found_and_a_typed_one_is_forgiven(
    client: JudgingClient, stage: Stage
) -> None:
    case = stage.case()
    client.sign_in(stage.coordinator)
    client.get("/cases/FG-2026-00000A", expect=404)
    assert client.get(f"/cases/{case.reference.lower()}").h1 == case.title
