"""The administrator imports, corrects, publishes and withdraws documents, all by pages."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.orm import Session

import knowledge
from portal.measures import editing, library, operations, queries
from portal.measures.models import PolicyDocument
from portal.vocabulary import PolicyState, Role
from tests.factories import Factory
from tests.judging import JudgingClient
from tests.measures.conftest import ADMIN, document_of

TEXT = """关于减免织机租赁费的通知
安政发〔2026〕7号
各镇街：
一、减免对象
从事织造的小微企业。
三、减免期限
织机租赁费减免三个月。
安澜县人民政府
2026年3月1日
"""


def upload(text: str, name: str = "通知.txt") -> dict[str, Any]:
    return {"file": (BytesIO(text.encode()), name)}


def only_row(session: Session) -> PolicyDocument:
    (row,) = queries.latest(session).values()
    return row


def fields(page: Any, **changes: Any) -> dict[str, Any]:
    """What the form holds, as a browser would send it."""
    form = page.tree.xpath("//form[.//textarea[@name='points']]")[0]
    values: dict[str, Any] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return values | changes


def test_a_file_becomes_a_draft_with_everything_it_tells(admin: JudgingClient, session: Session) -> None:
    admin.get("/admin/policies/import")
    page = admin.post("/admin/policies/import", upload(TEXT), follow=True)
    assert page.value("title") == "关于减免织机租赁费的通知"
    assert page.value("number") == "安政发〔2026〕7号"
    assert page.value("issuers") == "安澜县人民政府"
    assert page.value("made_on") == "2026-03-01"
    assert "## 三、 减免期限" in page.value("points")
    assert "编号不连续或重复：三、" in page.words
    assert only_row(session).state is PolicyState.DRAFT


def test_organs_that_issue_together_are_taken_as_issuers_each() -> None:
    draft = editing.read_file("a.txt", "财政部\n税务总局\n关于支持企业的公告\n一、免征增值税。".encode())
    document = editing.imported(draft, slug="a", region_code="national", facts={})
    assert document.issuers == ("财政部", "税务总局")
    assert document.title == "财政部 税务总局关于支持企业的公告"


def test_a_draft_is_corrected_published_and_found(admin: JudgingClient, session: Session) -> None:
    page = admin.post("/admin/policies/import", upload(TEXT), follow=True)
    row = only_row(session)
    address = f"/admin/policies/versions/{row.id}"
    points = page.value("points").replace("三、", "二、")
    sent = fields(page, points=points, organs=["党委政府"], validity="现行有效", region_code="hangzhou")
    shown = admin.post(f"{address}/edit", sent, follow=True)
    assert "编号不连续" not in shown.words
    assert "二、减免期限" in shown.words
    row = only_row(session)
    done = admin.post(f"{address}/publish/{row.version}", follow=True)
    assert "现行有效" in done.words
    assert "减免期限" in admin.get("/measures?q=织机租赁费").words
    assert admin.get(f"/measures/{row.slug}").h1 == "关于减免织机租赁费的通知"
    assert "关于减免织机租赁费的通知" in admin.get("/admin/policies").words


def test_a_document_is_read_with_the_headings_above_its_points(admin: JudgingClient, session: Session) -> None:
    above = (knowledge.Caption("一、", "减轻负担"), knowledge.Caption("（一）", "减租"))
    points = tuple(knowledge.Measure(f"1-1-{at}", f"{at}.", "", f"织机租赁费减免{at}。", above) for at in (1, 2))
    row = operations.draft(session, actor=ADMIN, document=document_of(measures=points))
    operations.publish(session, actor=ADMIN, row=row, version=row.version)
    library.refresh_index()
    page = admin.get(f"/measures/{row.slug}")
    assert page.tree is not None
    heads = [head.text_content() for head in page.tree.xpath("//article//*[self::h2 or self::h3 or self::h4]")]
    assert heads == ["一、减轻负担", "（一）减租"]
    assert "1. 织机租赁费减免1。" in page.words
    assert "#1-1-1-above-1" in page.links()
    assert "目录（2条）" in page.words
    assert heads == [
        head.text_content() for head in (admin.get(f"/admin/policies/versions/{row.id}").tree.find_class("caption"))
    ]
    assert admin.get(f"/measures/{row.slug}/1-1-2").h1 == "第一部分第（一）项第2目"
    assert "一、减轻负担 › （一）减租" in admin.get("/measures?q=织机租赁费").words


def test_the_library_is_searched_by_title_number_and_issuer(admin: JudgingClient) -> None:
    assert "关于延长2020年2月纳税申报期限的通知" in admin.get("/admin/policies?part=税总函").words
    page = admin.get("/admin/policies?part=织机")
    assert "没有符合条件的文件" in page.words
    assert f"可检索文件{len(library.current())}份" in page.words


def test_a_version_says_which_one_readers_see(admin: JudgingClient, session: Session) -> None:
    for _ in range(2):
        row = operations.draft(session, actor=ADMIN, document=document_of())
        operations.publish(session, actor=ADMIN, row=row, version=row.version)
    page = admin.get("/admin/policies/doc-rent")
    assert page.tree is not None
    states = [tag.text_content() for tag in page.tree.xpath("//td//span[contains(@class, 'tag')]")]
    assert states == ["现行版本", "已由第2版替代"]


def test_a_draft_without_organ_is_not_published(admin: JudgingClient, session: Session) -> None:
    admin.post("/admin/policies/import", upload(TEXT))
    row = only_row(session)
    page = admin.post(f"/admin/policies/versions/{row.id}/publish/{row.version}", follow=True)
    assert only_row(session).state is PolicyState.DRAFT
    assert page.h1 == row.title


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [("扫描.doc", "x", "不支持"), ("空.txt", " ", "没有文字"), ("坏.docx", "PK坏", "损坏"), ("", "x", "请选择文件")],
)
def test_a_file_that_yields_nothing_is_refused_at_its_field(
    admin: JudgingClient, name: str, text: str, words: str
) -> None:
    page = admin.post("/admin/policies/import", upload(text, name), expect=422)
    assert len(page.errors) == 1
    assert words in page.errors[0]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("made_on", "2026-13", "2020-02"),
        ("points", "没有标记", "##"),
        ("sources", "gov.cn", "http"),
        ("organs", [], "至少"),
        ("applies_until", "2019", "早于"),
        ("title", "", "标题"),
        ("validity", "也许", ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    admin: JudgingClient, session: Session, field: str, value: object, words: str
) -> None:
    row = operations.draft(session, actor=ADMIN, document=document_of(applies_from=knowledge.PartialDate(2020)))
    address = f"/admin/policies/versions/{row.id}/edit"
    page = admin.post(address, fields(admin.get(address), **{field: value}), expect=422)
    assert len(page.errors) == 1
    assert words in page.errors[0]


def test_two_who_correct_one_draft_are_told(admin: JudgingClient, session: Session) -> None:
    row = operations.draft(session, actor=ADMIN, document=document_of())
    address = f"/admin/policies/versions/{row.id}/edit"
    seen = admin.get(address)
    admin.post(address, fields(seen, summary="", title="第一次改的标题"))
    page = admin.post(address, fields(seen, title="第二次改的标题"), expect=409)
    assert page.value("title") == "第二次改的标题"
    assert "第一次改的标题" in page.words
    admin.post(address, fields(page))


def test_a_new_version_takes_the_facts_over(admin: JudgingClient, session: Session) -> None:
    row = operations.draft(session, actor=ADMIN, document=document_of())
    operations.publish(session, actor=ADMIN, row=row, version=row.version)
    admin.get("/admin/policies/doc-rent/new-version")
    page = admin.post("/admin/policies/doc-rent/new-version", upload(TEXT), follow=True)
    assert page.value("region_code") == "hangzhou"
    assert queries.latest(session)["doc-rent"].number == 2
    again = admin.post("/admin/policies/doc-rent/new-version", upload(TEXT), expect=422)
    assert "草稿" in again.text


def test_a_document_is_withdrawn_and_still_listed(admin: JudgingClient, session: Session) -> None:
    row = operations.draft(session, actor=ADMIN, document=document_of())
    operations.publish(session, actor=ADMIN, row=row, version=row.version)
    assert "已撤下" in admin.post("/admin/policies/doc-rent/withdraw", follow=True).words
    admin.get("/measures/doc-rent", expect=404)
    assert "关于减免织机租赁费的通知" in admin.get("/admin/policies").words
    admin.post("/admin/policies/doc-rent/withdraw", expect=404)


def test_a_draft_is_thrown_away(admin: JudgingClient, session: Session) -> None:
    row = operations.draft(session, actor=ADMIN, document=document_of())
    admin.get(f"/admin/policies/versions/{row.id}")
    admin.post(f"/admin/policies/versions/{row.id}/discard", follow=True)
    assert not queries.latest(session)


def test_the_validity_of_a_shipped_document_is_changed(admin: JudgingClient) -> None:
    first, second = list(library.shipped())[:2]
    address = f"/admin/policies/{first.slug}"
    admin.get(f"{address}/validity")
    sent = {"validity": "废止", "validity_note": "2026年废止", "replaced_by": second.slug}
    assert "废止" in admin.post(f"{address}/validity", sent, follow=True).words
    page = admin.get(f"/measures/{first.slug}")
    assert "2026年废止" in page.words
    assert f"/measures/{second.slug}" in page.links()
    admin.get(f"{address}/new-version", expect=404)


def test_nobody_else_comes_to_the_desk(client: JudgingClient, make: Factory) -> None:
    client.sign_in(make.account(Role.COORDINATOR))
    client.get("/admin/policies", expect=403)
    client.post("/admin/policies/doc-rent/withdraw", expect=403)


UNKNOWN = ["no-such", "no-such/validity", "no-such/new-version", "versions/99", "versions/99/edit"]


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_document_or_version_is_not_found(admin: JudgingClient, path: str) -> None:
    admin.get(f"/admin/policies/{path}", expect=404)
