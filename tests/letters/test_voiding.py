"""A letter that is declared void says so to everybody who meets it, and keeps its number."""

import hashlib
import io

import sqlalchemy as sa
from flask_babel import force_locale
from sqlalchemy.orm import Session

from portal import clock
from portal.letters import operations, replies
from portal.letters.models import Letter
from portal.letters.replies import Reply
from portal.letters.stages import stages
from portal.notifications.models import Notification
from portal.presentation.dates import date_text
from portal.vocabulary import LetterState
from tests.factories import actor
from tests.judging import JudgingClient
from tests.letters.conftest import Office

REASON = "主送机关有误，另行发文。"
FILE = b"%PDF a letter"


def served_letter(office: Office) -> Letter:
    """Return a letter that has been served; how it is printed matters nothing here."""
    letter = office.supervision_letter()
    letter.issued_at = letter.served_at = clock.now()
    letter.number, letter.sha256, letter.state = (
        "安政法督〔2026〕9号",
        hashlib.sha256(FILE).hexdigest(),
        LetterState.SERVED,
    )
    office.session.commit()
    return letter


def test_those_on_whom_it_was_served_are_told_with_the_reason(
    office: Office, client: JudgingClient, session: Session
) -> None:
    letter = served_letter(office)
    client.sign_in(office.supervisor)
    assert "不能恢复" in client.get(f"/letters/{letter.id}/void").words
    page = client.post(f"/letters/{letter.id}/void", {"reason": REASON}, follow=True)
    assert f"{office.supervisor.name}宣布作废：{REASON}" in page.words
    of_officer = Notification.recipient_id == office.officer.id
    told = session.scalars(sa.select(Notification).where(of_officer)).one()
    assert told.subject == "函件已作废：安政法督〔2026〕9号"
    assert told.body.endswith(f"作废理由：{REASON}")
    client.sign_out().sign_in(office.officer)
    assert REASON in client.get(f"/letters/{letter.id}").words


def test_one_that_nobody_has_been_served_is_the_drafters_business_alone(office: Office, session: Session) -> None:
    letter = served_letter(office)
    letter.served_at, letter.state = None, LetterState.ISSUED
    operations.void(session, letter, actor=actor(office.leader), reason=REASON)
    assert session.scalars(sa.select(Notification.recipient_id)).all() == [office.supervisor.id]


def test_the_public_page_tells_since_when_and_warns_beside_a_file_that_is_the_letter(
    office: Office, client: JudgingClient, session: Session
) -> None:
    letter = served_letter(office)
    operations.void(session, letter, actor=actor(office.leader), reason=REASON)
    session.commit()
    page = client.get(f"/verify/{letter.verify_token}")
    assert f"作废日期{date_text(clock.today(), year=True)}" in page.words
    assert REASON not in page.text
    compared = client.post(page.response.request.path, {"file": (io.BytesIO(FILE), "l.pdf")}, expect=200)
    assert compared.tree is not None
    said = compared.tree.xpath("string(//*[@data-answer='same'][not(@hidden)])")
    assert "完全一致，但该函件已经作废" in str(said)


def test_its_stages_end_where_it_was_declared_void(office: Office, session: Session) -> None:
    letter = served_letter(office)
    replies.answer(session, letter, actor=actor(office.officer), reply=Reply("已办结。"))
    operations.void(session, letter, actor=actor(office.leader), reason=REASON)
    assert [(words, state) for words, _, state in stages(letter)[-2:]] == [("回复", "done"), ("已作废", "now")]
    with force_locale("en"):
        assert stages(letter)[0][1] == date_text(letter.drafted_at)
    letter.answered_at = letter.served_at = None
    assert [words for words, _, _ in stages(letter)] == ["草拟", "送签", "签发编号", "已作废"]
