"""Web pages: their text block by block, without scripts, menus and footers."""

import re
from typing import Any, Final

from lxml import etree, html

from knowledge.importing.drafts import Line
from knowledge.importing.plain import decoded
from knowledge.importing.refusals import ImportRefusedError, Refusal

_LEFT_OUT: Final = frozenset(
    {"script", "style", "nav", "header", "footer", "aside", "form", "noscript", "template", "head"}
)
_BLOCKS: Final = frozenset({
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul",
})  # fmt: skip


def read_html(content: bytes) -> tuple[str, list[Line]]:
    """Read a page; the title is its first h1, or else its title element. Nothing is fetched."""
    text = decoded(content)
    if re.search(r"<!ENTITY|<!DOCTYPE[^>]*\[", text, re.IGNORECASE):
        raise ImportRefusedError(Refusal.EXTERNAL_ENTITY)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, remove_comments=True))
    except (etree.LxmlError, ValueError) as error:
        raise ImportRefusedError(Refusal.UNREADABLE) from error
    heading = root.find(".//h1")
    named = heading if heading is not None else root.find(".//title")
    title = " ".join("".join(map(str, named.itertext())).split()) if named is not None else ""
    return title, [line for line in _blocks(root) if line.text != title]


def _blocks(root: Any) -> list[Line]:
    """Gather the text between one block's edge and the next; an ordered list's numbers are automatic."""
    lines: list[Line] = []
    words: list[str] = []
    depth_left_out = 0
    automatic = False

    def close() -> None:
        text = " ".join("".join(words).split())
        if text:
            lines.append(Line(text, automatic))
        words.clear()

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS:
            close()
            automatic = event == "start" and tag == "li" and element.getparent().tag == "ol"
        depth_left_out += (tag in _LEFT_OUT) * (1 if event == "start" else -1)
        if not depth_left_out:
            words.append((element.text if event == "start" else element.tail) or "")
    close()
    return lines
