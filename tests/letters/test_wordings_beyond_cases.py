"""The words of minutes, legal opinions and reports of check-ups."""

from dataclasses import replace
from datetime import date

import pytest

from portal.letters.samples import CHECKUP, MEETING, ORDINARY
from portal.letters.wording.checkups import report
from portal.letters.wording.meetings import minutes
from portal.letters.wording.opinions import opinion
from portal.press.body import blocks
from portal.press.layout import GRAVE, MOST_TITLE, Heading, Layout, Paragraph, Roster


def first_level(body: str, layout: Layout) -> list[str]:
    return [block.text[0] for block in blocks(body, layout) if isinstance(block, Heading) and block.level == 1]


def test_minutes_say_when_who_met_and_what_was_agreed() -> None:
    draft = minutes(MEETING)
    assert draft.title.endswith("会商纪要")
    assert "2026年10月15日，安澜县司法局在县行政中心三楼会议室召集有关单位" in draft.body
    assert "（一）10月18日前恢复供电。" in draft.body
    assert "（三）由安澜县供电服务中心负责：恢复二号厂房供电，于2026年10月18日前完成。" in draft.body
    assert first_level(draft.body, Layout.JIYAO) == ["一", "二", "三"]


def test_minutes_end_with_who_was_there_and_who_was_not() -> None:
    rosters = [block for block in blocks(minutes(MEETING).body, Layout.JIYAO) if isinstance(block, Roster)]
    assert [roster.label for roster in rosters] == ["出席", "请假"]
    assert rosters[1].names == "安澜县工业和信息化局"
    assert "请假" not in minutes(replace(MEETING, absent=())).body


def test_numbers_of_another_form_give_way_to_those_of_the_minutes() -> None:
    body = minutes(
        replace(MEETING, decisions="1. 恢复供电。\n2、分期交租。\n三、5日内回复。\n10.18前报告。", tasks=())
    ).body
    assert "（一）恢复供电。\n（二）分期交租。\n（三）5日内回复。\n（四）10.18前报告。" in body


def test_decisions_that_bring_their_own_numbers_keep_them() -> None:
    body = minutes(replace(MEETING, decisions="（一）恢复供电。\n（二）分期交租。", tasks=())).body
    assert "（一）（一）" not in body
    assert "（二）分期交租。" in body


def test_an_opinion_states_facts_law_opinion_risks_and_reservations() -> None:
    body = opinion(ORDINARY).body
    headings = [block.text for block in blocks(body) if isinstance(block, Heading) and block.level == 1]
    wanted = ["基本事实", "需要解决的问题", "法律依据", "法律意见", "风险提示", "声明与保留"]
    assert [heading[2:] for heading in headings] == wanted
    for words in (*ORDINARY.provisions, ORDINARY.advice, "不构成对诉讼、仲裁结果的承诺"):
        assert words in body


def test_an_opinion_without_anything_cited_asks_its_writer_for_the_law() -> None:
    assert "请在此逐条列明所依据的法律" in opinion(replace(ORDINARY, provisions=())).body


def test_a_report_counts_risks_by_grade_and_begins_with_what_is_grave_and_urgent() -> None:
    body = report(CHECKUP).body
    assert "发现法律风险3项：重大风险1项、较大风险1项、一般风险1项，其中重大且紧急1项" in body
    assert f"（一）{GRAVE}安全生产方面（重大风险）：" in body
    assert "请于2026年10月13日前完成整改。" in body
    assert first_level(body, Layout.YIJIANSHU) == ["一", "二", "三", "四"]


def test_a_report_asks_for_no_day_that_is_over() -> None:
    late = replace(CHECKUP, risks=tuple(replace(risk, overdue=True) for risk in CHECKUP.risks))
    body = report(late).body
    assert "请立即完成整改。" in body
    assert "前完成整改" not in body


def test_only_what_is_grave_and_urgent_is_printed_in_red_and_only_on_such_paper() -> None:
    body = report(CHECKUP).body
    grave = [
        block for block in blocks(body, Layout.YIJIANSHU) if isinstance(block, Heading | Paragraph) and block.grave
    ]
    assert len(grave) == 1
    assert not any(block.grave for block in blocks(body) if isinstance(block, Heading | Paragraph))


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ("重大合同是否经过法律审查（否）", "“重大合同是否经过法律审查”一项，检查结果为“否”。"),
        (
            "工资支付是否有依据（否）：停工通知没有写明期限。",
            "“工资支付是否有依据”一项，检查结果为“否”，停工通知没有写明期限。",
        ),
        ("配电箱（二号厂房）没有防护门", "配电箱（二号厂房）没有防护门。"),
    ],
)
def test_an_answer_to_the_checklist_is_a_sentence_in_the_report(noted: str, said: str) -> None:
    body = report(replace(CHECKUP, risks=(replace(CHECKUP.risks[0], text=noted),))).body
    assert f"）：{said}" in body


def test_a_check_up_without_findings_says_so() -> None:
    body = report(replace(CHECKUP, risks=())).body
    assert "总体情况良好" in body
    assert "未发现需要提示的法律风险" in body


def test_long_names_leave_titles_that_fit() -> None:
    for title in (
        minutes(replace(MEETING, title="停产" * 100)).title,
        opinion(replace(ORDINARY, title="停产" * 100)).title,
        report(replace(CHECKUP, enterprise="停产" * 100)).title,
    ):
        assert MOST_TITLE - 1 <= len(title) <= MOST_TITLE  # but for half a word


def test_a_day_of_a_task_may_be_open() -> None:
    body = minutes(
        replace(
            MEETING,
            decisions="",
            tasks=(("安澜县司法局", "出具意见", None), ("安澜县公安局", "到场", date(2026, 11, 2))),
        )
    ).body
    assert "（一）由安澜县司法局负责：出具意见。" in body
    assert "（二）由安澜县公安局负责：到场，于2026年11月2日前完成。" in body
