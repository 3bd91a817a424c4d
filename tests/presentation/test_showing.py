import pytest
from flask import Flask

from portal.presentation.icons import icon
from portal.presentation.marks import LETTER, STATUS, light_mark, rung_mark, status_mark, validity_mark
from portal.presentation.numbers import filesize, number_text, percent_text
from portal.presentation.text import dialled, highlight, paragraphs, tel_link
from portal.vocabulary import CaseStatus, LetterState, Light, Rung


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 B"), (1023, "1023 B"), (860160, "840 KB"), (1258291, "1.2 MB"), (20971520, "20 MB")]
)
def test_a_size_reads_as_people_write_it(size: int, words: str) -> None:
    assert filesize(size) == words


def test_shares_are_percentages_and_nothing_counted_is_a_dash(gallery: Flask) -> None:
    with gallery.test_request_context():
        assert percent_text(0.9638) == "96.4%"
        assert percent_text(None) == "—"
        assert number_text(12345) == "12,345"


@pytest.mark.parametrize(
    ("printed", "number"),
    [("0000-821 2345", "00008212345"), ("+86 138 0000 1203", "+8613800001203"), ("0000-8210006转12", "00008210006,12")],
)
def test_a_printed_number_becomes_one_to_dial(printed: str, number: str) -> None:
    assert dialled(printed) == number


def test_a_telephone_number_is_escaped() -> None:
    assert "<script>" not in tel_link("<script>1</script>")


def test_people_s_text_is_escaped_and_keeps_its_breaks() -> None:
    assert paragraphs("一\r\n二\n\n<b>三</b>") == "<p>一<br>二</p><p>&lt;b&gt;三&lt;/b&gt;</p>"
    assert paragraphs("  ") == ""


def test_only_what_matched_is_marked_and_all_is_escaped() -> None:
    assert highlight([("甲<", False), ("租金", True)]) == "甲&lt;<mark>租金</mark>"


def test_an_icon_is_hidden_from_readers_and_a_wrong_name_is_an_error() -> None:
    assert 'aria-hidden="true"' in icon("pen")
    with pytest.raises(KeyError):
        icon("no-such-icon")


def test_every_status_and_letter_state_has_a_look_with_a_known_icon() -> None:
    assert set(STATUS) == set(CaseStatus)
    assert set(LETTER) == set(LetterState)
    for mark in (*STATUS.values(), *LETTER.values()):
        assert icon(mark.icon)


def test_a_stored_value_looks_like_its_status() -> None:
    assert status_mark("withdrawn") == status_mark(CaseStatus.WITHDRAWN)
    assert status_mark(CaseStatus.WITHDRAWN).dashed


def test_lights_say_the_working_days(gallery: Flask) -> None:
    with gallery.test_request_context():
        assert str(light_mark(Light.HALF, 3).words) == "时间过半，剩3个工作日"
        assert str(light_mark(Light.HALF, 3, short=True).words) == "剩3个工作日"
        assert str(light_mark("late", 2).words) == "超2个工作日"
        assert light_mark("half", 3, short=True).icon == "circle-half"


def test_rungs_rise_from_one_to_six() -> None:
    assert [rung_mark(rung)[2] for rung in list(Rung)[:6]] == [1, 2, 3, 4, 5, 6]


def test_an_unknown_validity_is_an_error() -> None:
    with pytest.raises(KeyError):
        validity_mark("也许有效")


def test_a_promise_past_its_date_on_days_off_is_late_by_no_number() -> None:
    assert "0" not in str(light_mark(Light.LATE, 0).words)
