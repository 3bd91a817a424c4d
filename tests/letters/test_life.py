import hashlib
import io
from datetime import timedelta
from unittest import mock

import pytest
from obstore.exceptions import GenericError
from pypdf import PdfReader
from sqlalchemy.orm import Session

from portal import clock
from portal.attachments.storage import Storage, storage
from portal.errors import NotPermitted, RuleBroken, StaleEdit, TransitionNotAllowed
from portal.letters import drafts, operations, queries, replies
from portal.letters.context import own_certificate
from portal.letters.genuineness import signature_of
from portal.letters.replies import Reply
from portal.press.refusals import GlyphsMissing, LetterTooLong, RenderingFailed
from portal.settings import current_settings
from portal.vocabulary import LetterKind, LetterState, Role
from tests.factories import Factory, actor
from tests.letters.conftest import Office


def test_a_draft_is_prefilled_from_its_case_and_has_no_number(office: Office) -> None:
    letter = office.supervision_letter()
    assert office.case.reference in letter.body
    assert letter.addressee == office.unit.name
    assert letter.number is None
    assert letter.reply_by is not None


def test_signing_gives_number_date_bytes_and_digest_at_once(office: Office, session: Session) -> None:
    letter = office.issued_letter()
    assert letter.number == f"安政法督〔{clock.today().year}〕1号"
    content = storage().get(letter.pdf_key or "")
    assert hashlib.sha256(content).hexdigest() == letter.sha256
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")
    assert letter.number in text
    assert letter.title[:10] in text


def test_the_stored_bytes_are_signed_by_the_operators_certificate(office: Office, session: Session) -> None:
    letter, settings = office.issued_letter(), current_settings()
    found = signature_of(letter, storage(), settings)
    assert found is not None
    assert found.intact
    own = own_certificate(settings)
    assert own is not None
    assert found.fingerprint == letter.certificate == own.fingerprint


def test_a_certificate_that_has_ended_stops_the_sign_off_and_no_number_is_lost(
    office: Office, session: Session
) -> None:
    letter = office.submitted_letter()
    with clock.travel(clock.now() + timedelta(days=4000)), pytest.raises(RuleBroken, match="到期"):
        operations.sign(session, letter, actor=actor(office.leader), seen=letter.version)
    assert letter.number is None
    assert letter.state is LetterState.SUBMITTED


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (RenderingFailed("The printing process ended (SIGKILL)."), "超时或者中断"),
        (LetterTooLong("too long"), "文稿过长"),
        (GlyphsMissing("\U0003fffd"), "U\\+3FFFD"),
    ],
)
def test_a_print_that_fails_is_told_in_the_readers_words(office: Office, failure: RenderingFailed, said: str) -> None:
    letter = office.submitted_letter()
    with (
        mock.patch("portal.letters.operations.render_in_worker", side_effect=failure),
        pytest.raises(RuleBroken, match=said),
    ):
        operations.sign(office.session, letter, actor=actor(office.leader), seen=letter.version)
    assert letter.state is LetterState.SUBMITTED
    assert (letter.number, letter.issued_at, letter.sha256) == (None, None, None)


@pytest.mark.parametrize("failure", [PermissionError("read-only"), GenericError("disk full")])
def test_a_store_that_takes_nothing_leaves_the_letter_as_it_was(office: Office, failure: Exception) -> None:
    letter = office.submitted_letter()
    with (
        mock.patch("portal.letters.operations.render_in_worker", return_value=b"%PDF"),
        mock.patch.object(Storage, "put", side_effect=failure),
        pytest.raises(RuleBroken, match="未能存档"),
    ):
        operations.sign(office.session, letter, actor=actor(office.leader), seen=letter.version)
    assert letter.state is LetterState.SUBMITTED
    assert (letter.number, letter.issued_at, letter.sha256, letter.pdf_key) == (None, None, None, None)


def test_the_leaders_of_the_unit_that_issues_it_are_offered_first(office: Office, make: Factory) -> None:
    letter = office.reply_letter()
    assert queries.signers(office.session, letter) == [office.leader]
    own = make.account(Role.LEADER, unit=office.unit)
    assert queries.signers(office.session, letter) == [own, office.leader]


def test_the_drafter_cannot_sign_even_as_a_leader(office: Office, make: Factory, session: Session) -> None:
    both = make.account(Role.SUPERVISOR, Role.LEADER, unit=office.supervisor.unit, telephone="1")
    letter = office.draft(LetterKind.SUPERVISION, both)
    with pytest.raises(RuleBroken):
        operations.submit(session, letter, actor=actor(both), signer=both)
    operations.submit(session, letter, actor=actor(both), signer=office.leader)
    with pytest.raises(NotPermitted):
        operations.sign(session, letter, actor=actor(both), seen=letter.version)


def test_only_the_leader_asked_signs(office: Office, make: Factory, session: Session) -> None:
    other = make.account(Role.LEADER)
    letter = office.submitted_letter()
    with pytest.raises(NotPermitted):
        operations.sign(session, letter, actor=actor(other), seen=letter.version)


def test_a_returned_letter_is_changed_and_submitted_again(office: Office, session: Session) -> None:
    letter = office.submitted_letter()
    operations.send_back(session, letter, actor=actor(office.leader), reason="请补充期限依据。")
    assert letter.state is LetterState.RETURNED
    body = letter.body + "\n附注。"
    wording = drafts.Wording(letter.title, letter.addressee, body, letter.contact, "", letter.reply_by)
    drafts.revise(session, letter, actor=actor(office.supervisor), wording=wording, seen=letter.version)
    operations.submit(session, letter, actor=actor(office.supervisor), signer=office.leader)
    assert letter.state is LetterState.SUBMITTED


def test_a_signer_who_saw_an_older_text_is_told(office: Office, session: Session) -> None:
    letter = office.submitted_letter()
    with pytest.raises(StaleEdit):
        operations.sign(session, letter, actor=actor(office.leader), seen=letter.version - 1)


def test_a_letter_that_cannot_be_drawn_is_not_submitted(office: Office, session: Session) -> None:
    letter = office.supervision_letter()
    letter.body += "ᚠ"
    with pytest.raises(RuleBroken, match="ᚠ"):
        operations.submit(session, letter, actor=actor(office.supervisor), signer=office.leader)


def test_an_issued_letter_can_no_longer_be_changed(office: Office, session: Session) -> None:
    letter = office.issued_letter()
    wording = drafts.Wording("别的标题的函", letter.addressee, letter.body)
    with pytest.raises(TransitionNotAllowed):
        drafts.revise(session, letter, actor=actor(office.supervisor), wording=wording, seen=letter.version)


def test_numbers_follow_one_another_and_a_void_letter_keeps_its_own(office: Office, session: Session) -> None:
    first = office.issued_letter()
    operations.void(session, first, actor=actor(office.leader), reason="事项已经办结。")
    second = office.issued_letter()
    year = clock.today().year
    assert [first.number, second.number] == [f"安政法督〔{year}〕1号", f"安政法督〔{year}〕2号"]
    assert first.state is LetterState.VOID


def test_a_letter_is_served_opened_answered_redone_and_accepted(office: Office, session: Session) -> None:
    letter = office.issued_letter()
    supervisor, officer = actor(office.supervisor), actor(office.officer)
    operations.serve(session, letter, actor=supervisor)
    operations.mark_opened(session, letter, actor=officer)
    assert letter.opened_at is not None
    first = replies.answer(session, letter, actor=officer, reply=Reply("正在协调供电。"))
    assert letter.state is LetterState.ANSWERED
    replies.rule(session, letter, first, actor=supervisor, accepted=False, reason="请说明完成时间。")
    assert letter.state is LetterState.SERVED
    second = replies.answer(session, letter, actor=officer, reply=Reply("10月20日恢复供电。"))
    replies.rule(session, letter, second, actor=supervisor, accepted=True)
    assert letter.state is LetterState.ACCEPTED


def test_a_reply_letter_tells_the_outcome_and_goes_to_the_enterprise(office: Office) -> None:
    letter = office.reply_letter()
    assert letter.addressee == office.case.enterprise.name
    assert "已恢复供电" in letter.body
    assert letter.enterprise_id is None  # until it is issued the enterprise knows nothing of it


def test_a_case_without_an_outcome_gets_no_reply_letter(office: Office) -> None:
    office.case.outcome = ""
    with pytest.raises(RuleBroken):
        office.reply_letter()


def test_a_unit_without_a_code_cannot_issue_letters(office: Office, make: Factory, session: Session) -> None:
    other = make.account(Role.SUPERVISOR, unit=make.unit())
    with pytest.raises(RuleBroken):
        office.draft(LetterKind.SUPERVISION, other)
