"""The deadline that the gallery explains."""

from datetime import date

from portal.presentation.calendar import DayPart, ExplainedDay


def deadline_days() -> list[ExplainedDay]:
    """Filed on 28 September; a pause, a make-up Saturday, the end on 15 October: as on the reference screen."""
    part = DayPart
    off = [ExplainedDay(date(2026, 10, n), part.OFF, reason="国庆节") for n in range(1, 8)]
    return [
        ExplainedDay(date(2026, 9, 28), part.START),
        ExplainedDay(date(2026, 9, 29), part.COUNTED, 1),
        ExplainedDay(date(2026, 9, 30), part.COUNTED, 2),
        *off,
        ExplainedDay(date(2026, 10, 8), part.PAUSED, reason="等待补正"),
        ExplainedDay(date(2026, 10, 9), part.PAUSED, reason="等待补正"),
        ExplainedDay(date(2026, 10, 10), part.COUNTED, 3, make_up=True),
        ExplainedDay(date(2026, 10, 11), part.OFF, reason="星期日"),
        ExplainedDay(date(2026, 10, 12), part.COUNTED, 4),
        ExplainedDay(date(2026, 10, 13), part.TO_COME, 5),
        ExplainedDay(date(2026, 10, 14), part.TO_COME, 6),
        ExplainedDay(date(2026, 10, 15), part.END, 7),
    ]
