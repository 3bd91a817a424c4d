"""Where a case stands and what comes next, in the words of whoever looks at it."""

from collections.abc import Iterable, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.cases.desk.pending import Pending, pending_of
from portal.cases.models import Case, CaseEvent
from portal.cases.workflow import Action
from portal.presentation.dates import date_text, datetime_text, when_text
from portal.vocabulary import CaseStatus

S = CaseStatus
CUT_SHORT = (S.DECLINED, S.WITHDRAWN)


# Who does what next, short enough for a list.
SHORT: dict[CaseStatus, LazyString] = {
    S.SUBMITTED: _l("The coordinator accepts"),
    S.SUPPLEMENT: _l("The enterprise supplements"),
    S.ACCEPTED: _l("The coordinator dispatches"),
    S.IN_PROGRESS: _l("The handler proposes the outcome"),
    S.CONFERRING: _l("The conference concludes"),
    S.PROPOSED: _l("The enterprise confirms"),
}
# The same for the page of a case, with until when.
LONG: dict[CaseStatus, LazyString] = {
    S.SUBMITTED: _l("Next: the coordinator accepts and dispatches it %(when)s. Answer by %(due)s."),
    S.SUPPLEMENT: _l("Next: the enterprise supplements what was asked for. Until then the limit stands still."),
    S.ACCEPTED: _l("Next: the coordinator gives it to a handling unit and person %(when)s. Answer by %(due)s."),
    S.IN_PROGRESS: _l("Next: %(handler)s handles it and proposes an outcome by %(due)s."),
    S.CONFERRING: _l("Next: the conference concludes, then the handler goes on. Answer by %(due)s."),
    S.PROPOSED: _l("Next: the enterprise confirms by %(last)s; without an answer the case is then closed."),
    S.CLOSED: _l("Closed. Reopening can be asked for until %(last)s."),
    S.DECLINED: _l("Declined. The reason and where to turn stand in the record."),
    S.WITHDRAWN: _l("Withdrawn by the enterprise; nothing more is done and the record stays."),
}


# What a coordinator does for other cases the supervisor does for a confidential report.
CONFIDENTIAL: dict[CaseStatus, LazyString] = {
    S.SUBMITTED: _l("Next: the supervisor accepts it and gives it to one person. Answer by %(due)s."),
    S.ACCEPTED: _l("Next: the supervisor gives it to one person, outside of the unit reported on. Answer by %(due)s."),
}


# The same once the promised day has passed: nobody reads of a day to come that is over.
OVERDUE: dict[CaseStatus, LazyString] = {
    S.SUBMITTED: _l("Next: it is accepted and dispatched at once; the answer was promised by %(due)s."),
    S.ACCEPTED: _l("Next: it is given to a handling unit and person at once; the answer was promised by %(due)s."),
    S.IN_PROGRESS: _l("Next: %(handler)s proposes an outcome as soon as possible; it was promised by %(due)s."),
    S.CONFERRING: _l("Next: the conference concludes as soon as possible; the answer was promised by %(due)s."),
}


def next_step(
    status: CaseStatus,
    *,
    pending: str = "",
    open_tasks: int = 0,
    rejections: int = 0,
    confirm_by: date | None = None,
) -> str:
    """Return who does what next, a pending ruling before all else; a dash once nothing follows."""
    if pending:
        return str(Pending(pending).label)
    if status is S.IN_PROGRESS and open_tasks:
        return str(_("Supporting tasks not replied to: %(count)s", count=open_tasks))
    if status is S.IN_PROGRESS and rejections:
        return str(_("Sent back, the handler goes on"))
    if status is S.PROPOSED and confirm_by:
        return str(_("The enterprise confirms by %(day)s", day=date_text(confirm_by)))
    return str(SHORT.get(status, "—"))


def what_comes(case: Case, last: date | None, dispatch_on: date, *, late: bool = False) -> str:
    """Return the sentence that tells on the case's page whose turn it is and until when.

    ``dispatch_on`` is the day on which a case that waits for it is to be dispatched, ``last`` the last on which the
    enterprise can still confirm or, once closed, have the case reopened.
    """
    if case.status is S.CLOSED and last is None:
        return str(_("Closed. The time for reopening is over."))
    facts = {
        "due": date_text(case.due_on) if case.due_on else "",
        "handler": case.handler.name if case.handler else "",
        "last": date_text(last) if last else "",
        "when": when_text(dispatch_on),
    }
    words = (OVERDUE if late else {}) | (CONFIDENTIAL if case.confidential else {})
    said = str(words.get(case.status, LONG[case.status])) % facts
    waiting = pending_of(case)
    return str(_("%(pending)s. %(said)s", pending=waiting.label, said=said)) if waiting else said


def steps(case: Case, record: Iterable[CaseEvent]) -> list[tuple[str, str, str]]:
    """Return the stepper: words, detail and state of each step, up to where the case was cut short."""
    done = {event.action: datetime_text(event.at) for event in sorted(record, key=lambda line: line.id)}
    told = [
        (_("Handed in"), done.get(Action.SUBMIT, "")),
        (_("Accepted"), done.get(Action.ACCEPT, "")),
        (_("Dispatched"), done.get(Action.DISPATCH, "")),
    ]
    if case.status in CUT_SHORT:
        ended = datetime_text(case.ended_at) if case.ended_at else ""
        return [*((str(words), at, "done") for words, at in told if at), (str(case.status.label), ended, "now")]
    told += [
        (_("In progress"), _at_work(case)),
        (_("Confirmation"), done.get(Action.PROPOSE, "") if case.status in {S.PROPOSED, S.CLOSED} else ""),
        (_("Closed"), done.get(Action.CONFIRM, "") if case.status is S.CLOSED else ""),
    ]
    return _with_states(told, _reached(case))


def _at_work(case: Case) -> str:
    return case.handling_unit.short_name if case.handling_unit else ""


def _reached(case: Case) -> int:
    """Return the index of the step at which the case is."""
    status = case.status
    if status is S.SUPPLEMENT:
        status = case.status_before or S.SUBMITTED
    reached = {S.SUBMITTED: 1, S.ACCEPTED: 2, S.IN_PROGRESS: 3, S.CONFERRING: 3, S.PROPOSED: 4, S.CLOSED: 5}
    return reached[status]


def _with_states(told: Sequence[tuple[str, str]], reached: int) -> list[tuple[str, str, str]]:
    last = len(told) - 1
    return [
        (str(words), detail if place <= reached else "", _state(place, reached, last))
        for place, (words, detail) in enumerate(told)
    ]


def _state(place: int, reached: int, last: int) -> str:
    if place < reached or reached == last:
        return "done"
    return "now" if place == reached else ""
