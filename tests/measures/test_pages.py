from datetime import date
from urllib.parse import unquote

import pytest

from portal import clock
from portal.measures import library
from portal.presentation.paging import PAGE_SIZE
from tests.judging import JudgingClient


@pytest.mark.parametrize("word", ["用工", "租金", "社保", "复工", "违约"])
def test_a_two_character_word_finds_measures_and_marks_them(client: JudgingClient, word: str) -> None:
    page = client.get(f"/measures?q={word}")
    assert page.tree is not None
    assert page.tree.xpath("//article[contains(@class, 'hit')]//mark")


def test_the_start_page_lists_every_document_page_by_page(client: JudgingClient) -> None:
    pages = range(1, len(library.shipped()) // PAGE_SIZE + 2)
    words = "".join(client.get(f"/measures?page={page}").words for page in pages)
    for document in library.shipped():
        assert document.title in words


def test_every_document_has_a_page_that_says_where_it_comes_from(client: JudgingClient) -> None:
    for document in library.shipped():
        page = client.get(f"/measures/{document.slug}")
        assert page.h1 == document.title
        assert document.read_extent in page.words


def test_a_document_known_by_title_only_says_so(client: JudgingClient) -> None:
    slug = next(document.slug for document in library.shipped() if document.title_only)
    assert "本库没有正文" in client.get(f"/measures/{slug}").words


def test_a_document_whose_period_is_over_says_so_wherever_it_is_found(client: JudgingClient) -> None:
    slug = "cbirc-loan-deferral-2020"
    with clock.travel(clock.local_instant(date(2020, 6, 30), 12)):
        assert "执行期已满" not in client.get(f"/measures/{slug}").words
    with clock.travel(clock.local_instant(date(2020, 7, 1), 12)):
        for address in (f"/measures/{slug}", f"/measures/{slug}/p1", "/measures?q=到期贷款本金和利息可以延期"):
            assert "执行期已满" in client.get(address).words


def test_every_measure_has_a_page_with_its_citation(client: JudgingClient) -> None:
    document = next(document for document in library.shipped() if len(document.measures) > 2)
    for measure in document.measures:
        page = client.get(f"/measures/{document.slug}/{measure.anchor}")
        assert measure.heading in page.h1
        assert f"《{document.title}》" in page.words


def test_an_unknown_document_or_point_is_not_found(client: JudgingClient) -> None:
    slug = next(iter(library.shipped())).slug
    client.get("/measures/no-such-document", expect=404)
    client.get(f"/measures/{slug}/no-such-point", expect=404)


def test_a_facet_narrows_the_hits_and_can_be_taken_away(client: JudgingClient) -> None:
    wide = client.get("/measures?q=租金")
    narrow = client.get("/measures?q=租金&region=hangzhou")
    assert wide.tree is not None
    assert narrow.tree is not None
    assert 0 < len(narrow.tree.xpath("//article")) < len(wide.tree.xpath("//article"))
    assert "/measures?q=租金" in [unquote(link) for link in narrow.links()]


def test_a_quoted_phrase_is_not_quoted_twice_in_the_heading(client: JudgingClient) -> None:
    assert "“延期还本付息”" in client.get("/measures?q=“延期还本付息”").words
    assert "““" not in client.get("/measures?q=“延期还本付息”").words


def test_a_question_that_finds_nothing_says_what_to_do(client: JudgingClient) -> None:
    assert "公益律师" in client.get("/measures?q=ΩΩΩΩ").words


@pytest.mark.parametrize(
    "hostile", ["%00", "<script>alert(1)</script>", "AND OR NOT (((", "'" * 300, "page=0", "喆㛃𠮷😀"]
)
def test_no_question_breaks_the_page(client: JudgingClient, hostile: str) -> None:
    page = client.get("/measures", query_string={"q": hostile, "page": "-7"})
    assert "<script>alert" not in page.text
