"""One matter, one letter, with two real connections: who comes second finds the letter of the first."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.accounts.models import Account
from portal.cases.models import Case
from portal.database import db
from portal.letters import drafts
from portal.letters.models import Letter
from portal.supervision.letter import letter_for
from portal.supervision.people import Office
from portal.vocabulary import LetterKind, Role
from portal.workdays import seed_years
from tests.factories import Factory, actor
from tests.supervision.scene import Scene

WAITS = ("BEGIN IMMEDIATE", "FOR NO KEY UPDATE")  # what SQLite and PostgreSQL wait at, where another one writes
LONG = 20  # seconds, for a test that fails
Second = Callable[[Case, Account], int]


def drafted(case: Case, drafter: Account) -> int:
    return drafts.draft(db.session, case, drafter, actor=actor(drafter), kind=LetterKind.SUPERVISION).id


def by_hand(case: Case, drafter: Account) -> int:
    with pytest.raises(drafts.OneIsOpen) as refused:
        drafted(case, drafter)
    return refused.value.letter.id


def by_the_sweep(case: Case, _drafter: Account) -> int:
    letter, _why_not = letter_for(db.session, case, Office(db.session))
    return letter.id if letter else 0


@pytest.mark.parametrize("second", [by_hand, by_the_sweep])
def test_two_who_draft_at_once_have_one_letter_between_them(own_app: Flask, second: Second) -> None:
    with own_app.app_context():
        seed_years(db.session, [2026])
        scene = Scene(db.session, Factory(db.session))
        case_id, first_id = scene.case().id, scene.supervisor.id
        other_id = Factory(db.session).account(Role.SUPERVISOR, unit=scene.committee).id
        db.session.commit()
    waits, found = threading.Event(), []

    def come_second() -> None:
        with own_app.app_context():
            sa.event.listen(db.engine, "before_cursor_execute", notice)
            case, other = db.session.get_one(Case, case_id), db.session.get_one(Account, other_id)
            found.append(second(case, other))
            db.session.commit()

    def notice(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if threading.current_thread() is thread and any(word in statement for word in WAITS):
            waits.set()

    thread = threading.Thread(target=come_second)
    with own_app.app_context():
        case, first = db.session.get_one(Case, case_id), db.session.get_one(Account, first_id)
        letter_id = drafted(case, first)
        thread.start()
        assert waits.wait(LONG), "nothing kept the second from drafting"
        db.session.commit()
        thread.join(LONG)
    assert found == [letter_id]
    with own_app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Letter)) == 1
