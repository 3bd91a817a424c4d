"""What the county's bulletin of a day says (每日通报): 一会商、一讲评、一反馈、一部署.

The sentences are official texts, in Chinese for every reader. Numbers come from the same definitions as the figures,
confidential cases are in none of them, and what people have written follows what was counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.cases.limits import lights
from portal.cases.models import Case, CaseEvent
from portal.cases.workflow import Action
from portal.letters.models import Letter
from portal.presentation.dates import official_day
from portal.press.layout import Block, Heading, Layout, Paragraph, PrintedLetter, official_date
from portal.reporting.daily import Standing
from portal.reporting.daily_queries import wall
from portal.reporting.days import local_date
from portal.reporting.figures import Reading, reading
from portal.reporting.indicators import BY_KEY
from portal.reporting.models import Bulletin
from portal.reporting.scope import Condition, Scope
from portal.settings import Settings
from portal.vocabulary import CaseStatus, LetterKind, LetterState

MOST_NAMED = 8
OPEN_TO_ALL = sa.not_(Case.confidential)


@dataclass(frozen=True)
class Section:
    """One of the four parts, with its paragraphs."""

    heading: str
    paragraphs: Sequence[str]


def sections(session: Session, bulletin: Bulletin, at: datetime) -> list[Section]:
    """Return the four parts of a day's bulletin as they stand at an instant."""
    on, read = bulletin.on, reading(session, None, clock.today())
    following = read.today.calendar.add(on, 1)
    return [
        Section("一、会商", _conferences(session, on)),
        Section("二、讲评", [_figures(read, on), _reports(session, on, at), *_lines(bulletin.review)]),
        Section("三、反馈", [*_closed(session, on), _answered(session, on)]),
        Section("四、部署", [*_to_do(session, on, following), *_lines(bulletin.plan)]),
    ]


def printed(bulletin: Bulletin, parts: Iterable[Section], settings: Settings, issuer: str) -> PrintedLetter:
    """Return the bulletin as it is printed, in the layout of minutes; without a number it is a draft."""
    body: list[Block] = []
    for part in parts:
        body += [Heading(1, part.heading), *map(Paragraph, part.paragraphs)]
    return PrintedLetter(
        layout=Layout.JIYAO,
        issuers=(f"{settings.county_name}企业复工每日通报",),
        title=f"{official_day(bulletin.on)}企业复工法律服务情况通报",
        addressees=(),
        body=tuple(body),
        date=official_date(bulletin.on),
        number=bulletin.number,
        code=code_of(settings),
        copies=("各镇街、各有关单位",),
        printer=issuer,
        printed_on=official_date(clock.local_date(bulletin.published_at or clock.now())),
    )


def code_of(settings: Settings) -> str:
    """Return the 代字 under which bulletins are numbered."""
    return f"{settings.letter_code}通"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _named(lead: str, cases: Sequence[Case]) -> list[str]:
    """Name cases after what is said of them: one in the same sentence, several one to a line, at most eight."""
    if len(cases) == 1:
        return [f"{lead}1件：{_name(cases[0])}。"]
    lines = [f"{number}.{_name(case)}；" for number, case in enumerate(cases[:MOST_NAMED], 1)]
    lines[-1] = lines[-1].removesuffix("；") + "。"
    others = len(cases) - MOST_NAMED
    return [f"{lead}{len(cases)}件：", *lines, *([f"其余{others}件在平台查看。"] if others > 0 else [])]


def _name(case: Case) -> str:
    return f"“{case.title}”（{case.enterprise.name}，{case.reference}）"


def _found(session: Session, *conditions: Condition) -> Sequence[Case]:
    statement = sa.select(Case).where(OPEN_TO_ALL, *conditions).order_by(Case.due_on, Case.id)
    return session.scalars(statement).unique().all()


def _conferences(session: Session, on: date) -> list[str]:
    acts = (Action.CONFER, Action.CONCLUDE)
    told = sa.exists().where(
        CaseEvent.case_id == Case.id, CaseEvent.action.in_(acts), Scope(on, on).holds(CaseEvent.at)
    )
    cases = _found(session, told.correlate(Case))
    if not cases:
        return [f"{official_day(on)}未召开会商。"]
    return _named(f"{official_day(on)}涉及会商的事项", cases)


def _figures(read: Reading, on: date) -> str:
    day, today = Scope(on, on), clock.today()
    count = {key: read.figure(BY_KEY[key], day) for key in ("received", "dispatched", "answered", "closed", "on-time")}
    words = (
        f"{official_day(on)}受理{count['received'].count}件，分办{count['dispatched'].count}件，"
        f"提出办理结果{count['answered'].count}件，办结{count['closed'].count}件。"
    )
    if on < today:
        due = count["on-time"]
        words += f"承诺当日答复的{due.of}件，按期答复{due.count}件。" if due.of else "没有承诺当日答复的事项。"
    return words + f"截至{official_day(today)}，超期未办结{read.figure(BY_KEY['late'], day).count}件。"


def _reports(session: Session, on: date, at: datetime) -> str:
    standings = [(row.unit.short_name, row.cells[0].standing) for row in wall(session, [on], at)]
    by: dict[Standing, list[str]] = {standing: [] for standing in Standing}
    for name, standing in standings:
        by[standing].append(name)
    due = len(standings) - len(by[Standing.OFF])
    if not due:
        return "当日不要求报送日报告。"
    zero = len(by[Standing.ZERO])
    words = f"应报送日报告的单位{due}个，按时报送{len(by[Standing.FILED]) + zero}个（其中零报告{zero}个）"
    words += f"，补报{len(by[Standing.LATE])}个" if by[Standing.LATE] else ""
    lacking = by[Standing.MISSING] + by[Standing.WAITING]
    return words + (f"，尚未报送{len(lacking)}个：{'、'.join(lacking)}。" if lacking else "，全部报送。")


def _closed(session: Session, on: date) -> list[str]:
    cases = _found(session, Case.status == CaseStatus.CLOSED, Scope(on, on).holds(Case.ended_at))
    return _named(f"{official_day(on)}办结事项", cases) if cases else [f"{official_day(on)}无办结事项。"]


def _answered(session: Session, on: date) -> str:
    statement = sa.select(Letter).where(Letter.kind == LetterKind.SUPERVISION, local_date(Letter.answered_at) == on)
    letters = session.scalars(statement.order_by(Letter.id)).unique().all()
    if not letters:
        return "当日没有收到督办函的回复。"
    return "当日收到督办函回复：" + "；".join(f"{letter.addressee}（{letter.number}）" for letter in letters) + "。"


def _to_do(session: Session, on: date, following: date) -> list[str]:
    late = _found(session, lights.late(on))
    hurry = _named("请承办单位抓紧办理已超期的事项", late) if late else []
    return [*hurry, *_due(session, on, following), _letters_due(session, following)]


def _due(session: Session, on: date, following: date) -> list[str]:
    """Name what is still to be answered on the day itself and up to the next working day."""
    cases = _found(session, lights.running(), Case.due_on.between(on, following))
    if not cases:
        return [f"{official_day(following)}（含）前没有到期的事项。"]
    return _named(f"请承办单位按期答复{official_day(following)}（含）前到期的事项", cases)


def _letters_due(session: Session, following: date) -> str:
    statement = sa.select(Letter).where(
        Letter.kind == LetterKind.SUPERVISION, Letter.state == LetterState.SERVED, Letter.reply_by <= following
    )
    letters = session.scalars(statement.order_by(Letter.reply_by, Letter.id)).unique().all()
    if not letters:
        return f"{official_day(following)}前没有须回复的督办函。"
    named = "；".join(f"{letter.addressee}（{letter.number}）" for letter in letters)
    return f"请下列单位在{official_day(following)}前回复督办函：{named}。"
