from pathlib import Path

import pytest
from obstore.store import LocalStore

from portal.attachments.storage import Storage
from tests.judging import JudgingClient


def test_a_living_process_says_ok(client: JudgingClient) -> None:
    assert client.get("/healthz").text == "ok\n"


def test_a_ready_process_says_so_of_each_part(client: JudgingClient) -> None:
    assert client.get("/readyz").response.json == {"database": True, "index": True, "storage": True}


def test_a_store_whose_directory_has_gone_is_not_ready(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    store = Storage(LocalStore(folder))
    assert store.is_ready()
    folder.rename(tmp_path / "unmounted")
    assert not store.is_ready()
    assert not folder.exists()


def test_a_part_that_fails_makes_the_process_unready(client: JudgingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_store: Storage) -> bool:
        raise OSError("the disk is full")

    monkeypatch.setattr(Storage, "is_ready", refuse)
    answer = client.get("/readyz", expect=503).response
    assert answer.json["storage"] is False
