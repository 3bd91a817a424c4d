"""Many letters become one file in the background, each asked for its permission again."""

import io
import zipfile
from datetime import UTC, datetime
from unittest import mock

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from portal import clock
from portal.attachments.storage import storage
from portal.background.models import BackgroundTask
from portal.background.running import work_off
from portal.errors import RuleBroken
from portal.letters import batches
from portal.letters.models import Letter
from portal.vocabulary import BatchShape, TaskState
from tests.factories import actor
from tests.judging import JudgingClient
from tests.letters.conftest import Office


def product(task: BackgroundTask) -> io.BytesIO:
    assert (task.state, task.reason) == (TaskState.DONE, "")
    return io.BytesIO(storage().get(task.product_key or ""))


def test_the_supervisor_gets_picked_letters_as_one_zip_through_the_pages(
    office: Office, client: JudgingClient, session: Session
) -> None:
    letters = [office.issued_letter()]
    draft = office.supervision_letter()
    session.commit()
    client.sign_in(office.supervisor)
    assert "ZIP" in client.get("/letters").words
    picked = {"pick": [letters[0].id, draft.id], "shape": "zip"}
    page = client.post("/letters/batch", picked, follow=True)
    assert page.h1 == "2份函件（ZIP压缩包）"
    task = session.get_one(BackgroundTask, int(page.response.request.path.rsplit("/", 1)[1]))
    task.params = task.params | {"letters": [*task.params["letters"], 999_999]}  # seen no more
    session.commit()
    work_off(session)
    with zipfile.ZipFile(product(task)) as package:
        names = package.namelist()
        assert names[0] == f"{letters[0].number} {letters[0].title}.pdf"
        assert names[1].startswith(f"草稿-{draft.id} ")
        assert package.read(names[0]) == storage().get(letters[0].pdf_key or "")
        assert package.read("清单.txt").decode("utf-8-sig").splitlines()[2:] == ["#999999　您已无权查看该函件。"]


def test_all_that_fit_become_one_pdf_in_order_with_bookmarks(
    office: Office, client: JudgingClient, session: Session
) -> None:
    letters = [office.issued_letter(), office.issued_letter()]
    office.supervision_letter()
    session.commit()
    client.sign_in(office.supervisor)
    asked = {"every": "yes", "state": "issued", "shape": "pdf"}
    page = client.post("/letters/batch", asked, follow=True)
    work_off(session)
    task = session.get_one(BackgroundTask, int(page.response.request.path.rsplit("/", 1)[1]))
    whole = PdfReader(product(task))
    assert [item.title for item in whole.outline] == [f"{letter.number} {letter.title}" for letter in letters]
    fields = [each.get_object().get("/FT") for page in whole.pages for each in page.get("/Annots", ())]
    assert ("/Sig" in fields, whole.root_object.get("/AcroForm")) == (False, None)  # signatures hold for single files
    pages = [whole.get_destination_page_number(item) for item in whole.outline]
    assert pages == [0, len(whole.pages) // 2]


def test_the_files_of_a_package_bear_the_time_of_the_office() -> None:
    with clock.travel(datetime(2026, 10, 12, 17, 30, 30, tzinfo=UTC)):
        assert batches._entry("清单.txt").date_time[:5] == (2026, 10, 13, 1, 30)


def test_a_file_that_the_store_does_not_give_is_named_beside_the_others(office: Office, session: Session) -> None:
    letter = office.supervision_letter()
    letter.number, letter.pdf_key = "安政法督〔2026〕9号", "letters/gone"
    assert batches._page(letter).fault == "文件暂时无法读取，请告知系统管理员。"


def test_whoever_may_see_none_any_more_gets_nothing(office: Office, session: Session) -> None:
    ids = [office.supervision_letter().id]
    task = batches.ask(session, actor=actor(office.supervisor), letters=ids, shape=BatchShape.PDF)
    with mock.patch.object(batches, "permits", return_value=False):
        work_off(session)
    assert task.state is TaskState.FAILED
    assert "无权" in task.reason


def test_nothing_and_too_much_are_refused(office: Office, client: JudgingClient, session: Session) -> None:
    with pytest.raises(RuleBroken):
        batches.ask(session, actor=actor(office.supervisor), letters=list(range(301)), shape=BatchShape.PDF)
    stranger = office.officer
    assert batches.matching(session, actor(stranger), [Letter.id == office.supervision_letter().id]) == []
    client.sign_in(office.supervisor)
    assert "请先勾选函件" in client.post("/letters/batch", {"shape": "zip"}, follow=True).words
