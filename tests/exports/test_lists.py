"""Every list is exported by whoever has it, with the rows that its page shows, and every table of rows has its list."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.background.makers import Product
from portal.errors import NotFound
from portal.exports import making
from portal.exports.listings import LISTINGS
from portal.permissions.actor import Actor
from portal.vocabulary import ExportShape, Role
from tests.exports.world import FIRM, MATTER, World
from tests.factories import Factory, actor

TEMPLATES = Path(__file__).parents[2] / "templates"
NOON = clock.local_instant(date(2026, 11, 18), 12)
TODAY = clock.local_date(NOON).isoformat()

# What is asked for in the address, and what stands in a row then; {…} are ids of the world.
ROWS = {
    "cases": ("tab=all&q=查封", MATTER),
    "filed": ("", MATTER),
    "issues": ("", "仓库集中被查封"),
    "conference-proposals": ("", FIRM),
    "supervised": ("rung=nonsense", MATTER),
    "late-units": ("", "安澜县供电服务中心"),
    "unanswered-steps": ("", MATTER),
    "unanswered": ("", "安政法督〔2026〕1号"),
    "led-enterprises": ("risk=high", FIRM),
    "led-cases": ("which=late", MATTER),
    "letters": ("", "关于督办仓库解封的函"),
    "answers": ("", "仓库被查封怎么办"),
    "enterprises": ("", FIRM),
    "pairings": ("", FIRM),
    "own-enterprises": ("reopening=full", FIRM),
    "pairing-people": ("", "林晓雯"),
    "coverage": ("slot=liaison", "林晓雯"),
    "pairing-proposals": ("", "公益律师"),
    "pairing-proposal": ("batch={batch}", FIRM),
    "conflicts": ("", "安澜县信达担保公司"),
    "visits": ("", FIRM),
    "visited": (f"from_on={TODAY}", FIRM),
    "findings": ("", "仓库封条未解除"),
    "visit-counters": ("", "望江街道"),
    "campaigns": ("", "节后走访"),
    "targets": ("campaign={campaign}&done=yes", FIRM),
    "checklists": ("", "复工走访清单"),
    "figures": ("", "按期答复率"),
    "figure-cases": ("key=received&which=whole", MATTER),
    "figure-enterprises": ("key=paired&which=rest", FIRM),
    "figure-groups": ("key=received&by=street", "望江街道"),
    "trend": ("", TODAY),
    "hot": ("", "查封解封"),
    "wall": ("", "安澜县供电服务中心"),
    "roster": ("", "林晓雯"),
    "duty-lines": ("", "复工热线"),
    "appointments": ("", "电话"),
    "codes": ("", FIRM),
    "eligibility": ("", "员工暂时到不了岗怎么办"),
    "policies-to-tell": ("", FIRM),
    "documents": ("", "中华人民共和国人民调解法"),
    "words": ("part=欠薪", "欠薪"),
    "without-hit": ("days=7", "停工损失险"),
    "without-click": ("", "社保缓缴"),
    "without-measure": ("", "类别"),
    "never-cited": ("", "劳动仲裁的时效：1年"),
    "accounts": ("words=林晓雯", "林晓雯"),
    "units": ("", "望江街道"),
    "limits": ("", "法律咨询"),
    "calendar": ("", "国庆节"),
    "audit": ("", "导出"),
}
# Tables that are no list of the office's: what they show stands in another list, or belongs to one thing.
OTHERWISE = {
    "accounts/demo-people": "the people of the demonstration",
    "accounts/own": "the devices of one person",
    "administration/calendar-import": "a notice before it is taken over",
    "administration/calendar-months": "a year as months; its special days are the list",
    "background/index": "one's own files, exports among them",
    "cases/batch": "cases picked from the work list",
    "cases/batch-done": "cases picked from the work list",
    "cases/deadline": "the days of one case",
    "cases/parts/tasks": "the tasks of one case",
    "dossiers/pdf/dossier": "printed",
    "enterprises/history": "the changes of one enterprise",
    "enterprises/import-rows": "a file before it is taken over",
    "enterprises/members": "the people of one enterprise",
    "letters/to-sign": "letters picked from the list of letters",
    "macros/deadline": "the days of one case",
    "macros/figures": "how tables are drawn",
    "macros/tables": "how tables are drawn",
    "merging/compare": "the two records of one enterprise",
    "measures/desk/document": "the editions of one document",
    "pairing/parts": "the figures of one proposal",
    "pairing/show": "the people of one enterprise",
    "pairing/weights": "one setting, with its history",
    "reporting/parts": "how groups are drawn",
    "reporting/standings": "drawn by the leader's sheet and the list of enterprises behind it",
    "visits/table": "drawn by the lists of visits",
}


@pytest.fixture
def world(session: Session, make: Factory) -> Iterator[World]:
    with clock.travel(NOON):
        yield World(session, make)


def rows_of(session: Session, who: Actor, name: str, query: str, folder: Path) -> list[list[str]]:
    """Export a list at once and return its rows without title, headings and the watermark at the foot."""
    made = making.export(session, actor=who, name=name, query=query, shape=ExportShape.CSV, scratch=folder)
    assert isinstance(made, Product)
    with (folder / "export.csv").open(encoding="utf-8-sig", newline="") as file:
        title, _headings, *rows, foot = csv.reader(file)
    assert who.name in title[0]
    assert foot == [title[0].partition("　")[2]]
    assert f"{len(rows)}行" in foot[0].replace(" ", "")
    return rows


def test_every_list_has_the_rows_that_its_page_shows(world: World, session: Session, tmp_path: Path) -> None:
    ids = {"batch": world.batch.id, "campaign": world.campaign.id}
    lacking = {}
    for name in LISTINGS:
        query, words = ROWS[name]
        rows = rows_of(session, world.actor, name, query.format(**ids), tmp_path)
        if not any(words in cell for row in rows for cell in row):
            lacking[name] = rows[:3]
    assert lacking == {}


def test_nobody_exports_a_list_without_its_page(make: Factory, session: Session, tmp_path: Path) -> None:
    stranger = actor(make.account(), enterprise_ids=frozenset({make.enterprise().id}))
    own = {"cases", "letters"}
    for name in LISTINGS.keys() - own:
        with pytest.raises(NotFound):
            making.export(session, actor=stranger, name=name, query="", shape=ExportShape.CSV, scratch=tmp_path)


def test_telephones_are_masked_in_whatever_list_they_stand(world: World, session: Session, tmp_path: Path) -> None:
    admin = actor(world.make.account(Role.ADMIN))
    row = rows_of(session, admin, "accounts", "words=林晓雯", tmp_path)[0]
    assert "139****1234" in row
    assert "13900001234" not in row


def test_every_table_of_rows_can_be_exported() -> None:
    tables = re.compile(r"<table|call (?:stacked|worklist|ladder)\(|case_lines\(")
    drawn = {path for path in TEMPLATES.rglob("*.html") if tables.search(path.read_text(encoding="utf-8"))}
    without = {path for path in drawn if "export_buttons(" not in path.read_text(encoding="utf-8")}
    assert {str(path.relative_to(TEMPLATES).with_suffix("")) for path in without} <= OTHERWISE.keys()


def test_every_button_names_a_list_that_there_is() -> None:
    named = re.compile(r'export_buttons\("([\w-]+)"(?: if .*? else "([\w-]+)")?')
    pages = (path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    found = {name for page in pages for names in named.findall(page) for name in names if name}
    assert found == LISTINGS.keys()
