import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from portal.letters.clerk import ORDERING
from portal.letters.kinds import KINDS, Source, code_for
from portal.letters.wording.enterprises import acceptance, reply
from portal.letters.wording.matter import Draft, Matter
from portal.letters.wording.units import consultation, referral, reminder, supervision
from portal.press.body import blocks
from portal.press.layout import MOST_TITLE, Heading
from portal.vocabulary import LetterKind

MATTER = Matter(
    reference="FG-2026-004K7M",
    title="二号厂房被断电，生产线无法复工",
    description="出租方以欠租为由断电，三十八名工人已经返岗，生产线开不起来",
    enterprise="安澜恒泰纺织有限公司",
    submitted_on=date(2026, 9, 28),
    limit_days=7,
    due_on=date(2026, 10, 15),
    days_late=3,
    outcome="已恢复供电，欠租分六个月交清",
    citations=("《关于支持复工的意见》（安政法〔2026〕8号）第六条",),
    wish="尽快恢复供电",
    handled_by="安澜县工业和信息化局",
    handler="陈一明",
    asked="请说明厂房供电合同的履行情况",
    reply_by=date(2026, 10, 27),
)
OF_CASES = [kind for kind, rules in KINDS.items() if rules.source is Source.CASE]
every_kind = pytest.mark.parametrize("kind", OF_CASES)
every_office_letter = pytest.mark.parametrize("kind", [kind for kind in OF_CASES if kind is not LetterKind.OPINION])


def test_every_kind_of_letter_has_its_row() -> None:
    assert set(KINDS) == set(LetterKind)
    assert len({kind.mark for kind in KINDS.values()}) == len(KINDS)


@every_office_letter
def test_a_letter_asks_and_never_orders(kind: LetterKind) -> None:
    body = KINDS[kind].words(MATTER).body
    assert not ORDERING.search(body)
    assert not any(word in body for word in ("责令", "勒令", "必须", "不得"))


@every_office_letter
def test_a_letter_names_its_matter_by_number_and_ends_as_its_kind_does(kind: LetterKind) -> None:
    draft = KINDS[kind].words(MATTER)
    assert MATTER.reference in draft.body
    assert draft.title.endswith(KINDS[kind].ending)
    assert draft.body.splitlines()[-1].startswith("特此")


@every_kind
def test_a_letter_that_is_to_be_answered_says_by_when_and_how(kind: LetterKind) -> None:
    asks = re.search(r"请于2026年10月27日前以单位名义书面反馈", KINDS[kind].words(MATTER).body)
    assert bool(asks) == KINDS[kind].answered


@every_kind
def test_the_headings_of_a_draft_are_numbered_without_a_gap(kind: LetterKind) -> None:
    for matter in (MATTER, replace(MATTER, citations=(), due_on=None, handled_by="", wish="")):
        headings = [block for block in blocks(KINDS[kind].words(matter).body) if isinstance(block, Heading)]
        first_level = [heading.text[0] for heading in headings if heading.level == 1]
        assert first_level == list("一二三四五六")[: len(first_level)]
        assert len(first_level) >= 2


@every_kind
def test_a_long_title_is_cut_to_what_fits_on_the_page(kind: LetterKind) -> None:
    draft = KINDS[kind].words(replace(MATTER, title="停产" * 100))
    assert MOST_TITLE - 1 <= len(draft.title) <= MOST_TITLE  # but for half a word
    assert "停产等" in draft.title
    assert draft.title.endswith(KINDS[kind].ending)


def test_a_title_is_cut_before_a_quotation_that_would_stay_open() -> None:
    title = supervision(replace(MATTER, title="停" * 50 + "“三班制”生产线")).title
    assert title.count("“") == title.count("”")


def test_a_supervision_letter_names_the_matter_the_delay_and_the_date_of_answer() -> None:
    body = supervision(MATTER).body
    for words in ("安澜恒泰纺织有限公司", "超过3个工作日", "2026年10月15日", "尽快恢复供电"):
        assert words in body


@pytest.mark.parametrize("words", [supervision, reminder])
def test_a_matter_not_yet_late_is_not_called_late(words: Callable[[Matter], Draft]) -> None:
    assert "超过" not in words(replace(MATTER, days_late=0)).body


def test_a_referral_lets_the_unit_answer_the_enterprise_itself_or_send_the_matter_back() -> None:
    body = referral(MATTER).body
    for words in ("属于你单位职责范围", "径复企业，并抄告我单位", "退回我单位"):
        assert words in body


def test_a_consultation_asks_what_the_unit_was_asked() -> None:
    assert "（一）请说明厂房供电合同的履行情况。" in consultation(MATTER).body


def test_a_notice_of_acceptance_tells_who_handles_it_and_until_when() -> None:
    body = acceptance(MATTER).body
    for words in ("决定予以受理", "安澜县工业和信息化局", "陈一明", "7个工作日", "2026年10月15日前答复"):
        assert words in body


def test_a_notice_of_acceptance_before_dispatch_says_that_the_unit_will_be_told() -> None:
    assert "承办单位确定后，将另行告知。" in acceptance(replace(MATTER, handled_by="", handler="")).body


def test_a_reply_tells_the_outcome_the_sources_and_where_to_turn() -> None:
    body = reply(MATTER).body
    for words in ("已恢复供电", "《关于支持复工的意见》（安政法〔2026〕8号）第六条", "要求重办", "特此函复"):
        assert words in body


@pytest.mark.parametrize(("enterprise", "you"), [("安澜恒泰纺织有限公司", "你公司"), ("安澜县城东幼儿园", "你单位")])
def test_an_enterprise_is_addressed_as_what_it_is(enterprise: str, you: str) -> None:
    assert reply(replace(MATTER, enterprise=enterprise)).body.startswith(you)


@pytest.mark.parametrize(("code", "wanted"), [("安政法督", "安政法转"), ("安司复", "安司转"), ("安园", "安园转")])
def test_the_code_of_a_letter_says_its_kind(code: str, wanted: str) -> None:
    assert code_for(code, LetterKind.REFERRAL) == wanted
