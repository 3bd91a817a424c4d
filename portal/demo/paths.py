"""Which way each invented case goes, and how far: one function a path, told by the :class:`Teller`."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from portal import clock
from portal.cases import operations
from portal.cases.closing import ratings
from portal.cases.conferences import operations as conferences
from portal.cases.handlers import hand_backs
from portal.cases.limits import extensions
from portal.cases.models import Case
from portal.demo.county import County
from portal.demo.showcase import tell_in_full
from portal.demo.stories import Story, Teller, read_stories
from portal.vocabulary import OutcomeKind, RatingLevel, Venue

STAYS = "职责在你单位，请继续办理，需要配合的提请协办。"
HANDED_TO = "县住建局"
PRAISE = "三天就办成了，承办人主动联系了四次。"
COMPLAINT = "问题办了，但是中间没有人告诉我们进度，打电话也没有人接。"
FOUND = "已电话核实：办理期间确有四个工作日没有联系企业，请说明情况并改进。"
MISTAKEN_BECAUSE = "电话向经办人核实：手机误触，选成“非常不满意”，企业本意是满意，并出具了书面说明。"
FILED_AS = "（2026）诉前调字第218号"
REMEDY = "承办人已上门说明情况，今后每两个工作日向企业反馈一次进度，并公布值班电话。"


def _confer(teller: Teller, story: Story, case: Case) -> None:
    """Have a conference called on the case."""
    teller.note(story, case)
    coordinator = teller.actor(teller.coordinator)
    units = [teller.county.units[name] for name in ("县住建局", "县财政局", "县人社局")]

    def act() -> None:
        agenda, on = "明确进度款支付责任和时间，保障农民工工资。", clock.today()
        conferences.confer(teller.session, case, actor=coordinator, agenda=agenda, on=on, units=units)

    teller.at(story, 5, act)


def _extend(teller: Teller, story: Story, case: Case) -> None:
    """Have an extension asked for; it waits for the coordinator."""
    teller.note(story, case)
    handler, on = teller.handler_of(case), teller.calendar.add(case.due_on or teller.today, 3)
    teller.at(story, 5, lambda: extensions.extend(teller.session, case, actor=handler, on=on, reason=story.ending))


def _extended(teller: Teller, story: Story, case: Case) -> None:
    """Have an extension granted."""
    _extend(teller, story, case)
    coordinator = teller.actor(teller.coordinator)
    teller.at(story, 6, lambda: extensions.rule(teller.session, case, actor=coordinator, granted=True))


def _hand_back(teller: Teller, story: Story, case: Case) -> None:
    """Have the case handed back; it waits to be ruled on, from the third time by the supervisor."""
    handler, unit = teller.handler_of(case), teller.county.units[HANDED_TO]
    teller.at(
        story, 3, lambda: hand_backs.hand_back(teller.session, case, actor=handler, reason=story.ending, unit=unit)
    )


def _hand_back_often(teller: Teller, story: Story, case: Case) -> None:
    """Have the case handed back a third time, after the coordinator has refused twice."""
    coordinator = teller.actor(teller.coordinator)
    for step in (4, 5):
        _hand_back(teller, story, case)
        teller.at(story, step, lambda: hand_backs.refuse(teller.session, case, actor=coordinator, reason=STAYS))
    _hand_back(teller, story, case)


def _rate(teller: Teller, story: Story, case: Case, step: int, *, level: RatingLevel, text: str) -> None:
    member = teller.actor(teller.county.members[case.enterprise_id])
    teller.at(story, step, lambda: ratings.rate(teller.session, case, actor=member, level=level, text=text))


def _rated(teller: Teller, story: Story, case: Case) -> None:
    """Have a closed case rated well."""
    teller.close(story, case)
    _rate(teller, story, case, 7, level=RatingLevel.VERY_SATISFIED, text=PRAISE)


def _rated_badly(teller: Teller, story: Story, case: Case) -> None:
    """Have a closed case rated badly the day before the last; the supervisor is to verify it."""
    teller.close(story, case)
    _rate(teller, story, case, story.ago + 1, level=RatingLevel.DISSATISFIED, text=COMPLAINT)


def _rating_verified(teller: Teller, story: Story, case: Case) -> None:
    """Have a bad rating verified; the handler is to rectify it."""
    _rated_badly(teller, story, case)
    supervisor = teller.actor(teller.county.people["ducha"])
    teller.at(story, story.ago + 2, lambda: ratings.verify(teller.session, case, actor=supervisor, finding=FOUND))


def _rated_again(teller: Teller, story: Story, case: Case) -> None:
    """Have a bad rating verified and rectified, and the case rated again."""
    teller.close(story, case)
    _rate(teller, story, case, 7, level=RatingLevel.DISSATISFIED, text=COMPLAINT)
    supervisor, handler = teller.actor(teller.county.people["ducha"]), teller.handler_of(case)
    teller.at(story, 8, lambda: ratings.verify(teller.session, case, actor=supervisor, finding=FOUND))
    teller.at(story, 10, lambda: ratings.rectify(teller.session, case, actor=handler, remedy=REMEDY))
    _rate(teller, story, case, 11, level=RatingLevel.SATISFIED, text="")


def _mistaken(teller: Teller, story: Story, case: Case) -> None:
    """Have a closed case rated badly by mistake, which the supervisor finds out."""
    teller.close(story, case)
    _rate(teller, story, case, 7, level=RatingLevel.VERY_DISSATISFIED, text="")
    supervisor = teller.actor(teller.county.people["ducha"])
    teller.at(
        story, 8, lambda: ratings.mark_mistaken(teller.session, case, actor=supervisor, evidence=MISTAKEN_BECAUSE)
    )


def _litigated(teller: Teller, story: Story, case: Case) -> None:
    """Have a matter guided to the court, with the number that it has there."""
    teller.note(story, case)
    handler, elsewhere = teller.handler_of(case), operations.Elsewhere(Venue.COURT_ONLINE, FILED_AS)
    member = teller.actor(teller.county.members[case.enterprise_id])

    def guide() -> None:
        kind, words = OutcomeKind.LITIGATION, story.ending
        operations.propose(teller.session, case, actor=handler, kind=kind, explanation=words, elsewhere=elsewhere)

    teller.at(story, 5, guide)
    teller.at(story, 6, lambda: operations.confirm(teller.session, case, actor=member))


PATHS: dict[str, Callable[[Teller, Story, Case], None]] = {
    "in_full": tell_in_full,
    "progress": Teller.work,
    "late": Teller.work,
    "task": Teller.work,
    "conferring": _confer,
    "extending": _extend,
    "extended": _extended,
    "handed_back": _hand_back,
    "handed_back_often": _hand_back_often,
    "supplement": Teller.ask,
    "proposed": Teller.propose,
    "closed": Teller.close,
    "rated": _rated,
    "rated_badly": _rated_badly,
    "rating_verified": _rating_verified,
    "rated_again": _rated_again,
    "mistaken": _mistaken,
    "litigated": _litigated,
    "rejected": Teller.reject,
    "silent": Teller.silence,
    "reopened": Teller.reopen,
}


def tell(teller: Teller, story: Story) -> Case:
    """Carry a case as far as its path goes."""
    case = teller.submit(story)
    if story.path == "submitted":
        return case
    if story.path == "declined":
        return teller.decline(story, case)
    if story.path == "withdrawn":
        return teller.withdraw(story, case)
    coordinator = teller.actor(teller.coordinator)
    teller.at(story, 1, lambda: operations.accept(teller.session, case, actor=coordinator))
    if story.path == "accepted":
        return case
    teller.dispatch(story, case)
    PATHS[story.path](teller, story, case)
    return case


def tell_all(session: Session, county: County) -> list[Case]:
    """Tell every story, the oldest first, and return the cases."""
    teller = Teller(session, county)
    return [tell(teller, story) for story in sorted(read_stories(county), key=lambda story: -story.ago)]
