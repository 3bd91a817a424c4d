from portal.letters.differences import Change, Paragraph, Stretch, differences

BEFORE = "关于督办复工事项的函\n企业反映断电。\n请于10月20日前反馈。\n特此函告。"


def test_a_text_that_did_not_change_has_no_differences() -> None:
    assert differences(BEFORE, BEFORE) == []


def test_a_changed_word_is_shown_inside_its_paragraph() -> None:
    found = differences(BEFORE, BEFORE.replace("20日", "25日"))
    assert found == [
        Paragraph(unchanged=2),
        Paragraph(
            (
                Stretch(Change.SAME, "请于10月"),
                Stretch(Change.TAKEN, "20"),
                Stretch(Change.ADDED, "25"),
                Stretch(Change.SAME, "日前反馈。"),
            )
        ),
        Paragraph(unchanged=1),
    ]


def test_an_added_and_a_taken_paragraph_are_shown_whole() -> None:
    added = differences(BEFORE, BEFORE.replace("特此", "请写明责任人。\n特此"))
    assert Paragraph((Stretch(Change.ADDED, "请写明责任人。"),)) in added
    taken = differences(BEFORE, BEFORE.replace("企业反映断电。\n", ""))
    assert Paragraph((Stretch(Change.TAKEN, "企业反映断电。"),)) in taken


def test_a_paragraph_written_anew_is_not_mixed_with_the_old_one() -> None:
    changed = [part for part in differences("甲方拒绝供电。", "厂房已经复工生产，请知悉。") if part.stretches]
    assert [part.stretches[0].change for part in changed] == [Change.TAKEN, Change.ADDED]


def test_the_differences_hold_both_texts_to_the_last_character() -> None:
    after = BEFORE.replace("断电", "停水、停电").replace("20日", "25日")
    stretches = [stretch for part in differences(BEFORE, after) for stretch in part.stretches]
    new = "".join(stretch.text for stretch in stretches if stretch.change is not Change.TAKEN)
    old = "".join(stretch.text for stretch in stretches if stretch.change is not Change.ADDED)
    assert old == "企业反映断电。请于10月20日前反馈。"
    assert new == "企业反映停水、停电。请于10月25日前反馈。"


def test_the_kind_of_line_break_makes_no_difference() -> None:
    assert differences(BEFORE, BEFORE.replace("\n", "\r\n")) == []
