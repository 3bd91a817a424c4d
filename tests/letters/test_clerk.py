from dataclasses import replace
from datetime import date

import pytest

from portal.letters.clerk import Draft, Weight, remarks
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
    ],
)
def test_what_is_merely_doubtful_asks_for_care(change: dict[str, object], field: str) -> None:
    found = remarks(replace(SOUND, **change), TODAY)
    assert [(remark.weight, remark.field) for remark in found] == [(Weight.CARE, field)]


def test_only_a_supervision_letter_needs_a_date_of_answer() -> None:
    assert remarks(replace(SOUND, kind=LetterKind.REPLY, reply_by=None), TODAY) == []
