"""Photographs of a visit or of a case with a letter: chosen, named, shown to those who sign, and printed as chosen."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader
from sqlalchemy.orm import Session

from portal import clock
from portal.attachments.models import Attachment
from portal.attachments.operations import attach
from portal.attachments.storage import storage
from portal.cases.models import CaseEvent, CaseFile
from portal.cases.workflow import Action
from portal.errors import NotPermitted, RuleBroken
from portal.letters import annexes, countersigning, drafts, operations
from portal.letters.checking import clerks_remarks
from portal.letters.grounds import grounds_of_visit
from portal.letters.models import Letter
from portal.visits.models import Finding, Photo, Visit
from portal.vocabulary import CaseKind, CaseStatus, CheckSection, LetterKind, LetterState, RiskGrade, VisitKind
from tests.attachments.files import sent
from tests.factories import actor
from tests.judging import JudgingClient
from tests.letters.conftest import Office


def photographed(size: tuple[int, int] = (1600, 1200)) -> bytes:
    encoded = io.BytesIO()
    Image.new("RGB", size, (180, 90, 60)).save(encoded, "PNG")
    return encoded.getvalue()


def kept(office: Office, name: str, content: bytes) -> Attachment:
    return attach(office.session, actor=actor(office.officer), upload=sent(name, content))


def with_files(office: Office, *files: Attachment, public: bool = True) -> None:
    """Let a line of the case's record have files."""
    office.session.add(
        CaseEvent(
            case_id=office.case.id,
            at=clock.now(),
            action=Action.NOTE,
            actor_name="承办人",
            actor_role="officer",
            status=CaseStatus.IN_PROGRESS,
            public=public,
            files=[CaseFile(attachment=each) for each in files],
        )
    )
    office.session.flush()


def checked(office: Office, *photographs: bytes) -> Visit:
    """Make a check-up with one finding, of which there are photographs, and one of the yard."""
    visit = Visit(
        submission_key="key",
        enterprise=office.case.enterprise,
        kind=VisitKind.CHECKUP,
        on=clock.today(),
        visitor=office.officer,
        visitor_name=office.officer.name,
        recorded_at=clock.now(),
    )
    office.session.add(visit)
    office.session.flush()
    found = {"kind": CaseKind.LEGAL_QUESTION, "section": CheckSection.SAFETY, "grade": RiskGrade.MAJOR}
    finding = Finding(visit_id=visit.id, text="安全出口被堵塞。夜班有二十余人作业。", **found)
    office.session.add(finding)
    office.session.flush()
    files = [kept(office, f"现场{place}.png", content) for place, content in enumerate(photographs)]
    visit.photos = [
        *(Photo(attachment=each, finding_id=finding.id) for each in files),
        Photo(attachment=kept(office, "厂区大门.png", photographed((40, 30)))),
    ]
    office.session.flush()
    office.session.refresh(visit)
    return visit


def report(office: Office, visit: Visit) -> Letter:
    acting = actor(office.officer, liaison_of=frozenset({visit.enterprise_id}))
    grounds = grounds_of_visit(visit)
    return drafts.draft_from(office.session, grounds, office.officer, actor=acting, kind=LetterKind.CHECKUP)


def test_a_report_begins_with_the_photographs_of_its_findings(office: Office) -> None:
    letter = report(office, checked(office, photographed(), b"\x89PNG\r\n\x1a\n no picture"))
    (annex,) = letter.annexes
    assert annex["name"] == "现场照片"
    assert [picture["caption"] for picture in annex["pictures"]] == ["安全生产方面：安全出口被堵塞"]
    assert report(office, letter.visit).annexes == [annex], "the same photograph, the same digest"


def test_a_visit_without_photographs_of_findings_attaches_nothing(office: Office) -> None:
    assert report(office, checked(office)).annexes == []


def test_photographs_are_chosen_named_and_printed_through_the_pages(
    office: Office, session: Session, client: JudgingClient
) -> None:
    with_files(office, kept(office, "配电箱.png", photographed()), kept(office, "合同.pdf", b"%PDF-1.7"))
    with_files(office, kept(office, "厂房.png", photographed((60, 40))))
    letter = office.supervision_letter()
    client.sign_in(office.supervisor)
    address = f"/letters/{letter.id}/annexes"
    page = client.get(address)
    client.post(address, {"version": page.value("version"), "source": "pictures"}, expect=302)
    page = client.get(f"{address}/pictures")
    assert "配电箱" in page.words
    assert "合同" not in page.words
    shown = page.tree.xpath("//ul//img/@src")
    assert [client.get(each).response.mimetype for each in shown] == ["image/png", "image/png"]
    form = {"version": page.value("version"), "title": "现场照片"}
    assert "请选择照片。" in client.post(f"{address}/pictures", form, expect=422).words
    chosen = page.tree.xpath("//input[@name='chosen']/@value")
    client.post(f"{address}/pictures", form | {"chosen": chosen})
    page = client.get(f"{address}/3")
    client.post(f"{address}/3", {"version": page.value("version"), "captions-0": "二号厂房"}, expect=409)
    captions = {"captions-0": "二号厂房配电箱被断开", "captions-1": "二号厂房"}
    client.post(f"{address}/3", {"version": page.value("version"), "title": "断电现场照片"} | captions)
    assert [picture["caption"] for picture in letter.annexes[2]["pictures"]] == list(captions.values())
    page = client.get(address)
    assert "照片2张" in page.words
    assert not page.tree.xpath("//input[@value='pictures']"), "there is no other photograph"
    assert "二号厂房" in " ".join(str(each.words) for each in clerks_remarks(letter) if each.field == "annexes")
    pdf = client.get(f"/letters/{letter.id}/pdf").response.get_data()
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert "断电现场照片" in "".join("".join(pages).split())
    assert "图1" in pages[-2]
    assert "图2" in pages[-1]


def test_who_signs_sees_the_photographs_and_afterwards_the_pdf_has_them(
    office: Office, session: Session, client: JudgingClient
) -> None:
    with_files(office, kept(office, "配电箱.png", photographed()))
    with_files(office, other := kept(office, "另一张.png", photographed()))
    letter = office.supervision_letter()
    by, file = actor(office.supervisor), session.query(Attachment).filter_by(name="配电箱.png").one()
    annexes.add_pictures(session, letter, actor=by, name="现场照片", chosen=[file.id], seen=letter.version)
    operations.submit(session, letter, actor=by, signer=office.leader)
    session.flush()
    client.sign_in(office.leader)
    address = f"/letters/{letter.id}/annexes/pictures/{file.id}"
    assert address in client.get(f"/letters/{letter.id}/sign").tree.xpath("//img/@src")
    assert client.get(address).response.mimetype == "image/png"
    client.get(f"/letters/{letter.id}/annexes/pictures/{other.id}", expect=404)
    letter.state, letter.number = LetterState.ISSUED, "安政法督〔2026〕1号"
    session.flush()
    client.get(address, expect=404)


def test_a_countersignature_holds_for_the_very_photographs(office: Office, session: Session) -> None:
    with_files(
        office, *(kept(office, name, photographed(size)) for name, size in (("一.png", (90, 90)), ("二.png", (91, 90))))
    )
    letter, by = office.supervision_letter(), actor(office.supervisor)
    digests = set()
    for file in session.query(Attachment):
        annexes.add_pictures(session, letter, actor=by, name="现场照片", chosen=[file.id], seen=letter.version)
        digests.add(countersigning.digest_of(letter))
        annexes.remove(session, letter, 3, actor=by, seen=letter.version)
    assert len(digests) == 2


def test_what_the_drafter_may_not_see_cannot_be_attached_nor_what_is_no_picture(
    office: Office, session: Session
) -> None:
    with_files(office, broken := kept(office, "坏.png", b"\x89PNG\r\n\x1a\n no picture"))
    letter, by = office.supervision_letter(), actor(office.supervisor)
    foreign = kept(office, "别人的.png", photographed())
    session.flush()
    for chosen in ([], [foreign.id], [broken.id]):
        with pytest.raises(RuleBroken):
            annexes.add_pictures(session, letter, actor=by, name="照片", chosen=chosen, seen=letter.version)
    with pytest.raises(NotPermitted):
        annexes.add_pictures(
            session, letter, actor=actor(office.officer), name="照片", chosen=[broken.id], seen=letter.version
        )


def test_a_photograph_that_is_no_longer_what_was_chosen_stops_the_issue(office: Office, session: Session) -> None:
    with_files(office, file := kept(office, "配电箱.png", photographed()))
    letter, by = office.supervision_letter(), actor(office.supervisor)
    annexes.add_pictures(session, letter, actor=by, name="现场照片", chosen=[file.id], seen=letter.version)
    operations.submit(session, letter, actor=by, signer=office.leader)
    storage().delete(file.key)
    with pytest.raises(RuleBroken, match="照片无法打开"):
        operations.sign(session, letter, actor=actor(office.leader), seen=letter.version)
