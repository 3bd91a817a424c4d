"""Why a letter could not be printed. The messages are for the log; pages phrase their own from the class."""


class RenderingFailed(Exception):
    """The letter could not be printed; nothing was changed."""


class FontsMissing(RenderingFailed):
    """The portal's fonts are not where the settings say that they are."""


class GlyphsMissing(RenderingFailed):
    """No installed face can draw some characters; ``characters`` holds each once."""

    def __init__(self, characters: str) -> None:
        super().__init__(characters)
        self.characters = characters

    def __str__(self) -> str:
        named = ", ".join(f"{character} (U+{ord(character):04X})" for character in self.characters)
        return f"No installed font can draw {named}."


class PictureUnfit(RenderingFailed):
    """A picture behind the letter is none, is broken, or has more dots than are ever opened."""


class LetterTooLong(RenderingFailed):
    """The letter has more text than is ever laid out at once."""


class LetterMalformed(RenderingFailed):
    """A part of the letter is empty or not in its prescribed form."""
