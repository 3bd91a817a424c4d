from unittest import mock

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.errors import RuleBroken, StaleEdit
from portal.letters import operations, signing
from portal.letters.models import Letter
from portal.press.layout import PrintedLetter
from portal.press.refusals import RenderingFailed
from portal.vocabulary import LetterState, Role
from tests.factories import Factory, actor
from tests.judging import JudgingClient
from tests.letters.conftest import Office

PRESS = "portal.letters.operations.render_in_worker"


def submitted(office: Office, session: Session, count: int) -> list[Letter]:
    letters = [office.submitted_letter() for _ in range(count)]
    session.commit()
    return letters


def picked(letters: list[Letter]) -> dict[str, list[str]]:
    return {"letters": [f"{letter.id}.{letter.version}" for letter in letters]}


def test_only_letters_that_the_leader_has_opened_can_be_picked(
    office: Office, session: Session, client: JudgingClient
) -> None:
    first, second = submitted(office, session, 2)
    client.sign_in(office.leader)
    client.get(f"/letters/{first.id}")
    page = client.get("/letters/to-sign")
    assert page.tree is not None
    assert page.tree.xpath("//input[@name='letters']/@value") == [f"{first.id}.{first.version}"]
    with mock.patch(PRESS, return_value=b"%PDF"):
        client.post("/letters/to-sign", picked([first, second]))
    assert "请先打开函件阅读" in client.get("/letters/to-sign").words
    session.refresh(first)
    session.refresh(second)
    assert (first.state, second.state) == (LetterState.ISSUED, LetterState.SUBMITTED)


def test_one_letter_that_cannot_be_issued_does_not_hold_up_the_others(
    office: Office, session: Session, client: JudgingClient
) -> None:
    letters = submitted(office, session, 3)
    client.sign_in(office.leader)
    for letter in letters:
        client.get(f"/letters/{letter.id}")
    tries = iter(range(3))

    def print_letter(letter: PrintedLetter, **_: object) -> bytes:
        if next(tries) == 1:
            raise RenderingFailed("paper jam")
        return (letter.number or "").encode()

    with mock.patch(PRESS, side_effect=print_letter):
        client.post("/letters/to-sign", picked(letters))
    for letter in letters:
        session.refresh(letter)
    year = clock.today().year
    assert [letter.number for letter in letters] == [f"安政法督〔{year}〕1号", None, f"安政法督〔{year}〕2号"]
    words = client.get("/letters/to-sign").words
    assert "函件没有排印成功" in words
    assert letters[1].title in words


def test_a_letter_submitted_anew_must_be_opened_anew(office: Office, session: Session) -> None:
    letter = office.submitted_letter()
    leader = actor(office.leader)
    signing.mark_read(session, letter, actor=leader)
    assert [waiting.opened for waiting in signing.waiting_for(session, leader)] == [True]
    operations.send_back(session, letter, actor=leader, reason="请补充。")
    assert signing.waiting_for(session, leader) == []
    operations.submit(session, letter, actor=actor(office.supervisor), signer=office.leader)
    assert [waiting.opened for waiting in signing.waiting_for(session, leader)] == [False]


def test_a_leader_who_was_not_asked_has_nothing_to_sign(office: Office, make: Factory, session: Session) -> None:
    letter = office.submitted_letter()
    other = actor(make.account(Role.LEADER))
    signing.mark_read(session, letter, actor=other)
    assert signing.waiting_for(session, other) == []
    with pytest.raises(RuleBroken):
        signing.sign_read(session, letter.id, actor=other, seen=letter.version)


def test_a_version_that_was_not_read_is_not_signed(office: Office, session: Session) -> None:
    letter = office.submitted_letter()
    leader = actor(office.leader)
    signing.mark_read(session, letter, actor=leader)
    with pytest.raises(StaleEdit):
        signing.sign_read(session, letter.id, actor=leader, seen=letter.version - 1)
    assert letter.state is LetterState.SUBMITTED


def test_a_letter_that_cannot_be_printed_is_no_place_to_change(
    office: Office, session: Session, client: JudgingClient
) -> None:
    (letter,) = submitted(office, session, 1)
    client.sign_in(office.leader)
    with mock.patch(PRESS, side_effect=RenderingFailed("paper jam")):
        page = client.post(f"/letters/{letter.id}/sign", {"version": letter.version}, expect=422)
    assert "没有成功" in page.words
    assert "处需要修改" not in page.words


def test_picking_nothing_is_told(office: Office, client: JudgingClient) -> None:
    client.sign_in(office.leader)
    client.post("/letters/to-sign", {"letters": ["nonsense"]})
    assert "没有勾选函件" in client.get("/letters/to-sign").words
