"""Why a step of the ladder was or was not taken, in words."""

from flask_babel import lazy_gettext as _l

from portal.presentation.dates import date_text
from portal.supervision.reasons import Reason, Why

WORDS = {
    Why.TAKEN: _l("Not resolved on %(day)s: %(done)s."),
    Why.CAUGHT_UP: _l("Noted on %(day)s together with a higher step; nobody was told separately."),
    Why.NEXT: _l("Due since %(day)s; taken by the next sweep, which comes every hour."),
    Why.WAITS: _l("Not taken: the clock stands while the enterprise supplies what it was asked for."),
    Why.PROPOSED: _l("Not taken: the clock stands while the enterprise looks at the proposed outcome."),
    Why.ENDED_BEFORE: _l("Not taken: due on %(day)s, and the case ended before."),
    Why.ENDED_SINCE: _l("Not taken: due on %(day)s, and the case ended before the sweep."),
    Why.KEPT: _l("Not taken: a confidential report is urged by those who may know of it."),
}
ENDED = _l("Not taken: the case has ended.")


def words_of(reason: Reason) -> str:
    """Return the sentence that the page of a case says of a step."""
    if reason.why is Why.COMING:
        words = reason.step.coming
    elif reason.why is Why.ENDED_BEFORE and reason.on is None:
        words = ENDED
    else:
        words = WORDS[reason.why]
    day = date_text(reason.on) if reason.on else ""
    return str(words) % {"day": day, "done": reason.step.done}
