"""``flask --app wsgi knowledge …``."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.measures import library, queries
from portal.vocabulary import PolicyState

pytestmark = pytest.mark.usefixtures("tidy_index")
TEXT = "关于减免织机租赁费的通知\n一、减免期限\n织机租赁费减免三个月。\n三、申请\n向镇街申请。\n"
KNOWN = ["--issuer", "安澜县人民政府", "--organ", "党委政府", "--region", "hangzhou"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_file_waits_as_a_draft_and_its_numbers_are_questioned(app: Flask, session: Session, file: Path) -> None:
    done = app.test_cli_runner().invoke(args=["knowledge", "import", str(file)])
    assert done.exit_code == 0
    assert "2 points" in done.output
    assert "编号不连续或重复：三、" in done.output
    (row,) = queries.latest(session).values()
    assert row.state is PolicyState.DRAFT
    assert row.edited_by == "命令行"


def test_a_file_is_published_and_found(app: Flask, session: Session, file: Path) -> None:
    done = app.test_cli_runner().invoke(args=["knowledge", "import", str(file), "--publish", *KNOWN])
    assert done.exit_code == 0
    assert [row.state for row in queries.latest(session).values()] == [PolicyState.PUBLISHED]
    found = app.test_cli_runner().invoke(args=["knowledge", "search", "织机租赁费", "--json"])
    assert json.loads(found.output)[0]["issuer"] == "安澜县人民政府"


def test_what_lacks_its_issuer_is_kept_as_a_draft_and_said(app: Flask, session: Session, file: Path) -> None:
    done = app.test_cli_runner().invoke(args=["knowledge", "import", str(file), "--publish"])
    assert done.exit_code == 1
    assert [row.state for row in queries.latest(session).values()] == [PolicyState.DRAFT]


def test_a_refused_file_stops_no_other(app: Flask, session: Session, file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04")
    done = app.test_cli_runner().invoke(args=["knowledge", "import", str(broken), str(file)])
    assert done.exit_code == 1
    assert "损坏" in done.output
    assert len(queries.latest(session)) == 1


def test_an_unknown_region_is_refused(app: Flask, session: Session, file: Path) -> None:
    done = app.test_cli_runner().invoke(args=["knowledge", "import", str(file), "--region", "atlantis"])
    assert done.exit_code == 2
    assert not queries.latest(session)


def test_the_index_is_built_once(app: Flask, session: Session) -> None:
    assert session
    library.refresh_index()
    assert "current already" in app.test_cli_runner().invoke(args=["knowledge", "index"]).output
    assert "built" in app.test_cli_runner().invoke(args=["knowledge", "index", "--force"]).output


def test_a_judged_collection_is_measured(app: Flask, tmp_path: Path) -> None:
    corpus = [
        {"id": 1, "name": "甲法", "chapter": "", "text": "第一条 减免租金。"},
        {"id": 2, "name": "甲法", "text": "第二条 缓缴社保。"},
    ]
    files = {"corpus": corpus, "queries": [{"qid": 1, "query": "租金"}], "qrels": [{"qid": 1, "docs": [1]}]}
    for name, rows in files.items():
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    done = app.test_cli_runner().invoke(args=["knowledge", "evaluate", str(tmp_path), "--json"])
    assert json.loads(done.output)["recall_at_10"] == 1.0
    assert "mrr_at_10" in app.test_cli_runner().invoke(args=["knowledge", "evaluate", str(tmp_path)]).output


def test_a_folder_without_the_collection_is_said(app: Flask, tmp_path: Path) -> None:
    done = app.test_cli_runner().invoke(args=["knowledge", "evaluate", str(tmp_path)])
    assert done.exit_code == 1
    assert tmp_path.name in done.output
