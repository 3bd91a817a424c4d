"""Findings: advice, the enterprise's report, the follow-up, and the case that a finding becomes."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from forms.visits import FindingCaseForm, FindingFields, FollowUpForm, ReportForm
from portal import clock
from portal.cases import citing
from portal.cases.intake import categories
from portal.cases.intake.operations import Telling
from portal.cases.models import Category
from portal.database import db
from portal.errors import TransitionNotAllowed
from portal.permissions.checks import current_actor, require, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page, succeeds
from portal.visits import follow_ups, operations, queries
from portal.visits.models import Finding, Visit
from portal.visits.reading import found_by
from portal.vocabulary import CaseKind, RiskGrade, UrgencyFact

blueprint = Blueprint("findings", __name__, url_prefix="/visits")
Page = str | tuple[str, int] | Redirect
METHODS = ["GET", "POST"]


@blueprint.route("/<int:visit_id>/findings/new", methods=METHODS)
@requires(Permission.VISIT_FOLLOW)
def add(visit_id: int) -> Page:
    """Add a finding to a visit."""
    visit = queries.visible(db.session, current_actor(), visit_id)
    require(current_actor(), Permission.VISIT_FOLLOW, visit)
    form = FindingFields(kind=CaseKind.DIFFICULTY, grade=RiskGrade.GENERAL)
    if _is_sent(form) and succeeds(
        form, lambda: operations.add_finding(db.session, visit, actor=current_actor(), found=found_by(form))
    ):
        announce(_("The finding is recorded"), _("The enterprise has been told and sees the advice."))
        return redirect(url_for("visits.show", visit_id=visit.id))
    return _advising(form, visit, None)


@blueprint.route("/findings/<int:finding_id>/advise", methods=METHODS)
@requires(Permission.VISIT_FOLLOW)
def advise(finding_id: int) -> Page:
    """Change grade, advice, measure and date of a finding."""
    finding = _own_to_follow(finding_id)
    chosen = finding.cited
    measure = f"{chosen['document_slug']}{citing.SEPARATOR}{chosen['anchor']}" if chosen else ""
    form = FindingFields(obj=finding, measure=measure)
    form.version.data = form.version.data or finding.version
    if _is_sent(form) and succeeds(
        form,
        lambda: follow_ups.advise(
            db.session, finding, actor=current_actor(), found=found_by(form), seen=form.seen_version
        ),
    ):
        announce(_("The finding is changed"))
        return _back(finding)
    return _advising(form, finding.visit, finding)


def _is_sent(form: FindingFields) -> bool:
    """Tell whether the form is to be carried out; looking for a measure sends the page without it."""
    return "find" not in request.form and bool(form.validate_on_submit())


def _advising(form: FindingFields, visit: Visit, finding: Finding | None) -> tuple[str, int]:
    offered = citing.choices(form.q.data or "", [form.measure.data] if form.measure.data else [])
    return form_page("visits/finding.html", form, visit=visit, finding=finding, offered=offered)


@blueprint.route("/findings/<int:finding_id>/report", methods=METHODS)
@requires(Permission.FINDING_REPORT)
def report(finding_id: int) -> Page:
    """Let the enterprise say what it has done."""
    finding = queries.finding(db.session, current_actor(), finding_id)
    require(current_actor(), Permission.FINDING_REPORT, finding)
    form = ReportForm(version=finding.version)
    return _carry_out(
        finding,
        form,
        lambda: follow_ups.report(
            db.session, finding, actor=current_actor(), text=form.text.data, seen=form.seen_version
        ),
        "visits/report.html",
        (_("Reported as rectified"), _("The visitor has been told and looks at it again.")),
    )


@blueprint.route("/findings/<int:finding_id>/follow-up", methods=METHODS)
@requires(Permission.VISIT_FOLLOW)
def follow_up(finding_id: int) -> Page:
    """Look at a finding again: settle it, or set the next date."""
    finding = _own_to_follow(finding_id)
    form = FollowUpForm(version=finding.version)
    return _carry_out(
        finding,
        form,
        lambda: follow_ups.follow_up(
            db.session,
            finding,
            actor=current_actor(),
            outcome=follow_ups.Outcome(form.text.data, form.settled.data == "yes", form.again_on.data),
            seen=form.seen_version,
        ),
        "visits/follow-up.html",
        (_("The follow-up is recorded"), _("The enterprise has been told.")),
    )


def _carry_out(finding: Finding, form: Any, act: Callable[[], object], template: str, done: tuple[str, str]) -> Page:
    if form.validate_on_submit() and succeeds(form, act):
        announce(*done)
        return _back(finding)
    return form_page(template, form, finding=finding, visit=finding.visit, today=clock.today())


@blueprint.route("/findings/<int:finding_id>/case", methods=METHODS)
@requires(Permission.VISIT_FOLLOW)
def make_case(finding_id: int) -> Page:
    """Make a case of a finding in one act; what was found is filled in."""
    finding = _own_to_follow(finding_id)
    require(current_actor(), Permission.CASE_SUBMIT, finding.visit.enterprise)
    form = FindingCaseForm(
        version=finding.version,
        title=finding.text[:40],
        description=f"{finding.text}\n{finding.advice}".strip(),
        urgency_facts=[UrgencyFact.DANGER] if finding.is_grave else [],
    )
    form.category.choices = _category_choices(finding.kind)
    if form.validate_on_submit():
        case = attempt(form, lambda: _make(finding, form))
        if case is not None:
            announce(_("The finding has become case %(reference)s", reference=case.reference))
            return _back(finding)
    return form_page("visits/case.html", form, finding=finding, visit=finding.visit)


def _make(finding: Finding, form: FindingCaseForm) -> Any:
    enterprise = finding.visit.enterprise
    telling = Telling(
        category=db.session.get_one(Category, form.category.data),
        title=form.title.data,
        description=form.description.data,
        contact_name=enterprise.contact_name,
        contact_telephone=enterprise.contact_telephone,
        urgency_facts=tuple(form.urgency_facts.data or ()),
    )
    return follow_ups.make_case(db.session, finding, actor=current_actor(), telling=telling, seen=form.seen_version)


def _category_choices(kind: CaseKind) -> list[tuple[int | str, str]]:
    """Return the categories, those of the finding's kind first; the category says which kind of case it becomes.

    What is reported in confidence is reported by the enterprise itself: a finding is open to whoever sees the visit.
    """
    kinds = [kind, *(one for one in CaseKind if one is not kind)]
    leaves = [
        (leaf.id, f"{one.label}：{leaf.full_name}")
        for one in kinds
        for group in categories.groups(db.session, one)
        for leaf in categories.leaves(db.session, one, group.code)
        if not leaf.confidential
    ]
    return [("", _("Choose")), *leaves]


def _own_to_follow(finding_id: int) -> Finding:
    finding = queries.finding(db.session, current_actor(), finding_id)
    require(current_actor(), Permission.VISIT_FOLLOW, finding)
    if request.method == "GET" and finding.state not in follow_ups.TO_FOLLOW:
        raise TransitionNotAllowed
    return finding


def _back(finding: Finding) -> Redirect:
    return redirect(f"{url_for('visits.show', visit_id=finding.visit_id)}#finding-{finding.id}")
