"""Two hundred sign-offs at once, with real connections and commits: two hundred consecutive numbers."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm.exc import StaleDataError

from portal import clock
from portal.accounts.models import Account
from portal.database import db
from portal.errors import RuleBroken, TransitionNotAllowed
from portal.letters import operations
from portal.letters.models import Letter
from portal.press.layout import PrintedLetter
from portal.press.refusals import RenderingFailed
from portal.vocabulary import LetterKind, LetterState, Role
from tests.factories import Factory, actor

LETTERS, HANDS = 200, 10
CODE = "安政法督"


def submit_letters(make: Factory) -> tuple[list[int], int]:
    """Put letters there that wait to be signed; return their ids and the leader's."""
    unit = make.unit("中共安澜县委政法委员会", code=CODE)
    drafter, leader, case = make.account(Role.SUPERVISOR, unit=unit), make.account(Role.LEADER), make.case()
    letters = [
        Letter(
            kind=LetterKind.SUPERVISION,
            state=LetterState.SUBMITTED,
            about=case.enterprise,
            case=case,
            unit=unit,
            issuing_unit=unit,
            issuer=unit.name,
            code=CODE,
            title=f"关于督办第{place}件事项的函",
            addressee="安澜县供电服务中心",
            body="请依法办理并反馈。",
            drafted_by=drafter,
            signer=leader,
            drafted_at=clock.now(),
            verify_token=f"token-{place}",
        )
        for place in range(LETTERS)
    ]
    make.session.add_all(letters)
    make.session.commit()
    return [letter.id for letter in letters], leader.id


def sign(app: Flask, letter_id: int, leader_id: int) -> bool:
    """Sign one letter in a transaction of its own, as a request does; tell whether it was issued."""
    with app.app_context():
        letter, leader = db.session.get_one(Letter, letter_id), db.session.get_one(Account, leader_id)
        try:
            operations.sign(db.session, letter, actor=actor(leader), seen=letter.version)
            db.session.commit()
        except (RuleBroken, TransitionNotAllowed, StaleDataError):
            db.session.rollback()
            return False
        return True


def press_that_fails_sometimes() -> mock.Mock:
    """Return a printer whose every twentieth letter cannot be printed."""
    times = itertools.count(1)

    def print_letter(letter: PrintedLetter, **_: object) -> bytes:
        if next(times) % 20 == 0:
            raise RenderingFailed("paper jam")
        return (letter.number or "").encode()

    return mock.Mock(side_effect=print_letter)


def test_sign_offs_at_once_get_consecutive_numbers_although_some_fail(own_app: Flask) -> None:
    with own_app.app_context():
        waiting, leader_id = submit_letters(Factory(db.session))
    with (
        mock.patch("portal.letters.operations.render_in_worker", press_that_fails_sometimes()),
        ThreadPoolExecutor(HANDS) as hands,
    ):
        issued = list(hands.map(lambda letter_id: sign(own_app, letter_id, leader_id), waiting))
        assert issued.count(False) == LETTERS // 20
        again = [letter_id for letter_id, done in zip(waiting, issued, strict=True) if not done]
        assert all(hands.map(lambda letter_id: sign(own_app, letter_id, leader_id), again))
    with own_app.app_context():
        numbers = set(db.session.scalars(sa.select(Letter.number)))
    assert numbers == {f"{CODE}〔{clock.today().year}〕{number}号" for number in range(1, LETTERS + 1)}


def test_one_letter_signed_from_many_windows_at_once_gets_one_number(own_app: Flask) -> None:
    with own_app.app_context():
        waiting, leader_id = submit_letters(Factory(db.session))
    with (
        mock.patch("portal.letters.operations.render_in_worker", return_value=b"%PDF"),
        ThreadPoolExecutor(HANDS) as hands,
    ):
        tries = list(hands.map(lambda _: sign(own_app, waiting[0], leader_id), range(HANDS)))
    assert tries.count(True) == 1
    assert sign_next(own_app, waiting[1], leader_id).endswith("〕2号")


def sign_next(app: Flask, letter_id: int, leader_id: int) -> str:
    """Sign another letter and return its number."""
    with mock.patch("portal.letters.operations.render_in_worker", return_value=b"%PDF-1"):
        assert sign(app, letter_id, leader_id)
    with app.app_context():
        return db.session.get_one(Letter, letter_id).number or ""
