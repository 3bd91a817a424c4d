import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest

from knowledge import (
    Document,
    Index,
    IndexNotBuiltError,
    IndexUnsoundError,
    Library,
    Query,
    document_from_dict,
    document_to_dict,
)
from knowledge import index as index_module
from knowledge.building import Weights, build


@pytest.fixture
def old(make_document: Callable[..., Document]) -> Library:
    return Library.of([make_document("old", "旧的租金办法")])


@pytest.fixture
def new(make_document: Callable[..., Document]) -> Library:
    return Library.of([make_document("new", "新的租金办法")])


def found(index: Index) -> list[str]:
    return [hit.document.slug for hit in index.search(Query("租金")).hits]


def test_searching_before_the_first_build_says_so(tmp_path: Path) -> None:
    with pytest.raises(IndexNotBuiltError):
        Index(tmp_path / "none").search(Query("租金"))


def test_an_index_of_the_same_library_is_not_built_twice(tmp_path: Path, old: Library) -> None:
    index = Index(tmp_path)
    assert index.rebuild(old)
    assert index.is_current(old)
    assert not index.rebuild(old)
    assert index.rebuild(old, force=True)


def test_an_open_reader_notices_the_swap(tmp_path: Path, old: Library, new: Library) -> None:
    reader = Index(tmp_path)
    reader.rebuild(old)
    assert found(reader) == ["old"]
    Index(tmp_path).rebuild(new)
    assert found(reader) == ["new"]
    assert reader.library.digest == new.digest
    assert not reader.is_current(old)


def test_releases_of_different_layout_or_documents_keep_an_index_each(
    tmp_path: Path, old: Library, new: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(index_module, "_INDEX_VERSION", "before")
        former = Index(tmp_path)
    nodes = [(former, old), (Index(tmp_path), old), (Index(tmp_path, edition="next"), new)]
    for index, library in nodes:
        assert index.digest is None
        assert index.rebuild(library)
    assert not any(index.rebuild(library) for index, library in nodes)
    assert [found(index) for index, _ in nodes] == [["old"], ["old"], ["new"]]


def test_what_no_release_has_built_for_a_month_goes_with_the_next_build(tmp_path: Path, old: Library) -> None:
    former, present = Index(tmp_path, edition="former"), Index(tmp_path)
    former.rebuild(old)
    (tmp_path / "index-of-early-releases").mkdir()
    (tmp_path / "current-4.json").write_text("{}")
    present.rebuild(old)
    assert former.is_current(old)
    for other in tmp_path.iterdir():
        os.utime(other, (0, 0))
    present.rebuild(old, force=True)
    assert former.digest is None
    assert found(present) == ["old"]
    assert len(list(tmp_path.iterdir())) == 1


def test_an_index_that_fails_its_canaries_is_not_swapped_in(
    tmp_path: Path, old: Library, new: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index(tmp_path)
    index.rebuild(old)
    monkeypatch.setattr(index_module, "build", lambda folder, _library, weights: build_of(old, folder, weights))
    with pytest.raises(IndexUnsoundError):
        index.rebuild(new)
    assert found(index) == ["old"]
    assert not list(tmp_path.rglob("building-*"))


def build_of(library: Library, folder: Path, weights: Weights) -> None:
    build(folder, library, weights)


def _die_half_way(folder: Path, *_: object) -> None:
    (folder / "half").write_text("x")
    os.kill(os.getpid(), signal.SIGKILL)


def _build_and_die(path: Path, library: Library) -> None:
    with mock.patch.object(index_module, "build", _die_half_way):
        Index(path).rebuild(library)


def test_a_killed_build_leaves_the_old_index_serving(tmp_path: Path, old: Library, new: Library) -> None:
    index = Index(tmp_path)
    index.rebuild(old)
    process = multiprocessing.get_context("fork").Process(target=_build_and_die, args=(tmp_path, new))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert found(index) == ["old"]
    assert list(tmp_path.rglob("building-*"))
    assert index.rebuild(new)
    assert found(index) == ["new"]
    assert not list(tmp_path.rglob("building-*"))


def test_only_the_serving_index_and_the_one_before_are_kept(tmp_path: Path, old: Library) -> None:
    index = Index(tmp_path)
    for _ in range(4):
        index.rebuild(old, force=True)
    assert len(list(tmp_path.rglob("index-*"))) == 2


def test_many_threads_search_while_the_index_is_swapped(tmp_path: Path, old: Library, new: Library) -> None:
    index = Index(tmp_path)
    index.rebuild(old)
    faults, stop = [], threading.Event()

    def search() -> None:
        while not stop.is_set():
            try:
                assert found(index) in (["old"], ["new"])
            except Exception as error:  # noqa: BLE001 -- any fault of a thread fails the test
                faults.append(error)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for library in (new, old, new):
        Index(tmp_path).rebuild(library)
    time.sleep(0.05)
    stop.set()
    for thread in threads:
        thread.join()
    assert not faults


def test_the_digest_changes_with_anything_a_reader_sees(make_document: Callable[..., Document]) -> None:
    libraries = [
        Library.of([make_document("a", "话")]),
        Library.of([make_document("a", "话话")]),
        Library.of([make_document("a", "话", title="别的")]),
        Library.of([make_document("a", "话", validity_note="注")]),
    ]
    assert len({library.digest for library in libraries}) == 4


def test_two_documents_of_one_slug_are_refused(make_document: Callable[..., Document]) -> None:
    with pytest.raises(ValueError, match="标识相同"):
        Library.of([make_document("a"), make_document("a")])


def test_an_empty_library_can_be_indexed(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.rebuild(Library.of([]))
    assert index.search(Query("租金")).total == 0


def test_documents_survive_being_stored(library: Library) -> None:
    for document in library:
        assert document_from_dict(document_to_dict(document)) == document
