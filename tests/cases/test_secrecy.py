"""A confidential report: who is told, who finds it, to whom it may be given, and who looked at it."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.audit.models import AuditEvent
from portal.cases import operations
from portal.cases.desk import worklist
from portal.cases.models import Case
from portal.cases.operations import SupportingTask
from portal.cases.queries import visible_to
from portal.errors import NotPermitted, RuleBroken
from portal.letters.drafts import kinds_for
from portal.letters.grounds import Grounds
from portal.notifications.models import Mail, Notification
from portal.permissions.actor import Actor
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.supervision import queries as supervision
from portal.vocabulary import Role
from tests.cases.stage import Stage, at
from tests.factories import Factory
from tests.judging import JudgingClient

TITLE = "要求另交复工保证金，否则不予验收"


def report(stage: Stage, **values: object) -> Case:
    category = stage.make.category(confidential=True)
    return stage.submit(category=category, title=TITLE, reported_unit_id=stage.bureau.id, **values)


@pytest.fixture
def inspector(stage: Stage) -> Account:
    """Somebody of another unit, who can be given a report."""
    return stage.make.account(Role.OFFICER, unit=stage.make.unit(short_name="县监委"))


def everybody(stage: Stage) -> dict[str, Actor]:
    people = {
        "chief": stage.chief, "clerk": stage.clerk, "supervisor": stage.supervisor, "stranger": stage.stranger,
        "coordinator": stage.coordinator, "officer": stage.officer, "liaison": stage.liaison, "lawyer": stage.lawyer,
        "leader": stage.make.account(Role.LEADER),
        "theirs": stage.make.account(Role.SUPERVISOR, unit=stage.bureau),
    }  # fmt: skip
    return {name: stage.actor(account) for name, account in people.items()}


def test_a_report_goes_straight_to_the_supervisors_and_nobody_else_is_told(session: Session, stage: Stage) -> None:
    theirs = stage.make.account(Role.SUPERVISOR, unit=stage.bureau)
    case = report(stage)
    told = stage.notices()
    assert set(told) == {stage.clerk.id, stage.supervisor.id}
    assert theirs.id not in told
    words = session.scalars(sa.select(Notification.body)).all() + session.scalars(sa.select(Mail.body)).all()
    assert not any(TITLE in text or stage.enterprise.name in text for text in words)
    assert case.confidential


def test_nobody_outside_the_circle_finds_it_in_a_list_a_count_or_by_permission(session: Session, stage: Stage) -> None:
    case = report(stage)
    for name, actor in everybody(stage).items():
        inside = name in {"chief", "clerk", "supervisor"}
        listed = set(session.scalars(sa.select(Case.id).where(visible_to(actor))))
        assert (case.id in listed) == inside == permits(actor, Permission.CASE_VIEW, case), name
        assert worklist.total(session, actor, worklist.matching("保证金")) == int(inside)


def test_its_page_is_not_there_for_others_and_who_looked_is_recorded(client: JudgingClient, stage: Stage) -> None:
    case = report(stage)
    for person, status in ((stage.coordinator, 404), (stage.liaison, 404), (stage.supervisor, 200)):
        client.sign_in(person)
        client.get(f"/cases/{case.reference}", expect=status)
    looked = stage.session.scalars(sa.select(AuditEvent.actor_name).where(AuditEvent.act == "case:view")).all()
    assert looked == [stage.supervisor.name]


def test_the_supervisor_gives_it_to_one_person_but_never_to_the_unit_reported_on(
    stage: Stage, make: Factory, inspector: Account
) -> None:
    case = report(stage)
    with pytest.raises(NotPermitted):
        operations.accept(stage.session, case, actor=stage.actor(stage.coordinator))
    supervisor = stage.actor(stage.supervisor)
    operations.accept(stage.session, case, actor=supervisor)
    grid = make.unit(parent=stage.bureau)
    below = make.account(Role.OFFICER, unit=grid)
    for unit, person in ((stage.bureau, stage.officer), (grid, below)):
        with pytest.raises(RuleBroken):
            operations.dispatch(stage.session, case, actor=supervisor, unit=unit, handler=person)
    supported = [SupportingTask(stage.street, "协助核实")]
    with pytest.raises(RuleBroken):
        operations.dispatch(
            stage.session, case, actor=supervisor, unit=inspector.unit, handler=inspector, tasks=supported
        )
    operations.dispatch(stage.session, case, actor=supervisor, unit=inspector.unit, handler=inspector)
    assert permits(stage.actor(inspector), Permission.CASE_PROPOSE, case)
    colleague = make.account(Role.OFFICER, unit=inspector.unit)
    assert not permits(stage.actor(colleague), Permission.CASE_VIEW, case)
    assert not permits(stage.actor(stage.coordinator), Permission.CASE_VIEW, case)


def test_no_letter_is_written_about_it_and_no_list_of_supervision_counts_it(session: Session, stage: Stage) -> None:
    with at(10, 12):
        case = report(stage)
    assert kinds_for(stage.actor(stage.supervisor), Grounds(case)) == []
    case.due_on = date(2026, 10, 13)
    session.flush()
    assert supervision.late_by_unit(session, date(2026, 11, 20)) == []


def test_nobody_of_the_office_writes_a_report_for_an_enterprise(stage: Stage) -> None:
    with pytest.raises(RuleBroken):
        report(stage, account=stage.liaison)


def test_the_page_of_dispatching_a_report_offers_neither_the_unit_reported_on_nor_supporting_units(
    client: JudgingClient, stage: Stage, inspector: Account
) -> None:
    case = report(stage)
    operations.accept(stage.session, case, actor=stage.actor(stage.supervisor))
    case.category.unit_id = stage.bureau.id  # the usual unit is the very one that is reported on
    page = client.sign_in(stage.supervisor).get(f"/cases/{case.reference}/dispatch")
    assert page.tree is not None
    offered = page.tree.xpath("//select[@name='unit']/option/@value")
    assert str(inspector.unit_id) in offered
    assert str(stage.bureau.id) not in offered
    assert stage.officer.name not in page.words
    assert not page.tree.xpath("//select[starts-with(@name, 'tasks')]")
    values = {"version": page.value("version"), "unit": str(inspector.unit_id), "handler": str(inspector.id)}
    client.post(f"/cases/{case.reference}/dispatch", values, expect=302)
    assert case.handler_id == inspector.id
