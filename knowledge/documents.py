"""What the library is made of: documents, and the numbered measures in them.

A document is described by facts only. Dates are kept apart by what they date (成文、印发或公布、网载、报道), validity
is 未核明 where nobody has checked it, and a document whose text is not held is a title-only entry that says who names
it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from knowledge.partial_dates import PartialDate
from knowledge.points import point_name
from knowledge.regions import Level, Region, region_named


class Validity(StrEnum):
    """Whether a document may still be relied on; the value is the word that people read."""

    IN_FORCE = "现行有效"
    AMENDED = "已修改"
    LAPSED = "失效"
    REPEALED = "废止"
    NOT_YET = "尚未施行"
    UNVERIFIED = "未核明"


class Extent(StrEnum):
    """How much of the original was read before its points were written down."""

    WHOLE = "全文"
    PART = "部分"
    REPORT = "转述"
    TITLE = "仅题名"


class Organ(StrEnum):
    """The kind of organ that issued a document."""

    POLITICAL_LEGAL = "政法委"
    COURT = "法院"
    PROCURATORATE = "检察院"
    POLICE = "公安"
    JUSTICE = "司法行政"
    LABOUR = "人社"
    FINANCE_TAX = "财税"
    BANKING = "金融监管"
    PLANNING = "发展改革"
    INDUSTRY = "工信"
    PARTY_GOVERNMENT = "党委政府"
    LEGISLATURE = "立法机关"


THEMES = (
    "用工", "工资", "社保", "合同", "租金", "贷款", "税收", "补贴", "水电气", "复工审批", "物流通行", "证照办理",
    "诉讼", "刑事保护", "法律服务", "公证", "法律援助", "仲裁", "调解", "信访", "防疫", "督办", "破产", "执行",
)  # fmt: skip


_FULL_WIDTH = ("、", "）", "．")
_RUN_IN = (*_FULL_WIDTH, ".", ")")


class Caption(NamedTuple):
    """A heading above a measure: its printed number (第二章、一、) and its words; either may be empty."""

    number: str
    heading: str

    @property
    def headline(self) -> str:
        """Number and heading on one line; a full-width mark at the number's end takes no space after it."""
        space = "" if self.number.endswith(_FULL_WIDTH) else " "
        return f"{self.number}{space}{self.heading}".strip()


@dataclass(frozen=True, slots=True)
class Measure:
    """One numbered point.

    `number` is as printed (第五条, 三、, （二）, 4.). A point that we numbered ourselves, the original's
    number not having been read, is 要点N, and is never cited as 第N条.
    """

    anchor: str
    number: str
    heading: str
    text: str
    parents: tuple[Caption, ...] = ()

    @property
    def headline(self) -> str:
        """Number and heading on one line."""
        return Caption(self.number, self.heading).headline

    @property
    def printed(self) -> tuple[str, str]:
        """The line above it and its text: without a heading, 一、 and 1. stand before the text, 第五条 above it."""
        if not self.heading and self.number.endswith(_RUN_IN):
            return "", Caption(self.number, self.text).headline
        return self.headline, self.text

    @property
    def label(self) -> str:
        """What a link to it says: its number and heading, or where it has no heading its point."""
        return self.headline if self.heading else self.point or self.headline

    @property
    def point(self) -> str:
        """Its number with those above it, as citations name it: 第五条第（二）项."""
        return point_name(self.number, [caption.number for caption in self.parents])

    @property
    def name(self) -> str:
        """What to call it apart from its document: its heading, or where it has none its point."""
        return self.heading or self.point

    @property
    def place(self) -> str:
        """The headings above it on one line: 一、减轻负担 › （二）降低成本."""
        return " › ".join(caption.headline for caption in self.parents)


class Mention(NamedTuple):
    """Where a document is named: the report or document, and how it puts it."""

    where: str
    wording: str


@dataclass(frozen=True)
class Document:
    """A policy document, a law, or the title of one."""

    slug: str
    title: str
    issuers: tuple[str, ...]
    organs: tuple[Organ, ...]
    region_code: str
    extent: Extent
    read_extent: str
    number: str | None = None
    title_is_verbatim: bool = True
    aliases: tuple[str, ...] = ()
    made_on: PartialDate | None = None
    published_on: PartialDate | None = None
    posted_on: PartialDate | None = None
    reported_on: PartialDate | None = None
    dated_on: PartialDate | None = None
    applies_from: PartialDate | None = None
    applies_until: PartialDate | None = None
    validity: Validity = Validity.UNVERIFIED
    validity_note: str = ""
    replaced_by: str | None = None
    themes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    named_in: tuple[Mention, ...] = ()
    summary: str = ""
    measures: tuple[Measure, ...] = ()

    @property
    def quoted_title(self) -> str:
        """Return 《题名》, or the bare title where it is a description of ours and not the document's own words."""
        return f"《{self.title}》" if self.title_is_verbatim else self.title

    @property
    def is_verified(self) -> bool:
        """Whether somebody has checked whether the document may still be relied on."""
        return self.validity is not Validity.UNVERIFIED

    def has_ended(self, on: date) -> bool:
        """Whether a day lies after the period for which the document says that it applies."""
        return self.applies_until is not None and self.applies_until.last_day < on

    @property
    def title_only(self) -> bool:
        """Whether the library holds no text: the page must say 本库没有正文."""
        return self.extent is Extent.TITLE

    @property
    def region(self) -> Region:
        """The place whose organs issued the document."""
        return region_named(self.region_code)

    @property
    def level(self) -> Level:
        """National, province, city or county."""
        return self.region.level

    @property
    def issuer(self) -> str:
        """All issuing organs in their order, as one line."""
        return "、".join(self.issuers)

    @property
    def dates(self) -> tuple[tuple[str, PartialDate], ...]:
        """The known dates with the Chinese name of what each dates."""
        named = (
            ("成文", self.made_on),
            ("印发或公布", self.published_on),
            ("网载", self.posted_on),
            ("报道", self.reported_on),
            ("所标日期（性质未核明）", self.dated_on),
        )
        return tuple((name, date) for name, date in named if date)

    @cached_property
    def principal_date(self) -> PartialDate | None:
        """The date to sort and file by: the publication first, a news report last."""
        candidates = (self.published_on, self.made_on, self.dated_on, self.posted_on, self.reported_on)
        return next((date for date in candidates if date), None)

    @property
    def year(self) -> str:
        """The year of the principal date, 年份未核明 when there is none."""
        return str(self.principal_date.year) if self.principal_date else "年份未核明"

    def measure(self, anchor: str) -> Measure | None:
        """Return the measure with this anchor, None when there is none."""
        return next((measure for measure in self.measures if measure.anchor == anchor), None)

    def __iter__(self) -> Iterator[Measure]:
        return iter(self.measures)
