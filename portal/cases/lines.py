"""The record in words: what each line is called, who did it, and how it looks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal import clock
from portal.cases.limits.same_day import day_of
from portal.cases.models import Case, CaseEvent, CaseFile, Citation
from portal.cases.particulars import consequences_said, facts_said
from portal.cases.workflow import Action
from portal.presentation.dates import time_text
from portal.settings import current_settings
from portal.vocabulary import Channel, FilingRuling, FollowUpResult, Labelled, OutcomeKind, RatingLevel, Role
from portal.workdays import WorkCalendar

ICONS: Mapping[str, str] = {
    Action.SUBMIT: "send",
    Action.ACCEPT: "inbox",
    Action.DECLINE: "slash-circle",
    Action.ASK: "pause-circle",
    Action.SUPPLY: "arrow-return-left",
    Action.DISPATCH: "signpost-split",
    Action.REPLY_TASK: "diagram-3",
    Action.NOTE: "pen",
    Action.ANSWER: "quote",
    Action.CONFER: "people",
    Action.CONCLUDE: "journal-check",
    Action.EXTEND: "calendar-plus",
    Action.RULE_EXTENSION: "calendar-check",
    Action.HAND_BACK: "arrow-90deg-left",
    Action.RULE_HAND_BACK: "signpost-2",
    Action.TRANSFER: "arrow-left-right",
    Action.CLEAR: "shield-check",
    Action.PROPOSE: "person-check",
    Action.CONFIRM: "check-circle",
    Action.REJECT: "arrow-counterclockwise",
    Action.WITHDRAW: "x-circle",
    Action.REOPEN: "arrow-clockwise",
    Action.RATE: "star",
    Action.VERIFY_RATING: "telephone",
    Action.RECTIFY: "tools",
    Action.ENDORSE: "clipboard-check",
    Action.ADVISE: "shield-lock",
    Action.MARK: "flag",
    Action.MERGE: "union",
    Action.ABSORB: "union",
    Action.RECEIVE: "check2-square",
    Action.CONSULT: "chat-square-text",
    Action.MARK_MISTAKEN: "star-half",
    Action.FOLLOW_UP: "telephone-outbound",
    Action.RECOUNT: "calendar3",
    Action.URGE: "bell",
}
TONES: Mapping[str, str] = {
    Role.ENTERPRISE: "amber",
    Role.COORDINATOR: "teal",
    Role.OFFICER: "blue",
    Role.LIAISON: "blue",
    Role.LAWYER: "green",
    Role.SUPERVISOR: "violet",
    Role.LEADER: "violet",
}


FileLink = tuple[str, str, int]


@dataclass(frozen=True)
class Line:
    """One line of the record, ready to be shown. ``same_day`` says whether it was done on the day on which it came."""

    at: datetime
    act: str
    who: str
    said: str
    tone: str
    icon: str
    internal: bool
    privileged: bool
    citations: list[Citation]
    files: list[FileLink]
    same_day: tuple[bool, str] | None = None


def line_of(event: CaseEvent, case: Case, calendar: WorkCalendar) -> Line:
    """Return a line of the record in words."""
    return Line(
        at=event.at,
        act=act_words(event),
        who=who_words(event),
        said=said_words(event),
        tone=TONES.get(event.actor_role, "grey"),
        icon=ICONS.get(event.action, "dot"),
        internal=not event.public,
        privileged=event.privileged,
        citations=event.citations,
        files=file_links(case, event.files),
        same_day=_same_day(event, case, calendar),
    )


def file_links(case: Case, files: Iterable[CaseFile]) -> list[FileLink]:
    """Return name, address and size in bytes of files of the record."""
    return [
        (file.attachment.name, url_for("cases.file", reference=case.reference, file_id=file.id), file.attachment.size)
        for file in files
    ]


# What a line is called where that is more than the name of the act; the facts of the line fill it in.
ACTS: Mapping[str, LazyString] = {
    Action.SUBMIT: _l("Handed in"),
    Action.ASK: _l("Asked for a supplement, clock paused"),
    Action.SUPPLY: _l("Supplemented, clock runs on"),
    Action.ANSWER: _l("Answered, measures cited: %(citations)s"),
    Action.CONFER: _l("Conference called"),
    Action.CONCLUDE: _l("Conference concluded"),
    Action.HAND_BACK: _l("Handed back (time %(times)s)"),
    Action.PROPOSE: _l("Outcome proposed: %(kind)s"),
    Action.CONFIRM: _l("Confirmed as resolved"),
    Action.RATE: _l("Rated: %(level)s"),
    Action.ADVISE: _l("Privileged note of the lawyer"),
    Action.MARK: _l("Special care"),
    Action.MERGE: _l("Merged into %(into)s"),
    Action.ABSORB: _l("%(merged)s merged in"),
    Action.VERIFY_RATING: _l("Bad rating verified"),
    Action.RECTIFY: _l("Rectified"),
    Action.REJECT: _l("Not resolved, sent back (time %(times)s)"),
    Action.RECEIVE: _l("Signed for"),
    Action.MARK_MISTAKEN: _l("Rating found to be a mistake: %(level)s"),
    Action.FOLLOW_UP: _l("Called the enterprise: %(result)s"),
    Action.RECOUNT: _l("Limit counted anew by the published days off"),
    Action.URGE: _l("Urged to reply: %(unit)s"),
}

# A ruling is called by what was ruled.
RULINGS: Mapping[tuple[str, bool], LazyString] = {
    (Action.RULE_EXTENSION, True): _l("Extension granted"),
    (Action.RULE_EXTENSION, False): _l("Extension refused"),
    (Action.RULE_HAND_BACK, True): _l("Hand-back accepted, dispatched anew"),
    (Action.RULE_HAND_BACK, False): _l("Hand-back refused"),
}


# The facts whose stored values have words.
LABELLED: Mapping[str, type[Labelled]] = {"kind": OutcomeKind, "level": RatingLevel, "result": FollowUpResult}


def act_words(event: CaseEvent) -> str:
    """Return what was done, with the facts that belong to it."""
    if event.action == Action.SUBMIT and event.facts.get("on_behalf"):
        by = Channel(event.facts.get("channel", Channel.ONLINE))
        if by is Channel.QR_CODE:
            return str(_("Handed in by QR code"))
        told = _("Submitted on behalf of the enterprise")
        return str(told if by is Channel.ONLINE else told + _(" (%(channel)s)", channel=by.label))
    if event.action == Action.ENDORSE:
        return str(FilingRuling(event.facts["ruling"]).label)
    if event.action == Action.CONFIRM and event.actor_id is None:
        return str(_("Closed: no answer by the announced day"))
    if "granted" in event.facts:
        return str(RULINGS[event.action, event.facts["granted"]])
    facts = {"citations": 0, "times": 1, "kind": "", "level": "", "result": "", **event.facts}
    for name, labels in LABELLED.items():
        if facts[name]:
            facts[name] = labels(facts[name]).label
    words = ACTS.get(event.action)
    return str(words) % facts if words else str(Action(event.action).label)


def who_words(event: CaseEvent) -> str:
    """Return who did it and in what role, 林晓雯（承办人）."""
    if event.actor_id is None:
        return event.actor_name if event.action == Action.SUBMIT else str(_("the portal"))
    if event.action == Action.REPLY_TASK and "unit" in event.facts:
        return str(_("%(name)s (%(role)s)", name=event.actor_name, role=event.facts["unit"]))
    role = Role(event.actor_role).label if event.actor_role in set(Role) else ""
    return str(_("%(name)s (%(role)s)", name=event.actor_name, role=role)) if role else event.actor_name


def said_words(event: CaseEvent) -> str:
    """Return what a line says: its facts, then what the person wrote."""
    decided = event.facts.get("decisions")
    if event.action == Action.CONCLUDE and decided:
        said = [_("Minutes: %(minutes)s", minutes=event.text), _("Decided: %(it)s", it=decided)]
        return "\n".join(map(str, [*said, *consequences_said(event.facts)]))
    return "\n".join(filter(None, [*facts_said(event.action, event.facts), event.text]))


def _same_day(event: CaseEvent, case: Case, calendar: WorkCalendar) -> tuple[bool, str] | None:
    """Tell whether what is to be done on the working day on which it comes was done then, and say so."""
    at = time_text(event.at)
    if event.action == Action.DISPATCH:
        since = day_of(case.submitted_at, calendar, current_settings().cutoff_hour)
        words = _("Dispatched the same day, %(time)s", time=at), _("Not dispatched the same day")
    elif event.action == Action.RULE_HAND_BACK and "since" in event.facts:
        since = date.fromisoformat(event.facts["since"])
        words = _("Ruled on the same day, %(time)s", time=at), _("Not ruled on the same day")
    else:
        return None
    in_time = clock.local_date(event.at) <= calendar.working_day(since)
    return in_time, str(words[0] if in_time else words[1])
