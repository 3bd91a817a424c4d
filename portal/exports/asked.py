"""What the address of a page of figures asks for, and the same in words, which stand over its export."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.exports.columns import Arguments
from portal.permissions.actor import Actor
from portal.presentation.dates import date_text
from portal.reporting import asking
from portal.reporting.figures import Reading, reading
from portal.reporting.scope import Scope


@dataclass(frozen=True)
class Asked:
    """Whose reading, of what; ``words`` are the days and what else narrows them."""

    read: Reading
    scope: Scope
    words: str


def asked(session: Session, actor: Actor, args: Arguments) -> Asked:
    """Read an address as its page does."""
    today, form = clock.today(), asking.scope_form(session, args)
    scope = asking.scope_of(form, today)
    first, last = date_text(scope.since, year=True), date_text(scope.until, year=True)
    words = [_("%(first)s to %(last)s", first=first, last=last), *form.chosen]
    return Asked(reading(session, actor, today), scope, _(", ").join(words))
