from dataclasses import replace
from datetime import date

import pytest

from portal.letters.clerk import Draft, remarks
from portal.letters.remarks import Weight
from portal.vocabulary import LetterKind

TODAY = date(2026, 10, 20)
SOUND = Draft(
    kind=LetterKind.SUPERVISION,
    title="关于督办安澜恒泰纺织有限公司复工受阻问题的函",
    addressee="安澜县供电服务中心",
    body="企业反映厂房断电。请依法办理并反馈。",
    reply_by=date(2026, 10, 27),
    contact="联系人：郑维民，电话：0000-821 0009",
)


def test_a_sound_draft_gets_no_remark() -> None:
    assert remarks(SOUND, TODAY) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reply_by": None}, "reply_by"),
        ({"reply_by": TODAY}, "reply_by"),
        ({"title": "关" * 77 + "函"}, "title"),
        ({"body": "企业反映：“厂房断电。"}, "body"),
        ({"missing_characters": "𠮷"}, "body"),
        ({"body": "企业反映：”厂房断电“。"}, "body"),
        ({"body": "企业反映：（厂房〔断电）〕。"}, "body"),
        ({"body": "企业反映，2026年2月29日断电。"}, "body"),
        ({"body": "依据请在此写明。"}, "body"),
        ({"misaddressed": "安澜县气象局"}, "addressee"),
        ({"joint_without_leader": "安澜县气象局"}, "joint"),
    ],
)
def test_what_would_shame_the_office_stops_the_letter(change: dict[str, object], field: str) -> None:
    found = remarks(replace(SOUND, **change), TODAY)
    assert [(remark.weight, remark.field) for remark in found] == [(Weight.STOPS, field)]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "关于督办复工受阻问题的通告书"}, "title"),
        ({"body": "企业反映断电。责令你单位立即送电。"}, "body"),
        ({"body": "请尽快办理。"}, "body"),
        ({"body": "依据安政法[2026]第08号文件，请办理。"}, "body"),
        ({"contact": ""}, "contact"),
        ({"contact": "联系人：郑维民"}, "contact"),
        ({"day_off": True}, "reply_by"),
        ({"body": "企业反映断电。请于2026年10月26日前反馈。"}, "body"),
        ({"title": "关于督办厂房断电，无法复工事项的函"}, "title"),
        ({"body": "企业反映,厂房断电。"}, "body"),
        ({"body": '企业反映“断电"。”'}, "body"),
        ({"body": "企业反映断电.请办理。"}, "body"),
        ({"body": "企业反映断电，，请办理。"}, "body"),
        ({"body": "企业反映，2026年03月5日断电。"}, "body"),
        ({"body": "企业反映，2026-3-5断电。"}, "body"),
        ({"body": "一、企业反映断电\n三、请办理"}, "body"),
        ({"body": "一、企业反映断电\n（一）请办理\n（三）请反馈"}, "body"),
        ({"body": "企业反映断电。你单位应当依法立案。"}, "body"),
        ({"outdated": "《办法》：现行有效→废止"}, "body"),
        ({"lapsed": "《办法》（废止）"}, "body"),
    ],
)
def test_what_is_merely_doubtful_asks_for_care(change: dict[str, object], field: str) -> None:
    found = remarks(replace(SOUND, **change), TODAY)
    assert [(remark.weight, remark.field) for remark in found] == [(Weight.CARE, field)]


@pytest.mark.parametrize(
    "body",
    [
        "企业反映3.5万元租金（见附件1.表）未收，第1,200号除外。",
        "一、企业反映断电\n（一）请办理\n（二）请反馈\n二、时限\n（一）请于2026年10月27日前反馈",
        "企业反映“‘三班制’生产线”（二号厂房〔东〕）断电。",
        "企业反映：10:30断电，网址http://example.gov.cn/a?b=1。",
    ],
)
def test_a_text_in_order_gets_no_remark(body: str) -> None:
    assert remarks(replace(SOUND, body=body), TODAY) == []


def test_only_a_supervision_letter_needs_a_date_of_answer() -> None:
    assert remarks(replace(SOUND, kind=LetterKind.REPLY, reply_by=None), TODAY) == []
