"""What is late climbs the ladder, gets a supervision letter and an answer; anybody can verify the letter."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import segno
from PIL import Image
from pypdf import PdfReader
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.demo import account
from portal.cases import operations
from portal.cases.intake.categories import by_code
from portal.cases.intake.operations import Telling, submit
from portal.cases.models import Case
from portal.enterprises.models import Enterprise
from portal.pairing.actors import actor_for
from portal.permissions.actor import Actor
from portal.supervision.sweeps import sweep
from portal.vocabulary import CaseKind
from tests.browser.conftest import County, Meeting
from tests.browser.person import Person

TITLE = "社会保险缓缴申请一直没有答复"
LATE = clock.local_instant(date(2026, 10, 23), 9)
SLOW = "缓缴申请窗口要求重复提交材料"
MENDED = "请于收到本函之日起五个工作日内办结，并书面反馈。"


def brought_to_the_officer(session: Session, title: str = TITLE) -> str:
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
        title=title,
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
        submission_key=title,
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


@contextmanager
def swept(county: County, case: str, month: int, day: int) -> Iterator[list[str]]:
    """Live on a day of 2026 after the worker has swept; give the steps that it took on a case."""
    with clock.travel(clock.local_instant(date(2026, month, day), 9)):
        yield [step.rung.value for step in county.behind(sweep) if case == f"/cases/{step.case}"]


def unfolded(person: Person, case: str) -> Person:
    """Open a case, and why each step of the ladder was or was not taken."""
    person.open(case).main.get_by_text("各步是否采取及其原因").click()
    return person


def sends_back(supervisor: Person, case: str, reason: str) -> None:
    """Ask for another answer to a step; the reason is needed."""
    supervisor.open(case).follow("审核回复").tick("退回重办").press("审核督办回复：蓝牌").reads(
        "请说明还需补充哪些内容。"
    )
    supervisor.tick("退回重办").write("理由", reason).press("审核督办回复：蓝牌").reads(reason)


def replies_to_step(officer: Person, case: str, text: str) -> None:
    officer.open(case).follow("回复 ：蓝牌").write("办理情况和下一步安排", text)
    officer.press("回复督办：蓝牌").reads(text, "待审核")


def signs_what_the_ladder_drafted(supervisor: Person, leader: Person, case: str) -> str:
    """Send the draft of the sweep to be signed, sign and serve it; a second letter is not begun."""
    unfolded(supervisor, case).reads("起草督办函送签").follow("本事项的函件").press("拟督办函").reads("一事一函")
    letter = supervisor.page.url
    supervisor.follow("送签").choose("签发人", "梁景行").press("送签").reads("待签发")
    leader.open(letter).follow("签发").press("签发").reads("已签发")
    supervisor.open(letter).press("送达").reads("已送达")
    return letter


def asks_for_supervision(enterprise: Person, case: str) -> None:
    """Ask once; the page then says so and offers it no more."""
    enterprise.open(case).misses("黄牌").follow("请求督办").write("需要督查员了解的情况", "职工医保即将中断。")
    enterprise.press("请求督办").reads("10月22日已请求督办")
    enterprise.open(case.replace("cases", "supervision") + "/request").press("请求督办").reads("已经办过")


def test_a_case_goes_late_day_by_day_through_every_rung(meeting: Meeting, county: County) -> None:
    case = f"/cases/{county.behind(lambda session: brought_to_the_officer(session, SLOW))}"
    with swept(county, case, 10, 20) as steps:
        assert steps == ["reminder"]
        meeting.comes("承办人").open(case).reads("提醒", "已告知：林晓雯", "10月21日未办结发蓝牌。")
    with swept(county, case, 10, 21) as steps:
        assert steps == ["blue"]
        officer, supervisor = meeting.comes("承办人"), meeting.comes("督查员")
        replies_to_step(officer, case, "正在与窗口联系。")
        sends_back(supervisor, case, "没有写明办结时间。")
        replies_to_step(officer, case, "10月23日前书面答复企业。")
    with swept(county, case, 10, 22) as steps:
        assert steps == ["yellow"]
        asks_for_supervision(meeting.comes("企业"), case)
    with swept(county, case, 10, 26) as steps:
        assert steps == ["letter"]
        letter = signs_what_the_ladder_drafted(meeting.comes("督查员"), meeting.comes("牵头领导"), case)
    with swept(county, case, 11, 2) as steps:
        assert steps == ["leader"]
        unfolded(meeting.comes("牵头领导"), case).reads("11月2日仍未办结：报企业的牵头领导。")
    with swept(county, case, 11, 4) as steps:
        assert steps == ["notice"]
        supervisor = meeting.comes("督查员").open("/supervision/cases?rung=notice").reads(SLOW)
        officer = meeting.comes("承办人")
        answers(officer, "正在办理。")
        rules(supervisor, letter, "退回重办", "没有办理结果，请办结后回复。").reads("没有办理结果")
        answers(officer, "缓缴申请已经批准，书面答复已送达企业。")
        rules(supervisor, letter, "审核通过").reads("审核通过")
        unfolded(supervisor, case).reads("各级督办措施都已采取", "11月4日仍未办结：列入通报。", "企业请求督办")
