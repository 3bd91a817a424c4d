"""The words with which the minutes of a conference begin (会商纪要): what was agreed, and who was there."""

import re
from dataclasses import dataclass
from datetime import date

from portal.letters.wording.matter import Draft, ordinal, sentence, titled
from portal.press.layout import official_date

OTHER_NUMBER = re.compile(r"^(?:\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,3}、)\s*")


@dataclass(frozen=True)
class Meeting:
    """The facts of a concluded conference. ``matter`` is the case as a letter names it; ``place`` may be empty.

    ``tasks`` are what the conference gave to do: the unit, what, and the day, which may be None.
    """

    matter: str
    title: str
    on: date
    place: str
    host: str
    agenda: str
    minutes: str
    decisions: str
    tasks: tuple[tuple[str, str, date | None], ...]
    present: tuple[str, ...]
    absent: tuple[str, ...]


def minutes(meeting: Meeting) -> Draft:
    """Return a 会商纪要 (GB/T 9704 §10.3): 会议 says what it held and agreed; 出席 and 请假 follow the text."""
    where = f"在{meeting.place}" if meeting.place else ""
    lines = [
        f"{official_date(meeting.on)}，{meeting.host}{where}召集有关单位，就{meeting.matter}进行会商。现将会商情况纪要如下。",
        "一、会商事项",
        sentence(meeting.agenda),
        "二、会商情况",
        *(sentence(line) for line in meeting.minutes.splitlines() if line.strip()),
        "三、议定事项",
        *_agreed(meeting),
        f"出席：{'、'.join(meeting.present)}" if meeting.present else "",
        f"请假：{'、'.join(meeting.absent)}" if meeting.absent else "",
    ]
    return Draft(titled("关于", meeting.title, "事项的会商纪要"), "\n".join(line for line in lines if line))


def _agreed(meeting: Meeting) -> list[str]:
    """Return what was agreed in numbered lines, then who does what by when, unless the text has its own （一）.

    Numbers of another form (1. 一、) give way to those of the minutes.
    """
    decided = [OTHER_NUMBER.sub("", line.strip()) for line in meeting.decisions.splitlines() if line.strip()]
    given = [
        f"由{unit}负责：{what.rstrip('。')}" + (f"，于{official_date(due)}前完成。" if due else "。")
        for unit, what, due in meeting.tasks
    ]
    if any(line.startswith("（") for line in decided):
        return [sentence(line) for line in (*decided, *given)]
    return [f"{ordinal(place)}{sentence(line)}" for place, line in enumerate((*decided, *given), 1)]
