"""The notices about reports; official texts, in Chinese for every reader."""

from datetime import date, time

from portal.presentation.dates import official_day
from portal.units.models import Unit

Message = tuple[str, str]


def reminder(unit: Unit, on: date, cutoff: time) -> Message:
    """Remind a unit's officers of the day's report."""
    day = official_day(on)
    return (
        f"请报送{day}日报告",
        f"{unit.name}{day}的日报告尚未报送。请于当日{cutoff:%H:%M}前核对平台已统计的数字并确认；当日没有事项的，请报零报告。逾期报送按补报登记。",
    )
