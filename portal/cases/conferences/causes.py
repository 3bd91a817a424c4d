"""What gives the portal cause to propose a conference, pure: from cases as plain values.

The same enterprise brings the same kind of matter again; several enterprises bring it within days; an outcome has been
sent back three times. A case that has once been counted for a cause does not count for that cause again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from portal.vocabulary import ConferenceCause

REPEATED_WITHIN = timedelta(days=90)
REPEATED_CASES = 2
CLUSTER_WITHIN = timedelta(days=7)
REDONE_TIMES = 3
C = ConferenceCause


@dataclass(frozen=True)
class Occurrence:
    """A case as far as causes go."""

    case_id: int
    enterprise_id: int
    category_id: int
    submitted_on: date
    rejections: int
    is_open: bool


@dataclass(frozen=True)
class Found:
    """A cause and the cases that give it; ``category_id`` and ``enterprise_id`` where they are what the cases share."""

    cause: ConferenceCause
    case_ids: tuple[int, ...]
    category_id: int
    enterprise_id: int | None


def causes(
    cases: Iterable[Occurrence], today: date, counted: Mapping[ConferenceCause, frozenset[int]], *, enterprises: int
) -> list[Found]:
    """Return the causes that there are today; ``enterprises`` is how many make a cluster.

    Where no case is open any more there is nothing to confer about.
    """
    cases = list(cases)

    def fresh(cause: ConferenceCause) -> list[Occurrence]:
        return [case for case in cases if case.case_id not in counted.get(cause, frozenset())]

    found = [
        *_repeated(fresh(C.REPEATED), today),
        *_clusters(fresh(C.CLUSTER), today, enterprises),
        *(
            Found(C.REDONE, (case.case_id,), case.category_id, case.enterprise_id)
            for case in fresh(C.REDONE)
            if case.rejections >= REDONE_TIMES
        ),
    ]
    still_open = {case.case_id for case in cases if case.is_open}
    return [one for one in found if still_open.intersection(one.case_ids)]


def _repeated(cases: Iterable[Occurrence], today: date) -> Iterator[Found]:
    recent = [case for case in cases if today - case.submitted_on <= REPEATED_WITHIN]

    def key(case: Occurrence) -> tuple[int, int]:
        return case.enterprise_id, case.category_id

    for (enterprise, category), group in groupby(sorted(recent, key=key), key=key):
        ids = tuple(sorted(case.case_id for case in group))
        if len(ids) >= REPEATED_CASES:
            yield Found(C.REPEATED, ids, category, enterprise)


def _clusters(cases: Iterable[Occurrence], today: date, enterprises: int) -> Iterator[Found]:
    recent = [case for case in cases if today - case.submitted_on < CLUSTER_WITHIN]

    def key(case: Occurrence) -> int:
        return case.category_id

    for category, group in groupby(sorted(recent, key=key), key=key):
        members = list(group)
        if len({case.enterprise_id for case in members}) >= enterprises:
            yield Found(C.CLUSTER, tuple(sorted(case.case_id for case in members)), category, None)
