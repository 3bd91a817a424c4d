"""Lists leave the portal as they stand on the screen: watermarked, masked, recorded, and harmless in a spreadsheet."""

import csv
import io
import tracemalloc
from datetime import date
from pathlib import Path
from unittest import mock

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from portal import clock
from portal.attachments.storage import storage
from portal.audit.models import AuditEvent
from portal.background.models import BackgroundTask
from portal.background.running import work_off
from portal.enterprises.bulk.columns import HEADINGS, matched
from portal.exports import making
from portal.exports.masking import masked_email, masked_name, masked_telephone
from portal.exports.writing import WRITE, Sheet
from portal.vocabulary import CaseStatus, Channel, ExportShape, Reopening, Role, TaskState
from tests.factories import Factory
from tests.judging import JudgingClient


def table_of(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("shape", ExportShape)
def test_nothing_written_becomes_a_formula(tmp_path: Path, shape: ExportShape) -> None:
    path = tmp_path / f"x.{shape}"
    rows = [["=1+1", "@SUM(A1)", "－5", "正常", 3], ["\x00a\x1b", None, clock.now(), clock.today(), 0.5]]
    WRITE[shape](path, Sheet("清单", "导出人：林晓雯", ["甲", "乙", "丙", "丁", "戊"], [8] * 5, rows))
    if shape is ExportShape.CSV:
        assert table_of(path.read_bytes())[2] == ["'=1+1", "'@SUM(A1)", "'－5", "正常", "3"]
        return
    book = load_workbook(path)
    page = book.active
    assert page is not None
    assert [cell.data_type for cell in page[4]] == ["s", "s", "s", "s", "n"]
    assert page["A4"].value == "=1+1"
    assert page["A5"].value == "a"
    assert page["A2"].value == book.properties.creator == page.oddFooter.left.text == "导出人：林晓雯"


def test_memory_stays_flat_however_many_rows_there_are(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        tracemalloc.start()
        for shape in ExportShape:
            sheet = Sheet("清单", "", ["甲", "乙"], [8, 8], ([f"第{n}行", n] for n in range(rows)))
            WRITE[shape](tmp_path / "x", sheet)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(10)
    assert peak(6_000) < 2 * peak(1_500)


def test_what_is_masked_keeps_its_shape() -> None:
    assert masked_name("赵立新") == "赵**"
    assert masked_telephone("13800001234") == "138****1234"
    assert masked_telephone("8211480") == "82***80"
    assert masked_telephone("12345") == "*****"
    assert masked_email("zhao@portal.test") == "z***@portal.test"
    assert masked_name("") == masked_telephone("") == masked_email("") == ""


@pytest.mark.parametrize(("role", "seen"), [(Role.COORDINATOR, "赵立新"), (Role.SUPERVISOR, "赵**")])
def test_the_directory_is_exported_as_filtered_and_masked_by_role(
    client: JudgingClient, make: Factory, session: Session, role: Role, seen: str
) -> None:
    make.enterprise(name="安澜县清河粮油厂", contact_name="赵立新", reopening=Reopening.FULL)
    make.enterprise(name="安澜县东港货运站", reopening=Reopening.CLOSED)
    account = make.account(role)
    client.sign_in(account)
    assert "导出CSV" in client.get("/enterprises?reopening=full").text
    form = {"shape": "csv", "query": "reopening=full&page=1"}
    made = client.post("/exports/enterprises", form, expect=200, judge=False).response
    rows = table_of(made.data)
    assert rows[0][0].startswith("企业　导出人：")
    assert account.name in rows[0][0]
    assert account.name in rows[-1][0]
    assert matched(rows[1]).keys() == HEADINGS.keys(), "what was exported can be changed and imported"
    assert [row[0] for row in rows[2:-1]] == ["安澜县清河粮油厂"]
    assert seen in rows[2]
    event = session.scalars(sa.select(AuditEvent).where(AuditEvent.act == "export:make")).one()
    assert (event.subject, event.detail["rows"], event.detail["shape"]) == ("export:enterprises", 1, "csv")


def test_figures_are_exported_as_numbers_with_the_days_and_filters_they_are_of(
    client: JudgingClient, make: Factory
) -> None:
    query = "since=2026-01-01&until=2026-11-20&channel=telephone"
    with clock.travel(clock.local_instant(date(2026, 11, 20), 18)):
        for status in (CaseStatus.CLOSED, CaseStatus.IN_PROGRESS, CaseStatus.IN_PROGRESS):
            make.case(status=status, channel=Channel.TELEPHONE)
        make.case()
        client.sign_in(make.account(Role.SUPERVISOR))
        assert "33.3%" in client.get(f"/figures?{query}").words
        form = {"shape": "xlsx", "query": query}
        made = client.post("/exports/figures", form, expect=200, judge=False).response
    page = load_workbook(io.BytesIO(made.data)).active
    assert page is not None
    assert page["A1"].value == "统计指标（2026年1月1日至2026年11月20日，电话）"
    (rate,) = (row for row in page.iter_rows(min_row=4) if row[0].value == "办结率")
    assert [cell.value for cell in rate[1:4]] == [1, 3, pytest.approx(1 / 3)]
    assert rate[3].number_format == "0.0%"


def test_a_large_list_is_made_in_the_background(client: JudgingClient, make: Factory, session: Session) -> None:
    for _ in range(3):
        make.case()
    client.sign_in(make.account(Role.COORDINATOR))
    with mock.patch.object(making, "AT_ONCE", 2):
        page = client.post("/exports/cases", {"shape": "xlsx", "query": "tab=all"}, follow=True)
    assert "3行" in page.h1
    work_off(session)
    task = session.get_one(BackgroundTask, int(page.response.request.path.rsplit("/", 1)[1]))
    assert (task.state, task.reason) == (TaskState.DONE, "")
    book = load_workbook(io.BytesIO(storage().get(task.product_key or "")), read_only=True)
    assert len(list(book.active.iter_rows(min_row=4))) == 3 + 2  # and the watermark at the foot


@pytest.mark.parametrize(
    ("name", "able", "unable"), [("figures", Role.COORDINATOR, Role.ADMIN), ("audit", Role.ADMIN, Role.LEADER)]
)
def test_a_list_is_sent_to_whoever_has_its_page_and_is_not_found_by_others(
    client: JudgingClient, make: Factory, name: str, able: Role, unable: Role
) -> None:
    make.case()
    form = {"shape": "xlsx", "query": "since=nonsense&page=2"}
    client.sign_in(make.account(able))
    made = client.post(f"/exports/{name}", form, expect=200, judge=False).response
    assert load_workbook(io.BytesIO(made.data)).active is not None
    client.sign_out().sign_in(make.account(unable))
    client.post(f"/exports/{name}", form, expect=404)


def test_an_unknown_list_is_not_found(client: JudgingClient, make: Factory) -> None:
    client.sign_in(make.account(Role.COORDINATOR))
    client.post("/exports/nonsense", {"shape": "xlsx"}, expect=404)
    client.post("/exports/cases", {"shape": "exe"}, expect=404)
