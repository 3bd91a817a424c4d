"""PAdES signatures (ETSI EN 319 142, baseline B): every issued letter bears one, which forbids any later change.

pyHanko is imported when it is first needed: it takes half a second, and a letter that is not signed does without.
"""

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import pkcs12

from portal.press.certificates import describe
from portal.press.jobs import Signature, Signing
from portal.press.refusals import RenderingFailed

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

FIELD = "Issuer"
DIGEST = "sha256"


def sign_pdf(content: bytes, signing: Signing) -> bytes:
    """Return the PDF with an invisible certifying signature appended; the bytes before it stay as they are."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415  see above
    from pyhanko.sign import fields, signers  # noqa: PLC0415  slow, and wanted in the printing process only

    class Appending(IncrementalPdfFileWriter):
        """Leaves title, producer and dates as they were printed, so that PDF/A's two records of them stay alike."""

        def _update_meta(self) -> None:
            pass

    stated = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGEST,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        reason=signing.reason,
        location=signing.location,
    )
    signer = _signer(signing.file, signing.passphrase)
    try:
        signed = signers.PdfSigner(stated, signer=signer).sign_pdf(
            Appending(io.BytesIO(content)), bytes_reserved=_room(signer)
        )
    except ValueError as error:
        raise RenderingFailed(f"The letter could not be signed: {error!r}") from error
    return bytes(signed.getvalue())


@cache
def _signer(file: Path, passphrase: str) -> "SimpleSigner":
    """Return the signer of a PKCS#12 file; pyHanko's own reads the key anew for each signature, this one holds it."""
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415  slow, and wanted in the printing process only

    content, secret = file.read_bytes(), passphrase.encode()
    key: Any = pkcs12.load_pkcs12(content, secret).key

    class Holding(SimpleSigner):
        """Signs with the key that was read once."""

        def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
            assert digest_algorithm == DIGEST  # noqa: S101  chosen above
            padding = (PKCS1v15(), SHA256()) if isinstance(key, RSAPrivateKey) else (ECDSA(SHA256()),)
            return bytes(key.sign(data, *padding))

    read = SimpleSigner.load_pkcs12_data(content, set(), secret)
    return Holding(read.signing_cert, read.signing_key, read.cert_registry)


def _room(signer: "SimpleSigner") -> int:
    """Return how many bytes to keep for the signature: its certificates in hexadecimal, and as much as it adds."""
    certificates = (*signer.cert_registry, signer.signing_cert)
    return 2 * (sum(len(each.dump()) for each in certificates if each) + 3000)


def examine(content: bytes) -> Signature | None:
    """Read the last signature of a PDF, None where there is none or the file is no PDF.

    Whether the certificate deserves trust is not asked: the caller knows which ones the portal has signed with.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415  slow, and wanted in the printing process only

    try:
        found = PdfFileReader(io.BytesIO(content)).embedded_signatures
        if not found:
            return None
        certificate = describe(x509.load_der_x509_certificate(found[-1].signer_cert.dump()))
        intact = _is_intact(found[-1])
    except Exception:  # noqa: BLE001  anybody's file may break the reader anywhere, and then bears nothing to be read
        return None
    return Signature(certificate.name, certificate.fingerprint, certificate.sample, intact)


def _is_intact(found: Any) -> bool:
    """Tell whether the signature is sound and covers the file to its last byte."""
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415  slow, and wanted in the printing process only
    from pyhanko.sign.validation.errors import SignatureValidationError  # noqa: PLC0415  slow, and wanted in the printing process only
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415  slow, and wanted in the printing process only
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415  slow, and wanted in the printing process only

    try:
        status = validate_pdf_signature(found, ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False))
    except SignatureValidationError:
        return False
    return bool(status.intact and status.valid and status.coverage is SignatureCoverageLevel.ENTIRE_FILE)
