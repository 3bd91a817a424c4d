"""What enterprises say and documents call otherwise: the office adds, changes and switches off, and tries first."""

import pytest
from sqlalchemy.orm import Session

import knowledge
from portal.errors import NotFound, NotPermitted, RuleBroken, StaleEdit
from portal.measures import dictionary, library
from portal.permissions.actor import Actor
from portal.vocabulary import Role
from tests.judging import JudgingClient
from tests.measures.conftest import ADMIN

NEW = "揭不开锅"


def save(session: Session, word: str, *legal: str, version: int = 0) -> None:
    dictionary.save(session, actor=ADMIN, word=word, legal=legal, version=version)


def test_without_words_of_its_own_the_shipped_dictionary_is_used(session: Session) -> None:
    assert session
    assert dictionary.current() is knowledge.shipped_terms()


def test_an_added_word_finds_what_it_means(session: Session) -> None:
    assert not library.find(NEW).hits
    save(session, NEW, "租金", "贷款")
    assert library.find(NEW).hits


def test_a_shipped_word_is_switched_off_and_comes_back(session: Session) -> None:
    save(session, "房租")
    assert "房租" not in dictionary.current().table
    dictionary.reset(session, actor=ADMIN, word="房租")
    assert "租金" in dictionary.current().table["房租"]
    with pytest.raises(NotFound):
        dictionary.reset(session, actor=ADMIN, word="房租")


@pytest.mark.parametrize(
    ("word", "legal", "field"),
    [(NEW, [], "legal"), ("租金", ["租金"], "legal"), (NEW, [str(n) for n in range(13)], "legal")],
)
def test_a_word_that_could_do_nothing_is_refused(session: Session, word: str, legal: list[str], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        save(session, word, *legal)
    assert broken.value.field == field


def test_a_stale_change_is_refused(session: Session) -> None:
    save(session, NEW, "租金")
    with pytest.raises(StaleEdit) as stale:
        save(session, NEW, "贷款", version=9)
    assert stale.value.version == 1


def test_only_an_administrator_changes_words(session: Session) -> None:
    with pytest.raises(NotPermitted):
        dictionary.save(session, actor=Actor(1, "某人", frozenset({Role.LAWYER})), word=NEW, legal=["租金"], version=0)


def test_a_change_is_tried_before_it_is_saved(admin: JudgingClient, session: Session) -> None:
    admin.get("/admin/lay-terms/word")
    sent = {"word": NEW, "legal": "租金\n贷款", "version": "0", "question": ""}
    page = admin.post("/admin/lay-terms/word", sent | {"try": "1"}, expect=200)
    assert page.tree is not None
    before, after = (page.tree.xpath(f"//*[@aria-labelledby='{part}']")[0] for part in ("before", "after"))
    assert not before.xpath(".//a")
    assert after.xpath(".//a")
    assert page.value("legal") == "租金\n贷款"
    assert not dictionary.rows(session)


def test_the_pages_save_list_and_reset(admin: JudgingClient) -> None:
    address = f"/admin/lay-terms/word?word={NEW}"
    page = admin.post(address, {"word": NEW, "legal": "租金", "version": "0"}, follow=True)
    assert NEW in page.words
    assert "租金" in admin.get(address).value("legal")
    assert NEW in admin.get(f"/admin/lay-terms?part={NEW}").words
    conflict = admin.post(address, {"word": NEW, "legal": "贷款", "version": "0"}, expect=409)
    assert conflict.value("version") == "1"
    admin.post("/admin/lay-terms/reset", {"word": NEW})
    assert address not in admin.get("/admin/lay-terms").links()
    admin.post("/admin/lay-terms/reset", {"word": NEW}, expect=404)


def test_a_word_without_meaning_is_refused_at_its_field(admin: JudgingClient) -> None:
    page = admin.post("/admin/lay-terms/word", {"word": NEW, "legal": "", "version": "0"}, expect=422)
    assert len(page.errors) == 1
    assert "没有" not in admin.get("/admin/lay-terms?part=没有这个词").h1
