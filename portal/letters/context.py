"""A letter of the database turned into the primitives that the renderer takes."""

from portal import clock
from portal.letters.facts import names
from portal.letters.kinds import KINDS
from portal.letters.models import Letter
from portal.letters.picturing import read
from portal.press.body import blocks
from portal.press.certificates import Certificate, certificate_in
from portal.press.jobs import Signing
from portal.press.layout import Attachment, Layout, PrintedLetter, Seal, Verification, official_date
from portal.settings import Settings
from portal.vocabulary import LetterKind

VERIFY_HINT = "扫码核验真伪"


def verify_address(letter: Letter, settings: Settings) -> str:
    """Return the public address at which anybody can verify the letter."""
    return f"{settings.base_url}/verify/{letter.verify_token}"


def printed(letter: Letter, settings: Settings, *, pictures: bool = True) -> PrintedLetter:
    """Return the letter as it is to be printed: with its number and date once it has them, else as a draft.

    A likeness for the screen does without the ``pictures``. Raises PictureUnfit where one is gone.
    """
    layout = KINDS[letter.kind].layout
    minutes = layout is Layout.JIYAO
    on = official_date(clock.local_date(letter.issued_at or clock.now()))
    return PrintedLetter(
        layout=layout,
        issuers=(f"{settings.county_name}企业复工会商纪要",) if minutes else (letter.issuer, *names(letter.joint)),
        title=letter.title,
        addressees=() if minutes else names(letter.addressee),
        body=blocks(letter.body, layout),
        date=on,
        number=letter.number,
        code=letter.code,
        persons=_persons(letter) if layout is Layout.YIJIANSHU else (),
        seal=Seal.SAMPLE if settings.demo and not minutes else Seal.NONE,
        attachments=tuple(
            Attachment(annex["name"], blocks(annex["body"]), read(letter, annex) if pictures else ())
            for annex in letter.annexes
        ),
        contact="" if layout is not Layout.XINHAN else letter.contact,
        copies=names(f"{letter.addressee}、{letter.copies}" if minutes else letter.copies),
        verification=Verification(verify_address(letter, settings), VERIFY_HINT) if letter.number else None,
        printer=letter.issuer if minutes else "",
        printed_on=on if minutes else "",
    )


def _persons(letter: Letter) -> tuple[str, ...]:
    """Name who answers for a lawyer's paper: who wrote it and who reviewed it, each with the licence's number."""
    wrote = "经办律师" if letter.from_firm or letter.kind is LetterKind.OPINION else "检查人"
    people = [(wrote, letter.drafted_by)]
    if letter.signer:
        people.append(("复核律师" if letter.from_firm else "签发人", letter.signer))
    return tuple(
        f"{label}：{person.name}" + (f"（执业证号：{person.licence}）" if person.licence else "")
        for label, person in people
    )


def _passphrase(settings: Settings) -> str:
    return settings.signing_passphrase.get_secret_value() if settings.signing_passphrase else ""


def own_certificate(settings: Settings) -> Certificate | None:
    """Return the certificate that the operator signs with now, if there is one."""
    return certificate_in(settings.signing_file, _passphrase(settings)) if settings.signing_file else None


def signing_of(letter: Letter, settings: Settings) -> Signing | None:
    """Return how the PDF of a letter is signed; None where the operator has no certificate."""
    certificate = own_certificate(settings)
    if certificate is None or settings.signing_file is None:
        return None
    return Signing(
        file=settings.signing_file,
        passphrase=_passphrase(settings),
        reason=f"签发{letter.number}" + ("（演示用证书，样章，不具效力）" if certificate.sample else ""),
        location=settings.county_name,
    )
