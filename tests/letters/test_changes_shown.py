from sqlalchemy.orm import Session

from portal.letters import drafts, operations
from portal.letters.models import Letter
from tests.factories import actor
from tests.judging import JudgingClient, Page
from tests.letters.conftest import Office


def mended(office: Office, session: Session) -> Letter:
    """A letter that was returned for its title, changed and submitted again."""
    letter = office.submitted_letter()
    operations.send_back(session, letter, actor=actor(office.leader), reason="请写明完成日期。")
    body = letter.body.replace("特此函告。", "请于10月31日前恢复供电。\n特此函告。")
    wording = drafts.Wording(letter.title, letter.addressee, body, letter.contact, "", letter.reply_by)
    drafts.revise(session, letter, actor=actor(office.supervisor), wording=wording, seen=letter.version)
    operations.submit(session, letter, actor=actor(office.supervisor), signer=office.leader)
    return letter


def added(page: Page) -> list[str]:
    assert page.tree is not None
    return [element.text_content() for element in page.tree.xpath("//ins")]


def test_the_signer_sees_what_changed_since_the_return(office: Office, session: Session, client: JudgingClient) -> None:
    letter = mended(office, session)
    client.sign_in(office.leader)
    for path in ("", "/sign"):
        assert added(client.get(f"/letters/{letter.id}{path}")) == ["请于10月31日前恢复供电。"]


def test_a_letter_never_returned_shows_no_changes(office: Office, client: JudgingClient) -> None:
    letter = office.submitted_letter()
    client.sign_in(office.leader)
    page = client.get(f"/letters/{letter.id}/sign")
    assert added(page) == []
    assert "特此函告。" in page.words


def test_the_text_as_signed_stays_to_be_read_with_its_changes(
    office: Office, session: Session, client: JudgingClient
) -> None:
    letter = mended(office, session)
    operations.sign(session, letter, actor=actor(office.leader), seen=letter.version)
    client.sign_in(office.supervisor)
    page = client.get(f"/letters/{letter.id}")
    assert page.tree is not None
    assert "请于10月31日前恢复供电。" in page.tree.xpath("string(//details[summary='签发文本'])")
    assert added(page) == ["请于10月31日前恢复供电。"]


def test_the_addressee_reads_the_text_as_signed_and_not_how_it_came_about(
    office: Office, session: Session, client: JudgingClient
) -> None:
    letter = mended(office, session)
    operations.sign(session, letter, actor=actor(office.leader), seen=letter.version)
    operations.serve(session, letter, actor=actor(office.supervisor))
    client.sign_in(office.officer)
    page = client.get(f"/letters/{letter.id}")
    assert "签发文本" in page.words
    assert [line for line in ("已送达", "已退回修改", "上次退回后的修改", "已送签") if line in page.words] == ["已送达"]
