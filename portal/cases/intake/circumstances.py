"""The circumstances of a case beside its text: the answers to its category's questions, its facts and how to call.

They are kept in ``Case.details`` as plain values and said here, on the page that checks them and on the case's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _

from forms.base import whole
from portal.cases.intake.questions import Form, Question
from portal.cases.models import Case
from portal.presentation.dates import date_text
from portal.vocabulary import ContactTime, ContactWay, Urgency, UrgencyFact

SOON = timedelta(days=3)  # as the fact of a time limit has it

Said = tuple[str, str]


@dataclass(frozen=True)
class Facts:
    """What makes a matter pressing, told by facts: what stands still since when, for how many, and what threatens."""

    still: str = ""
    since: str = ""
    staff: int | None = None
    damage_after: str = ""

    @classmethod
    def of(cls, answers: Mapping[str, Any]) -> "Facts":
        """Return the facts of a draft; what is no number or date there counts as not told."""
        return cls(
            still=str(answers.get("still") or ""),
            since=_iso(answers.get("since")),
            staff=whole(answers.get("staff")),
            damage_after=_iso(answers.get("damage_after")),
        )


def _iso(typed: object) -> str:
    try:
        return date.fromisoformat(str(typed or "")).isoformat()
    except ValueError:
        return ""


def urgency_of(facts: Iterable[str], damage_after: str = "", *, today: date | None = None) -> Urgency:
    """Return the urgency that the facts amount to: one of :class:`UrgencyFact`, or damage within three days."""
    threatens = today is not None and damage_after and date.fromisoformat(damage_after) <= today + SOON
    return Urgency.URGENT if threatens or set(facts) & set(UrgencyFact) else Urgency.ORDINARY


def details_of(answers: Mapping[str, Any], questions: Iterable[Question]) -> dict[str, Any]:
    """Return what goes into ``Case.details`` of the answers of a draft."""
    facts = {name: value for name, value in vars(Facts.of(answers)).items() if value}
    asked = [(one, str(answers.get(one.field) or "")) for one in questions]
    return {
        "asked": [[one.ask, value, one.form] for one, value in asked if value],
        **facts,
        "call_by": str(answers.get("call_by") or ""),
        "call_at": [str(each) for each in answers.get("call_at") or ()],
    }


def said(case: Case) -> list[Said]:
    """Return what the page of a case shows of its circumstances, the unit reported on first."""
    reported = [(str(_("Unit reported on")), case.reported_unit.name)] if case.reported_unit else []
    ticked = [str(fact.label) for fact in UrgencyFact if fact in case.urgency_facts]
    facts = [(str(_("Urgent facts")), "；".join(ticked))] if ticked else []
    call = calling(case.details)
    reach = [(str(_("How to reach the contact")), call)] if call else []
    return [*reported, *asked(case.details), *facts, *pressing(case.details), *reach]


def asked(details: Mapping[str, Any]) -> list[Said]:
    """Return the questions of the category with their answers."""
    return [(ask, _value(value, form)) for ask, value, form in details.get("asked", ())]


def _value(value: str, form: str) -> str:
    return date_text(date.fromisoformat(value), year=True) if form == Form.DATE and _iso(value) else value


def pressing(details: Mapping[str, Any]) -> list[Said]:
    """Return the facts of urgency that were told."""
    return list(_pressing(details))


def _pressing(details: Mapping[str, Any]) -> Iterator[Said]:
    if details.get("still"):
        yield str(_("Standing still")), details["still"]
    if details.get("since"):
        yield str(_("Since")), date_text(date.fromisoformat(details["since"]))
    if details.get("staff"):
        yield str(_("Staff affected")), str(_("%(count)s people", count=details["staff"]))
    if details.get("damage_after"):
        yield str(_("Damage is done after")), date_text(date.fromisoformat(details["damage_after"]))


def calling(details: Mapping[str, Any]) -> str:
    """Return how and when the contact wants to be reached; empty where nothing was said."""
    way = details.get("call_by")
    times = [str(ContactTime(each).label) for each in details.get("call_at", ()) if each in set(ContactTime)]
    words = [str(ContactWay(way).label)] if way in set(ContactWay) else []
    return "，".join([*words, *(["、".join(times)] if times else [])])
