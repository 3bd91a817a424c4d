import csv
import io

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.enterprises.bulk import files as bulk_files
from portal.enterprises.bulk import operations as bulk
from portal.enterprises.bulk.models import EnterpriseImport, ImportRow
from portal.enterprises.models import Enterprise, ReopeningRecord
from portal.errors import NotPermitted, RuleBroken, TransitionNotAllowed
from portal.vocabulary import ImportState, Reopening, Role, RowStatus, Sector, Standing, UnitKind
from tests.factories import Factory, actor, credit_code
from tests.judging import JudgingClient

HEAD = "统一社会信用代码,企业名称,行业类别,企业规模,镇街,联系人,联系电话,职工人数,复工情况"


@pytest.fixture
def coordinator(make: Factory) -> Account:
    make.unit("望江街道", UnitKind.STREET)
    return make.account(Role.COORDINATOR)


def line(number: int, name: str = "", **changes: str) -> str:
    cells = {"code": credit_code(number), "name": name or f"安澜{number}号机械厂", "sector": "工业", "size": "小型"}
    cells |= {"area": "望江街道", "who": "张慧敏", "line": "0571-88", "staff": "120", "reopening": "部分复工"} | changes
    return ",".join(cells.values())


def staged(session: Session, coordinator: Account, *lines: str) -> EnterpriseImport:
    batch = bulk.begin(session, actor=actor(coordinator), name="名单.csv", content="\n".join([HEAD, *lines]).encode())
    bulk.choose_columns(session, batch, actor=actor(coordinator), columns=batch.columns)
    bulk.stage(session, batch, lambda _done, _total: None)
    return batch


def written(session: Session, coordinator: Account, batch: EnterpriseImport) -> dict[RowStatus, int]:
    told: list[tuple[int, int]] = []
    bulk.start_writing(batch, actor=actor(coordinator))
    bulk.write(session, batch, actor=actor(coordinator), report=lambda done, total: told.append((done, total)))
    assert all(done == total for done, total in told[-1:])
    session.expire_all()
    return bulk.counted(session, batch)


def row(session: Session, batch: EnterpriseImport, number: int) -> ImportRow:
    return session.scalars(
        sa.select(ImportRow).where(ImportRow.import_id == batch.id, ImportRow.number == number)
    ).one()


def test_importing_twice_changes_nothing(session: Session, coordinator: Account) -> None:
    lines = [line(number) for number in range(910_001, 910_006)]
    batch = staged(session, coordinator, *lines)
    assert session.scalar(sa.select(sa.func.count(Enterprise.id))) == 0
    assert written(session, coordinator, batch) == {RowStatus.ADDED: 5}
    one = session.scalars(sa.select(Enterprise).order_by(Enterprise.id)).first()
    assert one is not None
    assert (one.sector, one.standing, one.staff_count, one.version) == (Sector.INDUSTRY, Standing.VERIFIED, 120, 1)
    assert session.scalar(sa.select(sa.func.count(ReopeningRecord.id))) == 5
    again = staged(session, coordinator, *lines)
    assert bulk.counted(session, again) == {RowStatus.SAME: 5}
    assert written(session, coordinator, again) == {RowStatus.SAME: 5}
    assert session.scalar(sa.select(sa.func.count(Enterprise.id))) == 5


def test_a_change_is_shown_before_and_after_and_empty_cells_change_nothing(
    session: Session, coordinator: Account
) -> None:
    written(session, coordinator, staged(session, coordinator, line(910_011)))
    told = line(910_011, size="中型", who="", line="", staff="130", reopening="全面复工")
    batch = staged(session, coordinator, told)
    assert row(session, batch, 2).before == {
        "size": ["小型", "中型"],
        "staff_count": ["120", "130"],
        "reopening": ["部分复工", "全面复工"],
    }
    assert written(session, coordinator, batch) == {RowStatus.UPDATED: 1}
    changed = session.scalars(sa.select(Enterprise)).one()
    assert (changed.staff_count, changed.contact_name, changed.reopening) == (130, "张慧敏", Reopening.FULL)
    assert changed.version == 2
    told_of_it = list(bulk_files.report(session, batch))[1]
    assert told_of_it[2] == "企业规模：小型 → 中型；职工人数：120 → 130；复工情况：部分复工 → 全面复工"


def test_a_registered_code_under_quite_another_name_waits_for_somebody_to_say_that_it_is_right(
    session: Session, coordinator: Account
) -> None:
    written(session, coordinator, staged(session, coordinator, line(910_015, "安澜恒泰纺织有限公司")))
    again = staged(session, coordinator, line(910_015, "安澜恒泰纺织有限责任公司"))
    assert bulk.counted(session, again) == {RowStatus.CHANGED: 1}
    batch = staged(session, coordinator, line(910_015, "望江粮油加工厂"))
    other = row(session, batch, 2)
    assert other.status is RowStatus.DOUBTFUL
    assert other.faults == [["name", "此代码已登记为安澜恒泰纺织有限公司，两个名称不同，请核实是否更名或者代码有误。"]]
    bulk.mend(session, batch, other, actor=actor(coordinator), values=other.values, accepted=True)
    assert other.status is RowStatus.CHANGED


def test_wrong_and_doubtful_rows_are_left_out_unless_they_are_mended(session: Session, coordinator: Account) -> None:
    lines = [
        line(910_021, "安澜恒泰纺织有限公司"),
        line(910_022, "安澜恒太纺织有限责任公司"),
        line(910_021, "安澜另一家厂"),
        line(910_023, sector="采矿"),
        line(910_024, code=credit_code(910_024)[:-1] + "O"),
        line(910_025, name="=1+1"),
    ]
    batch = staged(session, coordinator, *lines)
    assert bulk.counted(session, batch) == {RowStatus.NEW: 1, RowStatus.DOUBTFUL: 1, RowStatus.WRONG: 4}
    assert "安澜恒泰纺织有限公司" in row(session, batch, 3).faults[0][1]
    near, wrong = row(session, batch, 3), row(session, batch, 5)
    keeping = actor(coordinator)
    bulk.mend(session, batch, near, actor=keeping, values=near.values, accepted=True)
    bulk.mend(session, batch, wrong, actor=keeping, values=wrong.values | {"sector": "制造业"}, accepted=False)
    assert {near.status, wrong.status} == {RowStatus.NEW}
    session.flush()
    assert written(session, coordinator, batch) == {RowStatus.ADDED: 3, RowStatus.SKIPPED: 3}
    assert batch.state is ImportState.DONE
    with pytest.raises(TransitionNotAllowed):
        bulk.start_writing(batch, actor=keeping)


def test_only_the_coordinator_imports_and_code_and_name_need_their_columns(
    session: Session, coordinator: Account, make: Factory
) -> None:
    with pytest.raises(NotPermitted):
        bulk.begin(session, actor=actor(make.account(Role.SUPERVISOR)), name="a.csv", content=HEAD.encode())
    batch = bulk.begin(session, actor=actor(coordinator), name="a.csv", content=f"{HEAD}\n{line(1)}".encode())
    with pytest.raises(RuleBroken) as refused:
        bulk.choose_columns(session, batch, actor=actor(coordinator), columns={"name": 1})
    assert refused.value.field == "credit_code"


def test_the_template_names_every_field_and_can_be_imported(session: Session, coordinator: Account) -> None:
    made = load_workbook(io.BytesIO(bulk_files.template(session)))
    assert made.sheetnames == ["企业名单", "填写说明"]
    batch = bulk.begin(session, actor=actor(coordinator), name="模板.xlsx", content=bulk_files.template(session))
    assert len(batch.columns) == 13


def test_a_list_goes_through_its_pages(session: Session, client: JudgingClient, coordinator: Account) -> None:
    client.sign_in(coordinator)
    client.get("/enterprises/import/template", judge=False)
    client.get("/enterprises/import")
    refused = client.post("/enterprises/import", {"file": (io.BytesIO(b"MZ"), "名单.exe")}, expect=422)
    assert "XLSX" in refused.errors[0]
    text = "\n".join([HEAD, line(910_031), line(910_032, size="特大")]).encode()
    page = client.post("/enterprises/import", {"file": (io.BytesIO(text), "名单.csv")}, follow=True)
    at = page.response.request.path.removesuffix("/columns")
    columns = {name: str(place) for name, place in session.scalars(sa.select(EnterpriseImport)).one().columns.items()}
    shown = client.post(f"{at}/columns", columns, follow=True)
    assert "第3行" in shown.words
    client.get(f"{at}/rows/3")
    values = {**row(session, session.scalars(sa.select(EnterpriseImport)).one(), 3).values, "size": "大型"}
    client.post(f"{at}/rows/3", values)
    assert "新增2家" in client.post(f"{at}/write", follow=True).words
    report = client.get(f"{at}/report", judge=False).text
    assert [cells[1] for cells in csv.reader(io.StringIO(report))][1:] == ["已新增", "已新增"]
    client.get("/enterprises")
