"""您是不是要找: a question with mistyped words put right, from the words of the library.

Words are put right by sound (付工, fugong and fu gong for 复工; gongzhi for 工资, as southern speakers type it), by two
characters that changed places (金租), and from three characters up by one wrong, missing or added character.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, pairwise
from typing import Final

import rjieba

from knowledge.analysis import FUNCTION_CHARS, normalise, runs
from knowledge.pinyin import blurred, pinyin
from knowledge.questions import Question

_LONGEST: Final = 8
_SHORTEST_SPELLING: Final = 4
_SHORTEST_WILD: Final = 3
_SHORT_QUESTION: Final = 8
_SPELLED: Final = re.compile(r"[a-z]{1,6}(?:[ '][a-z]{1,6})+")
_SEPARATORS: Final = re.compile(r"[ ']")
_MOST_CORRECTIONS: Final = 3


class Spelling:
    """The words of one library and of a dictionary of everyday words, by sound and by shape."""

    def __init__(self, vocabulary: Mapping[str, int], lay_words: Iterable[str]) -> None:
        self._frequency = {**{word: 1 for word in lay_words if len(word) > 1}, **vocabulary}
        self._by_sound: dict[str, str] = {}
        self._by_blurred_sound: dict[str, str] = {}
        self._by_shape: dict[str, str] = {}
        self._ordered = sorted(self._frequency, key=lambda word: (-self._frequency[word], word))
        for word in self._ordered:
            self._learn(word)

    def _learn(self, word: str) -> None:
        """Enter a word unless a more frequent one has its place."""
        reading = pinyin(word)
        if reading:
            self._by_sound.setdefault(reading, word)
            self._by_blurred_sound.setdefault(blurred(reading), word)
        if len(word) >= _SHORTEST_WILD:
            for shape in _shapes(word):
                self._by_shape.setdefault(shape, word)

    def complete(self, beginning: str, limit: int) -> list[str]:
        """Return known words that begin so, in characters or in pinyin letters, the most frequent first."""
        typed = normalise(beginning[:_LONGEST]).strip()
        if not typed:
            return []
        candidates = (word for word in self._ordered if word.startswith(typed) and word != typed)
        if typed.isascii():
            candidates = (word for word in self._ordered if (pinyin(word) or "").startswith(typed))
        return list(islice(candidates, limit))

    def correct(self, question: Question, *, found: bool) -> str | None:
        """Put at most three words of a question right; None when nothing is wrong or nothing better known.

        A word of the general dictionary that the library lacks is touched only when the question found nothing.
        """
        if question.phrases and not found:
            return question.free.translate(_NO_QUOTES).strip() or None
        if _SPELLED.fullmatch(question.plain):
            return self._spelled_out(_SEPARATORS.sub("", question.plain))
        corrected, count = question.plain, 0
        for kind, run in runs(question.free):
            better = self._spelled_out(run) if kind == "plain" else self._put_right(run, found=found)
            if better and better != run and count < _MOST_CORRECTIONS:
                corrected = corrected.replace(run, better, 1)
                count += 1
        return corrected if count else None

    def _spelled_out(self, run: str) -> str | None:
        """Chinese words for a run of pinyin letters: zujinjianmian is 租金减免."""
        if len(run) < _SHORTEST_SPELLING or not (run.isascii() and run.isalpha()) or run in self._frequency:
            return None
        words, at = "", 0
        while at < len(run):
            end = next((end for end in range(len(run), at + 1, -1) if self._read_as(run[at:end])), None)
            if end is None:
                return None
            words += self._read_as(run[at:end]) or ""
            at = end
        return words

    def _read_as(self, letters: str) -> str | None:
        return self._by_sound.get(letters) or self._by_blurred_sound.get(blurred(letters))

    def _put_right(self, run: str, *, found: bool) -> str | None:
        chunks = list(_chunks(run))
        for at, chunk in enumerate(chunks):
            if self._known(chunk):
                continue
            before = chunks[at - 1] if at else ""
            after = chunks[at + 1] if at + 1 < len(chunks) else ""
            joined = (before + chunk + after, before + chunk, chunk + after)
            likely = len(run) <= _SHORT_QUESTION
            if found and rjieba.has_word(chunk):
                # It may be right as it stands (报仇): only its neighbour tells what was meant (工资报酬).
                tried = ((one, self._sounding_like(one)) for one in joined if len(one) >= _SHORTEST_SPELLING)
            else:
                tried = ((one, self._right(one, likely=likely)) for one in (*joined, chunk, *_windows(chunk)))
            for wrong, right in tried:
                if right:
                    return run.replace(wrong, right, 1)
        return None

    def _known(self, chunk: str) -> bool:
        if len(chunk) == 1 or chunk in self._frequency or FUNCTION_CHARS.intersection(chunk):
            return True
        return all(left + right in self._frequency for left, right in pairwise(chunk))

    def _sounding_like(self, wrong: str) -> str | None:
        """Return the word that was meant if it sounds like this and is as long."""
        if not 1 < len(wrong) <= _LONGEST or wrong in self._frequency:
            return None
        reading = pinyin(wrong)
        word = reading and (self._by_sound.get(reading) or self._by_blurred_sound.get(blurred(reading)))
        return word if word and len(word) == len(wrong) else None

    def _right(self, wrong: str, *, likely: bool) -> str | None:
        """Return the word that was meant; in a long sentence, that is no list of words, only the surer ways count."""
        if not 1 < len(wrong) <= _LONGEST or wrong in self._frequency:
            return None
        by_sound = self._sounding_like(wrong)
        if by_sound:
            return by_sound
        swapped = next((word for word in _swapped(wrong) if likely and word in self._frequency), None)
        if swapped or len(wrong) < _SHORTEST_WILD + (not likely):
            return swapped
        near = next((self._by_shape[shape] for shape in _shapes(wrong) if shape in self._by_shape), None)
        return near or (self._by_length(wrong) if likely else None)

    def _by_length(self, wrong: str) -> str | None:
        """Find a word that has one character more or less: 不可抗 and 不可抗拒力 for 不可抗力."""
        if len(wrong) > _SHORTEST_WILD:
            shorter = (wrong[:at] + wrong[at + 1 :] for at in range(len(wrong)))
            less = next((word for word in shorter if len(word) >= _SHORTEST_WILD and word in self._frequency), None)
            if less:
                return less
        longer = (wrong[:at] + "?" + wrong[at:] for at in range(len(wrong) + 1))
        return next((self._by_shape[shape] for shape in longer if shape in self._by_shape), None)


_NO_QUOTES = str.maketrans(dict.fromkeys('“”"「」『』', " "))


def _swapped(word: str) -> Iterator[str]:
    """Return a word with each two neighbours in turn in the other order."""
    return (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))


def _shapes(word: str) -> Iterator[str]:
    """Return a word with each character in turn left open."""
    return (word[:at] + "?" + word[at + 1 :] for at in range(len(word)))


def _windows(chunk: str) -> Iterator[str]:
    return (chunk[at : at + size] for size in range(len(chunk) - 1, 1, -1) for at in range(len(chunk) - size + 1))


def _chunks(run: str) -> Iterator[str]:
    """Words as rjieba cuts them, lone characters that stand together joined."""
    lone = ""
    for word in rjieba.cut(run):
        if len(word) == 1:
            lone += word
            continue
        if lone:
            yield lone
        lone = ""
        yield word
    if lone:
        yield lone
