"""The invented cases, told by doing.

Each act is carried out by its own person at its own time, so that record, deadline, notices and audit trail are what
they would be.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.cases import citing, operations
from portal.cases.handlers import clearing
from portal.cases.intake.categories import by_code
from portal.cases.intake.operations import Telling, submit
from portal.cases.models import Case
from portal.demo.county import County
from portal.enterprises.models import Enterprise
from portal.measures import library
from portal.pairing.actors import actor_for
from portal.pairing.queries import current_for
from portal.permissions.actor import SYSTEM, Actor
from portal.units.models import Unit
from portal.vocabulary import CaseKind, OutcomeKind, Role, Slot
from portal.workdays import WorkCalendar, load_calendar

Result = TypeVar("Result")
SOURCE = Path(__file__).with_name("cases.toml")
TURN_TO = "可以先与对方协商；协商不成的，向人民法院起诉或者申请仲裁，也可以咨询公益律师。"
PRELIMINARY = "正在核对有关规定，先提供相近条目供参考，具体意见随后答复。"
MISSING = "只说明了原则，没有写明具体办理时间，请补充。"
AGAIN = "窗口今天又要求提交同样的承诺书，请继续办理。"
TASKS_IN_FULL = (("县公安局", "到现场核实断电经过，制止以断电方式催租。"), ("望江街道", "组织双方到场调解。"))
UNSIGNED = frozenset({"late", "handed_back", "handed_back_often"})  # their handlers sign later, or never
FIRST_REPORT = "已签收，当日与企业取得联系，核对了基本情况，约定办理安排。"
SILENCE = 7  # working days from the proposal to a day on which silence has surely closed a case


@dataclass
class Story:
    """One case to be told. ``ending`` is the text of the last act: outcome, answer, question or reason."""

    path: str
    ago: int
    enterprise: Enterprise
    category: str
    title: str
    description: str
    ending: str
    kind: CaseKind


def read_stories(county: County) -> list[Story]:
    """Return the stories of ``cases.toml``; an enterprise is named by a part of its name."""
    data = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    rows = [(CaseKind.DIFFICULTY, row) for row in data["difficulties"]]
    rows += [(CaseKind.LEGAL_QUESTION, row) for row in data["questions"]]
    return [
        Story(path, ago, _named(county, enterprise), category, title, description, ending, kind)
        for kind, (path, ago, enterprise, category, title, description, ending) in rows
    ]


def _named(county: County, part: str) -> Enterprise:
    return next(enterprise for name, enterprise in county.enterprises.items() if part in name)


class Teller:
    """Tells stories. Steps fall on working days; those of today lie before now."""

    def __init__(self, session: Session, county: County) -> None:
        self.session, self.county = session, county
        self.calendar: WorkCalendar = load_calendar(session)
        today = clock.today()
        self.today: date = today if self.calendar.is_working(today) else self.calendar.add(today, -1)
        self.coordinator = county.people["diaodu"]
        self.started = clock.now()

    def actor(self, account: Account) -> Actor:
        """Return who an account is."""
        return actor_for(self.session, account)

    def at(self, story: Story, step: int, act: Callable[[], Result]) -> Result:
        """Carry out the ``step``-th act of a story: the first three on the first day, then one a working day."""
        day = self.calendar.add(self.today, -story.ago)
        if step > 2:  # noqa: PLR2004  submitted, accepted and dispatched the same day
            day = self.calendar.add(day, min(step - 2, story.ago))
        instant = clock.local_instant(day, 9 + step % 8, 10 + 7 * (step % 6))
        latest = self.started - timedelta(minutes=20 - step)
        with clock.travel(min(instant, latest)):
            return act()

    def submit(self, story: Story) -> Case:
        """Let the enterprise submit the case."""
        member = self.county.members[story.enterprise.id]
        category = by_code(self.session, story.category)
        if category is None:
            raise LookupError(story.category)
        telling = Telling(
            category=category,
            title=story.title,
            description=story.description,
            wish="请有关单位尽快协调解决。" if story.kind is CaseKind.DIFFICULTY else "请说明法律依据和办理步骤。",
            contact_name=member.name,
            contact_telephone=member.telephone,
        )
        case = self.at(
            story,
            0,
            lambda: submit(
                self.session,
                actor=self.actor(member),
                enterprise=story.enterprise,
                kind=story.kind,
                telling=telling,
                submission_key=f"demo-{story.enterprise.id}-{story.category}-{story.ago}",
            ),
        )
        assert case is not None  # noqa: S101  submit always returns the case
        return case

    def decline(self, story: Story, case: Case) -> Case:
        """Decline the case."""
        coordinator, reason = self.actor(self.coordinator), story.ending

        def act() -> None:
            operations.decline(self.session, case, actor=coordinator, reason=reason, turn_to=TURN_TO)

        self.at(story, 1, act)
        return case

    def withdraw(self, story: Story, case: Case) -> Case:
        """Let the enterprise withdraw the case."""
        member = self.actor(self.county.members[case.enterprise_id])
        self.at(story, 3, lambda: operations.withdraw(self.session, case, actor=member, reason=story.ending))
        return case

    def dispatch(self, story: Story, case: Case) -> None:
        """Give the case to whoever handles such cases, with a supporting task where the story has one."""
        handler = self._handler(case)
        unit = handler.unit
        assert unit is not None  # noqa: S101  every handler of the demo has a unit
        tasks = list(self._tasks(story, unit))
        coordinator = self.actor(self.coordinator)

        def act() -> None:
            operations.dispatch(self.session, case, actor=coordinator, unit=unit, handler=handler, tasks=tasks)

        self.at(story, 2, act)
        if story.path not in UNSIGNED:
            self.at(story, 2, lambda: self._take_over(case))

    def _take_over(self, case: Case) -> None:
        """Let the handler sign for the case, and report on the first contact, the day it came."""
        handler = self.handler_of(case)
        operations.receive(self.session, case, actor=handler)
        operations.note(self.session, case, actor=handler, text=FIRST_REPORT, public=True)

    def paired(self, case: Case, slot: Slot) -> Account:
        """Return who stands by the enterprise of a case; every enterprise with cases has all four."""
        account = current_for(self.session, case.enterprise_id)[slot].account
        assert account is not None  # noqa: S101  a person's slot holds a person
        return account

    def _handler(self, case: Case) -> Account:
        if case.kind is CaseKind.LEGAL_QUESTION:
            pairing = current_for(self.session, case.enterprise_id).get(Slot.LAWYER)
            return pairing.account if pairing and pairing.account else self.county.people["lvshi"]
        unit = case.category.unit or self.county.units["县司法局"]
        return self.county.officer_of(unit) or self.county.people["chengban"]

    def _tasks(self, story: Story, unit: Unit) -> Iterator[operations.SupportingTask]:
        if story.path == "task":
            yield operations.SupportingTask(self._supporting(unit), "核实有关情况，提出处理意见。")
        for name, what in TASKS_IN_FULL if story.path == "in_full" else ():
            yield operations.SupportingTask(self.county.units[name], what)

    def _supporting(self, unit: Unit) -> Unit:
        names = ("县住建局", "县生态环境局", "县公安局")
        return next(self.county.units[name] for name in names if self.county.units[name].id != unit.id)

    def handler_of(self, case: Case) -> Actor:
        """Return the handler as an actor."""
        assert case.handler is not None  # noqa: S101  asked only after dispatch
        return self.actor(case.handler)

    def note(self, story: Story, case: Case) -> None:
        """Record the first contact."""
        text = "已电话联系企业，了解情况，约定下一步办理安排。"
        handler = self.handler_of(case)
        self.at(story, 3, lambda: operations.note(self.session, case, actor=handler, text=text, public=True))

    def answer(self, story: Story, case: Case) -> None:
        """Answer with the measure that the library finds best."""
        hits = [hit for hit in library.find(f"{story.title} {story.description}", per_page=3).hits if hit.measure]
        values = [f"{hit.document.slug}{citing.SEPARATOR}{hit.measure.anchor}" for hit in hits[:1] if hit.measure]
        handler, text = self.handler_of(case), story.ending or PRELIMINARY

        def act() -> None:
            operations.answer(self.session, case, actor=handler, text=text, quoted=citing.quoted(values))

        self.clear(story, case)
        self.at(story, 3, act)

    def clear(self, story: Story, case: Case) -> None:
        """Let the lawyer who answers confirm that there is no conflict of interest."""
        handler = self.handler_of(case)
        if clearing.is_wanting(case) and Role.LAWYER in handler.roles:
            self.at(story, 3, lambda: clearing.clear(self.session, case, actor=handler))

    def propose(self, story: Story, case: Case) -> None:
        """Propose the outcome."""
        self.note(story, case) if case.kind is CaseKind.DIFFICULTY else self.answer(story, case)
        kind = OutcomeKind.COORDINATION if case.kind is CaseKind.DIFFICULTY else OutcomeKind.ADVICE
        handler = self.handler_of(case)

        def act() -> None:
            operations.propose(self.session, case, actor=handler, kind=kind, explanation=story.ending)

        self.at(story, 5, act)

    def close(self, story: Story, case: Case) -> None:
        """Let the enterprise confirm."""
        self.propose(story, case)
        member = self.actor(self.county.members[case.enterprise_id])
        self.at(story, 6, lambda: operations.confirm(self.session, case, actor=member, text="问题已经解决，谢谢。"))

    def reject(self, story: Story, case: Case) -> None:
        """Let the enterprise send the outcome back."""
        self.propose(story, case)
        member = self.actor(self.county.members[case.enterprise_id])
        self.at(story, 6, lambda: operations.reject(self.session, case, actor=member, missing=MISSING))

    def silence(self, story: Story, case: Case) -> None:
        """Let silence close the case."""
        self.propose(story, case)
        self.at(story, 5 + SILENCE, lambda: operations.confirm(self.session, case, actor=SYSTEM))

    def reopen(self, story: Story, case: Case) -> None:
        """Have a closed case reopened."""
        self.close(story, case)
        member = self.actor(self.county.members[case.enterprise_id])
        self.at(story, story.ago + 1, lambda: operations.reopen(self.session, case, actor=member, reason=AGAIN))

    def ask(self, story: Story, case: Case) -> None:
        """Ask the enterprise for something."""
        handler = self.handler_of(case)
        self.at(story, 3, lambda: operations.ask(self.session, case, actor=handler, question=story.ending))

    def work(self, story: Story, case: Case) -> None:
        """Leave the case with its handler, after a first act where there was time for one."""
        if story.ago:
            self.note(story, case) if case.kind is CaseKind.DIFFICULTY else self.answer(story, case)
