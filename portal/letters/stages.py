"""The stages that a letter's page shows."""

from datetime import datetime

from flask_babel import gettext as _

from portal.letters.kinds import KINDS
from portal.letters.models import Letter
from portal.presentation.dates import date_text
from portal.vocabulary import LetterState

Stage = tuple[str, str, str]
REACHED = {
    LetterState.DRAFT: 0,
    LetterState.RETURNED: 0,
    LetterState.SUBMITTED: 1,
    LetterState.ISSUED: 3,
    LetterState.SERVED: 4,
    LetterState.ANSWERED: 5,
    LetterState.ACCEPTED: 6,
}


def _on(at: datetime | None) -> str:
    return date_text(at) if at else ""


def _how_many_countersigned(letter: Letter) -> str:
    signed = sum(each.signed_at is not None for each in letter.countersignatures)
    count = len(letter.countersignatures)
    return _("%(signed)s of %(count)s units", signed=signed, count=count) if count else ""


def _further(letter: Letter) -> int:
    """Return by how many stages joint issue has come further than the state tells."""
    if not letter.joint or letter.state not in REACHED or REACHED[letter.state] == 0:
        return 0
    waits = letter.state is LetterState.SUBMITTED and letter.awaits_countersignature
    return 1 if waits or letter.state is not LetterState.SUBMITTED else 2


def _reached_before_void(letter: Letter) -> int:
    """Return how many stages a void letter had behind it; whether a reply was examined its replies tell."""
    reached = 5 if letter.answered_at else 4 if letter.served_at else 3
    return reached + bool(letter.joint)


def _voided() -> Stage:
    return (_("Declared void"), "", "now")


def stages(letter: Letter) -> list[Stage]:
    """Return (words, detail, state) for the stepper: done, now, or empty for what is to come."""
    steps = [
        (_("Drafting"), _on(letter.drafted_at)),
        (_("Request for sign-off"), letter.signer.name if letter.signer else ""),
        *([(_("Countersigning"), _how_many_countersigned(letter))] if letter.joint else []),
        (_("Signing and numbering"), _on(letter.issued_at)),
        (_("Service"), _on(letter.served_at)),
    ]
    if KINDS[letter.kind].answered:
        steps += [(_("Reply of the unit"), _on(letter.answered_at)), (_("Examination"), "")]
    if letter.state is LetterState.VOID:
        return [*((words, detail, "done") for words, detail in steps[: _reached_before_void(letter)]), _voided()]
    reached = REACHED[letter.state] + _further(letter)
    return [
        (words, detail, "done" if place < reached else "now" if place == reached else "")
        for place, (words, detail) in enumerate(steps)
    ]
