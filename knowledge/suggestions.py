"""您是不是要找: a question with mistyped words put right, from the words of the library."""

from knowledge.questions import Question
from knowledge.reading import OpenIndex


def suggest(index: OpenIndex, question: Question, *, found: bool) -> str | None:
    """A better question, or None when every word of this one is known to the library."""
    return None
