"""A large list is imported by a worker: its progress, broken off in the middle, gone on with, and imported again."""

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.background import progress
from portal.background.models import BackgroundTask
from portal.background.running import work_off
from portal.enterprises.bulk import operations as bulk
from portal.enterprises.bulk import views as bulk_views
from portal.enterprises.bulk import writing as bulk_writing
from portal.enterprises.bulk.models import EnterpriseImport, ImportRowKey
from portal.enterprises.models import Enterprise, NameKey
from portal.enterprises.names import keys
from portal.vocabulary import ImportState, Role, RowStatus, TaskState, UnitKind
from tests.factories import Factory, credit_code
from tests.judging import JudgingClient

HEAD = "统一社会信用代码,企业名称,行业类别,企业规模,镇街,联系人,联系电话"
PATHS = ("东", "南", "西", "北", "中")


@pytest.fixture(autouse=True)
def small_pieces() -> Iterator[None]:
    """Two rows at a time, all of them by the worker, who tells of each."""
    with (
        mock.patch.object(bulk, "CHUNK", 2),
        mock.patch.object(bulk_views, "SMALL", 0),
        mock.patch.object(progress, "SELDOM", timedelta(0)),
    ):
        yield


def content(*names: str) -> bytes:
    rows = (
        f"{credit_code(920_000 + place)},{name},工业,小型,望江街道,李文,0571-88" for place, name in enumerate(names)
    )
    return "\n".join([HEAD, *rows]).encode()


def taken(client: JudgingClient, session: Session, file: bytes) -> EnterpriseImport:
    """Choose a file, have its columns matched, and have the worker read it."""
    client.post("/enterprises/import", {"file": (io.BytesIO(file), "名单.csv")})
    batch = session.scalars(sa.select(EnterpriseImport).order_by(EnterpriseImport.id.desc())).first()
    assert batch is not None
    client.post(f"/enterprises/import/{batch.id}/columns", {name: str(place) for name, place in batch.columns.items()})
    assert work_off(session) == 1
    session.expire_all()
    return batch


def break_off(session: Session, rows: object, *args: Any, **given: Any) -> None:
    """Write a piece; meanwhile somebody presses cancel."""
    bulk_writing.write_chunk(session, rows, *args, **given)  # type: ignore[arg-type]  as it was called
    session.execute(sa.update(BackgroundTask).values(cancel_asked=True))


def test_a_large_list_is_broken_off_gone_on_with_and_imported_again(
    client: JudgingClient, session: Session, make: Factory
) -> None:
    make.unit("望江街道", UnitKind.STREET)
    client.sign_in(make.account(Role.COORDINATOR))
    file = content(*(f"安澜{place}记酒家" for place in PATHS))
    batch = taken(client, session, file)
    here = f"/enterprises/import/{batch.id}"
    assert bulk.counted(session, batch) == {RowStatus.NEW: 5}

    client.post(f"{here}/write")
    with mock.patch.object(bulk, "write_chunk", break_off):
        work_off(session)
    session.expire_all()
    assert bulk.counted(session, batch) == {RowStatus.ADDED: 2, RowStatus.NEW: 3}
    assert "已写入2家" in client.get(here).words
    task = session.scalars(sa.select(BackgroundTask).order_by(BackgroundTask.id.desc())).first()
    assert task is not None
    assert task.state is TaskState.CANCELLED
    assert client.get(f"/background/{task.id}").words.count("已经完成的部分") == 1

    client.post(f"{here}/resume")
    client.post(f"{here}/resume", expect=404)
    work_off(session)
    session.expire_all()
    assert (batch.state, bulk.counted(session, batch)) == (ImportState.DONE, {RowStatus.ADDED: 5})
    again = taken(client, session, file)
    assert bulk.counted(session, again) == {RowStatus.SAME: 5}
    assert session.scalar(sa.select(sa.func.count(Enterprise.id))) == 5
    assert client.get(f"/enterprises/import/{again.id}/report", judge=False).text.count("安澜") == 5


def test_what_is_left_out_after_a_break_stays_out(client: JudgingClient, session: Session, make: Factory) -> None:
    make.unit("望江街道", UnitKind.STREET)
    client.sign_in(make.account(Role.COORDINATOR))
    batch = taken(client, session, content(*(f"安澜{place}记酒家" for place in PATHS)))
    here = f"/enterprises/import/{batch.id}"
    client.post(f"{here}/write")
    with mock.patch.object(bulk, "write_chunk", break_off):
        work_off(session)
    client.post(f"{here}/resume", {"leave": "1"})
    session.expire_all()
    assert (batch.state, bulk.counted(session, batch)) == (
        ImportState.DONE,
        {RowStatus.ADDED: 2, RowStatus.SKIPPED: 3},
    )


def test_a_similar_name_is_found_in_the_register_in_the_file_before_and_beside_it(
    client: JudgingClient, session: Session, make: Factory
) -> None:
    make.unit("望江街道", UnitKind.STREET)
    make.enterprise(name="安澜恒泰纺织有限公司")
    client.sign_in(make.account(Role.COORDINATOR))
    names = ("安澜恒太纺织厂", "安澜县恒泰纺织", "安澜山水茶业合作社", "安澜云林果业合作社", "安澜山水茶叶合作社")
    batch = taken(client, session, content(*names))
    assert bulk.counted(session, batch) == {RowStatus.NEW: 3, RowStatus.DOUBTFUL: 2}
    assert session.scalar(sa.select(sa.func.count(ImportRowKey.id)))
    assert "安澜山水茶业合作社" in client.get(f"/enterprises/import/{batch.id}?status=doubtful").words


def test_the_keys_of_a_name_follow_it(session: Session, make: Factory) -> None:
    enterprise = make.enterprise(name="安澜恒泰纺织有限公司")
    enterprise.name = "安澜金鑫纺织有限公司"
    session.flush()
    kept = session.scalars(sa.select(NameKey.key).where(NameKey.enterprise_id == enterprise.id))
    assert set(kept) == keys("安澜金鑫纺织有限公司")
