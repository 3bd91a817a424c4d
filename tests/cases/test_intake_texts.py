"""What people type: too short, too long, rare, odd. Each gets a clear answer and nothing is lost."""

import pytest

from tests.cases.desk import MATTER, Desk


def test_an_empty_page_names_every_field(desk: Desk) -> None:
    page = desk.answer_wrongly("matter")
    assert page.errors == ["请用一句话说明。", "请写明具体情况。", "请写明希望怎样解决。"]
    assert page.tree is not None
    assert page.tree.xpath("string(//title)").startswith("出错：")


def test_a_short_sentence_says_how_short_and_stays(desk: Desk) -> None:
    page = desk.answer_wrongly("matter", **(MATTER | {"title": "被断电"}))
    assert page.errors == ["“一句话说明”至少写6个字，现在是3个字。"]
    assert page.value("title") == "被断电"
    assert page.value("description") == MATTER["description"]


def test_what_must_still_be_changed_is_kept_in_the_draft(desk: Desk) -> None:
    desk.answer_wrongly("matter", title="被断电", description="", wish="尽快供电")
    (draft,) = desk.drafts()
    assert (draft.answers["title"], draft.answers["wish"]) == ("被断电", "尽快供电")
    assert desk.get("matter").value("title") == "被断电"


def test_two_megabytes_of_description_are_answered_at_the_field_and_kept(desk: Desk) -> None:
    flood = "水" * 700_000
    again = desk.client.post(desk.path("matter"), MATTER | {"description": flood}).response.location
    page = desk.client.get(again, judge=False)
    assert page.errors == ["“具体情况”最多写5000个字，现在是700000个字。"]
    assert page.value("description") == flood
    (draft,) = desk.drafts()
    assert draft.answers["description"] == flood
    assert "700000" in desk.get("check", judge=False).words


@pytest.mark.parametrize(
    "rare", ["喆㛃𠮷电子有限公司", "厂房进水😱生产线停了", "Ｎｏ．5厂房的电被断了", "<script>alert(1)</script>"]
)
def test_rare_characters_and_emoji_arrive_as_they_were_typed(desk: Desk, rare: str) -> None:
    desk.write(title=f"{rare}一事", description=f"{rare}，{MATTER['description']}", other_party=rare)
    desk.send()
    (case,) = desk.cases()
    assert case.title == f"{rare}一事"
    assert case.other_party == rare
    assert case.description.startswith(rare)


def test_a_character_beyond_the_basic_plane_counts_as_one(desk: Desk) -> None:
    assert desk.answer_wrongly("matter", **(MATTER | {"title": "𠮷" * 41})).errors == [
        "“一句话说明”最多写40个字，现在是41个字。"
    ]
    desk.answer("matter", **(MATTER | {"title": "𠮷" * 40}))


def test_no_field_is_cut_short_by_the_browser(desk: Desk) -> None:
    desk.answer("group", group="lease")
    page = desk.get("matter")
    assert page.tree is not None
    assert page.tree.xpath("//main//*[@maxlength]") == []


def test_control_characters_and_spaces_around_are_taken_off(desk: Desk) -> None:
    desk.write(title="  房东停电\x00催租开不了工\x0b ", description=f"\r\n{MATTER['description']}\r\n第二段。")
    desk.send()
    (case,) = desk.cases()
    assert case.title == "房东停电催租开不了工"
    assert case.description == f"{MATTER['description']}\n第二段。"


def test_a_category_of_another_area_is_not_taken(desk: Desk) -> None:
    desk.answer("group", group="lease")
    assert desk.answer_wrongly("category", category="labour-wages").errors == ["请选择一类，选最接近的就可以。"]


def test_a_group_that_does_not_exist_is_not_taken(desk: Desk) -> None:
    assert desk.answer_wrongly("group", group="colour").errors == ["请选择一个方面，选最接近的就可以。"]


def test_an_invented_fact_of_urgency_is_not_taken(desk: Desk) -> None:
    page = desk.answer_wrongly("urgency", urgency_facts="boss")
    assert len(page.errors) == 1


def test_a_telephone_number_must_be_one(desk: Desk) -> None:
    page = desk.answer_wrongly("contact", contact_name="张", contact_telephone="打我电话")
    assert len(page.errors) == 2
    assert page.value("contact_telephone") == "打我电话"


def test_full_width_digits_of_a_telephone_are_kept_as_dialled(desk: Desk) -> None:
    desk.answer("contact", contact_name="张慧敏", contact_telephone="１３９　００００　７７８８")
    assert desk.get("contact").value("contact_telephone") == "139 0000 7788"


def test_what_has_been_mended_is_no_longer_complained_of_when_gone_back_to(desk: Desk) -> None:
    desk.answer("group", group="lease")
    desk.answer_wrongly("matter", **(MATTER | {"title": "被断电"}))
    desk.answer("matter", **MATTER)
    assert desk.get("matter?wrong=1").errors == []


def test_in_english_the_pages_are_english(desk: Desk) -> None:
    desk.client.post("/preferences/language", {"language": "en", "next": "/"})
    page = desk.answer_wrongly("matter")
    assert page.h1 == "What is the difficulty"
    assert "Say in one sentence what it is." in page.errors
