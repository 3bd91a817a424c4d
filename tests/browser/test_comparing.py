"""Comparing a file with an issued letter: the browser does it, and the file stays where it is."""

import hashlib

import pytest
import sqlalchemy as sa
from playwright.sync_api import Request, expect
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.enterprises.models import Enterprise
from portal.letters.models import Letter
from portal.vocabulary import LetterKind, LetterState
from tests.browser.conftest import County, Meeting
from tests.factories import Factory

CONTENT = b"%PDF-1.7 the bytes of a letter"
TOKEN = "a-token-for-this"


def issue(session: Session) -> None:
    """Put an issued letter there without printing it."""
    drafter = session.scalars(sa.select(Account).where(Account.username == "ducha")).one()
    case = Factory(session).case(session.scalars(sa.select(Enterprise)).first())
    letter = Letter(
        kind=LetterKind.SUPERVISION,
        state=LetterState.SERVED,
        about=case.enterprise,
        case=case,
        issuing_unit=drafter.unit,
        issuer="中共安澜县委政法委员会",
        code="安政法督",
        title="关于督办复工受阻事项的函",
        addressee="安澜县供电服务中心",
        body="请依法办理并反馈。",
        drafted_by=drafter,
        drafted_at=clock.now(),
        issued_at=clock.now(),
        number="安政法督〔2026〕1号",
        verify_token=TOKEN,
        sha256=hashlib.sha256(CONTENT).hexdigest(),
    )
    session.add(letter)


@pytest.fixture(scope="module")
def letter(county: County) -> None:
    county.behind(issue)


def test_a_file_is_compared_in_the_browser_and_never_sent(letter: None, meeting: Meeting) -> None:
    visitor = meeting.comes().open(f"/verify/{TOKEN}")
    sent: list[Request] = []
    visitor.page.on("request", lambda request: sent.append(request))  # noqa: PLW0108  Playwright marks what it calls
    expect(visitor.main).to_contain_text("不会离开这台电脑")
    for content, words in ((CONTENT, "完全一致"), (CONTENT[:-1] + b"?", "不一致")):
        file = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": content}
        visitor.page.get_by_label("PDF").set_input_files(file)
        visitor.main.get_by_role("button", name="比对", exact=True).click()
        expect(visitor.main.get_by_role("status")).to_contain_text(words)
    assert sent == []
