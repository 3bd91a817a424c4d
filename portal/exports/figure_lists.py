"""What stands behind a figure: the cases or enterprises that it counts, the part that is reached, or the rest."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portal.cases.desk import worklist
from portal.cases.desk.worklist import Row
from portal.enterprises import queries as enterprises
from portal.enterprises.models import Enterprise
from portal.errors import NotFound
from portal.exports.asked import Asked, asked
from portal.exports.case_list import CASES
from portal.exports.columns import Arguments, Found, Listing, in_pages
from portal.exports.enterprise_lists import ENTERPRISES
from portal.permissions.actor import Actor
from portal.permissions.permission import Permission
from portal.reporting.figures import PARTS
from portal.reporting.indicators import BY_KEY, Subject
from portal.reporting.scope import Condition


def _criteria(about: Asked, args: Arguments, subject: Subject) -> list[Condition]:
    """Return what the list of a figure holds; raise NotFound for a figure of another kind."""
    indicator, which = BY_KEY.get(args.get("key", "")), args.get("which", "")
    if indicator is None or indicator.subject is not subject or which not in PARTS:
        raise NotFound
    return about.read.criteria(indicator, which, about.scope)


def _find_cases(session: Session, actor: Actor, args: Arguments) -> Found[Row]:
    about = asked(session, actor, args)
    wanted = _criteria(about, args, Subject.CASES)
    rows = worklist.streamed(session, actor, *wanted, sort="due")
    return Found(worklist.total(session, actor, *wanted), rows, about=about.words)


def _find_enterprises(session: Session, actor: Actor, args: Arguments) -> Found[Enterprise]:
    about = asked(session, actor, args)
    also = _criteria(about, args, Subject.ENTERPRISES)
    anyone = enterprises.Wanted(order=enterprises.Order.NAME)

    def page(offset: int, limit: int) -> list[Enterprise]:
        return list(enterprises.search(session, actor, anyone, *also, offset=offset, limit=limit))

    return Found(enterprises.count(session, actor, anyone, *also), in_pages(page), about=about.words)


FIGURE_CASES = Listing("figure-cases", _l("Cases behind a figure"), Permission.REPORT_READ, CASES.columns, _find_cases)
FIGURE_ENTERPRISES = Listing(
    "figure-enterprises",
    _l("Enterprises behind a figure"),
    Permission.REPORT_READ,
    ENTERPRISES.columns,
    _find_enterprises,
)
