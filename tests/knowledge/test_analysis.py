from hypothesis import given
from hypothesis import strategies as st

from knowledge.analysis import index_terms, normalise, query_terms
from knowledge.lay_terms import LayTerms, shipped_terms
from knowledge.pinyin import pinyin


@given(st.text())
def test_normalising_keeps_every_offset(text: str) -> None:
    assert len(normalise(text)) == len(text)


def test_widths_case_and_brackets_are_made_one() -> None:
    assert {
        normalise(f"法发{left}２０２０{right}12号") for left, right in ("〔〕", "[]", "()", "（）", "［］", "【】")
    } == {"法发(2020)12号"}
    assert normalise("ＡＢｃ") == "abc"


def test_a_two_character_word_is_a_term_however_it_is_cut() -> None:
    terms = index_terms("疫情期间租金减免和社保缓缴")
    assert terms["租金"] == terms["社保"] == 1


def test_digits_and_letters_are_terms_of_their_own() -> None:
    assert {"12123", "3.5%", "ods"} <= index_terms("打12123，降3.5%，ODS平台").keys()


def test_asking_words_are_left_out_of_a_question() -> None:
    assert "怎么" not in query_terms("房租怎么办", bigram=0.5, single=0.2)


def test_a_question_of_asking_words_alone_keeps_them() -> None:
    assert query_terms("怎么办", bigram=0.5, single=0.2)


def test_everyday_words_bring_document_words() -> None:
    assert "租金" in shipped_terms().document_words("房租太贵")
    assert "劳动报酬" in shipped_terms().document_words("老板不发工资")


def test_a_single_character_counts_only_as_a_word() -> None:
    assert "饲养动物" not in shipped_terms().document_words("热狗店")


def test_an_everyday_word_that_cuts_through_two_words_is_none() -> None:
    assert LayTerms.of({"担责": ["追究责任"]}).document_words("应该找谁承担责任") == []
    assert LayTerms.of({"担责": ["追究责任"]}).document_words("谁来担责") == ["追究责任"]


def test_no_everyday_word_stands_for_itself() -> None:
    assert all(lay not in legal for lay, legal in shipped_terms().table.items())


def test_a_dictionary_is_changed_without_changing_the_one_it_came_from() -> None:
    changed = shipped_terms().changed({"房租": ["织机租赁费"], "闹心": ["投诉举报"], "上访": []})
    assert changed.document_words("房租闹心上访") == ["织机租赁费", "投诉举报"]
    assert "租金" in shipped_terms().document_words("房租")


def test_an_empty_dictionary_means_nothing() -> None:
    assert LayTerms.of({}).document_words("房租") == []


def test_pinyin_reads_common_characters() -> None:
    assert pinyin("租金") == "zujin"
    assert pinyin("复工") == "fugong"
    assert pinyin("a") is None
