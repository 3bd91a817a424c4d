"""What a careful clerk would notice in a draft before it goes to be signed. Pure: words and dates in, remarks out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from portal.letters.kinds import KINDS
from portal.letters.proofreading import proofread
from portal.letters.remarks import Remark, Weight
from portal.press.layout import MOST_TITLE, Layout, official_date
from portal.vocabulary import LetterKind

LONG_TITLE = 50
ORDERING = re.compile(r"勒令|责令|必须立即|限你单位|不得有误")
DECIDING = re.compile(
    r"(?:应当|必须|务必|责成)(?:依法)?(?:予以)?(?:判决|裁定|立案|撤案|撤销案件|批准|准予|不予处罚|免予处罚|释放|解除查封|中止执行)"
)
"""Telling a unit how to decide: what supervision may not do (三个规定; the duty is the unit's)."""

BASIS = re.compile(r"《.+?》|依据|根据|经查|反映")
TITLE_MARKS = re.compile("[，。；：！？]")
OPEN = "请在此"


@dataclass(frozen=True)
class Draft:
    """What the clerk reads."""

    kind: LetterKind
    title: str
    addressee: str
    body: str
    reply_by: date | None
    contact: str
    missing_characters: str = ""
    day_off: bool = False
    """Whether ``reply_by`` is no working day."""
    misaddressed: str = ""
    """Of the addressees named, those to whom the letter will not be served."""
    joint_without_leader: str = ""
    """Of the units that issue it too, those of which nobody can countersign."""
    outdated: str = ""
    """Cited documents whose validity has changed since, with both."""
    lapsed: str = ""
    """Cited documents that are not in force, each with its validity."""
    coarse: str = ""
    """Of the photographs attached, those with too few dots to be clear on paper."""


def remarks(draft: Draft, today: date) -> list[Remark]:
    """Return what is to be mended or looked at, what stops the letter first."""
    found = [
        *_about_characters(draft),
        *_about_addressees(draft),
        *_about_date(draft, today),
        *_about_title(draft),
        *proofread(draft.title, draft.body),
        *_about_words(draft),
        *_about_sources(draft),
        *_about_joint_issue(draft),
        *_about_contact(draft),
        *_about_pictures(draft),
    ]
    return sorted(found, key=lambda remark: remark.weight is not Weight.STOPS)


def _about_characters(draft: Draft) -> Iterator[Remark]:
    if draft.missing_characters:
        words = _l("No font can draw “%(characters)s”. Use another character.", characters=draft.missing_characters)
        yield Remark(Weight.STOPS, "body", words)


def _about_addressees(draft: Draft) -> Iterator[Remark]:
    if draft.misaddressed:
        words = _l("The letter will not be served on %(names)s: see whom it is about.", names=draft.misaddressed)
        yield Remark(Weight.STOPS, "addressee", words)


def _about_date(draft: Draft, today: date) -> Iterator[Remark]:
    if not KINDS[draft.kind].answered:
        return
    if draft.reply_by is None:
        yield Remark(Weight.STOPS, "reply_by", _l("Say by when the unit is to answer."))
        return
    if draft.reply_by <= today:
        yield Remark(Weight.STOPS, "reply_by", _l("The date for the answer is past. Choose a later one."))
    elif draft.day_off:
        yield Remark(Weight.CARE, "reply_by", _l("The date for the answer is a day off. Choose a working day."))
    if "日前" in draft.body and official_date(draft.reply_by) not in draft.body:
        words = _l("The body names another date for the answer than %(day)s.", day=official_date(draft.reply_by))
        yield Remark(Weight.CARE, "body", words)


def _about_title(draft: Draft) -> Iterator[Remark]:
    if len(draft.title) > MOST_TITLE:
        words = _l("The title has %(count)s characters; at most %(most)s fit.", count=len(draft.title), most=MOST_TITLE)
        yield Remark(Weight.STOPS, "title", words)
        return
    if len(draft.title) > LONG_TITLE:
        words = _l(
            "The title has %(count)s characters and takes three lines or more. Shorten it to at most %(most)s.",
            count=len(draft.title),
            most=LONG_TITLE,
        )
        yield Remark(Weight.CARE, "title", words)
    if TITLE_MARKS.search(draft.title):
        yield Remark(Weight.CARE, "title", _l("A title has no punctuation but 《》, quotation marks, brackets and 、."))
    ending = KINDS[draft.kind].ending
    if not draft.title.endswith(ending):
        words = _l("The title of this kind of letter ends with %(ending)s.", ending=ending)
        yield Remark(Weight.CARE, "title", words)


def _about_words(draft: Draft) -> Iterator[Remark]:
    if OPEN in draft.body:
        yield Remark(Weight.STOPS, "body", _l("The draft still has a place that begins 请在此 and is to be written."))
    if not BASIS.search(draft.body):
        yield Remark(Weight.CARE, "body", _l("The letter names no basis. Cite a document or say what it rests on."))
    if ORDERING.search(draft.body):
        yield Remark(Weight.CARE, "body", _l("A letter asks (请……) and does not order."))
    if KINDS[draft.kind].answered and (found := DECIDING.search(draft.body)):
        words = _l(
            "“%(text)s” tells the unit how to decide. Ask it to handle the matter by law and to report.", text=found[0]
        )
        yield Remark(Weight.CARE, "body", words)


def _about_sources(draft: Draft) -> Iterator[Remark]:
    if draft.outdated:
        words = _l(
            "The validity of what is cited has changed since: %(documents)s. See whether it can still be relied on.",
            documents=draft.outdated,
        )
        yield Remark(Weight.CARE, "body", words)
    if draft.lapsed:
        words = _l("What is cited is not in force: %(documents)s. Cite another basis.", documents=draft.lapsed)
        yield Remark(Weight.CARE, "body", words)


def _about_joint_issue(draft: Draft) -> Iterator[Remark]:
    if draft.joint_without_leader:
        words = _l(
            "Nobody can countersign for %(units)s: use the full name of a unit that has a leader in the portal.",
            units=draft.joint_without_leader,
        )
        yield Remark(Weight.STOPS, "joint", words)


def _about_contact(draft: Draft) -> Iterator[Remark]:
    if KINDS[draft.kind].layout is Layout.XINHAN and not re.search(r"\d{5}", re.sub(r"[\s\-—]", "", draft.contact)):
        yield Remark(Weight.CARE, "contact", _l("Give a contact with telephone number."))


def _about_pictures(draft: Draft) -> Iterator[Remark]:
    if draft.coarse:
        words = _l("Photographs that will be printed small or unclear: %(captions)s.", captions=draft.coarse)
        yield Remark(Weight.CARE, "annexes", words)
