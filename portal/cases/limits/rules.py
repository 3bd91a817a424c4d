"""Limits in working days, pure: the nearest rule counts, and the green channel (绿色通道) halves what it gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.vocabulary import CaseKind, LimitSubject, Urgency

SUBJECTS = {
    Urgency.ORDINARY: LimitSubject.ORDINARY,
    Urgency.HARD: LimitSubject.HARD,
    Urgency.URGENT: LimitSubject.URGENT,
}


@dataclass(frozen=True)
class LimitTable:
    """The limits of the settings, and the rules that differ: for a category, or with None for all of a kind."""

    standard: Mapping[tuple[CaseKind, LimitSubject], int]
    own: Mapping[tuple[CaseKind, int | None, LimitSubject], int]

    def days(self, kind: CaseKind, subject: LimitSubject, path: Sequence[int] = ()) -> int:
        """Return a limit; ``path`` holds the ids of the category and then of its group.

        The rule of the category counts before that of its group, that before the one of the kind, the settings last.
        """
        rules = (self.own.get((kind, place, subject)) for place in (*path, None))
        return next((days for days in rules if days), self.standard[kind, subject])

    def for_case(self, kind: CaseKind, urgency: Urgency, path: Sequence[int] = (), *, green: bool = False) -> int:
        """Return the working days promised to a case."""
        days = self.days(kind, SUBJECTS[urgency], path)
        return halved(days) if green else days


def halved(days: int) -> int:
    """Return half of a limit; half a day counts as one, so that nothing is promised for the day of submission."""
    return (days + 1) // 2
