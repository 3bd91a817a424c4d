"""The store keeps bytes alike in a directory and in an S3-compatible store."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from portal import clock
from portal.attachments.kept import Kept
from portal.attachments.storage import MEBIBYTE, Storage, open_storage
from tests.conftest import make_settings

BUCKET = "portal-files"
KEYS = {"aws_access_key_id": "only-for-tests", "aws_secret_access_key": "only-for-tests"}


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of an S3-compatible store on this machine, with one bucket."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    boto3.client("s3", "us-east-1", endpoint_url=address, **KEYS).create_bucket(Bucket=BUCKET)
    yield address
    server.stop()


@pytest.fixture(params=["directory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """The store that an operator's settings open: with the usual variables of S3 its address and keys."""
    if request.param == "directory":
        return open_storage(make_settings("sqlite://", tmp_path))
    usual = {name.upper(): value for name, value in KEYS.items()}
    usual |= {"AWS_REGION": "us-east-1", "AWS_ENDPOINT": request.getfixturevalue("s3"), "AWS_ALLOW_HTTP": "true"}
    for name, value in usual.items():
        monkeypatch.setenv(name, value)
    return open_storage(make_settings("sqlite://", tmp_path, storage_url=f"s3://{BUCKET}/{tmp_path.name}"))


def test_bytes_come_back_whole_and_in_pieces(store: Storage) -> None:
    content = bytes(range(256)) * (MEBIBYTE // 100)
    key = store.put(Kept.ATTACHMENT, content)
    assert store.get(key) == content
    pieces = list(store.stream(key))
    assert len(pieces) > 1
    assert b"".join(pieces) == content


def test_a_file_is_kept_without_reading_it_whole(store: Storage, tmp_path: Path) -> None:
    made = tmp_path / "made.zip"
    made.write_bytes(b"PK" * MEBIBYTE)
    assert store.get(store.put(Kept.PRODUCT, made)) == made.read_bytes()


def test_an_unknown_key_is_a_file_that_is_not_there(store: Storage) -> None:
    store.delete("attachment/aa/never-put")
    with pytest.raises(FileNotFoundError):
        store.get("attachment/aa/never-put")
    with pytest.raises(FileNotFoundError):
        store.stream("attachment/aa/never-put")


def test_keys_of_a_kind_are_listed_by_the_time_of_their_bytes(store: Storage) -> None:
    kept = store.put(Kept.LETTER, b"a letter")
    store.put(Kept.ATTACHMENT, b"a contract")
    assert [key for batch in store.keys_before(Kept.LETTER, clock.now() + timedelta(days=1)) for key in batch] == [kept]
    assert not [key for batch in store.keys_before(Kept.LETTER, clock.now() - timedelta(days=1)) for key in batch]
    store.delete(kept)
    with pytest.raises(FileNotFoundError):
        store.get(kept)


def test_the_same_bytes_twice_are_two_keys(store: Storage) -> None:
    assert store.put(Kept.LETTER, b"a letter") != store.put(Kept.LETTER, b"a letter")


def test_a_store_says_whether_it_is_ready(store: Storage) -> None:
    assert store.is_ready()
