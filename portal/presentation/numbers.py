"""Numbers and sizes."""

from babel.numbers import format_decimal
from flask_babel import get_locale

KILO = 1024


def number_text(value: float, decimals: int = 0) -> str:
    """Return a number with grouped thousands and a fixed number of decimals, 1,234."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, pattern, locale=get_locale() or "zh_CN")


def percent_text(share: float | None, decimals: int = 1) -> str:
    """Return a share of one as a percentage, 0.964 → 96.4%; — where nothing was counted."""
    return "—" if share is None else f"{number_text(share * 100, decimals)}%"


def filesize(size: int) -> str:
    """Return a size in bytes as people read it: 840 KB, 1.2 MB (1 KB is 1024 bytes)."""
    if size < KILO:
        return f"{size} B"
    if size < KILO * KILO:
        return f"{size / KILO:.0f} KB"
    return f"{size / KILO / KILO:.1f}".removesuffix(".0") + " MB"
