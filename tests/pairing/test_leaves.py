"""Leave with a deputy: who sees and does what while somebody is away, and what is refused."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.cases import operations
from portal.cases.queries import record_of, visible_case
from portal.errors import NotPermitted, RuleBroken
from portal.pairing import leaves
from portal.pairing.actors import actor_for
from portal.pairing.people import save_team
from portal.pairing.people_models import Leave
from portal.vocabulary import CaseStatus, Role, Slot
from tests.factories import Factory, actor
from tests.judging import JudgingClient


@pytest.fixture
def away(make: Factory) -> Account:
    return make.account(Role.LIAISON, Role.OFFICER, name="史可", unit=make.unit())


@pytest.fixture
def deputy(make: Factory) -> Account:
    return make.account(Role.LIAISON, Role.OFFICER, name="陈立新", unit=make.unit())


def leave(session: Session, away: Account, deputy: Account, *, starts: int = 0, days: int = 3) -> Leave:
    first = clock.today() + timedelta(days=starts)
    last = first + timedelta(days=days)
    return leaves.take_leave(session, actor=actor(away), account=away, deputy=deputy, from_on=first, until_on=last)


def test_the_deputy_sees_the_enterprises_and_acts_on_the_cases_in_the_others_place(
    session: Session, make: Factory, away: Account, deputy: Account
) -> None:
    enterprise = make.enterprise()
    make.pair(enterprise, Slot.LIAISON, away)
    case = make.case(status=CaseStatus.IN_PROGRESS, handler=away)
    assert enterprise.id not in actor_for(session, deputy).liaison_of
    found = leave(session, away, deputy)
    acting = actor_for(session, deputy)
    assert enterprise.id in acting.liaison_of
    assert visible_case(session, acting, case.reference) == case
    operations.note(session, case, actor=acting, text="已电话联系企业。", public=True)
    assert record_of(session, case, acting)[0].actor_name == "陈立新（代史可）"
    assert enterprise.id in actor_for(session, away).liaison_of, "open work shows under both"
    leaves.end_leave(session, found, actor=actor(away))
    assert enterprise.id not in actor_for(session, deputy).liaison_of


def test_a_leave_to_come_gives_the_deputy_nothing_yet(session: Session, away: Account, deputy: Account) -> None:
    leave(session, away, deputy, starts=2)
    assert actor_for(session, deputy).stands_in_for == frozenset()


def test_who_cannot_be_deputy_is_refused(session: Session, make: Factory, away: Account, deputy: Account) -> None:
    with pytest.raises(RuleBroken):
        leave(session, away, make.account(Role.LIAISON))
    with pytest.raises(RuleBroken):
        leave(session, away, away)
    leave(session, away, deputy)
    with pytest.raises(RuleBroken):
        leave(session, away, deputy)
    third = make.account(Role.LIAISON, Role.OFFICER)
    with pytest.raises(RuleBroken):
        leave(session, third, away)
    with pytest.raises(RuleBroken):
        leave(session, third, deputy, days=-1)


def test_nobody_but_the_person_and_the_coordinator_enters_a_leave(
    session: Session, make: Factory, away: Account, deputy: Account
) -> None:
    today = clock.today()
    act = {"account": away, "deputy": deputy, "from_on": today, "until_on": today}
    with pytest.raises(NotPermitted):
        leaves.take_leave(session, actor=actor(deputy), **act)
    leaves.take_leave(session, actor=actor(make.account(Role.COORDINATOR)), **act)


def test_a_team_stands_by_an_enterprise_together_and_a_new_lead_takes_it_over(
    session: Session, make: Factory, away: Account, deputy: Account
) -> None:
    by, enterprise = actor(make.account(Role.COORDINATOR)), make.enterprise()
    team = save_team(session, actor=by, existing=None, name="纺织小组", lead=away, members=[deputy.id])
    make.pair(enterprise, Slot.LIAISON, away).team = team
    session.flush()
    assert enterprise.id in actor_for(session, deputy).liaison_of
    save_team(session, actor=by, existing=team, name="纺织小组", lead=deputy, members=[], version=team.version)
    assert enterprise.id not in actor_for(session, away).liaison_of
    assert enterprise.id in actor_for(session, deputy).liaison_of


def test_a_leave_is_entered_and_ended_on_the_page(client: JudgingClient, away: Account, deputy: Account) -> None:
    client.sign_in(away)
    day = clock.today().isoformat()
    values = {"account": str(away.id), "deputy": str(deputy.id), "from_on": day, "until_on": day, "reason": "培训"}
    page = client.post("/leave", values, follow=True)
    assert "陈立新" in page.words
    client.post("/leave", values, expect=422)
