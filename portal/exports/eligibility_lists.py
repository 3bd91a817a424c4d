"""Which measures apply to whom, and what nobody has told the actor's enterprises yet."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal import clock
from portal.eligibility import queries, wording
from portal.eligibility.queries import Match, Ruled
from portal.enterprises.models import Enterprise
from portal.exports.columns import Arguments, Column, Found, Listing, at_hand
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission


@dataclass(frozen=True)
class Rule:
    """A measure with its conditions in words, and how many enterprises fit."""

    ruled: Ruled
    conditions: str
    fits: int


def _find_rules(session: Session, _actor: Actor, _args: Arguments) -> Found[Rule]:
    rules, areas = queries.rules(session), queries.area_names(session)
    counts = queries.counts(session, rules)
    words = (" · ".join(wording.conditions(one.row.rule, areas)) or _("Every enterprise") for one in rules)
    return at_hand([Rule(one, said, counts[one.key]) for one, said in zip(rules, words, strict=True)])


RULES = Listing(
    "eligibility",
    _l("Who may apply"),
    Permission.ELIGIBILITY_MANAGE,
    (
        Column[Rule](_l("Policy"), lambda row: row.ruled.measure.name, 36),
        Column[Rule](_l("Source"), lambda row: row.ruled.citation, 60),
        Column[Rule](_l("Conditions"), lambda row: row.conditions, 40),
        Column[Rule](_l("Enterprises that fit"), lambda row: row.fits, 10),
        Column[Rule](
            _l("Shown today"), lambda row: str(_l("Yes") if row.ruled.is_open(clock.today()) else _l("No")), 10
        ),
    ),
    _find_rules,
)

Untold = tuple[Enterprise, Match]


def _find_untold(session: Session, actor: Actor, _args: Arguments) -> Found[Untold]:
    waiting = queries.untold(session, actor, clock.today())
    return at_hand([(enterprise, match) for enterprise, found in waiting for match in found])


UNTOLD = Listing(
    "policies-to-tell",
    _l("Policies to tell"),
    Permission.ELIGIBILITY_TELL,
    (
        Column[Untold](_l("Enterprise"), lambda row: row[0].name, 32),
        Column[Untold](_l("Area"), lambda row: row[0].area.name, 14),
        Column[Untold](_l("Policy"), lambda row: row[1].ruled.measure.heading or row[1].ruled.measure.number, 36),
        Column[Untold](_l("Why it fits"), lambda row: row[1].reason, 40),
        Column[Untold](_l("Source"), lambda row: row[1].ruled.citation, 60),
    ),
    _find_untold,
)
