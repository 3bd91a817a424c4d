from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Document, Index, Library, Query, Results, Validity

ANY_TEXT = st.text(alphabet=st.characters(codec=None, categories=None))


def slugs(results: Results) -> list[str]:
    return list(dict.fromkeys(hit.document.slug for hit in results.hits))


@pytest.mark.parametrize("word", ["用工", "租金", "社保", "复工", "违约"])
def test_a_two_character_word_hits(index: Index, word: str) -> None:
    results = index.search(Query(word))
    assert results.total
    best = results.hits[0]
    whole = best.document.title + best.measure.heading + best.measure.text + "".join(best.document.themes)
    assert word in whole or best.segments


@pytest.mark.parametrize(
    "written",
    [
        "法发〔2020〕12号",
        "法发[2020]12号",
        "法发(2020)12号",
        "法发（２０２０）12 号",
        "法发［2020］第12号",
        "请看法发〔2020〕12号",
        "法发【2020】12",
    ],
)
def test_a_document_number_is_found_however_its_brackets_are_written(index: Index, written: str) -> None:
    results = index.search(Query(written))
    assert slugs(results)[0] == "spc-guiding-opinion-one-2020"


def test_a_longer_number_is_not_taken_for_a_shorter(index: Index) -> None:
    assert slugs(index.search(Query("法发〔2020〕1号")))[:1] != ["spc-guiding-opinion-one-2020"]


def test_an_announcement_number_is_found(index: Index) -> None:
    assert slugs(index.search(Query("财政部 税务总局公告2020年第13号")))[0] == "mof-sat-announcement-13-2020"


@pytest.mark.parametrize("article", ["第四十三条", "第43条"])
def test_an_article_of_a_named_law_comes_first(index: Index, article: str) -> None:
    hit = index.search(Query(f"劳动争议调解仲裁法{article}")).hits[0]
    assert hit.citation == "《中华人民共和国劳动争议调解仲裁法》第四十三条"


def test_a_quoted_phrase_must_stand_as_it_is(index: Index) -> None:
    results = index.search(Query("“双方协商” 到岗"))
    assert results.total
    assert all("双方协商" in hit.measure.text for hit in results.hits)


def test_a_quoted_phrase_that_is_nowhere_suggests_the_words(index: Index) -> None:
    results = index.search(Query("“租金减半之三”"))
    assert (results.total, results.suggestion) == (0, "租金减半之三")


def test_a_name_returns_every_document_that_has_it(index: Index) -> None:
    results = index.search(Query("十条意见"))
    titles = {hit.document.issuer for hit in results.title_only_hits}
    assert titles == {"中共达州市委政法委员会", "达州市检察机关"}
    assert slugs(results) == ["lucheng-procuratorate-ten-opinions-2020"]
    assert len({hit.citation for hit in results.title_only_hits}) == 2


def test_the_three_answers_on_rent_are_all_found(index: Index) -> None:
    found = slugs(index.search(Query("国有房屋房租能免几个月", home_region="hangzhou")))
    assert {"zhejiang-17-measures-2020", "hangzhou-resumption-policies-2020", "eight-departments-rent-2020"} <= set(
        found[:6]
    )


def test_home_decides_what_is_local(index: Index) -> None:
    results = index.search(Query("房租减半", home_region="hangzhou"))
    local = {hit.document.region_code: hit.is_local for hit in results.hits}
    assert local["zhejiang"] is True
    assert local["quxian"] is False


def test_title_only_documents_are_no_hits(index: Index) -> None:
    results = index.search(Query("复工十二条措施"))
    assert all(hit.measure for hit in results.hits)
    assert results.title_only_hits[0].document.slug == "jianggan-police-twelve-measures-2020"


def test_filters_narrow_and_facets_count_what_they_would_give(index: Index) -> None:
    everything = index.search(Query("复工"))
    counts = dict(everything.facets["region"])
    narrowed = index.search(Query("复工", filters={"region": {"ningbo"}}))
    assert narrowed.total == counts["ningbo"]
    assert dict(narrowed.facets["region"]) == counts
    assert dict(narrowed.facets["level"]) == {"city": narrowed.total}
    assert all(hit.document.region_code == "ningbo" for hit in narrowed.hits)


def test_pages_cut_one_ranking(index: Index) -> None:
    whole = index.search(Query("企业", per_page=1000))
    pages = [
        index.search(Query("企业", per_page=7, page=page)) for page in range(1, whole.pages * 1 + whole.total // 7 + 2)
    ]
    cut = [hit.citation for page in pages[: pages[0].pages] for hit in page.hits]
    assert cut == [hit.citation for hit in whole.hits]
    assert index.search(Query("企业", per_page=7, page=10_000)).page == pages[0].pages


def test_in_force_comes_before_lapsed_and_local_before_foreign(
    make_document: Callable[..., Document], tmp_path: Path
) -> None:
    text = "租金减半收取三个月"
    library = Library.of(
        [
            make_document("a-lapsed", text, validity=Validity.LAPSED),
            make_document("b-foreign", text, region_code="dazhou"),
            make_document("c-city", text),
            make_document("d-province", text, region_code="zhejiang"),
            make_document("e-in-force", text, validity=Validity.IN_FORCE),
        ]
    )
    index = Index(tmp_path)
    index.rebuild(library)
    found = slugs(index.search(Query("租金", home_region="hangzhou")))
    assert found == ["e-in-force", "d-province", "c-city", "b-foreign", "a-lapsed"]


@pytest.mark.parametrize(
    "text", ["", " ", "。。。", "\ud800", "租" * 10_000, "*[](){}^$.|?+\\", "AND OR NOT", "a:b", "“", "第条", "\0"]
)
def test_no_text_makes_the_search_fail(index: Index, text: str) -> None:
    assert index.search(Query(text)).total >= 0


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT, st.integers(-3, 5))
def test_any_text_at_all_can_be_searched(index: Index, text: str, page: int) -> None:
    results = index.search(Query(text, page=page, home_region="hangzhou"))
    assert results.total >= len(results.hits)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="租金社保复工违约第十五条法发〔〕[]()（）2020号“”《》 *?\"'ab:", max_size=60))
def test_any_mixture_of_marks_and_words_can_be_searched(index: Index, text: str) -> None:
    index.search(Query(text))


def test_an_unknown_filter_and_an_unknown_home_are_harmless(index: Index) -> None:
    assert index.search(Query("租金", filters={"colour": {"red"}}, home_region="nowhere")).total
    assert index.search(Query("租金", filters={"region": {"nowhere"}})).total == 0


def test_a_statute_comes_before_the_rules_made_under_it(make_document: Callable[..., Document], tmp_path: Path) -> None:
    text = "用人单位应当按时足额支付劳动报酬。"
    rules = make_document("a", text, title="劳动合同法实施条例")
    statute = make_document("b", text, title="劳动合同法")
    index = Index(tmp_path)
    index.rebuild(Library.of([rules, statute]))
    assert slugs(index.search(Query("劳动报酬"))) == ["b", "a"]


def test_a_measure_that_has_more_of_a_story_comes_first(make_document: Callable[..., Document], tmp_path: Path) -> None:
    once = make_document("a", "房屋、房屋、房屋、房屋的登记。", "其他事项。", title="甲法")
    both = make_document("b", "出租人解除房屋租赁合同，应当返还押金。", "其他事项。", title="乙法")
    index = Index(tmp_path)
    index.rebuild(Library.of([once, both]))
    assert slugs(index.search(Query("租的房屋不让住了，押金也不返还")))[0] == "b"


def test_what_a_story_says_several_times_counts_more(make_document: Callable[..., Document], tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.rebuild(Library.of([make_document("a", "押金按约定办理。", "租金按约定办理。")]))
    assert [hit.measure.anchor for hit in index.search(Query("租金、押金")).hits if hit.measure] == ["1", "2"]
    assert [hit.measure.anchor for hit in index.search(Query("租金、押金，还是租金")).hits if hit.measure] == ["2", "1"]
