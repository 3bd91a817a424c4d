from collections.abc import Callable
from pathlib import Path

from knowledge import Document, Index, Library, Query
from knowledge.entries import Entry, entries
from knowledge.references import references


def _place(entry: Entry) -> str:
    return f"{entry.document.slug}#{entry.measure.anchor if entry.measure else ''}"


def _references(*documents: Document) -> list[tuple[str, str]]:
    everything = list(entries(Library.of(documents)))
    return [(_place(everything[named]), _place(everything[naming])) for named, naming in references(everything)]


def test_a_measure_names_articles_of_another_document(make_document: Callable[..., Document]) -> None:
    law = make_document("law", "甲", "乙", "丙", title="中华人民共和国民法典")
    rules = make_document(
        "rules", "依照民法典第一条、第三条第二款处理。", "适用《民法典》（主席令第45号）第二条。", title="解释"
    )
    assert _references(law, rules) == [("law#1", "rules#1"), ("law#2", "rules#2"), ("law#3", "rules#1")]


def test_this_law_is_the_document_itself(make_document: Callable[..., Document]) -> None:
    law = make_document("law", "甲", "违反本法第一条的，责令改正。", "见本法第三条。", title="某某法")
    assert _references(law) == [("law#1", "law#2")]


def test_a_name_that_two_documents_share_names_neither(make_document: Callable[..., Document]) -> None:
    several = [make_document(slug, "甲", title="十条意见") for slug in ("a", "b")]
    notice = make_document("notice", "按照《十条意见》第一条办理；另见第一条。", title="通知")
    assert _references(*several, notice) == []


def test_a_general_rule_is_found_through_what_applies_it(
    make_document: Callable[..., Document], tmp_path: Path
) -> None:
    law = make_document("law", "不履行义务的，承担继续履行等责任。", "其他规定。", title="民法典")
    rules = make_document("rules", "商铺漏水的，适用民法典第一条。", title="租赁解释")
    index = Index(tmp_path)
    index.rebuild(Library.of([law, rules]))
    assert [hit.citation for hit in index.search(Query("商铺漏水")).hits] == [
        "测试局《租赁解释》第1条",
        "测试局《民法典》第1条",
    ]
