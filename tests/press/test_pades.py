"""Signatures: every byte is covered, nothing printed changes, and what is no signed letter is told apart."""

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from pypdf import PdfReader

from portal import clock
from portal.press.certificates import certificate_in, sample
from portal.press.jobs import Signing
from portal.press.worker import examine_in_worker, render_in_worker
from tests.press.paper import read
from tests.press.samples import ALL

SIGNED = ("ordinary", "minutes, ordinary", "opinion, stressed", "checkup, ordinary")


@pytest.fixture(scope="module")
def signing(tmp_path_factory: pytest.TempPathFactory) -> Signing:
    file = tmp_path_factory.mktemp("certificate") / "sample.p12"
    file.write_bytes(sample("安澜县", "geheim", clock.now()))
    return Signing(file, "geheim", "签发临政法督〔2026〕1号（演示用证书，样章，不具效力）", "安澜县")


@pytest.fixture(scope="module")
def signed(fonts: Path, signing: Signing) -> bytes:
    return render_in_worker(ALL["ordinary"], fonts=fonts, signing=signing)


def test_a_signature_names_its_certificate_and_fits_the_file(fonts: Path, signed: bytes, signing: Signing) -> None:
    found = examine_in_worker(signed, fonts=fonts)
    assert found is not None
    assert found.intact
    assert found.sample
    assert found.name == "安澜县（演示用证书）"
    assert found.fingerprint == certificate_in(signing.file, signing.passphrase).fingerprint


@pytest.mark.parametrize("place", [200, 5_000, -300, -3])
def test_one_changed_byte_breaks_the_signature(fonts: Path, signed: bytes, place: int) -> None:
    changed = bytearray(signed)
    changed[place] ^= 1
    found = examine_in_worker(bytes(changed), fonts=fonts)
    assert found is None or not found.intact


def test_what_is_appended_breaks_the_signature(fonts: Path, signed: bytes) -> None:
    found = examine_in_worker(signed + b"\n%more", fonts=fonts)
    assert found is not None
    assert not found.intact


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\nxref\n0 1\ntrailer<</Root 1 0 R>>"])
def test_a_file_without_a_signature_has_none(fonts: Path, content: bytes) -> None:
    assert examine_in_worker(content, fonts=fonts) is None


def test_an_unsigned_letter_has_no_signature(fonts: Path, pdf: Callable[[str], bytes]) -> None:
    assert examine_in_worker(pdf("ordinary"), fonts=fonts) is None


@pytest.mark.parametrize("name", SIGNED)
def test_what_was_printed_stays_as_it_was(
    name: str, fonts: Path, pdf: Callable[[str], bytes], signing: Signing
) -> None:
    """PDF/A-2u and the checks of the standard hold of the signed file because its printed part is untouched."""
    signed = render_in_worker(ALL[name], fonts=fonts, signing=signing)
    assert signed.startswith(pdf(name))
    before, after = (PdfReader(io.BytesIO(content)) for content in (pdf(name), signed))
    assert after.metadata == before.metadata
    xmp = [reader.trailer["/Root"]["/Metadata"].get_object().get_data() for reader in (before, after)]
    assert xmp[0] == xmp[1]
    assert [sheet.glyphs for sheet in read(signed)] == [sheet.glyphs for sheet in read(pdf(name))]


def test_a_signature_is_a_pades_one_that_forbids_changes_and_says_what_it_is(signed: bytes) -> None:
    root = PdfReader(io.BytesIO(signed)).trailer["/Root"]
    field = root["/AcroForm"]["/Fields"][0].get_object()
    value = field["/V"].get_object()
    assert value["/SubFilter"] == "/ETSI.CAdES.detached"
    assert value["/Reference"][0]["/TransformParams"]["/P"] == 1
    assert "样章" in value["/Reason"]
    assert root["/Perms"]["/DocMDP"].get_object() == value
    assert field["/F"] & 4  # printed, as PDF/A asks of every annotation


def test_a_signed_letter_is_a_sound_file(tmp_path: Path, signed: bytes) -> None:
    qpdf = shutil.which("qpdf")
    assert qpdf, "qpdf is one of the tests' packages"
    file = tmp_path / "letter.pdf"
    file.write_bytes(signed)
    told = subprocess.run([qpdf, "--check", file], capture_output=True, check=False)
    assert told.returncode == 0, told.stdout


def test_an_elliptic_curve_signs_too(tmp_path: Path, fonts: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "安澜县委政法委员会")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7)
    day = clock.now().replace(microsecond=0)
    certificate = (
        builder.not_valid_before(day).not_valid_after(day.replace(year=day.year + 1)).sign(key, hashes.SHA256())
    )
    file = tmp_path / "office.p12"
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(b"office", key, certificate, None, serialization.NoEncryption())
    )
    found = examine_in_worker(
        render_in_worker(ALL["one page"], fonts=fonts, signing=Signing(file, "", "签发", "安澜县")), fonts=fonts
    )
    assert found is not None
    assert found.intact
    assert not found.sample
