"""Campaigns of visits with how far each has got, and the enterprises of one of them."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal.exports.columns import Arguments, Column, Found, Listing, at_hand, in_pages
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.visits import covering, queries
from portal.visits.models import Campaign, Target
from portal.visits.queries import Covered

NOT_BEGUN = Covered(None, "", 0, 0)
Goal = tuple[Target, bool]


@dataclass(frozen=True)
class Reached:
    """A campaign, and how far it has got."""

    campaign: Campaign
    covered: Covered


def _find_campaigns(session: Session, _actor: Actor, _args: Arguments) -> Found[Reached]:
    totals = queries.totals(session)
    return at_hand([Reached(one, totals.get(one.id, NOT_BEGUN)) for one in queries.campaigns(session)])


CAMPAIGNS = Listing(
    "campaigns",
    _l("Campaigns of visits"),
    Permission.VISIT_LIST,
    (
        Column[Reached](_l("Campaign"), lambda row: row.campaign.name, 30),
        Column[Reached](_l("Kind"), lambda row: str(row.campaign.kind.label), 12),
        Column[Reached](_l("From"), lambda row: row.campaign.begins_on, 12),
        Column[Reached](_l("Until"), lambda row: row.campaign.ends_on, 12),
        Column[Reached](_l("Ended"), lambda row: row.campaign.closed_at, 17),
        Column[Reached](_l("Enterprises"), lambda row: row.covered.targets, 10),
        Column[Reached](_l("Visited"), lambda row: row.covered.visited, 10),
        Column[Reached](_l("Not visited yet"), lambda row: row.covered.gap, 10),
    ),
    _find_campaigns,
)


def _find_targets(session: Session, _actor: Actor, args: Arguments) -> Found[Goal]:
    campaign = queries.campaign(session, args.get("campaign", 0, type=int))
    streets, visitors = queries.coverage_by_street(session, campaign), queries.coverage_by_visitor(session, campaign)
    wanted = covering.conditions(campaign, covering.filters(streets, visitors, args))

    def page(offset: int, limit: int) -> list[Goal]:
        return covering.targets(session, *wanted, offset=offset, limit=limit)

    return Found(covering.count(session, *wanted), in_pages(page))


TARGETS = Listing(
    "targets",
    _l("Enterprises of a campaign"),
    Permission.VISIT_LIST,
    (
        Column[Goal](_l("Enterprise"), lambda row: row[0].enterprise.name, 32),
        Column[Goal](_l("Area"), lambda row: row[0].enterprise.area.name, 14),
        Column[Goal](_l("Visitor"), lambda row: row[0].visitor.name if row[0].visitor else "", 12),
        Column[Goal](_l("Planned for"), lambda row: row[0].planned_on, 12),
        Column[Goal](_l("Visited"), lambda row: str(_l("Yes") if row[1] else _l("No")), 8),
    ),
    _find_targets,
)
