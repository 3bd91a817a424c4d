"""The certificate of letters in the settings: a wrong value is named at start, with every other one."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from portal import clock
from portal.press.certificates import sample
from portal.settings import SettingsError, load_settings

NEEDED = {
    "SECRET_KEY": "k" * 40,
    "DATABASE_URL": "sqlite://",
    "DATA_DIR": "/srv/data",
    "BASE_URL": "https://portal.test",
}


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    file = tmp_path / "office.p12"
    file.write_bytes(sample("安澜县", "right", clock.now()))
    return file


def loaded(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in (NEEDED | values).items():
        monkeypatch.setenv(f"PORTAL_{name}", value)
    load_settings()


def test_a_certificate_opens_with_its_passphrase(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    loaded(monkeypatch, SIGNING_FILE=str(certificate), SIGNING_PASSPHRASE="right")


@pytest.mark.parametrize("passphrase", [{"SIGNING_PASSPHRASE": "wrong"}, {}])
def test_a_wrong_passphrase_is_named_with_every_other_wrong_value(
    monkeypatch: pytest.MonkeyPatch, certificate: Path, passphrase: dict[str, str]
) -> None:
    with pytest.raises(SettingsError) as wrong:
        loaded(monkeypatch, SIGNING_FILE=str(certificate), BASE_URL="portal", **passphrase)
    assert "PORTAL_SIGNING_PASSPHRASE" in str(wrong.value)
    assert "PORTAL_BASE_URL" in str(wrong.value)


def test_a_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"PORTAL_SIGNING_FILE: .*names no file"):
        loaded(monkeypatch, SIGNING_FILE=str(tmp_path / "none.p12"), SIGNING_PASSPHRASE="right")


def test_a_certificate_without_its_key_cannot_sign(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    opened = pkcs12.load_pkcs12(certificate.read_bytes(), b"right")
    assert opened.cert is not None
    certificate.write_bytes(
        pkcs12.serialize_key_and_certificates(
            None, None, opened.cert.certificate, None, BestAvailableEncryption(b"right")
        )
    )
    with pytest.raises(SettingsError, match="PORTAL_SIGNING_PASSPHRASE"):
        loaded(monkeypatch, SIGNING_FILE=str(certificate), SIGNING_PASSPHRASE="right")
