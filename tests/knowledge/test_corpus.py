import re

from knowledge import Extent, Library, Validity, load_corpus
from knowledge.corpus_loading import CORPUS


def test_the_shipped_library_loads_without_a_fault(library: Library) -> None:
    assert len(library) >= 60
    assert sum(len(document.measures) for document in library) >= 150


def test_every_file_is_a_document_and_every_document_a_file(library: Library) -> None:
    assert {document.slug for document in library} == {path.stem for path in CORPUS.glob("*.md")}


def test_every_document_says_what_part_was_read(library: Library) -> None:
    assert all(document.read_extent for document in library)


def test_a_title_only_document_has_no_text_and_says_who_names_it(library: Library) -> None:
    for document in library:
        if document.title_only:
            assert not document.measures
            assert all(mention.where and mention.wording for mention in document.named_in)


def test_the_documents_named_by_the_reports_are_title_only(library: Library) -> None:
    named = {
        "dazhou-political-legal-ten-opinions-2020",
        "dazhou-procuratorate-ten-opinions-2020",
        "dazhou-police-nine-measures-2020",
        "dazhou-justice-legal-service-opinion-2020",
        "jianggan-police-twelve-measures-2020",
        "jianggan-court-sixteen-measures-2020",
    }
    assert all(library.get(slug).extent is Extent.TITLE for slug in named)


def test_the_same_title_of_another_city_is_a_document_of_its_own(library: Library) -> None:
    wuhu = library.get("wuhu-justice-legal-service-opinion-2020")
    dazhou = library.get("dazhou-justice-legal-service-opinion-2020")
    assert wuhu.title == dazhou.title
    assert wuhu.validity is Validity.LAPSED
    assert wuhu.region_code == "wuhu"
    assert dazhou.validity is Validity.UNVERIFIED


def test_points_whose_number_was_not_read_are_not_cited_as_articles(library: Library) -> None:
    opinion = library.get("national-political-legal-opinion-2020")
    assert [measure.number for measure in opinion][1:] == [f"要点{at}" for at in range(2, 9)]


def test_no_file_names_an_internal_source_file(library: Library) -> None:
    for path in CORPUS.glob("*.md"):
        assert not re.search(r"\b00[0-4]\b", path.read_text(encoding="utf-8")), path.name


def test_two_loads_have_one_digest(library: Library) -> None:
    assert load_corpus().digest == library.digest
