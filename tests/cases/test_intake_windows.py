"""One draft in two windows: the later save never overwrites the earlier one unasked, and neither text is lost."""

from tests.cases.desk import CONTACT, MATTER, Desk
from tests.judging import Page

THEIRS = {**MATTER, "title": "房东断电断水，工人返岗无法开工", "wish": "请先恢复供电。"}
MINE = {**MATTER, "title": "房东锁了厂房大门，货车进不去"}


def marks(page: Page) -> dict[str, object]:
    """Return what an opened page says about itself when it is saved."""
    return {"seen": page.value("seen"), "mark": page.value("mark")}


def two_windows(desk: Desk) -> tuple[dict[str, object], dict[str, object]]:
    """Open the same page twice."""
    desk.answer("group", group="lease")
    desk.answer("category", category="lease-cutoff")
    return marks(desk.get("matter")), marks(desk.get("matter"))


def test_the_second_window_gets_both_versions_and_can_save_again(desk: Desk) -> None:
    first, second = two_windows(desk)
    desk.answer("matter", **(THEIRS | first))
    page = desk.answer("matter", 409, **(MINE | second))
    assert "您刚刚在其他窗口或者设备上修改了本页内容" in page.words
    assert THEIRS["title"] in page.words
    assert THEIRS["wish"] in page.words
    assert MATTER["other_party"] not in page.words
    assert page.value("title") == MINE["title"]
    assert desk.path("matter") in page.links()
    assert desk.get("matter").value("title") == THEIRS["title"]
    assert desk.answer("matter", **(MINE | marks(page))).response.location == desk.path("details")
    assert desk.get("matter").value("title") == MINE["title"]


def test_what_is_saved_by_itself_in_an_older_window_overwrites_nothing(desk: Desk) -> None:
    first, second = two_windows(desk)
    desk.answer("matter", **(THEIRS | first))
    told = desk.answer("matter/autosave", 409, **(MINE | second)).response.json
    assert told is not None
    assert THEIRS["title"] in told["html"]
    assert "保留本页填写的内容" in told["html"]
    assert desk.get("matter").value("title") == THEIRS["title"]
    desk.answer("matter/autosave", 200, **(MINE | second | {"seen": told["seen"]}))
    reloaded = marks(desk.get("matter"))
    assert desk.get("matter").value("title") == MINE["title"]
    desk.answer("matter/autosave", 200, **(MATTER | second))
    desk.answer("matter/autosave", 409, **(THEIRS | reloaded))


def test_a_window_goes_on_with_its_own_words_and_with_those_that_another_saved_alike(desk: Desk) -> None:
    first, second = two_windows(desk)
    contact = marks(desk.get("contact"))
    for words in (THEIRS, MINE):  # whatever answers it missed
        desk.answer("matter/autosave", 200, **(words | first))
    desk.answer("matter", **(MINE | second))
    desk.answer("contact", **(CONTACT | contact))
    assert desk.drafts()[0].answers.items() >= (MINE | CONTACT).items()


def test_choices_made_elsewhere_are_shown_in_their_words(desk: Desk) -> None:
    two_windows(desk)
    first, second = marks(desk.get("urgency")), marks(desk.get("urgency"))
    desk.answer("urgency", urgency_facts="danger", **first)
    page = desk.answer("urgency", 409, urgency_facts="shutdown", **second)
    assert page.tree is not None
    (told,) = page.tree.xpath("//*[@role='alert']//dl[@class='summary']/div")
    (choice,) = page.tree.xpath("//label[@for=//input[@value='danger']/@id]")
    assert " ".join(choice.text_content().split()) in " ".join(told.text_content().split())


def test_a_draft_that_was_sent_meanwhile_is_not_begun_again_by_an_older_window(desk: Desk) -> None:
    desk.write()
    older = marks(desk.get("matter"))
    desk.send()
    desk.answer("matter/autosave", 409, **(THEIRS | older))
    page = desk.answer("matter", 409, **(THEIRS | older))
    assert "已经提交或者删除" in page.words
    assert page.value("title") == THEIRS["title"]
    assert desk.drafts() == []


def test_answers_changed_after_they_were_shown_are_checked_again_before_they_are_sent(desk: Desk) -> None:
    desk.write()
    shown = desk.get("check")
    checked = {"submission_key": shown.value("submission_key"), "seen": shown.value("seen")}
    desk.answer("matter", **MINE)
    page = desk.answer("check", 422, **checked)
    assert "重新核对" in page.words
    assert MINE["title"] in page.words
    assert desk.cases() == []
    desk.answer("check", **(checked | {"seen": page.value("seen")}))
    assert [case.title for case in desk.cases()] == [MINE["title"]]
