"""Limits: what is refused before printing, and what ends a printing process."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from portal.press import worker
from portal.press.layout import Paragraph, Seal
from portal.press.refusals import FontsMissing, GlyphsMissing, LetterMalformed, LetterTooLong, RenderingFailed
from portal.press.worker import render_in_worker
from tests.press.samples import ALL, ORDINARY

UNASSIGNED = "\U0003fffd"


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"title": ""}, LetterMalformed),
        ({"issuers": ()}, LetterMalformed),
        ({"body": ()}, LetterMalformed),
        ({"signatures": tuple("甲乙丙丁戊己庚辛壬癸"), "seal": Seal.SAMPLE}, LetterMalformed),
        ({"number": "临政法督[2026]1号"}, LetterMalformed),
        ({"number": "临政法督〔2026〕第01号"}, LetterMalformed),
        ({"date": "2026年03月04日"}, LetterMalformed),
        ({"date": "2026年2月29日"}, LetterMalformed),
        ({"title": "长" * 77}, LetterTooLong),
        ({"body": (Paragraph("长" * 20_000),)}, LetterTooLong),
        ({"body": (Paragraph("长"),) * 661}, LetterTooLong),
    ],
)
def test_a_letter_out_of_form_is_refused(change: dict[str, Any], refusal: type[RenderingFailed], fonts: Path) -> None:
    with pytest.raises(refusal):
        render_in_worker(replace(ORDINARY, **change), fonts=fonts)


def test_a_character_without_glyph_stops_the_letter_and_is_named(fonts: Path) -> None:
    letter = replace(ORDINARY, title=f"关于{UNASSIGNED}公司的函")
    with pytest.raises(GlyphsMissing, match=r"U\+3FFFD") as refusal:
        render_in_worker(letter, fonts=fonts)
    assert refusal.value.characters == UNASSIGNED


def test_missing_fonts_stop_the_letter(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match="fonts install --into"):
        render_in_worker(ORDINARY, fonts=tmp_path)


def test_a_letter_that_takes_too_long_is_stopped_and_the_next_is_printed(fonts: Path) -> None:
    with pytest.raises(RenderingFailed, match=r"longer than 0\.01 s"):
        render_in_worker(ALL["thirty pages"], fonts=fonts, seconds=0.01)
    assert render_in_worker(ORDINARY, fonts=fonts).startswith(b"%PDF-1.7")


def test_a_letter_that_needs_too_much_memory_ends_its_worker_only(fonts: Path) -> None:
    with pytest.raises(RenderingFailed, match="ended"):
        render_in_worker(ORDINARY, fonts=fonts, megabytes=120)
    assert render_in_worker(ORDINARY, fonts=fonts).startswith(b"%PDF-1.7")


def test_a_killed_worker_is_replaced(fonts: Path) -> None:
    render_in_worker(ORDINARY, fonts=fonts)
    for each in worker._workers.values():
        each.process.kill()
        each.process.wait()
    assert render_in_worker(ORDINARY, fonts=fonts).startswith(b"%PDF-1.7")


def test_a_worn_out_worker_is_replaced(fonts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    render_in_worker(ORDINARY, fonts=fonts)
    (before,) = {each.process.pid for each in worker._workers.values() if each.usable}
    monkeypatch.setattr(worker, "JOBS_PER_WORKER", 0)
    render_in_worker(ORDINARY, fonts=fonts)
    assert before not in {each.process.pid for each in worker._workers.values()}


def test_threads_take_turns(fonts: Path) -> None:
    results: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: results.append(render_in_worker(ORDINARY, fonts=fonts))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert len(set(results)) == 1
