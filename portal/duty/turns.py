"""The turns of a day on a line, as an officer writes them: ``夜班 17:30-08:30``, which ends the next day."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal import clock

WRITTEN = re.compile(r"(?P<name>\S{1,12})\s+(?P<begins>\d{1,2}[:：]\d{2})\s*[-–—~～至]\s*(?P<ends>\d{1,2}[:：]\d{2})")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Turn:
    """A named span of a day, in local time."""

    name: str
    begins: time
    ends: time

    def span(self, on: date) -> tuple[datetime, datetime]:
        """Return the instants at which the turn of a day begins and ends."""
        last = on if self.ends > self.begins else on + ONE_DAY
        return (
            clock.local_instant(on, self.begins.hour, self.begins.minute),
            clock.local_instant(last, self.ends.hour, self.ends.minute),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.begins:%H:%M}-{self.ends:%H:%M}"


def read_turn(written: str) -> Turn:
    """Return the turn that a line of text names; raise ValueError for any other text."""
    found = WRITTEN.fullmatch(written.strip())
    if found is None:
        raise ValueError(written)
    return Turn(found["name"], _time(found["begins"]), _time(found["ends"]))


def _time(written: str) -> time:
    hour, minute = written.replace("：", ":").split(":")
    return time(int(hour), int(minute))


def read_turns(lines: Iterable[str]) -> list[Turn]:
    """Return the turns of a day in their order; raise ValueError where a line is none or a name comes twice."""
    turns = [read_turn(line) for line in lines if line.strip()]
    names = [turn.name for turn in turns]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ValueError(twice)
    return turns


def days(first: date, last: date) -> Iterator[date]:
    """Yield every day from the first to the last."""
    for number in range((last - first).days + 1):
        yield first + number * ONE_DAY
