"""Text as HTML: everything that comes from people is escaped here."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from portal.presentation.icons import icon


def code(text: str) -> Markup:
    """Return a reference, document number or credit code that never wraps."""
    return Markup('<span class="code">{}</span>').format(text)


def dialled(number: str) -> str:
    """Return what is dialled for a printed telephone number: its digits, a leading plus, an extension after a comma."""
    main, _, extension = re.sub(r"转|ext\.?|#", "x", number).partition("x")
    digits = ("+" if main.strip().startswith("+") else "") + re.sub(r"\D", "", main)
    return f"{digits},{re.sub(r'[^0-9]', '', extension)}" if extension else digits


def tel_link(number: str, *, with_icon: bool = False) -> Markup:
    """Return a telephone number as a link that dials it."""
    sign = icon("telephone") if with_icon else ""
    return Markup('<a class="tel" href="tel:{}">{}<span class="nowrap">{}</span></a>').format(
        dialled(number), sign, number,
    )  # fmt: skip


def paragraphs(text: str) -> Markup:
    """Return people's text as paragraphs (an empty line parts them) with its line breaks kept."""
    blocks = (block for block in re.split(r"\n\s*\n", text.strip().replace("\r\n", "\n")) if block.strip())
    return Markup().join(
        Markup("<p>{}</p>").format(Markup("<br>").join(escape(line.rstrip()) for line in block.split("\n")))
        for block in blocks
    )


def highlight(segments: Iterable[tuple[str, bool]]) -> Markup:
    """Return the segments of a search hit, those that matched inside ``mark``."""
    return Markup().join(Markup("<mark>{}</mark>").format(text) if hit else escape(text) for text, hit in segments)
