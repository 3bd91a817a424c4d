"""Logs hold the facts of a request, nothing by which somebody could act, and nothing that people wrote."""

import logging

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from tests.factories import Factory
from tests.judging import JudgingClient


@pytest.mark.parametrize("path", ["/set-password/{}", "/invitations/{}", "/e/{}", "/verify/{}"])
def test_a_link_that_opens_something_is_not_in_the_log(
    client: JudgingClient, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    with caplog.at_level(logging.INFO, logger="portal.requests"):
        client._client.get(path.format("a-secret-token"))
    (record,) = [record for record in caplog.records if record.name == "portal.requests"]
    assert record.__dict__["path"] == path.format("…")


def test_a_refused_statement_does_not_bring_what_people_wrote_into_the_log(session: Session, make: Factory) -> None:
    person = make.account(username="13900001234")
    twice = {"username": person.username, "name": "张秘密", "created_at": person.created_at}
    with pytest.raises(sa.exc.IntegrityError) as refused, session.begin_nested():
        session.execute(sa.insert(Account).values(**twice))
    assert "张秘密" not in str(refused.value)
