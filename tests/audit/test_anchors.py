"""The head is noted outside of the database, and only while the trail goes through the note before."""

from pathlib import Path

from obstore.store import LocalStore
from sqlalchemy.orm import Session

from portal.attachments.storage import Storage
from portal.audit import anchors
from portal.audit.verifying import Head, head
from tests.audit.test_chain import act, cut_with_its_head, unguarded

SECRET = "the portal's own"


def test_the_head_is_noted_where_it_has_moved_and_says_itself(session: Session, tmp_path: Path) -> None:
    shelf = Storage(LocalStore(tmp_path))
    assert anchors.note(session, shelf, secret=SECRET) is None, "nothing has been done yet"
    act(session, "case:1", "case:2")
    first = anchors.note(session, shelf, secret=SECRET)
    assert first == head(session)
    assert anchors.note(session, shelf, secret=SECRET) is None
    act(session, "case:3")
    second = anchors.note(session, shelf, secret=SECRET)
    assert anchors.notes(shelf, secret=SECRET) == anchors.Notes((first, second))


def test_a_note_with_another_seal_is_no_note(session: Session, tmp_path: Path) -> None:
    shelf = Storage(LocalStore(tmp_path))
    act(session, "case:1")
    noted = anchors.note(session, shelf, secret="somebody else's")
    shelf.keep(f"{anchors.KIND}/nonsense", b"")
    assert noted is not None
    assert anchors.notes(shelf, secret=SECRET) == anchors.Notes((), unsealed=2)


def test_a_trail_that_was_cut_off_makes_no_new_notes(session: Session, tmp_path: Path) -> None:
    shelf = Storage(LocalStore(tmp_path))
    act(session, "case:1", "case:2", "case:3")
    noted = anchors.note(session, shelf, secret=SECRET)
    unguarded(session)
    cut_with_its_head(session, 2)
    act(session, "case:4", "case:5")
    assert anchors.note(session, shelf, secret=SECRET) is None
    assert anchors.notes(shelf, secret=SECRET).last == noted
    assert anchors.goes_through(session, Head())
