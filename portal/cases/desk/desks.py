"""What waits for whom: the counters over a work list, by role. The first list that somebody gets is what waits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.cases.closing.follow_up_models import FollowUp
from portal.cases.limits import lights
from portal.cases.models import Case, Rating
from portal.cases.queries import handled_by, supported_by
from portal.cases.workflow import BY_ACTION, Action
from portal.permissions.actor import Actor
from portal.permissions.predicates import HAND_BACKS_OF_COORDINATOR
from portal.presentation.dates import date_text, when_text
from portal.vocabulary import OPEN, CaseKind, CaseStatus, Role
from portal.workdays import WorkCalendar

Condition = sa.ColumnElement[bool]
S = CaseStatus
RULING = BY_ACTION[Action.RULE_EXTENSION].sources
REPLYING = BY_ACTION[Action.REPLY_TASK].sources


@dataclass(frozen=True)
class Tab:
    """A counter: its key in the address, its words, a note under the number, and whether it waits for the person."""

    key: str
    words: LazyString
    note: LazyString | str
    condition: Condition
    waits: bool = True
    late: bool = False


@dataclass(frozen=True)
class Day:
    """The day on which somebody looks, and the working day to which it belongs: itself, or the next after days off."""

    today: date
    working: date

    @property
    def note(self) -> str:
        """Until when what is to be done on the day on which it comes is to be done now."""
        return str(_("to do %(when)s", when=when_text(self.working)))


WAITING = "waiting"
ALL = "all"


def desk(actor: Actor, today: date, calendar: WorkCalendar) -> list[Tab]:
    """Return the counters of a person, what waits together, and everything that the person sees.

    On a day off they say what is to be done on the next working day, with its date.

    Roles of one person share a counter of the same key: it counts what either of them would.
    """
    tabs: dict[str, Tab] = {}
    day = Day(today, calendar.working_day(today))
    for tab in (tab for role, tabs_of in DESKS if actor.has(role) for tab in tabs_of(actor, day)):
        known = tabs.get(tab.key)
        tabs[tab.key] = replace(known, condition=sa.or_(known.condition, tab.condition)) if known else tab
    waiting = [tab.condition for tab in tabs.values() if tab.waits]
    together = Tab(WAITING, _l("All that waits"), _l("all of these"), sa.or_(sa.false(), *waiting))
    return [*tabs.values(), together, Tab(ALL, _l("All cases"), _l("ended ones too"), sa.true(), waits=False)]


def chosen(tabs: list[Tab], key: str | None, actor: Actor, *, filtered: bool) -> Tab:
    """Return the counter asked for by key; without one, staff get what waits, and who looks for something gets all."""
    fallback = WAITING if actor.is_staff and not filtered else ALL
    by_key = {tab.key: tab for tab in tabs}
    return by_key.get(key or fallback, by_key[fallback])


def _pressing(of_whom: Condition, day: Day) -> Iterator[Tab]:
    overdue = sa.and_(lights.late(day.today), of_whom)
    due = sa.and_(lights.due_today(day.working), of_whom)
    yield Tab("late", _l("Late"), _l("to be urged"), overdue, late=True)
    if day.working == day.today:
        yield Tab("today", _l("Due today"), _l("to be finished today"), due)
    else:
        last = _("to be finished by %(day)s", day=date_text(day.working))
        yield Tab("today", _l("Due next working day"), last, due)


def _coordinator(_actor: Actor, day: Day) -> Iterator[Tab]:
    yield from _pressing(sa.true(), day)
    yield Tab("accept", _l("To accept"), day.note, Case.status == S.SUBMITTED)
    yield Tab("dispatch", _l("To dispatch"), day.note, Case.status == S.ACCEPTED)
    yield _hand_backs(Case.hand_backs <= HAND_BACKS_OF_COORDINATOR, day)
    asked = sa.and_(Case.extension_asked_days.is_not(None), Case.status.in_(RULING))
    yield Tab("extensions", _l("Extensions to decide"), _l("before the limit ends"), asked)
    yield _follow_ups(~Case.confidential)
    yield Tab("confirm", _l("Awaiting confirmation"), _l("enterprise's turn"), Case.status == S.PROPOSED, waits=False)


def _officer(actor: Actor, day: Day) -> Iterator[Tab]:
    yield from _pressing(_own(actor), day)
    yield Tab("mine", _l("For me to handle"), _l("in progress"), sa.and_(_own(actor), Case.status == S.IN_PROGRESS))
    yield _tasks(actor)
    yield _rectifying(actor)
    unit = sa.and_(handled_by(actor.unit_id), Case.status.in_(OPEN))
    yield Tab("unit", _l("Of my unit"), _l("still open"), unit, waits=False)


def _lawyer(actor: Actor, day: Day) -> Iterator[Tab]:
    yield from _pressing(_own(actor), day)
    question = sa.and_(Case.kind == CaseKind.LEGAL_QUESTION, Case.enterprise_id.in_(actor.lawyer_of))
    wanted = sa.and_(sa.or_(_own(actor), question), Case.status == S.IN_PROGRESS)
    yield Tab("mine", _l("For me to answer"), _l("in progress"), wanted)
    yield _rectifying(actor)
    given = sa.and_(_own(actor), Case.status.in_({S.PROPOSED, S.CLOSED}))
    yield Tab("answered", _l("Answers given"), _l("outcome proposed"), given, waits=False)


def _liaison(actor: Actor, day: Day) -> Iterator[Tab]:
    paired = Case.enterprise_id.in_(actor.liaison_of)
    yield from _pressing(sa.or_(paired, _own(actor)), day)
    yield Tab("accept", _l("To accept"), day.note, sa.and_(paired, Case.status == S.SUBMITTED))
    yield Tab("supply", _l("To supplement"), _l("help the enterprise"), sa.and_(paired, Case.status == S.SUPPLEMENT))
    yield Tab("mine", _l("For me to handle"), _l("in progress"), sa.and_(_own(actor), Case.status == S.IN_PROGRESS))
    yield _tasks(actor)
    yield _rectifying(actor)
    confirming = sa.and_(paired, Case.status == S.PROPOSED)
    yield Tab("confirm", _l("Awaiting confirmation"), _l("enterprise's turn"), confirming, waits=False)


def _supervisor(_actor: Actor, day: Day) -> Iterator[Tab]:
    yield from _pressing(sa.true(), day)
    again = sa.and_(Case.status == S.IN_PROGRESS, Case.rejections > 0)
    yield _hand_backs(Case.hand_backs > HAND_BACKS_OF_COORDINATOR, day)
    reported = sa.and_(Case.confidential, Case.status.in_({S.SUBMITTED, S.ACCEPTED}))
    yield Tab("reports", _l("Confidential reports"), day.note, reported)
    yield Tab("ratings", _l("Bad ratings to verify"), _l("in 1 working day"), _bad_rating(Rating.verified_at.is_(None)))
    yield Tab("rejected", _l("Sent back"), _l("by the enterprise"), again)
    yield _follow_ups(Case.confidential)


def _leader(actor: Actor, day: Day) -> Iterator[Tab]:
    led = Case.enterprise_id.in_(actor.leader_of)
    yield from _pressing(led, day)
    yield Tab("led", _l("Enterprises I lead"), _l("still open"), sa.and_(led, Case.status.in_(OPEN)), waits=False)


def _member(actor: Actor, _day: Day) -> Iterator[Tab]:
    ours = Case.enterprise_id.in_(actor.enterprise_ids)
    filed = sa.and_(Case.on_behalf, Case.endorsed_at.is_(None), Case.status.in_(OPEN))
    asked = sa.and_(ours, sa.or_(filed, Case.status.in_({S.SUPPLEMENT, S.PROPOSED})))
    yield Tab("ours", _l("For you to do"), _l("supplement or confirm"), asked)
    yield Tab("open", _l("Being handled"), _l("still open"), sa.and_(ours, Case.status.in_(OPEN)), waits=False)
    unrated = sa.and_(ours, Case.status == S.CLOSED, ~sa.exists().where(Rating.case_id == Case.id))
    yield Tab("unrated", _l("To rate"), _l("voluntary"), unrated, waits=False)
    yield Tab("ended", _l("Ended"), _l("closed or withdrawn"), sa.and_(ours, Case.status.not_in(OPEN)), waits=False)


def _hand_backs(of_whom: Condition, day: Day) -> Tab:
    """Hand-backs that wait for a ruling, each with whoever is to rule on it, as the permissions have it."""
    waiting = sa.and_(Case.handed_back_at.is_not(None), Case.status.in_(RULING), of_whom)
    return Tab("hand-backs", _l("Hand-backs to rule on"), day.note, waiting)


def _follow_ups(of_which: sa.SQLColumnExpression[bool]) -> Tab:
    """Return the calls to be made after closing: the supervisors make those of confidential cases."""
    calling = sa.and_(Case.status == S.CLOSED, _call(FollowUp.called_at.is_(None)), of_which)
    return Tab("follow-ups", _l("To call back"), _l("after closing"), calling)


def _bad_rating(stands: Condition) -> Condition:
    """Return the condition that a case has a bad rating that stands so and is not yet rectified."""
    rating = sa.exists().where(Rating.case_id == Case.id, Rating.verify_by.is_not(None), Rating.rectified_at.is_(None))
    counts = rating.where(Rating.mistaken_at.is_(None), stands)
    return sa.and_(Case.status.in_(BY_ACTION[Action.RECTIFY].sources), counts)


def _call(*stands: Condition) -> Condition:
    """Return the condition that a case has a follow-up call that stands so and has not lapsed."""
    return sa.exists().where(FollowUp.case_id == Case.id, FollowUp.lapsed_at.is_(None), *stands)


def _rectifying(actor: Actor) -> Tab:
    called = sa.and_(
        Case.status.in_(BY_ACTION[Action.RECTIFY].sources),
        _call(FollowUp.rectify_by.is_not(None), FollowUp.rectified_at.is_(None)),
    )
    wanted = sa.and_(_own(actor), sa.or_(_bad_rating(Rating.verified_at.is_not(None)), called))
    return Tab("rectify", _l("To rectify"), _l("in 5 working days"), wanted)


def _tasks(actor: Actor) -> Tab:
    asked = sa.and_(Case.status.in_(REPLYING), supported_by(actor.unit_id, still_open=True))
    return Tab("tasks", _l("Supporting tasks"), _l("not replied to"), asked)


def _own(actor: Actor) -> Condition:
    return Case.handler_id.in_(actor.hands)


DESKS: tuple[tuple[Role, Callable[[Actor, Day], Iterator[Tab]]], ...] = (
    (Role.ENTERPRISE, _member),
    (Role.COORDINATOR, _coordinator),
    (Role.SUPERVISOR, _supervisor),
    (Role.OFFICER, _officer),
    (Role.LAWYER, _lawyer),
    (Role.LIAISON, _liaison),
    (Role.LEADER, _leader),
)
