"""When the portal proposes a conference, and what its decisions change."""

from datetime import date, timedelta

import pytest

from portal.cases.conferences import operations as conferences
from portal.cases.conferences import proposals as conference_proposals
from portal.cases.conferences.causes import Found, Occurrence, causes
from portal.cases.conferences.operations import AgreedTask, Consequences
from portal.cases.handlers import tasks
from portal.errors import NotFound, RuleBroken
from portal.vocabulary import CaseStatus, ConferenceCause, ProposalState, Role, TaskKind
from tests.cases.stage import Stage, at
from tests.judging import JudgingClient

C = ConferenceCause
TODAY = date(2026, 10, 12)
NEW: dict[ConferenceCause, frozenset[int]] = {}


def case_of(
    number: int, enterprise: int = 1, category: int = 1, ago: int = 0, rejections: int = 0, *, is_open: bool = True
) -> Occurrence:
    return Occurrence(number, enterprise, category, TODAY - timedelta(days=ago), rejections, is_open)


@pytest.mark.parametrize(
    ("cases", "found"),
    [
        ([case_of(1), case_of(2)], [Found(C.REPEATED, (1, 2), 1, 1)]),
        ([case_of(1), case_of(2, category=2)], []),
        ([case_of(1, ago=91), case_of(2)], []),
        ([case_of(1, is_open=False), case_of(2, is_open=False)], []),
        ([case_of(n, enterprise=n) for n in (1, 2, 3)], [Found(C.CLUSTER, (1, 2, 3), 1, None)]),
        ([case_of(1), case_of(2, enterprise=2), case_of(3, enterprise=3, ago=7)], []),
        ([case_of(1, rejections=2)], []),
        ([case_of(1, rejections=3)], [Found(C.REDONE, (1,), 1, 1)]),
    ],
)
def test_each_cause_has_its_threshold(cases: list[Occurrence], found: list[Found]) -> None:
    assert causes(cases, TODAY, NEW, enterprises=3) == found


def test_cases_once_counted_do_not_give_the_same_cause_again() -> None:
    cases = [case_of(1), case_of(2), case_of(3)]
    assert causes(cases, TODAY, {C.REPEATED: frozenset({1, 2})}, enterprises=3) == []
    again = causes([*cases, case_of(4)], TODAY, {C.REPEATED: frozenset({1, 2})}, enterprises=3)
    assert again == [Found(C.REPEATED, (3, 4), 1, 1)]


def twice(stage: Stage) -> None:
    category = stage.make.category(name="停水停电锁门")
    for _time in range(2):
        case = stage.submit(category=category)
        stage.accept(case)
        stage.dispatch(case)


def test_the_portal_proposes_once_and_the_coordinator_decides(stage: Stage, client: JudgingClient) -> None:
    twice(stage)
    stage.forget_notices()
    assert len(conference_proposals.propose(stage.session)) == 1
    assert conference_proposals.propose(stage.session) == []
    assert stage.notices() == {stage.coordinator.id: "有1件会商建议待决定"}
    client.sign_in(stage.coordinator)
    page = client.get("/conferences")
    assert "在90日内2次反映“停水停电锁门”" in page.words
    proposal = conference_proposals.proposals(stage.session, waiting=True)[0]
    client.get(f"/conferences/{proposal.id}/dismiss")
    client.post(f"/conferences/{proposal.id}/dismiss", {}, expect=422)
    said = client.post(f"/conferences/{proposal.id}/dismiss", {"reason": "已由街道分别处理。"}, follow=True)
    assert "已由街道分别处理。" in said.words
    assert proposal.state is ProposalState.DISMISSED
    with pytest.raises(NotFound):
        conference_proposals.of_id(stage.session, proposal.id)


def test_a_proposal_becomes_a_conference(stage: Stage, client: JudgingClient) -> None:
    twice(stage)
    proposal = conference_proposals.propose(stage.session)[0]
    case = conference_proposals.conferrable(proposal)[0]
    client.sign_in(stage.coordinator)
    path = f"/cases/{case.reference}/confer?proposal={proposal.id}"
    form = client.get(path)
    assert "停水停电锁门" in form.value("agenda")
    told = {"agenda": form.value("agenda"), "on": form.value("on"), "version": form.value("version")}
    client.post(path, told | {"units": [stage.bureau.id, stage.street.id], "place": "县政府三楼会议室"})
    assert proposal.state is ProposalState.ACCEPTED
    assert [one.unit_id for one in case.conferences[0].participants] == [stage.bureau.id, stage.street.id]


def conferring(stage: Stage) -> object:
    case = stage.case(CaseStatus.IN_PROGRESS)
    units, coordinator = [stage.street], stage.actor(stage.coordinator)
    conferences.confer(
        stage.session, case, actor=coordinator, agenda="明确责任单位。", on=date(2026, 10, 12), units=units
    )
    return case


def test_decisions_become_tasks_and_change_lead_and_limit(stage: Stage) -> None:
    with at(10, 12):
        case = conferring(stage)
        other = stage.make.unit(short_name="县住建局")
        builder = stage.make.account(Role.OFFICER, unit=other)
        agreed = Consequences((AgreedTask(stage.bureau, "核实工资发放情况。"),), other, builder, date(2026, 10, 28))
        conferences.conclude(
            stage.session,
            case,
            actor=stage.actor(stage.coordinator),
            minutes="各单位一致同意。",
            decisions="改由县住建局主办。",
            attended=[],
            consequences=agreed,
        )
    assert (case.handler_id, case.due_on) == (builder.id, date(2026, 10, 28))
    assert [(task.unit_id, task.what) for task in case.open_tasks] == [(stage.bureau.id, "核实工资发放情况。")]
    meeting = case.conferences[0]
    assert (meeting.concluded_by_name, meeting.participants[0].attended) == (stage.coordinator.name, False)
    assert meeting.consequences["handler"] == builder.name
    assert stage.record(case)[-1].facts["due_on"] == "2026-10-28"


@pytest.mark.parametrize("field", ["due_on", "handler", "tasks"])
def test_a_decision_that_cannot_be_is_named(stage: Stage, field: str) -> None:
    with at(10, 12):
        case = conferring(stage)
        wanted = {
            "due_on": Consequences(due_on=date(2026, 12, 31)),
            "handler": Consequences(unit=stage.street),
            "tasks": Consequences((AgreedTask(stage.bureau, "自己协办自己。"),)),
        }
        actor = stage.actor(stage.coordinator)
        with pytest.raises(RuleBroken) as broken:
            conferences.conclude(
                stage.session, case, actor=actor, minutes="会议。", decisions="决定。", consequences=wanted[field]
            )
    assert broken.value.field == field
    assert case.status is CaseStatus.CONFERRING


def test_an_opinion_blocks_until_its_limit_only(stage: Stage) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.IN_PROGRESS)
        handler, units = stage.actor(stage.officer), [stage.street, stage.make.unit(short_name="县住建局")]
        tasks.consult(
            stage.session,
            case,
            actor=handler,
            kind=TaskKind.OPINION,
            units=units,
            what="是否同意分期支付。",
            due_on=date(2026, 10, 14),
        )
        assert "望江街道" in tasks.what_blocks(case, date(2026, 10, 14))
        assert tasks.what_blocks(case, date(2026, 10, 15)) == ""
    with at(10, 15):
        stage.propose(case)
    assert case.open_tasks == []
    assert all(task.lapsed_at and not task.replied_at for task in case.tasks)


@pytest.mark.parametrize(("day", "unit", "field"), [(17, "street", "due_on"), (14, "bureau", "units")])
def test_a_question_that_cannot_be_put_is_refused(stage: Stage, day: int, unit: str, field: str) -> None:
    with at(10, 12):
        case = stage.case(CaseStatus.IN_PROGRESS)
        asked = {"kind": TaskKind.SUPPORT, "units": [getattr(stage, unit)], "what": "核实情况。"}
        actor = stage.actor(stage.officer)
        with pytest.raises(RuleBroken) as broken:
            tasks.consult(stage.session, case, actor=actor, due_on=date(2026, 10, day), **asked)
    assert broken.value.field == field
