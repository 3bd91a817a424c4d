"""What other units were asked for as the page of the case shows it: each task with its light, its reply and urgings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from portal import clock
from portal.cases.handlers.urging import may_again, urgings
from portal.cases.lines import FileLink, file_links
from portal.cases.models import Case, CaseEvent, Task
from portal.vocabulary import ENDED, Light
from portal.workdays import WorkCalendar


@dataclass(frozen=True)
class TaskLine:
    """A task with its light; one that is replied to, or whose case has ended, has words instead.

    ``urged`` are the lines of the record by which it was urged, the newest first.
    """

    task: Task
    light: Light
    days: int
    words: str
    files: Sequence[FileLink]
    urged: Sequence[CaseEvent]
    may_urge: bool


def task_lines(case: Case, record: Sequence[CaseEvent], calendar: WorkCalendar, *, urging: bool) -> list[TaskLine]:
    """Return the tasks as they stand today; ``urging`` tells whether the reader may urge on this case."""
    return [_task_line(task, case, record, calendar, urging=urging) for task in case.tasks]


def _task_line(
    task: Task, case: Case, record: Sequence[CaseEvent], calendar: WorkCalendar, *, urging: bool
) -> TaskLine:
    light, days, words = _stands(task, case, calendar)
    files = file_links(case, (file for event in _replies(task, record) for file in event.files))
    urged = urgings(task, record)
    again = may_again((clock.local_date(event.at) for event in urged), clock.today(), calendar)
    return TaskLine(task, light, days, words, files, urged, may_urge=urging and task.is_open and again)


def _replies(task: Task, record: Iterable[CaseEvent]) -> list[CaseEvent]:
    return [event for event in record if event.facts.get("task") == task.id]


def _stands(task: Task, case: Case, calendar: WorkCalendar) -> tuple[Light, int, str]:
    """Return the light of a task, the working days left or late, and the words where it has no days."""
    if task.replied_at:
        in_time = clock.local_date(task.replied_at) <= task.due_on
        return (Light.IN_TIME, 0, str(_("in time"))) if in_time else (Light.HALF, 0, str(_("replied late")))
    if case.status in ENDED or task.lapsed_at:
        return Light.STOPPED, 0, str(_("lapsed")) if task.lapsed_at else ""
    left = calendar.count(clock.today(), task.due_on)
    light = Light.LATE if left < 0 else Light.IN_TIME if left > 1 else Light.HALF
    return (Light.TODAY if task.due_on == clock.today() else light), abs(left), ""
