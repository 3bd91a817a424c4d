"""Timing in pairs: the subject and its yardstick take turns, so that a busy machine slows both alike."""

import gc
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Act = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One line of a benchmark: median seconds of the subject and of the yardstick, and the median of their ratios.

    ``peak_bytes`` is the peak memory where it was another process than the benchmark's own.
    """

    name: str
    seconds: float
    yardstick: str
    yardstick_seconds: float
    ratio: float
    rounds: int
    peak_bytes: int = 0


def peak_bytes() -> int:
    """Return the most memory that this process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def compare(name: str, subject: Act, yardstick: str, baseline: Act, *, rounds: int = 15) -> Row:
    """Time ``subject`` against ``baseline`` (what ``yardstick`` names) for ``rounds`` pairs after one that warms up.

    The ratio is subject over baseline: above 1 the subject is the slower. Which of the two goes first alternates.
    """
    subject()
    baseline()
    pairs = [_pair(subject, baseline, subject_first=turn % 2 == 0) for turn in range(rounds)]
    return Row(
        name=name,
        seconds=statistics.median(taken for taken, _ in pairs),
        yardstick=yardstick,
        yardstick_seconds=statistics.median(taken for _, taken in pairs),
        ratio=statistics.median(taken / other for taken, other in pairs),
        rounds=rounds,
    )


def _pair(subject: Act, baseline: Act, *, subject_first: bool) -> tuple[float, float]:
    if subject_first:
        return _seconds(subject), _seconds(baseline)
    other = _seconds(baseline)
    return _seconds(subject), other


def _seconds(act: Act) -> float:
    """Time one call, with rubbish collected before and not during it."""
    gc.collect()
    gc.disable()
    try:
        started = time.perf_counter()
        act()
        return time.perf_counter() - started
    finally:
        gc.enable()
