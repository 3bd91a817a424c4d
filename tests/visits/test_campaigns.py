from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.errors import NotPermitted, RuleBroken, TransitionNotAllowed
from portal.pairing.models import Pairing
from portal.visits import campaigns, operations, queries
from portal.visits.campaigns import Plan
from portal.visits.models import Campaign, Target
from portal.visits.operations import Told
from portal.vocabulary import Role, Sector, Slot, Standing, VisitKind
from tests.factories import Factory, actor
from tests.visits.conftest import Scene


def start(session: Session, scene: Scene, **chosen_by: object) -> Campaign:
    today = clock.today()
    plan = Plan("复工大走访", VisitKind.VISIT, today, today + timedelta(days=7), chosen_by)
    return campaigns.start(session, actor=scene.coordinating, plan=plan)


def test_the_filter_chooses_and_each_goes_to_whoever_stands_by_it(
    session: Session, scene: Scene, make: Factory
) -> None:
    other, _farm = make.enterprise(), make.enterprise(sector=Sector.AGRICULTURE)
    make.enterprise(standing=Standing.PENDING)
    campaign = start(session, scene, sector="industry")
    targets = session.scalars(sa.select(Target).where(Target.campaign_id == campaign.id)).unique().all()
    assert {(one.enterprise_id, one.visitor_id) for one in targets} == {
        (scene.enterprise.id, scene.liaison.id),
        (other.id, None),
    }
    assert [one.enterprise_id for one in queries.waiting_for(session, scene.visiting)] == [scene.enterprise.id]


def test_a_visit_covers_its_target_and_whoever_was_asked_may_make_it(
    session: Session, scene: Scene, make: Factory
) -> None:
    campaign, lawyer = start(session, scene), make.account(Role.LAWYER)
    target = session.scalars(sa.select(Target)).unique().one()
    campaigns.arrange(session, target, actor=scene.coordinating, visitor=lawyer, planned_on=clock.today())
    session.flush()
    operations.record(
        session,
        actor=actor(lawyer),
        enterprise=scene.enterprise,
        told=Told(VisitKind.VISIT, clock.today()),
        submission_key="key",
        campaign=campaign,
    )
    assert [(one.targets, one.visited, one.gap) for one in queries.coverage_by_street(session, campaign)] == [(1, 1, 0)]
    assert [one.name for one in queries.coverage_by_visitor(session, campaign)] == [lawyer.name]
    assert not queries.waiting_for(session, actor(lawyer))


def test_visits_of_who_leaves_go_to_whoever_stands_by_the_enterprise_now(
    session: Session, scene: Scene, make: Factory
) -> None:
    orphan, successor = make.enterprise(), make.account(Role.LIAISON)
    for_now = make.pair(orphan, Slot.LIAISON, scene.liaison)
    start(session, scene)
    pairing = session.scalars(sa.select(Pairing).where(Pairing.enterprise_id == scene.enterprise.id)).one()
    pairing.ended_at = for_now.ended_at = clock.now()
    make.pair(scene.enterprise, Slot.LIAISON, successor)
    with pytest.raises(NotPermitted):
        campaigns.pass_on(session, scene.liaison, actor=scene.visiting)
    campaigns.pass_on(session, scene.liaison, actor=scene.coordinating)
    session.flush()
    visitors = {one.enterprise_id: one.visitor_id for one in session.scalars(sa.select(Target)).unique()}
    assert visitors == {scene.enterprise.id: successor.id, orphan.id: None}
    assert not queries.waiting(session, scene.liaison.id)


def test_choosing_again_adds_only_what_is_new(session: Session, scene: Scene, make: Factory) -> None:
    campaign = start(session, scene)
    late = make.enterprise()
    make.pair(late, Slot.LIAISON, scene.liaison)
    assert campaigns.choose_again(session, campaign, actor=scene.coordinating) == 1
    assert campaigns.choose_again(session, campaign, actor=scene.coordinating) == 0


def test_nobody_chosen_dates_turned_round_and_strangers_are_refused(session: Session, scene: Scene) -> None:
    with pytest.raises(RuleBroken):
        start(session, scene, size="large")
    today = clock.today()
    plan = Plan("复工大走访", VisitKind.VISIT, today, today - timedelta(days=1), {})
    with pytest.raises(RuleBroken) as refused:
        campaigns.start(session, actor=scene.coordinating, plan=plan)
    assert refused.value.field == "ends_on"
    with pytest.raises(NotPermitted):
        campaigns.start(session, actor=scene.visiting, plan=plan)


def test_a_campaign_that_has_ended_asks_nobody(session: Session, scene: Scene) -> None:
    campaign = start(session, scene)
    campaigns.close(session, campaign, actor=scene.coordinating)
    session.flush()
    assert not queries.waiting_for(session, scene.visiting)
    with pytest.raises(TransitionNotAllowed):
        campaigns.choose_again(session, campaign, actor=scene.coordinating)
