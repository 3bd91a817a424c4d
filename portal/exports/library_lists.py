"""What the keeper of the policy library looks at: its documents, everyday words, and what is sought and cited."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

import knowledge
from portal import clock
from portal.cases import citations
from portal.cases.citations import Without
from portal.exports.columns import Arguments, Column, Found, Listing, at_hand
from portal.measures import dictionary, library, tallies
from portal.measures.dictionary import Entry
from portal.measures.tallies import Asked
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.presentation.marks import validity_mark

D = knowledge.Document
P = Permission.MEASURE_MANAGE


def _find_documents(_session: Session, _actor: Actor, args: Arguments) -> Found[D]:
    return at_hand(library.named(args.get("part", "")))


DOCUMENTS = Listing(
    "documents",
    _l("Policy library"),
    P,
    (
        Column[D](_l("Title"), lambda row: row.title, 60),
        Column[D](_l("Document number"), lambda row: row.number or "", 22),
        Column[D](_l("Issuer"), lambda row: row.issuer, 30),
        Column[D](_l("Validity"), lambda row: validity_mark("仅题名" if row.title_only else row.validity).words, 12),
        Column[D](_l("Points"), lambda row: len(row.measures), 8),
    ),
    _find_documents,
)


def _find_words(session: Session, _actor: Actor, args: Arguments) -> Found[Entry]:
    return at_hand(dictionary.entries(session, args.get("part", "")))


WORDS = Listing(
    "words",
    _l("Everyday words"),
    P,
    (
        Column[Entry](_l("Everyday word"), lambda row: row.word, 20),
        Column[Entry](_l("Words of documents"), lambda row: "、".join(row.legal), 50),
        Column[Entry](_l("Words as shipped"), lambda row: "、".join(row.shipped), 50),
    ),
    _find_words,
)


ASKED = (
    Column[Asked](_l("Question"), lambda row: row.question, 40),
    Column[Asked](_l("Times"), lambda row: row.searches, 8),
    Column[Asked](_l("Found"), lambda row: row.found, 8),
    Column[Asked](_l("Last asked"), lambda row: row.last_on, 12),
)


def _since(args: Arguments) -> date:
    return clock.today() - timedelta(days=tallies.period(args.get("days", type=int)) - 1)


def _find_without_hit(session: Session, _actor: Actor, args: Arguments) -> Found[Asked]:
    return at_hand(tallies.without_hit(session, _since(args)))


def _find_without_click(session: Session, _actor: Actor, args: Arguments) -> Found[Asked]:
    return at_hand(tallies.without_click(session, _since(args)))


WITHOUT_HIT = Listing("without-hit", _l("Searches without a hit"), P, ASKED, _find_without_hit)
WITHOUT_CLICK = Listing("without-click", _l("Searches of which no hit was opened"), P, ASKED, _find_without_click)


def _find_without_measure(session: Session, _actor: Actor, args: Arguments) -> Found[Without]:
    days = citations.period(args.get("days", type=int))
    return at_hand(citations.without_a_measure(session, clock.now() - timedelta(days=days)))


WITHOUT_MEASURE = Listing(
    "without-measure",
    _l("Questions settled without a measure"),
    P,
    (
        Column[Without](_l("Category"), lambda row: row.category, 30),
        Column[Without](_l("Kind"), lambda row: str(row.kind.label), 12),
        Column[Without](_l("With an outcome"), lambda row: row.ended, 12),
        Column[Without](_l("Without a measure"), lambda row: row.without, 12),
    ),
    _find_without_measure,
)

Point = tuple[D, knowledge.Measure]


def _find_never_cited(session: Session, _actor: Actor, _args: Arguments) -> Found[Point]:
    return at_hand([(one.document, point) for one in citations.never_cited(session) for point in one.points])


NEVER_CITED = Listing(
    "never-cited",
    _l("Measures never cited"),
    P,
    (
        Column[Point](_l("Title"), lambda row: row[0].title, 60),
        Column[Point](_l("Issuer"), lambda row: row[0].issuer, 30),
        Column[Point](_l("Point"), lambda row: row[1].number, 12),
        Column[Point](_l("Heading"), lambda row: row[1].heading, 40),
    ),
    _find_never_cited,
)
