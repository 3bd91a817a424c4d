"""What the facts of a line of the record say, sentence by sentence, before what the person wrote."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.cases.workflow import Action
from portal.presentation.dates import date_text
from portal.vocabulary import Care, Stance, TaskKind, Venue


def _day(iso: str) -> str:
    return date_text(date.fromisoformat(iso))


def facts_said(action: str, facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the facts of a line say, before what the person wrote."""
    if action in {Action.DISPATCH, Action.RULE_HAND_BACK, Action.TRANSFER} and facts.get("handler"):
        yield str(_("Handled by %(unit)s, %(person)s.", unit=facts["unit"], person=facts["handler"]))
    if action == Action.DISPATCH and facts.get("supporting"):
        yield str(_("Supported by %(units)s.", units="、".join(facts["supporting"])))
    if action == Action.CONFER and facts.get("units"):
        on = _day(facts["on"])
        yield str(_("On %(day)s with %(units)s.", day=on, units="、".join(facts["units"])))
        if facts.get("place"):
            yield str(_("Place: %(place)s.", place=facts["place"]))
    if action in {Action.EXTEND, Action.RULE_EXTENSION} and facts.get("on"):
        on = _day(facts["on"])
        yield str(_("By %(days)s working days, to %(day)s.", days=facts["days"], day=on))
    if action == Action.HAND_BACK and facts.get("unit"):
        yield str(_("Proposed unit: %(unit)s.", unit=facts["unit"]))
    if action in {Action.REPLY_TASK, Action.URGE} and facts.get("what"):
        yield str(_("Task: %(what)s", what=facts["what"]))
    if action == Action.REPLY_TASK and facts.get("stance"):
        yield str(Stance(facts["stance"]).label)
    if action == Action.MARK:
        yield from (str(Care(each).label) for each in facts["set"])
        yield from (str(_("No longer: %(what)s", what=Care(each).label)) for each in facts["lifted"])
    yield from _later_facts_said(action, facts)


def _later_facts_said(action: str, facts: Mapping[str, Any]) -> Iterator[str]:
    if action == Action.CONSULT:
        asked, units = TaskKind(facts["kind_of_task"]).label, "、".join(facts["units"])
        yield str(_("%(what)s, by %(day)s: %(units)s.", what=asked, day=_day(facts["on"]), units=units))
    if action == Action.PROPOSE and facts.get("venue"):
        venue = Venue(facts["venue"]).label
        yield str(_("Goes on at: %(venue)s, No. %(number)s.", venue=venue, number=facts["number"]))
    if action == Action.FOLLOW_UP and facts.get("with"):
        yield str(_("Spoken with: %(person)s.", person=facts["with"]))
    if action == Action.RECOUNT:
        yield str(_("Promised date: from %(was)s to %(now)s.", was=_day(facts["was"]), now=_day(facts["now"])))


def consequences_said(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the decisions of a conference have changed, a sentence each."""
    for task in facts.get("tasks", ()):
        due = _day(task["due_on"]) if task["due_on"] else _("the usual limit")
        yield str(_("Task for %(unit)s, by %(day)s: %(what)s", unit=task["unit"], what=task["what"], day=due))
    if facts.get("handler"):
        yield str(_("Handled by %(unit)s, %(person)s.", unit=facts["unit"], person=facts["handler"]))
    if facts.get("due_on"):
        yield str(_("New promised date: %(day)s", day=_day(facts["due_on"])))
