"""The particulars of the trail in words: what was stored as ``state=served`` reads 状态：已送达."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal import clock
from portal.presentation.dates import date_text
from portal.vocabulary import (
    CaseStatus,
    ConferenceCause,
    Labelled,
    LetterState,
    LimitSubject,
    PolicyAnswer,
    Reopening,
    ReplyRuling,
    RiskGrade,
    Role,
    Rung,
    Slot,
    UnitKind,
)

# How things are called that ``subject`` names before its colon.
THINGS: dict[str, LazyString] = {
    "account": _l("Account"),
    "answer": _l("Published answer"),
    "appointment": _l("Appointment"),
    "audit": _l("Audit trail"),
    "bulletin": _l("Daily bulletin"),
    "calendar": _l("Working calendar"),
    "campaign": _l("Visiting campaign"),
    "case": _l("Case"),
    "checklist": _l("Checklist"),
    "conference-proposal": _l("Proposal of a conference"),
    "duty": _l("Duty roster"),
    "enterprise": _l("Enterprise"),
    "entry": _l("Entry code"),
    "export": _l("Export"),
    "finding": _l("Finding of a visit"),
    "import": _l("Import of enterprises"),
    "issue": _l("Hot issue"),
    "lay-term": _l("Everyday word"),
    "letter": _l("Letter"),
    "limit": _l("Limit"),
    "pairing": _l("Pairing"),
    "pairing-batch": _l("Proposal for pairing"),
    "pairing-weights": _l("Weights of the matching"),
    "policy": _l("Policy document"),
    "task": _l("Background task"),
    "team": _l("Team"),
    "template": _l("Template"),
    "unit": _l("Unit"),
    "visit": _l("Visit"),
}
LABELS: dict[str, LazyString] = {
    "added": _l("Added"),
    "answer": _l("Answer"),
    "applied": _l("Applied"),
    "area": _l("Nearness"),
    "areas": _l("Areas"),
    "entries": _l("Entries"),
    "before": _l("Before"),
    "capacity": _l("Capacity"),
    "case": _l("Case"),
    "cases": _l("Cases"),
    "cause": _l("Cause"),
    "change": _l("Continuity"),
    "client": _l("Client"),
    "count": _l("How many"),
    "credit_code": _l("Credit code"),
    "days": _l("How many days"),
    "deputy": _l("Deputy"),
    "edition": _l("Edition"),
    "enterprise": _l("Enterprise"),
    "fields": _l("Changed fields"),
    "file": _l("File"),
    "filters": _l("Filters"),
    "findings": _l("Findings"),
    "first": _l("From the"),
    "from_on": _l("First day"),
    "grade": _l("Grade"),
    "kind": _l("Kind"),
    "languages": _l("Languages"),
    "last": _l("To the"),
    "late": _l("Filed late"),
    "lead": _l("Lead"),
    "legal": _l("Legal words"),
    "load": _l("Even load"),
    "mailed": _l("Sent by mail"),
    "measure": _l("Measure"),
    "measures": _l("Measures"),
    "members": _l("Members"),
    "mine": _l("Own duty"),
    "list": _l("List (export)"),
    "moved": _l("Dates moved"),
    "name": _l("Called"),
    "notice": _l("Notice"),
    "number": _l("Document number"),
    "office": _l("For the whole office"),
    "on": _l("Date"),
    "pairings": _l("Enterprises"),
    "party": _l("Other party"),
    "person": _l("Person"),
    "place": _l("Place"),
    "question": _l("Question"),
    "reason": _l("Reason"),
    "refused": _l("Not applied"),
    "reopening": _l("Reopening"),
    "roles": _l("Roles"),
    "rows": _l("Rows"),
    "ruling": _l("Ruling"),
    "rung": _l("Step"),
    "settled": _l("Is settled"),
    "shape": _l("Format"),
    "sign_ins": _l("Sign-ins"),
    "skipped": _l("Not imported"),
    "slot": _l("Slot of the pairing"),
    "speciality": _l("Speciality"),
    "state": _l("State"),
    "status": _l("Status"),
    "targets": _l("Enterprises"),
    "theirs": _l("Duty taken over"),
    "time": _l("Time"),
    "times": _l("Times"),
    "title": _l("Title"),
    "to": _l("To"),
    "together": _l("Moved with it"),
    "turn": _l("Turn"),
    "until_on": _l("Last day"),
    "updated": _l("Changed"),
    "what": _l("Limit"),
    "who": _l("Person"),
    "wish": _l("Wishes"),
    "zero": _l("Zero report"),
}
MEANINGS: dict[str, tuple[type[Labelled], ...]] = {
    "answer": (PolicyAnswer,),
    "before": (Role,),
    "cause": (ConferenceCause,),
    "grade": (RiskGrade,),
    "kind": (UnitKind,),
    "reopening": (Reopening,),
    "roles": (Role,),
    "ruling": (ReplyRuling,),
    "rung": (Rung,),
    "slot": (Slot,),
    "state": (LetterState,),
    "status": (CaseStatus,),
    "what": (LimitSubject,),
}


def thing_words(subject: str) -> tuple[str, str]:
    """Return what kind of thing a subject is, empty for one without a kind, and which one it is."""
    kind, colon, which = subject.partition(":")
    return (str(THINGS[kind]), which) if colon and kind in THINGS else ("", subject)


def particulars(detail: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (label, value) pairs of what an act recorded; what is empty is left out."""
    return [
        (str(LABELS.get(name, name)), _said(name, value))
        for name, value in detail.items()
        if value is not None and value != ""
    ]


def _said(name: str, value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    words = str(value)
    if name == "filters":
        return unquote_plus(words)
    if name in {"roles", "before"}:
        return "、".join(_meaning(name, role) for role in words.split())
    return _meaning(name, words) if name in MEANINGS else _moment(words)


def _meaning(name: str, value: str) -> str:
    """Return the label of a stored value; one that is of none of the enumerations stays as it is."""
    return next((str(members(value).label) for members in MEANINGS[name] if value in set(members)), value)


def _moment(words: str) -> str:
    """Say a date or an instant of ISO 8601 as people write it."""
    if len(words) < len("2026-10-12") or words[4:5] != "-":
        return words
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        return words
    on = clock.local_date(at) if at.tzinfo else at.date()
    return date_text(on, year=True) + (f" {at.astimezone(clock.LOCAL):%H:%M}" if at.tzinfo else "")
