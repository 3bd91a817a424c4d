"""Each unit addressed replies to a letter, by itself or on paper, and the drafter rules on each reply."""

import io

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.errors import NotPermitted, RuleBroken, TransitionNotAllowed
from portal.letters import replies
from portal.letters.models import Letter, LetterUnit
from portal.letters.replies import Reply
from portal.letters.reply_models import LetterReply
from portal.notifications.models import Notification
from portal.vocabulary import LetterState, Role
from tests.attachments.files import PDF
from tests.factories import Factory, actor
from tests.judging import JudgingClient
from tests.letters.conftest import Office


@pytest.fixture
def letter(office: Office, session: Session) -> Letter:
    """A letter that has been served; how it is printed matters nothing here."""
    letter = office.supervision_letter()
    letter.issued_at = letter.served_at = clock.now()
    letter.number, letter.state = "安政法督〔2026〕9号", LetterState.SERVED
    session.commit()
    return letter


def test_a_letter_to_two_units_is_answered_when_both_have_replied(
    office: Office, letter: Letter, make: Factory, session: Session
) -> None:
    other = make.account(Role.OFFICER, unit=make.unit("安澜县供电服务中心"))
    letter.addressed.append(LetterUnit(unit=other.unit))
    session.flush()
    first = replies.answer(session, letter, actor=actor(office.officer), reply=Reply("已办结。"))
    assert letter.state is LetterState.SERVED
    second = replies.answer(session, letter, actor=actor(other), reply=Reply("已复电。"))
    assert letter.state is LetterState.ANSWERED
    supervisor = actor(office.supervisor)
    replies.rule(session, letter, first, actor=supervisor, accepted=True)
    assert letter.state is LetterState.ANSWERED
    replies.rule(session, letter, second, actor=supervisor, accepted=False, reason="请附复电凭证。")
    assert [unit.id for unit in replies.units_waited_for(session, letter)] == [other.unit_id]
    told = session.scalars(sa.select(Notification.subject).where(Notification.recipient_id == other.id)).all()
    assert told == ["请重新办理回复：安政法督〔2026〕9号"]
    asked = replies.asked_again(session, letter, other.unit_id)
    assert asked is not None
    assert asked.reason == "请附复电凭证。"
    assert replies.asked_again(session, letter, office.unit.id) is None
    third = replies.answer(session, letter, actor=actor(other), reply=Reply("已复电，凭证见附件。"))
    replies.rule(session, letter, third, actor=supervisor, accepted=True)
    assert letter.state is LetterState.ACCEPTED


def test_what_is_not_allowed_is_refused(office: Office, letter: Letter, make: Factory, session: Session) -> None:
    officer, supervisor = actor(office.officer), actor(office.supervisor)
    with pytest.raises(NotPermitted):
        replies.answer(session, letter, actor=supervisor, reply=Reply("已办结。"))
    with pytest.raises(NotPermitted):
        replies.file_for(session, letter, actor=officer, unit_id=office.unit.id, reply=Reply("已办结。"))
    with pytest.raises(RuleBroken, match="扫描件"):
        replies.file_for(session, letter, actor=supervisor, unit_id=office.unit.id, reply=Reply("已办结。"))
    reply = replies.answer(session, letter, actor=officer, reply=Reply("已办结。"))
    with pytest.raises(TransitionNotAllowed):
        replies.answer(session, letter, actor=officer, reply=Reply("又已办结。"))
    with pytest.raises(RuleBroken, match="哪些"):
        replies.rule(session, letter, reply, actor=supervisor, accepted=False)
    replies.rule(session, letter, reply, actor=supervisor, accepted=True)
    with pytest.raises(TransitionNotAllowed):
        replies.rule(session, letter, reply, actor=supervisor, accepted=True)


def test_a_supervisor_files_a_reply_on_paper_and_its_file_follows_the_letter(
    office: Office, letter: Letter, make: Factory, client: JudgingClient, session: Session
) -> None:
    page = f"/letters/{letter.id}/file-answer"
    client.sign_in(office.supervisor)
    shown = client.get(page)
    form = {"unit": office.unit.id, "replied_on": shown.value("replied_on"), "result": "已恢复供电。"}
    assert "请附上回复的扫描件" in client.post(page, form, expect=422).text
    scan = {"files": (io.BytesIO(b"MZ not a pdf"), "回复.pdf")}
    assert "回复.pdf" in client.post(page, form | scan, expect=422).words
    scan = {"files": (io.BytesIO(PDF), "回复.pdf")}
    after = client.post(page, form | scan, follow=True)
    assert "纸质回复" in after.words
    reply = session.scalars(sa.select(LetterReply)).one()
    assert (reply.scanned, reply.unit_id) == (True, office.unit.id)
    path = next(link for link in after.links() if "/files/" in link)
    assert client.get(path, judge=False).response.data == PDF
    client.sign_out().sign_in(make.account(Role.OFFICER, unit=make.unit()))
    client.get(path, expect=404)
    client.sign_out().sign_in(office.officer)
    assert client.get(path, judge=False).status == 200
    client.get(path.replace("/files/", "/files/9"), expect=404)


def test_a_reply_that_is_marked_as_secret_is_refused_with_its_files(
    office: Office, letter: Letter, client: JudgingClient, session: Session
) -> None:
    client.sign_in(office.officer)
    page = f"/letters/{letter.id}/answer"
    form = {"situation": "已会同供电所核查。", "result": "已恢复供电。", "contact": "林晓雯，0000-821 1480"}
    assert "国家秘密" in client.post(page, form | {"result": "依据机密★1年文件办理。"}, expect=422).words
    marked = {"files": (io.BytesIO(PDF), "机密★情况说明.pdf")}
    assert "国家秘密" in client.post(page, form | marked, expect=422).words
    assert session.scalars(sa.select(LetterReply)).all() == []
    client.post(page, form, expect=302)
