"""Cards to be printed: plain values in, a sheet for the press out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment

from portal.press.jobs import Sheet
from portal.press.rendering import strict_environment
from portal.press.verification import qr_image

TEMPLATES = Path(__file__).parents[2] / "templates" / "entry" / "pdf"


@dataclass(frozen=True)
class Card:
    """What one card says; ``url`` stands in its QR code, ``serial`` is how the office calls it."""

    place: str
    url: str
    serial: str


@dataclass(frozen=True)
class Imprint:
    """What all cards of a county say: the portal's name, its host and its lines as (name, number)."""

    portal: str
    host: str
    lines: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """Every word of it."""
        return "".join((self.portal, self.host, *(part for line in self.lines for part in line)))


def sheet_of(cards: Sequence[Card], imprint: Imprint, *, four_a_page: bool) -> Sheet:
    """Return the cards as A6 pages, or four on each page of A4 with marks to cut along."""
    template = _environment().get_template("cards.html")
    pictures = [(card, qr_image(card.url)) for card in cards]
    html = template.render(cards=pictures, imprint=imprint, size="a4" if four_a_page else "a6")
    css = (TEMPLATES / "cards.css").read_text(encoding="utf-8")
    return Sheet(html=html, css=css, text=imprint.text + "".join(card.place + card.serial for card in cards))


@cache
def _environment() -> Environment:
    return strict_environment(TEMPLATES)
