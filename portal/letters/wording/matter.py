"""What a letter may say of its case, as plain facts, and the turns of phrase that all kinds of letter share."""

import re
from dataclasses import dataclass
from datetime import date

from portal.press.layout import MOST_TITLE, official_date
from portal.press.titles import pieces_of

LONGEST_QUOTE = 300
PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"), ("〔", "〕"))
DIGITS = ("", *"一二三四五六七八九")
CLAUSE_END = re.compile("[，。；：！？、]")
AND_MORE = "等"
"""Follows what is left of a shortened title: 关于督办×公司厂房断电等事项的函."""

LEADING_ON = re.compile(
    "(?:“[^“”]*”|以及|因为|由于|导致|致使|并且|而且|即将|[致且并及和与或因以使对将被为在而即已未不仍、])+$",
)
"""Words that promise more, so that nothing that was cut ends with them: conjunctions, adverbs, quoted words."""


@dataclass(frozen=True)
class Matter:
    """The facts of a case. Days are working days; ``citations`` are in the official form.

    ``reply_by`` is the day by which a letter asks to be answered; ``asked`` what a supporting unit was asked;
    ``advice`` what a lawyer last answered; ``provisions`` the measures cited, each with its words.
    """

    reference: str
    title: str
    description: str
    enterprise: str
    submitted_on: date
    limit_days: int
    due_on: date | None
    days_late: int
    outcome: str
    citations: tuple[str, ...]
    wish: str = ""
    handled_by: str = ""
    handler: str = ""
    asked: str = ""
    reply_by: date | None = None
    ended_on: date | None = None
    advice: str = ""
    provisions: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The matter as a letter names it: whose, what, and its number."""
        return f"{self.enterprise}“{self.title}”事项（编号{self.reference}）"

    @property
    def you(self) -> str:
        """How a letter addresses the enterprise."""
        return "你公司" if self.enterprise.endswith("公司") else "你单位"

    @property
    def story(self) -> str:
        """What the enterprise wrote, cut to what a letter quotes."""
        return shortened(self.description)

    @property
    def reported(self) -> str:
        """What the enterprise reported and when, and what it wishes."""
        wish = f"企业希望：{sentence(shortened(self.wish))}" if self.wish else ""
        reported = sentence(shortened(self.description))
        return f"{official_date(self.submitted_on)}，{self.enterprise}反映：{reported}{wish}"

    @property
    def lateness(self) -> str:
        """By how much the promise is overdue; empty while it is not."""
        return f"，现已超过{self.days_late}个工作日" if self.days_late else ""


@dataclass(frozen=True)
class Draft:
    """The texts of a letter."""

    title: str
    body: str


def ordinal(place: int) -> str:
    """Return the number of a heading of the second level, （一） to （九十九）, as GB/T 9704 numbers them."""
    tens, ones = divmod(place, 10)
    return f"（{(DIGITS[tens] if tens > 1 else '') + ('十' if tens else '') + DIGITS[ones]}）"


def shortened(text: str) -> str:
    """Return a text without white space; one longer than a letter quotes ends with its last clause that is whole."""
    flat = "".join(text.split())
    if len(flat) <= LONGEST_QUOTE:
        return flat
    cut = flat[: LONGEST_QUOTE - 2]
    clause = max(cut.rfind(mark) for mark in "。！？；，、")
    return f"{evened(cut[:clause] if clause > LONGEST_QUOTE // 2 else cut)}……"


def evened(cut: str) -> str:
    """Return a text that was cut, without what stands in quotation marks or brackets that stayed open."""
    for opening, closing in PAIRS:
        if cut.count(opening) > cut.count(closing):
            cut = cut[: cut.rindex(opening)]
    return cut


def in_title(words: str) -> str:
    """Return words as a title bears them: without the marks that end or part sentences (§7.3.1)."""
    return re.sub("[，。；：！？]", "", words)


def sentence(text: str) -> str:
    """Return a text that ends with a stop."""
    return text if text.endswith(("。", "！", "？", "…")) else f"{text}。"


def titled(before: str, words: str, after: str) -> str:
    """Return a title that fits on the page; a longer middle ends with its last whole clause, or else word, and 等."""
    room, whole = MOST_TITLE - len(before) - len(after), in_title(words)
    if len(whole) <= room:
        return f"{before}{whole}{after}"
    return f"{before}{_by_sense(words, room - len(AND_MORE))}{AND_MORE}{after}"


def _by_sense(words: str, room: int) -> str:
    """Return the beginning of the words that fits: whole clauses where they fill half of the room, else whole words."""
    ends = [found.start() for found in CLAUSE_END.finditer(words)]
    clauses = [evened(in_title(words[:end])) for end in ends]
    if fitting := [clause for clause in clauses if room // 2 <= len(clause) <= room]:
        return fitting[-1]
    kept = ""
    for piece in pieces_of(in_title(words)):
        if len(kept) + len(piece) > room:
            break
        kept += piece
    return LEADING_ON.sub("", evened(kept or words[:room]))


def answer_by(matter: Matter, what: str, otherwise: str) -> str:
    """Return the sentence that asks for an answer in writing by a day, and what to do where that cannot be kept."""
    day = f"于{official_date(matter.reply_by)}前" if matter.reply_by else "及时"
    return f"请{day}以单位名义书面反馈{what}；{otherwise}。"
