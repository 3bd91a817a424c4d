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
_CELLS: Final = frozenset({"td", "th"})
_TEXT_AREAS: Final = frozenset({
    "ucap-content", "zoom", "trs_editor", "trs_ueditor", "trs_editor_view", "pages_content", "article-content",
    "article_content", "articlecontent", "article-body",
})  # fmt: skip
"""By these ids and classes the systems that government sites are made with call the text itself."""
_NUMBER: Final = re.compile(r"[\u3400-\u9fff]{2,12}[〔\[［]\d{4}[〕\]］]\s*\d{1,5}\s*号")


def read_html(content: bytes) -> tuple[str, list[Line]]:
    """Read a page; the title is its ArticleTitle (政府网站发展指引), first h1 or title element. Nothing is fetched.

    Where the page tells its text from its frame, only the text is read, and the document number from around it.
    """
    text = decoded(content)
    if re.search(r"<!ENTITY|<!DOCTYPE[^>]*\[", text, re.IGNORECASE):
        raise ImportRefusedError(Refusal.EXTERNAL_ENTITY)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, remove_comments=True))
    except (etree.LxmlError, ValueError) as error:
        raise ImportRefusedError(Refusal.UNREADABLE) from error
    title = _title(root)
    text_area = _text_area(root)
    lines = [line for line in _blocks(root if text_area is None else text_area) if line.text != title]
    number = _NUMBER.search("".join(map(str, root.itertext()))) if text_area is not None else None
    return title, [*([Line(number[0])] if number else []), *lines]


def _title(root: Any) -> str:
    declared = root.xpath("//meta[@name='ArticleTitle']/@content")
    heading = root.find(".//h1")
    named = heading if heading is not None else root.find(".//title")
    found = declared[0] if declared else str(named.text_content()) if named is not None else ""
    return " ".join(found.split())


def _text_area(root: Any) -> Any:
    """Return the element that holds the text, the largest of several; None when none says so."""
    areas = [
        element
        for element in root.iter("div", "td", "section", "article", "ucapcontent")
        if _TEXT_AREAS & {*element.get("class", "").lower().split(), element.get("id", "").lower()}
    ]
    return max(areas, key=lambda area: len(area.text_content()), default=None)


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
        if tag in _CELLS:
            words.append(" ")
        depth_left_out += (tag in _LEFT_OUT) * (1 if event == "start" else -1)
        if not depth_left_out:
            words.append((element.text if event == "start" else element.tail) or "")
    close()
    return lines
