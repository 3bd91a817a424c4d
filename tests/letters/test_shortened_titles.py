"""A title that would not fit is shortened by sense: whole clauses, else whole words, and 等."""

import pytest

from portal.letters.wording.matter import titled
from portal.press.layout import MOST_TITLE

LONG = "安澜喆㛃𠮷纺织印染进出口股份有限公司"


def test_a_title_that_fits_is_left_whole_but_for_its_marks() -> None:
    assert titled("关于督办", "厂房断电，无法复工", "事项的函") == "关于督办厂房断电无法复工事项的函"


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (
            f"{LONG}二号厂房出租方以欠租为由断电，三十八名返岗工人无法开工，外贸订单面临违约赔偿，银行贷款即将到期，供应商停止供货",
            f"{LONG}二号厂房出租方以欠租为由断电三十八名返岗工人无法开工外贸订单面临违约赔偿银行贷款即将到期",
        ),
        (
            f"{LONG}租用二号厂房1200㎡（ABC Technology Co., Ltd.转租）被断电致“三班制”生产线无法复工且外贸订单面临违约",
            f"{LONG}租用二号厂房1200㎡（ABC Technology Co., Ltd.转租）被断电",
        ),
        (
            f"{LONG}二号厂房被断电并锁闭厂门使三十八名返岗工人无法开工外贸订单面临违约赔偿银行贷款逾期供应商催款即将被起诉",
            f"{LONG}二号厂房被断电并锁闭厂门使三十八名返岗工人无法开工外贸订单面临违约赔偿银行贷款逾期供应商催款",
        ),
    ],
)
def test_a_longer_one_ends_with_a_whole_clause_or_word(words: str, kept: str) -> None:
    title = titled("关于督办", words, "事项的函")
    assert title == f"关于督办{kept}等事项的函"
    assert len(title) <= MOST_TITLE


def test_a_middle_of_one_word_that_never_ends_still_fits() -> None:
    assert len(titled("关于督办", "A" * 100, "事项的函")) <= MOST_TITLE
