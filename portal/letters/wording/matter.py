"""What a letter may say of its case, as plain facts, and the turns of phrase that all kinds of letter share."""

import re
from dataclasses import dataclass
from datetime import date

from portal.press.layout import MOST_TITLE, official_date

LONGEST_QUOTE = 300
PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"), ("〔", "〕"))
DIGITS = ("", *"一二三四五六七八九")


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
    """Return a title, its middle cut so that the whole fits on the page and no quotation stays open."""
    words, room = in_title(words), MOST_TITLE - len(before) - len(after)
    return f"{before}{words if len(words) <= room else evened(words[:room])}{after}"


def answer_by(matter: Matter, what: str, otherwise: str) -> str:
    """Return the sentence that asks for an answer in writing by a day, and what to do where that cannot be kept."""
    day = f"于{official_date(matter.reply_by)}前" if matter.reply_by else "及时"
    return f"请{day}以单位名义书面反馈{what}；{otherwise}。"
