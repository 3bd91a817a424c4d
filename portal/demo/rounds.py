"""What goes on around the invented cases: units asked, a conference held, calls after closing, limits of their own."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.administration.limits import set_limit
from portal.cases.closing import follow_ups
from portal.cases.conferences import operations as conferences
from portal.cases.conferences.operations import AgreedTask, Consequences
from portal.cases.conferences.proposals import propose
from portal.cases.handlers import tasks
from portal.cases.intake.categories import by_code
from portal.cases.models import Case
from portal.demo.county import County
from portal.pairing.actors import actor_for
from portal.vocabulary import CaseKind, CaseStatus, FollowUpResult, LimitSubject, Role, Stance, TaskKind
from portal.workdays import load_calendar

ASKED = "finance-new"
QUESTION = "拟由政府性融资担保机构提供担保，首贷额度不超过60万元，是否同意；对担保费率有无意见。"
OPINIONS = (
    ("县工信局", Stance.AGREES, "同意。该企业在产业扶持名单内，停产前经营正常。"),
    ("县税务局", Stance.WITH_CHANGES, "原则同意。建议按纳税信用等级确定额度，可以提供近两年纳税证明。"),
    ("县司法局", None, ""),
)
MET = "finance-claims"
AGENDA = "研究停工损失保险理赔久拖不决问题，明确定损依据和赔付时间。"
MINUTES = "保险公司说明了需要补充的材料；与会单位一致认为材料可以由县工信局一次性提供，不再要求企业往返。"
DECISIONS = (
    "1. 县工信局提供灾情证明。\n2. 保险公司收到证明后10日内出具理赔结论。\n3. 承办人每两个工作日向企业反馈进度。"
)
PLACE = "县政务服务中心三楼会议室"
HELD_BY, TASK = "县工信局", "出具停工期间灾情和停产范围的证明，直接送保险公司。"
SETTLED = "企业表示问题已经解决，对办理过程满意，没有其他困难。"
HALF_SETTLED = "企业表示主要问题已经解决，但是书面材料一直没有送到，请尽快送达。"
SHORTER, SHORT_BECAUSE = "lease-cutoff", "停水停电锁门影响复工的，从快办理（工作专班第3次会议）"


def go_round(session: Session, county: County, cases: Iterable[Case]) -> None:
    """Ask units, hold a conference, call enterprises back, set a limit, and let the portal propose conferences."""
    cases = list(cases)
    _ask_units(session, county, _of(cases, ASKED))
    _meet(session, county, _of(cases, MET))
    _call_back(session, county, cases)
    admin = actor_for(session, county.people["guanli"])
    category = by_code(session, SHORTER)
    set_limit(
        session,
        actor=admin,
        kind=CaseKind.DIFFICULTY,
        category=category,
        subject=LimitSubject.ORDINARY,
        days=5,
        reason=SHORT_BECAUSE,
    )
    session.flush()
    propose(session)


def _of(cases: Sequence[Case], category: str) -> Sequence[Case]:
    return [case for case in cases if case.category.code == category and case.status is CaseStatus.IN_PROGRESS]


def _who_replies(county: County, unit: str) -> Account | None:
    return county.officer_of(county.units[unit])


def _ask_units(session: Session, county: County, cases: Sequence[Case]) -> None:
    """Have the handler ask three units for their opinion; two have answered."""
    for case in cases[:1]:
        handler = actor_for(session, case.handler) if case.handler else None
        units = [county.units[unit] for unit, _stance, _words in OPINIONS if _who_replies(county, unit)]
        if handler is None or not units:
            continue
        due_on = load_calendar(session).add(clock.today(), 2)
        tasks.consult(session, case, actor=handler, kind=TaskKind.OPINION, units=units, what=QUESTION, due_on=due_on)
        for task in list(case.open_tasks):
            stance, words = next((stance, words) for unit, stance, words in OPINIONS if county.units[unit] is task.unit)
            officer = county.officer_of(task.unit)
            if stance and officer:
                actor = actor_for(session, officer)
                tasks.reply(session, case, task, actor=actor, text=words, stance=stance)


def _meet(session: Session, county: County, cases: Sequence[Case]) -> None:
    """Have a conference called and concluded, with a decision that is a task."""
    coordinator, unit = actor_for(session, county.people["diaodu"]), county.units.get(HELD_BY)
    if unit is None or _who_replies(county, HELD_BY) is None:
        return
    for case in cases[:1]:
        conferences.confer(session, case, actor=coordinator, agenda=AGENDA, on=clock.today(), units=[unit], place=PLACE)
        agreed = Consequences((AgreedTask(unit, TASK),))
        conferences.conclude(
            session, case, actor=coordinator, minutes=MINUTES, decisions=DECISIONS, consequences=agreed
        )


def _call_back(session: Session, county: County, cases: Iterable[Case]) -> None:
    """Have the enterprises called whose call was due before today; the last of them has something to be put right.

    The call that is due last is left to whoever tries the demonstration.
    """
    coordinator = actor_for(session, county.people["diaodu"])
    waiting = sorted((call.due_on, case.id, case) for case in cases if (call := case.open_follow_up))
    due = [case for due_on, _id, case in waiting[:-1] if due_on < clock.today()]
    with_officer = [case for case in due if case.handler and Role.OFFICER in case.handler.roles]
    for case in due:
        call = case.open_follow_up
        if call is None or case.status is not CaseStatus.CLOSED:
            continue
        last = case in with_officer[-1:]
        result = FollowUpResult.RECTIFY if last else FollowUpResult.SETTLED
        at = min(clock.local_instant(call.due_on, 15, 20), clock.now() - timedelta(hours=1))
        with clock.travel(at):
            follow_ups.record_call(
                session,
                case,
                actor=coordinator,
                result=result,
                spoke_with=case.contact_name,
                found=HALF_SETTLED if last else SETTLED,
            )
