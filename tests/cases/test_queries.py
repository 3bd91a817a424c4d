"""Who sees which cases: the lists' condition and the permission say the same."""

from dataclasses import replace
from itertools import combinations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.cases.models import Case, CaseEvent, Task
from portal.cases.queries import categories, record_of, sees_internal, visible_case, visible_file, visible_to
from portal.cases.workflow import Action
from portal.errors import NotFound
from portal.permissions.actor import SYSTEM, Actor
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.vocabulary import CaseKind, CaseStatus, Role
from tests.cases.stage import Stage
from tests.factories import Factory

ROLE_SETS = [frozenset(chosen) for size in (0, 1, 2) for chosen in combinations(Role, size)]


def relations(case: Case, stage: Stage) -> list[dict[str, object]]:
    """Every single relation to the case, and none."""
    enterprise = frozenset({case.enterprise_id})
    return [
        {},
        {"enterprise_ids": enterprise},
        {"liaison_of": enterprise},
        {"lawyer_of": enterprise},
        {"leader_of": enterprise},
        {"responsible_for": enterprise},
        {"unit_id": stage.bureau.id},
        {"unit_id": stage.street.id},
        {"account_id": case.handler_id or 0},
    ]


def cases_of_all_kinds(stage: Stage) -> list[Case]:
    supported = stage.case(CaseStatus.IN_PROGRESS)
    supported.tasks.append(
        Task(unit=stage.street, what="组织双方调解", given_at=supported.submitted_at, due_on=supported.due_on)
    )
    return [
        stage.case(),
        supported,
        stage.case(kind=CaseKind.LEGAL_QUESTION),
        stage.case(CaseStatus.IN_PROGRESS, kind=CaseKind.LEGAL_QUESTION),
    ]


def test_the_list_and_the_permission_agree_for_every_role_and_relation(session: Session, stage: Stage) -> None:
    cases = cases_of_all_kinds(stage)
    session.flush()
    known = {tuple(relation.items()): relation for case in cases for relation in relations(case, stage)}
    for roles in ROLE_SETS:
        for relation in known.values():
            actor = Actor(**{"account_id": stage.stranger.id, "name": "人员", "roles": roles, **relation})
            listed = set(session.scalars(sa.select(Case.id).where(visible_to(actor))))
            permitted = {each.id for each in cases if permits(actor, Permission.CASE_VIEW, each)}
            assert listed == permitted, (sorted(roles), relation)


def test_the_portal_itself_and_a_person_without_unit_see_no_undispatched_case(session: Session, stage: Stage) -> None:
    stage.case()
    nobody = Actor(account_id=0, name="人员", roles=frozenset({Role.OFFICER, Role.LIAISON}))
    for actor in (SYSTEM, nobody):
        assert session.scalars(sa.select(Case.id).where(visible_to(actor))).all() == []


def test_a_case_of_another_enterprise_is_not_found(session: Session, stage: Stage) -> None:
    case = stage.case()
    assert visible_case(session, stage.actor(stage.clerk), case.reference) is case
    with pytest.raises(NotFound):
        visible_case(session, stage.actor(stage.stranger), case.reference)
    with pytest.raises(NotFound):
        visible_case(session, stage.actor(stage.coordinator), "FG-2026-00000A")


def test_the_enterprise_reads_only_the_public_lines_of_the_record(session: Session, stage: Stage) -> None:
    case = stage.case(CaseStatus.IN_PROGRESS)
    session.add(
        CaseEvent(
            case_id=case.id, at=case.touched_at, action=Action.NOTE, actor_id=stage.officer.id, actor_name="林晓雯",
            actor_role=Role.OFFICER, status=case.status, text="内部会商意见", public=False,
        )
    )  # fmt: skip
    session.flush()
    office, enterprise = stage.actor(stage.officer), stage.actor(stage.chief)
    assert "内部会商意见" in [event.text for event in record_of(session, case, office)]
    assert "内部会商意见" not in [event.text for event in record_of(session, case, enterprise)]
    assert sees_internal(office, case)
    assert not sees_internal(enterprise, case)


def test_staff_who_are_members_of_the_enterprise_read_no_internal_lines(stage: Stage) -> None:
    case = stage.case()
    both = replace(stage.actor(stage.coordinator), enterprise_ids=frozenset({case.enterprise_id}))
    assert not sees_internal(both, case)


def test_a_file_is_found_only_through_its_own_case(session: Session, stage: Stage) -> None:
    case = stage.case()
    with pytest.raises(NotFound):
        visible_file(session, case, stage.actor(stage.coordinator), 1)


def test_categories_come_in_the_order_of_the_tree(session: Session, make: Factory) -> None:
    second = make.category(name="租赁", position=2)
    first = make.category(name="用工", position=1)
    child = make.category(name="工资支付", parent=first, position=9)
    assert categories(session) == [first, child, second]
