from dataclasses import replace
from datetime import date

from portal.letters.body import blocks
from portal.letters.drafting import Matter, reply, supervision
from portal.letters.layout import MOST_TITLE, Heading

MATTER = Matter(
    reference="FG-2026-004K7M",
    title="二号厂房被断电，生产线无法复工",
    description="出租方以欠租为由断电，三十八名工人已经返岗，生产线开不起来",
    enterprise="安澜恒泰纺织有限公司",
    submitted_on=date(2026, 9, 28),
    due_on=date(2026, 10, 15),
    days_late=3,
    outcome="已恢复供电，欠租分六个月交清",
    citations=("《关于支持复工的意见》（安政法〔2026〕8号）第六条",),
)


def test_a_supervision_letter_asks_and_never_orders() -> None:
    body = supervision(MATTER, date(2026, 10, 27)).body
    assert "请依法办理并反馈" in body
    assert not any(word in body for word in ("责令", "勒令", "必须"))


def test_a_supervision_letter_names_the_matter_the_delay_and_the_date_of_answer() -> None:
    body = supervision(MATTER, date(2026, 10, 27)).body
    for words in ("FG-2026-004K7M", "安澜恒泰纺织有限公司", "超过3个工作日", "2026年10月15日", "2026年10月27日"):
        assert words in body


def test_a_matter_not_yet_late_is_not_called_late() -> None:
    matter = replace(MATTER, days_late=0)
    assert "超过" not in supervision(matter, date(2026, 10, 27)).body


def test_a_reply_tells_the_outcome_the_sources_and_where_to_turn() -> None:
    body = reply(MATTER).body
    for words in ("已恢复供电", "《关于支持复工的意见》（安政法〔2026〕8号）第六条", "要求重办", "特此函复"):
        assert words in body


def test_the_headings_of_a_draft_are_numbered_without_a_gap() -> None:
    for draft in (supervision(MATTER, date(2026, 10, 27)), reply(MATTER)):
        first_level = [block.text[0] for block in blocks(draft.body) if isinstance(block, Heading) and block.level == 1]
        assert first_level == ["一", "二", "三"]


def test_a_long_title_is_cut_to_what_fits_on_the_page() -> None:
    matter = replace(MATTER, title="停" * 200)
    assert len(supervision(matter, date(2026, 10, 27)).title) == MOST_TITLE
