"""The demonstration's rosters, appointments, calls and codes, made by the people who would make them."""

from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from portal import clock
from portal.cases.models import Case
from portal.demo.county import County
from portal.demo.twins import record_twice
from portal.duty import appointments, rosters
from portal.duty.models import DutyLine
from portal.duty.offers import Offer
from portal.duty.queries import between
from portal.duty.rosters import LineFacts
from portal.duty.rotation import Step
from portal.enterprises.provisional import Sketch
from portal.entry import operations as entry
from portal.entry.models import EntryCode
from portal.pairing.actors import actor_for
from portal.permissions.actor import Actor
from portal.settings import current_settings
from portal.vocabulary import Channel, MeetingWay, Role, Sector

WEEK = timedelta(days=7)
LEGAL_TURNS = ["白班 08:30-17:30", "夜班 17:30-08:30"]
OFFICE_TURNS = ["上午 08:30-12:00", "下午 12:00-17:30"]
ROOM = "县公共法律服务中心三楼302室"
GAP, TWICE = 9, 10  # days after Monday on which somebody is missing, and on which somebody answers two lines


def arrange(session: Session, county: County, cases: list[Case]) -> None:
    """Fill six weeks of two lines, offer and book times, file a call, record an enterprise twice, and make cards."""
    coordinator = actor_for(session, county.people["diaodu"])
    _rosters(session, county, coordinator)
    _appointments(session, county, cases)
    _call(session, county, coordinator)
    record_twice(session, coordinator=county.people["diaodu"], area=county.units["青禾镇"])
    _codes(session, county, coordinator)


def _monday() -> date:
    today = clock.today()
    return today - timedelta(days=today.weekday())


def _rosters(session: Session, county: County, coordinator: Actor) -> None:
    settings, first = current_settings(), _monday() - WEEK
    number = settings.reopening_hotline or "0000-821 2345"
    legal = _line(
        session, coordinator, LineFacts("法律服务热线", settings.legal_hotline, "全天24小时", LEGAL_TURNS, True)
    )
    office = _line(session, coordinator, LineFacts("复工复产专线", number, "工作日8:30—17:30", OFFICE_TURNS, False))
    office.position = 1
    lawyers, officers = county.staff(Role.LAWYER), [*county.staff(Role.COORDINATOR), *county.staff(Role.OFFICER)[:4]]
    span = {"first": first, "last": first + 6 * WEEK - timedelta(days=1)}
    rosters.fill(session, actor=coordinator, line=legal, people=lawyers, step=Step.DAY, **span)
    rosters.fill(session, actor=coordinator, line=office, people=officers, step=Step.TURN, **span)
    gap = _monday() + timedelta(days=GAP)
    rosters.give(session, actor=coordinator, line=legal, on=gap, turn="夜班", person=None)
    twice = _monday() + timedelta(days=TWICE)
    taken = [shift for shift in between(session, twice, twice, office.id) if shift.turn == "下午"]
    if taken:  # a day off has no such turn
        rosters.give(session, actor=coordinator, line=legal, on=twice, turn="白班", person=taken[0].account)


def _line(session: Session, actor: Actor, facts: LineFacts) -> DutyLine:
    return rosters.save_line(session, actor=actor, facts=facts)


def _appointments(session: Session, county: County, cases: list[Case]) -> None:
    lawyer, liaison = (actor_for(session, county.people[name]) for name in ("lvshi", "lianqi"))
    first = _monday() + WEEK
    mornings = Offer(first + timedelta(days=1), time(9), time(11), minutes=30, weeks=4)
    offered = appointments.offer(session, actor=lawyer, wanted=mornings, way=MeetingWay.PLACE, place=ROOM)
    afternoon = Offer(first + timedelta(days=3), time(14, 30), time(16), minutes=45, weeks=3)
    appointments.offer(
        session, actor=lawyer, wanted=afternoon, way=MeetingWay.VIDEO, place="腾讯会议，预约后告知会议号"
    )
    visits = Offer(first + timedelta(days=2), time(14), time(17), minutes=60, weeks=2)
    appointments.offer(session, actor=liaison, wanted=visits, way=MeetingWay.PLACE, place="上门到企业")
    enterprise = next(iter(county.enterprises.values()))
    member = county.members[enterprise.id]
    booking = appointments.Booking(
        topic="厂房租赁合同能不能解除，带合同原件来谈",
        contact_name=member.name,
        contact_telephone=member.telephone,
        case=next((case for case in cases if case.enterprise_id == enterprise.id and "断电" in case.title), None),
    )
    who = actor_for(session, member)
    appointments.book(session, actor=who, time_id=offered[1].id, enterprise=enterprise, booking=booking)


def _call(session: Session, county: County, coordinator: Actor) -> None:
    known = next(iter(county.enterprises.values()))
    member = county.members[known.id]
    told = entry.Matter(
        category="labour-return",
        title="宿舍楼消防验收没有人来，员工不能入住",
        description="宿舍楼整改完毕两周，申请消防验收一直没有安排，六十名返岗员工只能住在招待所。",
        contact_name=member.name,
        contact_telephone=member.telephone,
        submission_key="call-demo-1",
        wish="请尽快安排验收。",
    )
    entry.file_call(session, actor=coordinator, enterprise=known, channel=Channel.LINE_12345, matter=told)


def _codes(session: Session, county: County, coordinator: Actor) -> None:
    first, second, *_rest = county.enterprises.values()
    street = county.units["望江街道"]
    sites = [
        *(entry.Site(enterprise=enterprise) for enterprise in (first, second)),
        *(entry.Site(area=county.units[name]) for name in ("望江街道", "柳浦街道", "安澜经济开发区")),
        entry.Site(area=street, building="望江大厦A座"),
        entry.Site(area=street, building="江畔小微企业园"),
    ]
    codes = entry.make(session, actor=coordinator, sites=sites)
    entry.revoke(session, codes[-1], actor=coordinator, reason="卡片遗失，已换新卡。")
    _scan(session, codes[2])


def _scan(session: Session, code: EntryCode) -> None:
    sketch = Sketch("望江街道老灶面馆", code.area_id or 0, Sector.SERVICES, "何秀英", "139 0000 9902")
    matter = entry.Matter(
        category="lease-rent",
        title="停业期间店面租金能不能减免",
        description="面馆停业四十天，房东是街道的集体资产公司，不知道能不能按文件减免租金，找谁申请。",
        contact_name=sketch.contact_name,
        contact_telephone=sketch.contact_telephone,
        submission_key="scan-demo-1",
    )
    entry.begin(code)
    entry.file_scan(session, code, matter=matter, sketch=sketch)
