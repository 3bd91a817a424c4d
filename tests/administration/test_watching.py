"""The trail is looked through by night and at the terminal, with the heads that were noted."""

import json
from pathlib import Path

import pytest
from flask import Flask
from obstore.store import LocalStore
from sqlalchemy.orm import Session

from portal.administration import watching
from portal.attachments.storage import Storage
from portal.notifications.models import Notification
from portal.vocabulary import Role
from tests.audit.test_chain import act, cut_with_its_head, unguarded
from tests.factories import Factory
from tests.judging import JudgingClient


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """A store of this test's own."""
    store = Storage(LocalStore(tmp_path))
    monkeypatch.setattr(watching, "storage", lambda: store)
    return store


def test_a_whole_trail_is_said_to_be_whole(session: Session, make: Factory, client: JudgingClient) -> None:
    act(session, "case:1", "case:2")
    watching.note_head(session)
    assert watching.watch(session) == 0
    client.sign_in(make.account(Role.ADMIN))
    assert "共2条，完整无缺" in client.get("/admin/audit").words


def test_administrators_are_told_of_an_end_that_was_cut_off(
    session: Session, make: Factory, client: JudgingClient
) -> None:
    admin = make.account(Role.ADMIN)
    act(session, "case:1", "case:2", "case:3")
    watching.note_head(session)
    unguarded(session)
    cut_with_its_head(session, 2)
    assert watching.watch(session) == 1
    notice = session.query(Notification).filter_by(recipient_id=admin.id).one()
    assert (notice.subject, notice.link) == ("审计记录核验异常", "/admin/audit")
    client.sign_in(admin)
    assert "发现1处异常" in client.get("/admin/audit").words


def test_the_commands_note_the_head_and_find_what_does_not_fit(app: Flask, session: Session) -> None:
    act(session, "case:1", "case:2")
    run = app.test_cli_runner().invoke
    noted = run(args=["audit", "note"]).output
    assert noted.startswith("Noted: 2:")
    assert run(args=["audit", "note"]).output.startswith("Nothing to note")
    whole = run(args=["audit", "verify"])
    assert (whole.exit_code, "2 entries; whole" in whole.output) == (0, True)
    unguarded(session)
    cut_with_its_head(session, 1)
    found = run(args=["audit", "verify", "--json"])
    assert found.exit_code == 1
    assert [each["fault"] for each in json.loads(found.output)["findings"]] == ["not the trail noted before"]
    assert run(args=["audit", "verify", "--noted", "nonsense"]).exit_code == 2
