"""The visits of the demonstration: one campaign under way, a check-up with a grave finding, and what became of them."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

import sqlalchemy as sa
from PIL import Image, ImageDraw
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.attachments.models import Attachment
from portal.attachments.operations import attach
from portal.cases.intake.categories import by_code
from portal.cases.intake.operations import Telling
from portal.demo.county import County
from portal.demo.showcase import Sample
from portal.enterprises.models import Enterprise
from portal.pairing.actors import actor_for
from portal.pairing.queries import current_for
from portal.visits import campaigns, checklists, follow_ups, operations
from portal.visits.checklist_models import Question
from portal.visits.followers import VISITORS
from portal.visits.grading import offered
from portal.visits.models import Campaign, Finding, Target, Visit
from portal.visits.operations import Found, Given, Told
from portal.visits.shipped import load_checklists
from portal.vocabulary import CaseKind, RiskGrade, Slot, VisitKind

Result = TypeVar("Result")
OPINION = "部分配电箱没有防护门，紧邻原料堆放区，有触电和起火的现实危险。"
# A part of the enterprise's name, days ago, questions answered with a risk (by a part of the text), and the remark.
VISITS: tuple[tuple[str, int, Mapping[str, str], str], ...] = (
    ("恒泰纺织", 9, {"水、电、气": "出租方以欠租为由断电，二号车间停产。"}, "企业希望先恢复供电，租金分期支付。"),
    ("澜江冷链", 8, {"不能按期履行": "与两家超市的配送合同超期，对方要求赔偿。"}, "冷库已恢复运行。"),
    ("双桥新型建材", 6, {"检查过设备": "窑炉电路没有检查记录。"}, ""),
    ("宏远建设", 5, {"工资是否按时": "分包单位欠付两个月工资，涉及三十一人。"}, "项目部承诺本周核对工资表。"),
    ("明湖精密机械", 4, {}, "已全面复工，订单饱满。"),
    ("澜光电子", 2, {"法定以外的审批": "园区要求另交一份承诺书才准予复工。"}, ""),
    ("青禾农业", 1, {"助企政策": ""}, "正在抢种，缺临时用工。"),
)
CHECKUP = ("恒泰纺织", 6, {"停工停产期间的工资": "停工通知没有写明期限。", "合同是否经过法律审查": ""})


class Visiting:
    """Makes visits as their people would, each on its day."""

    def __init__(self, session: Session, county: County) -> None:
        self.session, self.county = session, county

    def on(self, days_ago: int, act: Callable[[], Result]) -> Result:
        """Do something some days ago, in the morning."""
        day = clock.today() - timedelta(days=days_ago)
        with clock.travel(min(clock.local_instant(day, 10, 30), clock.now())):
            return act()

    def named(self, part: str) -> Enterprise:
        """Return the enterprise whose name has a part."""
        return next(one for name, one in self.county.enterprises.items() if part in name)

    def paired(self, enterprise: Enterprise, slot: Slot) -> Account:
        """Return who stands by an enterprise."""
        account = current_for(self.session, enterprise.id)[slot].account
        assert account is not None  # noqa: S101  a person's slot holds a person
        return account

    def visit(
        self, row: tuple[str, int, Mapping[str, str], str], campaign: Campaign, found: tuple[Found, ...] = ()
    ) -> Visit:
        """Record one visit with its answers: whatever is not named as a risk is in order."""
        part, ago, risks, remarks = row
        enterprise = self.named(part)
        visitor = self.paired(enterprise, VISITORS[campaign.kind])
        actor, edition = actor_for(self.session, visitor), checklists.current_edition(self.session, campaign.checklist)
        assert edition is not None  # noqa: S101  the checklists come published
        day, answers = clock.today() - timedelta(days=ago), dict(_answers(edition.questions, risks))
        shown = [replace(one, photos=[self.photo(visitor)]) for one in found]
        told = Told(campaign.kind, day, "", enterprise.contact_name, remarks, answers, shown)
        return self.on(
            ago,
            lambda: operations.record(
                self.session,
                actor=actor,
                enterprise=enterprise,
                told=told,
                submission_key=f"demo-visit-{campaign.id}-{enterprise.id}",
                campaign=campaign,
                edition=edition,
            ),
        )

    def photo(self, by: Account) -> Attachment:
        """Return a drawing that stands for a photograph of the distribution box."""
        sheet = Image.new("RGB", (960, 720), (196, 190, 176))
        draw = ImageDraw.Draw(sheet)
        draw.rectangle((330, 120, 630, 560), fill=(120, 126, 130), outline=(60, 64, 66), width=8)
        for row in range(4):
            for column in range(3):
                left, top = 370 + column * 80, 170 + row * 90
                draw.rectangle((left, top, left + 50, top + 60), fill=(38, 40, 42))
        draw.polygon(((700, 470), (820, 660), (580, 660)), fill=(224, 176, 32), outline=(40, 40, 40))
        written = io.BytesIO()
        sheet.save(written, format="jpeg", quality=82)
        upload = Sample("配电箱.jpg", io.BytesIO(written.getvalue()))
        return attach(self.session, actor=actor_for(self.session, by), upload=upload)


def _answers(questions: Iterable[Question], risks: Mapping[str, str]) -> Iterator[tuple[int, Given]]:
    """Answer each question: as a risk where a part of its text is named, otherwise as being in order."""
    for question in questions:
        remark = next((words for key, words in risks.items() if key in question.text), None)
        offers = offered(question.kind, question.choices)
        if offers:
            fine = next(one for one in offers if one not in question.risky)
            yield question.id, Given(fine) if remark is None else Given(question.risky[0], remark)


def _campaign(visiting: Visiting, kind: VisitKind, name: str, days: tuple[int, int], **chosen_by: object) -> Campaign:
    """Start a campaign; its coordinator asks everybody on its first day."""
    session, today = visiting.session, clock.today()
    plan = campaigns.Plan(
        name=name,
        kind=kind,
        begins_on=today - timedelta(days=days[0]),
        ends_on=today + timedelta(days=days[1]),
        chosen_by=chosen_by,
        purpose="摸清复工障碍，能当场解决的当场解决，不能当场解决的转为事项。",
        checklist=checklists.all_of(session, kind)[0],
    )
    coordinator = actor_for(session, visiting.county.people["diaodu"])
    return visiting.on(days[0], lambda: campaigns.start(session, actor=coordinator, plan=plan))


def make_visits(session: Session, county: County) -> None:
    """Make both campaigns, their visits, and a settled, a reported and a handed-on finding."""
    load_checklists(session)
    visiting = Visiting(session, county)
    rounds = _campaign(visiting, VisitKind.VISIT, "灾后复工大走访", (10, 12))
    _plan_some(session, rounds, clock.today())
    visits = [visiting.visit(row, rounds) for row in VISITS]
    checkups = _campaign(visiting, VisitKind.CHECKUP, "重点企业法治体检", (7, 20), key=True)
    grave = Found(
        CaseKind.DIFFICULTY,
        OPINION,
        RiskGrade.MAJOR,
        urgent=True,
        advice="立即断电，加装防护门并清走原料，整改前不得送电。",
    )
    visiting.visit((*CHECKUP, "建议一并梳理租赁合同。"), checkups, (grave,))
    _go_on(visiting, [finding for visit in visits for finding in visit.findings])


def _plan_some(session: Session, campaign: Campaign, today: date) -> None:
    statement = sa.select(Target).where(Target.campaign_id == campaign.id).order_by(Target.id)
    for place, target in enumerate(session.scalars(statement).unique()):
        target.planned_on = today + timedelta(days=place % 5) if place % 2 else None


def _go_on(visiting: Visiting, findings: list[Finding]) -> None:
    """Settle one finding, let an enterprise report another as rectified, and make a case of a third."""
    session = visiting.session
    session.flush()
    settled, reported, handed_on = (
        next(one for one in findings if part in one.text) for part in ("不能按期履行", "检查过设备", "工资是否")
    )
    outcome = follow_ups.Outcome("双方已签订补充协议，交货期顺延一个月。", settled=True)
    by, member = actor_for(session, settled.visit.visitor), visiting.county.members[reported.enterprise_id]
    follow_ups.follow_up(session, settled, actor=by, outcome=outcome, seen=settled.version)
    done = "窑炉电路已请有资质的单位检测，检测报告存车间。"
    follow_ups.report(session, reported, actor=actor_for(session, member), text=done, seen=reported.version)
    category = by_code(session, "labour-wages")
    assert category is not None  # noqa: S101  the categories have been loaded
    telling = Telling(
        category=category,
        title="分包单位拖欠两个月工资",
        description=handed_on.text,
        contact_name=handed_on.visit.enterprise.contact_name,
        contact_telephone=handed_on.visit.enterprise.contact_telephone,
    )
    by = actor_for(session, handed_on.visit.visitor)
    follow_ups.make_case(session, handed_on, actor=by, telling=telling, seen=handed_on.version)
