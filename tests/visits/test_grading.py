from dataclasses import dataclass, field

import pytest

from portal.visits.grading import follow_up_days, is_risky, offered, severity
from portal.vocabulary import AnswerKind, RiskGrade


@dataclass
class Asked:
    kind: AnswerKind
    risky: list[str] = field(default_factory=lambda: ["no"])


@pytest.mark.parametrize(
    ("kind", "value", "risky"),
    [
        (AnswerKind.YES_NO, "no", True),
        (AnswerKind.YES_NO, "yes", False),
        (AnswerKind.YES_NO, "not_applicable", False),
        (AnswerKind.CHOICE, "no", True),
        (AnswerKind.TEXT, "no", False),
        (AnswerKind.NUMBER, "no", False),
    ],
)
def test_only_a_chosen_answer_can_be_a_risk(kind: AnswerKind, value: str, *, risky: bool) -> None:
    assert is_risky(Asked(kind), value) is risky


def test_what_is_graver_is_looked_at_sooner() -> None:
    findings = [(grade, urgent) for grade in RiskGrade for urgent in (False, True)]
    by_severity = sorted(findings, key=lambda one: severity(one[0], urgent=one[1]))
    days = [follow_up_days(grade, urgent=urgent) for grade, urgent in by_severity]
    assert by_severity[-1] == (RiskGrade.MAJOR, True)
    assert days == sorted(days, reverse=True)


def test_numbers_and_words_offer_no_answers() -> None:
    assert offered(AnswerKind.YES_NO, ()) == ["yes", "no", "not_applicable"]
    assert offered(AnswerKind.CHOICE, ("有", "没有")) == ["有", "没有"]
    assert offered(AnswerKind.NUMBER, ("有",)) == offered(AnswerKind.TEXT, ("有",)) == []
