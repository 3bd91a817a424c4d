from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from portal import clock
from portal.attachments.storage import storage
from portal.letters import operations
from portal.letters.models import Letter
from portal.press.layout import official_date
from portal.vocabulary import LetterKind
from tests.factories import actor
from tests.letters.conftest import Office


@pytest.fixture
def issued(office: Office, session: Session) -> Letter:
    return office.issued_letter()


def verify(app: Flask, folder: Path, content: bytes) -> Result:
    file = folder / "letter.pdf"
    file.write_bytes(content)
    return app.test_cli_runner().invoke(args=["letters", "verify", str(file)])


def test_a_genuine_letter_is_told_with_number_date_and_issuer(app: Flask, tmp_path: Path, issued: Letter) -> None:
    told = verify(app, tmp_path, storage().get(issued.pdf_key or ""))
    assert told.exit_code == 0
    assert told.output.startswith("genuine: ")
    assert "signature: valid; 安澜县（演示用证书）; a certificate for demonstrations" in told.output
    for words in (issued.number or "", official_date(clock.today()), issued.issuer, issued.sha256 or ""):
        assert words in told.output


def test_a_file_that_is_no_letter_bears_no_signature(app: Flask, tmp_path: Path) -> None:
    told = verify(app, tmp_path, b"%PDF-1.7 something else")
    assert told.output.startswith("unknown: ")
    assert "signature: none" in told.output


def test_a_void_letter_is_told_to_be_void(
    app: Flask, office: Office, session: Session, tmp_path: Path, issued: Letter
) -> None:
    operations.void(session, issued, actor=actor(office.leader), reason="事项已经办结。")
    told = verify(app, tmp_path, storage().get(issued.pdf_key or ""))
    assert told.exit_code == 1
    assert told.output.startswith("void: ")
    assert (issued.number or "") in told.output


def test_one_changed_byte_makes_a_letter_unknown(app: Flask, tmp_path: Path, issued: Letter) -> None:
    content = bytearray(storage().get(issued.pdf_key or ""))
    content[5_000] ^= 1
    told = verify(app, tmp_path, bytes(content))
    assert told.exit_code == 1
    assert "signature: broken, the file was changed after it was signed" in told.output
    assert told.output.startswith("unknown: ")
    assert (issued.number or "") not in told.output


def test_every_kind_is_named_and_written_as_a_sample(app: Flask, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    listed = runner.invoke(args=["letters", "sample", "--list"]).output
    assert [line.split("\t")[0] for line in listed.splitlines()] == list(LetterKind)
    file = tmp_path / "sample.pdf"
    written = runner.invoke(args=["letters", "sample", "referral", "--out", str(file), "--stress"])
    assert written.exit_code == 0, written.output
    assert file.read_bytes().startswith(b"%PDF")
    assert runner.invoke(args=["letters", "sample"]).exit_code == 2
