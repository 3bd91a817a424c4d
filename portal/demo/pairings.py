"""What stands around the pairing in the demonstration: wishes, leave, a team, a declared client and a proposal."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account, ServiceArea
from portal.cases.models import Case
from portal.demo.county import County
from portal.pairing import clients, leaves, people
from portal.pairing.actors import actor_for
from portal.pairing.models import Pairing
from portal.pairing.proposals import operations as batches
from portal.pairing.proposals import wishes
from portal.vocabulary import CaseStatus, Role, Slot

LANGUAGES = {"温故": "英语", "岑溪": "英语、日语", "苏若兰": "英语"}
WISHING = ("安澜百草药业有限公司", "英语", "合同、知识产权")
LANDLORD = "安澜望江物业管理有限公司"
ITS_LAWYER = ("白露", "安澜望江物业管理有限责任公司")  # the same company as its firm writes it
EVERY_SECOND = 2  # of the streets in which a lawyer has enterprises
ABSENT, DEPUTY = "史可", "陈立新"
TEAM = ("开发区联企小组", "邱实", "万里", "安澜捷运物流有限公司")


def stand_by(session: Session, county: County, cases: Sequence[Case]) -> None:
    """Fill in what pairing goes by, and draw up a proposal that waits for the coordinator."""
    by_name = {person.name: person for person in county.people.values()}
    for name, languages in LANGUAGES.items():
        by_name[name].languages = languages
    _serve_streets(session, county)
    coordinator = actor_for(session, county.people["diaodu"])
    name, languages, fields = WISHING
    enterprise = county.enterprises[name]
    wishes.save(session, enterprise, actor=coordinator, languages=languages, fields=fields)
    _declare(session, by_name, cases)
    today = clock.today()
    leaves.take_leave(
        session,
        actor=coordinator,
        account=by_name[ABSENT],
        deputy=by_name[DEPUTY],
        from_on=today,
        until_on=today + timedelta(days=12),
        reason="参加县里专项工作",
    )
    _form_team(session, county, by_name)
    for slot in (Slot.UNIT, Slot.LAWYER):
        batches.draw_up(session, actor=coordinator, slot=slot)


def _serve_streets(session: Session, county: County) -> None:
    """Let each lawyer serve some of the streets in which the lawyer has enterprises, so that being near counts."""
    for number, lawyer in enumerate(county.staff(Role.LAWYER)):
        held = people.pairings_of(session, lawyer)
        session.add_all(
            ServiceArea(account_id=lawyer.id, unit_id=area_id)
            for area_id in sorted({one.enterprise.area_id for one in held})[number % 2 :: EVERY_SECOND]
        )
    session.flush()


def _declare(session: Session, by_name: dict[str, Account], cases: Sequence[Case]) -> None:
    """Let a case name its landlord, who is the client of a firm that may then not act in it."""
    about_rent = (
        case for case in cases if case.status is CaseStatus.ACCEPTED and case.category.code.startswith("lease")
    )
    case = next(about_rent, None) or next(case for case in cases if case.status is CaseStatus.ACCEPTED)
    case.other_party = LANDLORD
    lawyer, client = ITS_LAWYER
    actor = actor_for(session, by_name[lawyer])
    clients.declare(session, actor=actor, account=by_name[lawyer], name=client, credit_code="")


def _form_team(session: Session, county: County, by_name: dict[str, Account]) -> None:
    name, lead, member, enterprise = TEAM
    actor = actor_for(session, county.people["diaodu"])
    members = [by_name[member].id]
    team = people.save_team(session, actor=actor, existing=None, name=name, lead=by_name[lead], members=members)
    session.execute(
        sa.update(Pairing)
        .where(
            Pairing.enterprise_id == county.enterprises[enterprise].id,
            Pairing.slot == Slot.LIAISON,
            Pairing.ended_at.is_(None),
        )
        .values(account_id=team.lead_id, team_id=team.id)
    )
