"""Chinese justification for WeasyPrint, which only stretches spaces (CSS Text 3 §7.3 `text-justify: inter-character`).

The one place that changes WeasyPrint's line layout. It replaces how a line is justified, and adds two things to a
line's Pango attributes: half-width marks where two marks meet, and the letter spacing that fills the line. It uses
names that are no public interface of WeasyPrint, hence the pinned version.
"""

from collections.abc import Iterator
from itertools import groupby, islice, pairwise
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, create_layout

from portal.press.punctuation import BREAK, squeezed, stretch

VERSION = "70.0"

_set_text = Layout.set_text


def apply() -> None:
    """Change WeasyPrint's line layout; doing so twice is harmless."""
    if weasyprint.__version__ != VERSION:
        raise RuntimeError(f"Justification is written for WeasyPrint {VERSION}, not {weasyprint.__version__}.")
    Layout.set_text = set_text
    inline.justify_line = justify_line


def set_text(layout: Any, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002 - WeasyPrint's signature
    """Set a layout's text as WeasyPrint does, then squeeze marks and, when drawing, spread characters."""
    _set_text(layout, text, justify)
    ranges = list(squeezed(layout.text))
    spread = getattr(layout, "spread", 0) if justify else 0
    if not ranges and not spread:
        return
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for start, end in ranges:
        _insert(attributes, pango.pango_attr_font_features_new(b"halt 1"), start, end)
    if spread:
        spacing = int((_letter_spacing(layout.style) + spread) * TO_UNITS)
        for start, end in _runs(layout.text):
            _change(attributes, pango.pango_attr_letter_spacing_new(spacing), start, end)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def justify_line(context: Any, line: Any, extra: float) -> None:
    """Spread the rest of a line (CSS px) over its gaps: whole ones in Chinese, half ones beside words of other scripts.

    The letter spacing that WeasyPrint counts behind the last character is not seen, so the line may end there too.
    """
    texts = list(_text_boxes(line))
    growth = stretch("".join(box.text for box in texts).rstrip(BREAK))
    gaps = [(before + after) / 2 for before, after in pairwise(growth)]
    if not any(gaps):
        return
    spread = (extra + _letter_spacing(texts[-1].style)) / sum(gaps)
    widths = iter(gaps)
    wider = {id(box): spread * sum(islice(widths, len(box.text))) for box in texts}
    for box in texts:
        _lay_out(context, box, spread)
    _move(line, wider, 0)


def _lay_out(context: Any, box: Any, spread: float) -> None:
    """Give a text box a layout that will be drawn with wider spaces."""
    layout = create_layout(box.text, box.style, context, None, 0)
    layout.spread = spread
    layout.deactivate()
    box.pango_layout = layout


def _move(box: Any, wider: dict[int, float], advance: float) -> float:
    """Widen the text boxes in a box, move each by what grew before it, and return what has grown up to its end."""
    if isinstance(box, boxes.TextBox):
        box.position_x += advance
        box.width += wider[id(box)]
        return advance + wider[id(box)]
    if not isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        box.translate(advance, 0)
        return advance
    start = advance
    box.position_x += start
    for child in box.children:
        if child.is_in_normal_flow():
            advance = _move(child, wider, advance)
    box.width += advance - start
    return advance


def _text_boxes(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _text_boxes(child)


def _letter_spacing(style: Any) -> float:
    spacing = style["letter_spacing"]
    return 0.0 if spacing == "normal" else float(spacing)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the byte ranges (UTF-8) of the characters that may be spread."""
    position = 0
    for grows, characters in groupby(text, key=lambda character: stretch(character)[0]):
        length = len("".join(characters).encode())
        if grows:
            yield position, position + length
        position += length


def _change(attributes: Any, attribute: Any, start: int, end: int) -> None:
    attribute.start_index, attribute.end_index = start, end
    pango.pango_attr_list_change(attributes, attribute)


def _insert(attributes: Any, attribute: Any, start: int, end: int) -> None:
    attribute.start_index, attribute.end_index = start, end
    pango.pango_attr_list_insert(attributes, attribute)
