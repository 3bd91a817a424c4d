"""What a request asks of the visits and their counters, read from its address."""

from dataclasses import replace
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from forms.visits import FindingsForm, SpanForm
from portal.units.queries import street_choices
from portal.visits import queries
from portal.visits.figures import Span

Arguments = MultiDict[str, str]


def span_of(session: Session, args: Arguments) -> tuple[SpanForm, Span]:
    """Return the filters of the lists of visits, and what they ask for."""
    form = SpanForm(args, **_choices(session))
    return form, _span(form)


def findings_span(session: Session, args: Arguments, today: date) -> tuple[FindingsForm, Span]:
    """Return the filters of the list of findings, and what they ask for."""
    form = FindingsForm(args, **_choices(session))
    wanted = replace(
        _span(form),
        kind=form.kind.data,
        grade=form.grade.data,
        state=form.state.data,
        solved={"yes": True, "no": False}.get(form.solved.data or ""),
        grave="grave" in args,
        due=today if "due" in args else None,
    )
    return form, wanted


def _choices(session: Session) -> dict[str, list[tuple[int | str, str]]]:
    rounds = [(one.id, one.name) for one in queries.campaigns(session)]
    return {
        "campaign": [("", _("All campaigns")), *rounds],
        "street": [("", _("All streets")), *street_choices(session)],
    }


def _span(form: SpanForm) -> Span:
    return Span(form.campaign.data, form.street.data, form.from_on.data, form.until_on.data)
