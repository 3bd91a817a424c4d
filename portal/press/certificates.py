"""The certificate with which the office signs its letters: a PKCS#12 file and its passphrase.

`python -m portal.press.certificates sample --into FILE` makes one for demonstrations, self-signed and marked as a
sample in its subject; it prints the passphrase that it has invented. An office buys its own from a certification
authority: RSA or elliptic curve, allowed to sign.
"""

import argparse
import secrets
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from portal import clock

SAMPLE = "演示用样章（不得用于实际工作）"
"""The organisational unit in the subject of a sample; every verification says so."""

SAMPLE_DAYS = 3650


@dataclass(frozen=True)
class Certificate:
    """What there is to say of a certificate; ``fingerprint`` is its SHA-256 in hexadecimal."""

    name: str
    fingerprint: str
    sample: bool
    ends_at: datetime


def describe(certificate: x509.Certificate) -> Certificate:
    """Return what there is to say of a certificate."""
    named = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    units = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    return Certificate(
        name=str(named[0].value) if named else certificate.subject.rfc4514_string(),
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        sample=any(unit.value == SAMPLE for unit in units),
        ends_at=certificate.not_valid_after_utc,
    )


@cache
def certificate_in(file: Path, passphrase: str) -> Certificate:
    """Open a PKCS#12 file, which the settings have found to be usable, and describe its certificate."""
    opened = pkcs12.load_pkcs12(file.read_bytes(), passphrase.encode())
    assert opened.cert is not None  # noqa: S101  the settings have seen to it
    return describe(opened.cert.certificate)


def sample(office: str, passphrase: str, at: datetime) -> bytes:
    """Return a self-signed certificate with its key as PKCS#12, for demonstrations, valid for ten years."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, SAMPLE),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{office}（演示用证书）"),
        ]
    )
    signing = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        **dict.fromkeys(("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign"), False),
        **dict.fromkeys(("crl_sign", "encipher_only", "decipher_only"), False),
    )
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=SAMPLE_DAYS))
        .add_extension(signing, critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    locked = serialization.BestAvailableEncryption(passphrase.encode())
    return pkcs12.serialize_key_and_certificates(office.encode(), key, certificate, None, locked)


def main() -> int:
    """Make a sample, readable by its owner only."""
    parser = argparse.ArgumentParser(prog="portal.press.certificates", description="Certificates for letters.")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("sample", help="make a certificate for demonstrations and print its passphrase")
    command.add_argument("--into", type=Path, required=True, metavar="FILE")
    command.add_argument("--office", required=True, metavar="NAME")
    arguments = parser.parse_args()
    passphrase = secrets.token_urlsafe(24)
    arguments.into.touch(mode=0o600)
    arguments.into.write_bytes(sample(arguments.office, passphrase, clock.now()))
    sys.stdout.write(f"{passphrase}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
