"""How a state looks: its words, tone and icon. Colour says whose turn it is, shape which kind of fact it is."""

from typing import NamedTuple, TypeAlias

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.vocabulary import CaseStatus, LetterState, Light, Reopening, Rung, Standing

Words: TypeAlias = str | LazyString


class Look(NamedTuple):
    """A tone and an icon; ``dashed`` for what was taken back."""

    tone: str
    icon: str
    dashed: bool = False


class Mark(NamedTuple):
    """Words with a tone (a ``tone-…`` or ``lamp-…`` class) and an icon's name; ``dashed`` for what was taken back."""

    words: Words
    tone: str
    icon: str
    dashed: bool = False


STATUS_LOOKS = {
    CaseStatus.SUBMITTED: Look("blue", "inbox"),
    CaseStatus.SUPPLEMENT: Look("amber", "pause-circle"),
    CaseStatus.ACCEPTED: Look("teal", "signpost-split"),
    CaseStatus.IN_PROGRESS: Look("blue", "arrow-repeat"),
    CaseStatus.CONFERRING: Look("violet", "people"),
    CaseStatus.PROPOSED: Look("amber", "person-check"),
    CaseStatus.CLOSED: Look("green", "check-circle-fill"),
    CaseStatus.DECLINED: Look("grey", "slash-circle"),
    CaseStatus.WITHDRAWN: Look("grey", "arrow-counterclockwise", True),
}
LETTER_LOOKS = {
    LetterState.DRAFT: Look("grey", "pen"),
    LetterState.SUBMITTED: Look("blue", "send"),
    LetterState.RETURNED: Look("amber", "arrow-return-left"),
    LetterState.ISSUED: Look("teal", "patch-check"),
    LetterState.SERVED: Look("blue", "envelope-paper"),
    LetterState.ANSWERED: Look("green", "check-circle-fill"),
    LetterState.ACCEPTED: Look("green", "check-all"),
    LetterState.VOID: Look("grey", "slash-circle", True),
}
REOPENING_LOOKS = {
    Reopening.CLOSED: ("grey", "circle"),
    Reopening.PARTIAL: ("amber", "circle-half"),
    Reopening.FULL: ("green", "circle-fill"),
}
STANDING_LOOKS = {
    Standing.PENDING: ("blue", "hourglass-split"),
    Standing.VERIFIED: ("green", "check-lg"),
    Standing.REFUSED: ("red", "x-lg"),
    Standing.MERGED: ("grey", "arrow-left-right"),
}
STATUS = {status: Mark(status.label, *look) for status, look in STATUS_LOOKS.items()}
REOPENING = {value: Mark(value.label, *look) for value, look in REOPENING_LOOKS.items()}
STANDING = {value: Mark(value.label, *look) for value, look in STANDING_LOOKS.items()}
LETTER = {state: Mark(state.label, *look) for state, look in LETTER_LOOKS.items()}
COUNTERSIGNING = Mark(_l("Waiting for countersignatures"), "blue", "pen")
# The words on the left are those that the policy library stores (knowledge.documents.Validity and Extent.TITLE).
VALIDITY = {
    "现行有效": Mark(_l("In force"), "green", "check-lg"),
    "已修改": Mark(_l("Amended"), "amber", "pen"),
    "失效": Mark(_l("Lapsed"), "grey", "x-lg"),
    "废止": Mark(_l("Repealed"), "grey", "x-lg"),
    "尚未施行": Mark(_l("Not yet in force"), "blue", "clock-history"),
    "未核明": Mark(_l("Validity not checked"), "grey", "question-circle"),
    "仅题名": Mark(_l("Title only"), "grey", "info-circle"),
}
RUNGS = {
    Rung.REMINDER: "grey",
    Rung.BLUE: "blue",
    Rung.YELLOW: "amber",
    Rung.LETTER: "red",
    Rung.LEADER: "red",
    Rung.NOTICE: "red",
    Rung.REQUESTED: "amber",
    Rung.ORDERED: "red",
    Rung.ESCALATED: "red",
}


LIGHTS = {
    Light.IN_TIME: ("green", "circle-fill"),
    Light.HALF: ("amber", "circle-half"),
    Light.TODAY: ("amber", "clock-fill"),
    Light.LATE: ("red", "exclamation-octagon-fill"),
    Light.PAUSED: ("grey", "pause-circle"),
    Light.STOPPED: ("grey", "stop-circle"),
}
LIGHT_WORDS = {
    Light.IN_TIME: _l("Working days left: %(days)s"),
    Light.HALF: _l("Past half, working days left: %(days)s"),
    Light.TODAY: _l("Due today"),
    Light.LATE: _l("Working days late: %(days)s"),
    Light.PAUSED: _l("Clock paused"),
    Light.STOPPED: _l("Clock stopped"),
}


def status_mark(status: CaseStatus) -> Mark:
    """Return how a case status looks; its stored value does as well. Raises KeyError for anything that is no status."""
    return STATUS[status]


def letter_mark(state: LetterState, *, awaits_countersignature: bool = False) -> Mark:
    """Return how the state of a letter looks; it is signed only when every unit that issues it has countersigned.

    Raises KeyError for anything that is no state.
    """
    return COUNTERSIGNING if awaits_countersignature and state == LetterState.SUBMITTED else LETTER[state]


def reopening_mark(reopening: Reopening) -> Mark:
    """Return how far an enterprise has reopened. Raises KeyError for anything else."""
    return REOPENING[reopening]


def standing_mark(standing: Standing) -> Mark:
    """Return whether an enterprise has been verified. Raises KeyError for anything else."""
    return STANDING[standing]


def validity_mark(validity: str) -> Mark:
    """Return how a document's validity looks; ``仅题名`` for one whose text is not held. Raises KeyError if unknown."""
    return VALIDITY[str(validity)]


def light_mark(light: str, days: int | None = None, *, short: bool = False) -> Mark:
    """Return the light of a deadline with ``days`` working days left (late: working days over).

    ``short`` is for lists, where 时间过半 is left to the icon. On days off right after its end a promise is late,
    though by no working day yet. Raises ValueError for anything that is no light.
    """
    known = Light(light)
    if known is Light.LATE and days == 0:
        return Mark(_l("Past its date"), *LIGHTS[known])
    shown = Light.IN_TIME if short and known is Light.HALF else known
    return Mark(LIGHT_WORDS[shown] % {"days": days}, *LIGHTS[known])


def rung_mark(rung: str) -> tuple[Words, str, int]:
    """Return the words, the tone and the level of a rung: 1 to 6, above that what people did beside the ladder.

    Raises ValueError for anything that is no rung.
    """
    known = Rung(rung)
    return known.label, RUNGS[known], list(Rung).index(known) + 1
