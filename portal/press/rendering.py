"""Letters as HTML: plain values in, one page of text out, the same for the same letter. The press makes it a PDF."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portal.press.layout import SEALS_IN_A_ROW, PrintedLetter, check
from portal.press.masthead import longest, mark_size, spacing_to
from portal.press.pictures import printable
from portal.press.punctuation import breakable, clean
from portal.press.titles import title_lines, width
from portal.press.verification import qr_image

TEMPLATES = Path(__file__).parents[2] / "templates" / "press" / "pdf"


def render_html(letter: PrintedLetter) -> str:
    """Set a letter as HTML; everything in it is text and is escaped. Raises LetterMalformed or LetterTooLong."""
    check(letter)
    template = _environment().get_template(f"{letter.layout}.html")
    qr = qr_image(letter.verification.url) if letter.verification else ""
    return template.render(letter=letter, qr=qr)


def strict_environment(templates: Path) -> Environment:
    """Return how pages to be printed are made: everything is escaped, and what is not given is an error."""
    return Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _environment() -> Environment:
    environment = strict_environment(TEMPLATES)
    environment.filters.update(
        clean=clean,
        longest=longest,
        mark_size=mark_size,
        printable=printable,
        spacing_to=spacing_to,
        title_lines=title_lines,
        typeset=_typeset,
        width=width,
    )
    environment.globals["seals_in_a_row"] = SEALS_IN_A_ROW
    return environment


def _typeset(text: str) -> str:
    return breakable(clean(text))
