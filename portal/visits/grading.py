"""What an answer says of a risk, in what order risks stand, and by when each is looked at again. Pure."""

from collections.abc import Sequence
from typing import Protocol

from portal.vocabulary import AnswerKind, RiskGrade, YesNo

# Working days until the follow-up; what is 重大且紧急 is looked at on the next one.
FOLLOW_UP_DAYS = {RiskGrade.GENERAL: 15, RiskGrade.CONSIDERABLE: 7, RiskGrade.MAJOR: 3}
GRAVE_DAYS = 1


class Asked(Protocol):
    """What must be known of a question."""

    kind: AnswerKind
    risky: list[str]


def is_risky(question: Asked, value: str) -> bool:
    """Tell whether an answer is a finding; words and numbers never are by themselves."""
    return question.kind in {AnswerKind.YES_NO, AnswerKind.CHOICE} and value in question.risky


def said(question: Asked, value: str) -> str:
    """Return an answer in words."""
    if question.kind is AnswerKind.YES_NO and value in set(YesNo):
        return str(YesNo(value).label)
    return value


def follow_up_days(grade: RiskGrade, *, urgent: bool) -> int:
    """Return after how many working days a finding is looked at again."""
    return GRAVE_DAYS if urgent and grade is RiskGrade.MAJOR else FOLLOW_UP_DAYS[grade]


def severity(grade: RiskGrade, *, urgent: bool) -> tuple[int, bool]:
    """Return what findings are sorted by, the least grave first; of one grade the urgent ones are graver."""
    return list(RiskGrade).index(grade), urgent


def offered(kind: AnswerKind, choices: Sequence[str]) -> list[str]:
    """Return the answers that a question can have; none for one that is answered in numbers or words."""
    match kind:
        case AnswerKind.YES_NO:
            return list(YesNo)
        case AnswerKind.CHOICE:
            return list(choices)
        case _:
            return []
