import io

from sqlalchemy.orm import Session

from portal.attachments.storage import storage
from portal.letters import operations, queries
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.vocabulary import LetterState, Role
from tests.factories import Factory, actor
from tests.judging import JudgingClient, Page
from tests.letters.conftest import Office

FIELDS = ("title", "addressee", "body", "reply_by", "contact", "copies", "version")


def test_a_letter_goes_from_draft_to_accepted_through_its_pages(office: Office, client: JudgingClient) -> None:
    client.sign_in(office.supervisor)
    client.get(f"/letters?case={office.case.reference}")
    page = client.post(f"/letters/draft/{office.case.reference}/supervision", follow=True)
    number = page.response.request.path.split("/")[2]
    form = {name: page.value(name) for name in FIELDS}
    client.post(f"/letters/{number}/edit", form | {"copies": "安澜县工业和信息化局"})
    page = client.get(f"/letters/{number}/submit")
    client.post(f"/letters/{number}/submit", {"signer": office.leader.id, "version": page.value("version")})
    client.sign_out().sign_in(office.leader)
    page = client.get(f"/letters/{number}/sign")
    client.post(f"/letters/{number}/sign", {"version": page.value("version")})
    client.sign_out().sign_in(office.supervisor)
    client.post(f"/letters/{number}/serve")
    client.sign_out().sign_in(office.officer)
    client.get(f"/letters/{number}")
    client.get(f"/letters/{number}/answer")
    reply = {"situation": "已会同供电单位现场核实。", "result": "10月20日恢复供电。", "contact": "赵立新 0000-821 1480"}
    client.post(f"/letters/{number}/answer", reply)
    client.sign_out().sign_in(office.supervisor)
    rule = next(link for link in client.get(f"/letters/{number}").links() if link.endswith("/rule"))
    assert "10月20日恢复供电" in client.get(rule).words
    client.post(rule, {"ruling": "accepted"})
    assert "回复审核通过" in client.get(f"/letters/{number}").words


def test_the_pdf_of_an_issued_letter_is_the_stored_bytes(
    office: Office,
    session: Session,
    client: JudgingClient,
) -> None:
    letter = office.issued_letter()
    client.sign_in(office.supervisor)
    answer = client.get(f"/letters/{letter.id}/pdf").response
    assert answer.mimetype == "application/pdf"
    assert answer.data == storage().get(letter.pdf_key or "")


def test_the_public_page_tells_that_a_letter_is_genuine_and_not_what_it_says(
    office: Office,
    session: Session,
    client: JudgingClient,
) -> None:
    letter = office.issued_letter()
    page = client.get(f"/verify/{letter.verify_token}")
    assert letter.number in page.words
    assert "有效，签名人：安澜县（演示用证书）" in page.words
    assert "使用演示用证书签名" in page.words
    assert letter.title not in page.text
    assert office.case.title not in page.text


def shown(page: Page) -> list[str]:
    """Which of the answers of the comparison the page shows."""
    assert page.tree is not None
    return [str(answer) for answer in page.tree.xpath("//*[@data-answer][not(@hidden)]/@data-answer")]


def test_a_file_is_compared_to_the_last_byte(office: Office, session: Session, client: JudgingClient) -> None:
    letter = office.issued_letter()
    content = storage().get(letter.pdf_key or "")
    address = f"/verify/{letter.verify_token}"
    same = client.post(address, {"file": (io.BytesIO(content), "letter.pdf")}, expect=200)
    changed = client.post(address, {"file": (io.BytesIO(content[:-1] + b"?"), "letter.pdf")}, expect=200)
    assert shown(same) == ["same"]
    assert shown(changed) == ["other"]
    assert shown(client.post(address, {}, expect=200)) == ["nothing"]


def test_a_void_letter_says_so_on_the_public_page(office: Office, session: Session, client: JudgingClient) -> None:
    letter = office.issued_letter()
    operations.void(session, letter, actor=actor(office.leader), reason="事项已经办结。")
    assert "函件已作废" in client.get(f"/verify/{letter.verify_token}").words


def test_a_number_is_found_whatever_brackets_are_typed(office: Office, session: Session, client: JudgingClient) -> None:
    number = office.issued_letter().number or ""
    typed = number.replace("〔", "[").replace("〕", "]")
    assert "函件真实" in client.get("/verify", query_string={"number": typed}).words
    assert "没有这个发文字号" in client.get("/verify", query_string={"number": "安政法督〔1999〕1号"}).words


def test_a_draft_says_nothing_to_the_public(office: Office, client: JudgingClient) -> None:
    client.get(f"/verify/{office.supervision_letter().verify_token}", expect=404)


def test_a_stale_text_is_kept_beside_the_newer_one(office: Office, client: JudgingClient) -> None:
    letter = office.supervision_letter()
    client.sign_in(office.supervisor)
    page = client.get(f"/letters/{letter.id}/edit")
    form = {name: page.value(name) for name in FIELDS}
    client.post(f"/letters/{letter.id}/edit", form | {"title": "关于督办冷库复电事项的函"})
    mine = "企业反映断电。请依法办理并反馈，我写的内容不能丢。"
    late = client.post(f"/letters/{letter.id}/edit", form | {"body": mine}, expect=409)
    assert "关于督办冷库复电事项的函" in late.words
    assert late.value("body") == mine
    assert late.tree is not None
    assert late.tree.xpath("//*[@role='alert']//dt/text()") == ["标题", "正文"]


def test_every_text_that_somebody_else_changed_is_shown_beside_the_late_one(
    office: Office, client: JudgingClient
) -> None:
    letter = office.supervision_letter()
    client.sign_in(office.supervisor)
    page = client.get(f"/letters/{letter.id}/edit")
    form = {name: page.value(name) for name in FIELDS}
    client.post(f"/letters/{letter.id}/edit", form | {"copies": "安澜县工业和信息化局", "contact": ""})
    late = client.post(f"/letters/{letter.id}/edit", form, expect=409)
    assert late.tree is not None
    shown = late.tree.xpath("//*[@role='alert']//div/*[self::dt or self::dd]/text()")
    assert shown == ["联系方式", "无", "抄送", "安澜县工业和信息化局"]


def test_a_title_typed_on_two_lines_is_kept_on_one(office: Office, client: JudgingClient) -> None:
    letter = office.supervision_letter()
    client.sign_in(office.supervisor)
    page = client.get(f"/letters/{letter.id}/edit")
    form = {name: page.value(name) for name in FIELDS}
    client.post(f"/letters/{letter.id}/edit", form | {"title": "关于督办ABC\r\nCo., Ltd.\r\n冷库 复电事项的函"})
    assert letter.title == "关于督办ABC Co., Ltd.冷库 复电事项的函"


def test_a_letter_not_addressed_to_somebody_is_not_found(office: Office, make: Factory, client: JudgingClient) -> None:
    letter = office.supervision_letter()
    for stranger in (make.account(Role.OFFICER, unit=make.unit()), make.member(make.enterprise()), office.officer):
        client.sign_in(stranger)
        for path in ("", "/pdf", "/edit", "/submit"):
            client.get(f"/letters/{letter.id}{path}", expect=404)
        client.sign_out()


def test_the_list_and_the_permission_agree_for_everybody(office: Office, make: Factory, session: Session) -> None:
    letters = [office.supervision_letter(), office.issued_letter(), office.reply_letter()]
    served = office.reply_letter()
    operations.submit(session, served, actor=actor(office.officer), signer=office.leader)
    operations.sign(session, served, actor=actor(office.leader), seen=served.version)
    letters.append(served)
    enterprise = office.case.enterprise
    people = [
        actor(make.member(enterprise), enterprise_ids=frozenset({enterprise.id})),
        actor(make.account(Role.LIAISON), liaison_of=frozenset({enterprise.id})),
        actor(make.account(Role.LAWYER), lawyer_of=frozenset({enterprise.id})),
        *(actor(make.account(role, unit=office.unit)) for role in Role if role is not Role.ENTERPRISE),
        actor(office.officer),
        actor(office.supervisor),
    ]
    for person in people:
        listed = {letter.id for letter in queries.page_of_letters(session, person, case=None, state="", page=1).letters}
        allowed = {letter.id for letter in letters if permits(person, Permission.LETTER_VIEW, letter)}
        assert listed == allowed, person.roles
    assert LetterState.ISSUED in {letter.state for letter in letters}
