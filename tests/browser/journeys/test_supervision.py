"""What is late gets a supervision letter: drafted, returned, signed, served, answered, and verified by anybody."""

import io
from datetime import date, timedelta
from pathlib import Path

import segno
from PIL import Image
from pypdf import PdfReader
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.demo import account
from portal.cases import operations
from portal.cases.categories import by_code
from portal.cases.intake import Telling, submit
from portal.cases.models import Case
from portal.enterprises.models import Enterprise
from portal.pairing.actors import actor_for
from portal.permissions.actor import Actor
from portal.vocabulary import CaseKind
from tests.browser.conftest import County, Meeting
from tests.browser.person import Person

TITLE = "社会保险缓缴申请一直没有答复"
LATE = clock.local_instant(date(2026, 10, 23), 9)
MENDED = "请于收到本函之日起五个工作日内办结，并书面反馈。"


def brought_to_the_officer(session: Session) -> str:
    """Have a case submitted, accepted and dispatched, and return its reference."""

    def acting(username: str) -> Actor:
        found = account(session, username)
        assert found is not None
        return actor_for(session, found)

    category, officer = by_code(session, "labour-insurance"), account(session, "chengban")
    assert category is not None
    assert officer is not None
    assert officer.unit is not None
    telling = Telling(
        category=category,
        title=TITLE,
        description="9月初向窗口提交了缓缴申请，至今没有收到书面答复，职工担心影响医保待遇。",
        contact_name="张慧敏",
        contact_telephone="139 0000 7700",
    )
    case: Case = submit(
        session,
        actor=acting("qiye"),
        enterprise=session.get_one(Enterprise, 1),
        kind=CaseKind.DIFFICULTY,
        telling=telling,
        submission_key="late",
    )
    coordinator = acting("diaodu")
    operations.accept(session, case, actor=coordinator)
    operations.dispatch(session, case, actor=coordinator, unit=officer.unit, handler=officer)
    return case.reference


def drafts(supervisor: Person) -> str:
    """Draft a letter from the late case, submit it to be signed, and return its address."""
    supervisor.open("/").follow(TITLE).reads("超2个工作日").follow("本事项的函件").press("拟督办函")
    supervisor.write("反馈期限", "2026-10-01").press("保存草稿").reads("反馈期限应当在今天以后。", "修改后才能送签。")
    supervisor.follow("修改内容").write("反馈期限", "2026-10-30").press("保存草稿").misses("修改后才能送签。")
    supervisor.follow("送签").choose("签发人", "梁景行").press("送签").reads("待签发")
    return supervisor.page.url


def mends(supervisor: Person, letter: str) -> None:
    supervisor.open(letter).reads("没有写明办结期限").follow("修改内容")
    body = supervisor.main.get_by_label("正文")
    supervisor.write("正文", f"{body.input_value()}\n{MENDED}").press("保存草稿").reads(MENDED)
    supervisor.follow("送签").choose("签发人", "梁景行").press("送签").reads("待签发")


def answers(officer: Person, result: str) -> None:
    """Reply for the unit."""
    officer.open("/letters").follow("督办").follow("回复函件").write("办理情况", "已与企业和经办窗口核对申请材料。")
    officer.write("办理结果", result).write("联系方式", "林晓雯，0000-821 1480").press("提交回复").reads(result)


def rules(supervisor: Person, letter: str, ruling: str, reason: str = "") -> Person:
    """Rule on the unit's reply."""
    supervisor.open(letter).follow("审核回复").tick(ruling).write("理由", reason)
    return supervisor.press("确定")


def downloads(reader: Person, letter: str) -> bytes:
    """Fetch the PDF behind the letter's button."""
    link = reader.open(letter).main.get_by_role("link", name="打开PDF").get_attribute("href")
    assert link
    answer = reader.page.request.get(link)
    content = answer.body()
    assert content.startswith(b"%PDF-")
    assert "安政法督〔2026〕1号" in "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content


def modules(picture: Image.Image) -> list[list[bool]]:
    """Return the dark modules of a QR code that was printed with four pixels each."""
    size = picture.width // 4
    small = picture.convert("L").resize((size, size), Image.Resampling.NEAREST)
    return [[small.getpixel((x, y)) == 0 for x in range(size)] for y in range(size)]


def leads_to(address: str, content: bytes) -> bool:
    """Tell whether the code printed on the last page of a PDF names an address."""
    picture = PdfReader(io.BytesIO(content)).pages[-1].images[0].image
    assert picture is not None
    code = segno.make(address, error="m", micro=False)
    return modules(picture) == [[bool(dark) for dark in row] for row in code.matrix]


def compares(visitor: Person, content: bytes, path: Path) -> None:
    """Compare a file on the public page, whole and with one byte changed."""
    path.write_bytes(content)
    visitor.attach("PDF文件", path).click("比对").reads("与签发的函件完全一致").misses("不一致")
    path.write_bytes(content.replace(b"%PDF-1.7", b"%PDF-1.4"))
    visitor.attach("PDF文件", path).click("比对").reads("与签发的函件不一致").misses("完全一致")


def test_a_late_case_gets_a_letter_that_anybody_can_verify(meeting: Meeting, county: County, tmp_path: Path) -> None:
    county.behind(brought_to_the_officer)
    with clock.travel(LATE):
        supervisor, leader = meeting.comes("督查员"), meeting.comes("牵头领导")
        letter = drafts(supervisor)
        leader.open("/").follow("督办").follow("退回修改").write("理由", "没有写明办结期限，请补充。").press("退回")
        mends(supervisor, letter)
        leader.open(letter).follow("签发").press("签发").reads("已签发", "安政法督〔2026〕1号")
        supervisor.open(letter).press("送达").reads("已送达")
    with clock.travel(LATE + timedelta(days=3)):
        officer = meeting.comes("承办人")
        answers(officer, "缓缴申请正在审核。")
        rules(supervisor.sign_in(), letter, "退回重办", "没有办理结果，请办结后回复。").reads("没有办理结果")
        answers(officer, "缓缴申请已于今日办结，书面答复已送达企业。")
        rules(supervisor, letter, "审核通过").reads("审核通过")
        content = downloads(supervisor, letter)
        verified = supervisor.follow("核验本函").reads("函件真实").page.url
    visitor = meeting.comes()
    visitor.open("/verify").write("发文字号", "安政法督[2026]1号").press("核验").reads("函件真实")
    assert leads_to(verified, content)
    visitor.open(verified).reads("函件真实", "安政法督〔2026〕1号", "有效，签名人：安澜县（演示用证书）")
    compares(visitor, content, tmp_path / "督办函.pdf")
