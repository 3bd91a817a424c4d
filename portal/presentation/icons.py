"""Bootstrap Icons, written into the page.

The sprite in Bootstrap-Flask's wheel holds 2,078 icons in 1.1 MB; a page uses some twenty. So each icon is written
where it stands, about 300 bytes that compress well, and a name that does not exist is an error, not an empty box.
"""

import re
from functools import cache
from pathlib import Path

import flask_bootstrap
from markupsafe import Markup

SPRITE = Path(flask_bootstrap.__file__).parent / "static" / "bootstrap5" / "icons" / "bootstrap-icons.svg"
SYMBOL = re.compile(r'<symbol [^>]*\bid="([^"]+)"[^>]*>(.*?)</symbol>', re.DOTALL)


@cache
def _shapes() -> dict[str, str]:
    return dict(SYMBOL.findall(SPRITE.read_text(encoding="utf-8")))


@cache
def icon(name: str) -> Markup:
    """Return an icon for the eye only: the words beside it say the same. Raises KeyError for an unknown name."""
    shape = Markup(_shapes()[name])  # noqa: S704  from the wheel, not from people
    return Markup('<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>').format(shape)
