"""Why a letter could not be printed or read, in the reader's language; the exceptions' own words are for the log."""

from flask_babel import gettext as _

from portal.press.layout import MOST_CHARACTERS, MOST_TITLE
from portal.press.refusals import (
    FontsMissing,
    GlyphsMissing,
    LetterMalformed,
    LetterTooLong,
    PictureUnfit,
    RenderingFailed,
)


def said_of(failure: RenderingFailed) -> str:
    """Return what to tell whoever wanted the letter printed."""
    match failure:
        case GlyphsMissing(characters=characters):
            named = "、".join(f"{each}（U+{ord(each):04X}）" for each in characters)
            return _("No font can draw “%(characters)s”. Use another character.", characters=named)
        case LetterTooLong():
            return _(
                "It is too long: a letter has %(text)s characters at most, its title %(title)s.",
                text=MOST_CHARACTERS,
                title=MOST_TITLE,
            )
        case PictureUnfit():
            return _("A picture attached to it cannot be opened. Take the attachment off and attach it again.")
        case LetterMalformed():
            return _("A part of it is empty or not in its prescribed form.")
        case FontsMissing():
            return _("The fonts for letters are not installed. Tell the administrator.")
        case _:
            return _("Printing took too long or broke off. Try again; if it happens again, tell the administrator.")


def unreadable() -> str:
    """Return what to tell whoever wanted an issued letter whose file the store does not give."""
    return _("Its file cannot be read from the store. Tell the administrator.")
