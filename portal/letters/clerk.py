"""What a careful clerk would notice in a draft before it goes to be signed. Pure: words and dates in, remarks out."""

import enum
import re
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.letters.kinds import KINDS
from portal.letters.layout import MOST_TITLE, Layout
from portal.vocabulary import LetterKind

LONG_TITLE = 50
PAIRS = ("“”", "‘’", "《》", "（）", "〔〕")
ORDERING = re.compile(r"勒令|责令|必须立即|限你单位|不得有误")
OPEN = re.compile("请在此")
WRONG_NUMBER = re.compile(r"[\[［(（](?:19|20)\d{2}[\]］)）]\s*第?0*\d+号|〔\d{4}〕(?:第|0)\d*号")


class Weight(enum.StrEnum):
    """Whether a remark stops the letter or only asks for care."""

    STOPS = "stops"
    CARE = "care"


@dataclass(frozen=True)
class Remark:
    """One remark, at a field."""

    weight: Weight
    field: str
    words: LazyString


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
    joint_without_leader: str = ""
    """Of the units that issue it too, those of which nobody can countersign."""
    outdated: str = ""
    """Cited documents whose validity has changed since, with both."""


def remarks(draft: Draft, today: date) -> list[Remark]:
    """Return what is to be mended or looked at, what stops the letter first."""
    found = [
        *_about_characters(draft),
        *_about_date(draft, today),
        *_about_title(draft),
        *_about_words(draft),
        *_about_sources(draft),
        *_about_joint_issue(draft),
    ]
    return sorted(found, key=lambda remark: remark.weight is not Weight.STOPS)


def _about_characters(draft: Draft) -> list[Remark]:
    if not draft.missing_characters:
        return []
    words = _l("No font can draw “%(characters)s”. Use another character.", characters=draft.missing_characters)
    return [Remark(Weight.STOPS, "body", words)]


def _about_date(draft: Draft, today: date) -> list[Remark]:
    if not KINDS[draft.kind].answered:
        return []
    if draft.reply_by is None:
        return [Remark(Weight.STOPS, "reply_by", _l("Say by when the unit is to answer."))]
    if draft.reply_by <= today:
        return [Remark(Weight.STOPS, "reply_by", _l("The date for the answer is past. Choose a later one."))]
    return []


def _about_sources(draft: Draft) -> list[Remark]:
    if not draft.outdated:
        return []
    words = _l(
        "The validity of what is cited has changed since: %(documents)s. See whether it can still be relied on.",
        documents=draft.outdated,
    )
    return [Remark(Weight.CARE, "body", words)]


def _about_joint_issue(draft: Draft) -> list[Remark]:
    if not draft.joint_without_leader:
        return []
    words = _l(
        "Nobody can countersign for %(units)s: use the full name of a unit that has a leader in the portal.",
        units=draft.joint_without_leader,
    )
    return [Remark(Weight.STOPS, "joint", words)]


def _about_title(draft: Draft) -> list[Remark]:
    if len(draft.title) > MOST_TITLE:
        words = _l("The title has %(count)s characters; at most %(most)s fit.", count=len(draft.title), most=MOST_TITLE)
        return [Remark(Weight.STOPS, "title", words)]
    found = []
    if len(draft.title) > LONG_TITLE:
        found.append(Remark(Weight.CARE, "title", _l("The title is long: it takes three lines or more.")))
    ending = KINDS[draft.kind].ending
    if not draft.title.endswith(ending):
        words = _l("The title of this kind of letter ends with %(ending)s.", ending=ending)
        found.append(Remark(Weight.CARE, "title", words))
    return found


def _about_words(draft: Draft) -> list[Remark]:
    found = []
    text = f"{draft.title}\n{draft.body}"
    uneven = [pair for pair in PAIRS if text.count(pair[0]) != text.count(pair[1])]
    if uneven:
        found.append(
            Remark(
                Weight.STOPS, "body", _l("Quotation marks or brackets are uneven: %(pairs)s", pairs="、".join(uneven))
            )
        )
    if OPEN.search(draft.body):
        found.append(
            Remark(Weight.STOPS, "body", _l("The draft still has a place that begins 请在此 and is to be written."))
        )
    if not re.search(r"《.+?》|依据|根据|经查|反映", draft.body):
        found.append(
            Remark(Weight.CARE, "body", _l("The letter names no basis. Cite a document or say what it rests on."))
        )
    if ORDERING.search(draft.body):
        found.append(Remark(Weight.CARE, "body", _l("A letter asks (请……) and does not order.")))
    if WRONG_NUMBER.search(draft.body):
        found.append(
            Remark(Weight.CARE, "body", _l("A document number is written 〔2026〕1号, without 第 and without zeros."))
        )
    if not draft.contact and KINDS[draft.kind].layout is Layout.XINHAN:
        found.append(Remark(Weight.CARE, "contact", _l("Give a contact with telephone number.")))
    return found
