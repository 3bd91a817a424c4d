"""The pages of hot issues, and of making one case of two."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.care import CloseIssueForm, IssueForm, MergeForm
from portal.cases import queries
from portal.cases.acting import Answer, act_page, carry_out, done, to_case, unfinished
from portal.cases.intake import similar
from portal.cases.issues import operations as issues
from portal.cases.models import Case
from portal.cases.workflow import Action
from portal.database import db
from portal.permissions.checks import current_actor, require, requires
from portal.permissions.permission import Permission
from portal.presentation.flashes import announce
from portal.presentation.submitting import form_page, succeeds

blueprint = Blueprint("issues", __name__, url_prefix="/cases")
METHODS = ("GET", "POST")


@blueprint.route("/issues")
@requires(Permission.ISSUE_VIEW)
def index() -> str:
    """List the hot issues."""
    return render_template("cases/issues.html", issues=issues.all_issues(db.session))


@blueprint.route("/issues/<int:issue_id>", methods=METHODS)
@requires(Permission.ISSUE_VIEW)
def show(issue_id: int) -> str | tuple[str, int] | Response:
    """Show a hot issue with its cases; the coordinator says here how it was solved."""
    issue, form, actor = issues.issue(db.session, issue_id), CloseIssueForm(), current_actor()
    if form.validate_on_submit() and succeeds(
        form, lambda: issues.close_issue(db.session, issue, actor=actor, conclusion=form.conclusion.data)
    ):
        announce(_("The hot issue is closed"), _("The handlers of its open cases have been told."))
        return redirect(url_for("issues.show", issue_id=issue.id))
    return form_page("cases/issue.html", form, issue=issue)


@blueprint.route("/<reference:reference>/issue", methods=METHODS)
@requires(Permission.CASE_VIEW)
def start(reference: str) -> tuple[str, int] | Response:
    """Open a hot issue over a case and those of other enterprises that resemble it."""
    actor = current_actor()
    case = queries.visible_case(db.session, actor, reference)
    require(actor, Permission.CASE_LINK, case)
    alike = similar.of_others(db.session, actor, case)
    form = IssueForm(title=case.category.name)
    form.cases.choices = [(one.id, f"{one.title}（{one.enterprise.name}，{one.reference}）") for one in alike]
    if form.validate_on_submit() and succeeds(form, lambda: _open(form, case, alike)):
        announce(_("The hot issue has been opened"), _("Its cases are handled each by its own handler."))
        return redirect(url_for("issues.index"))
    return form_page("cases/issue-open.html", form, case=case, alike=alike)


def _open(form: IssueForm, case: Case, alike: list[Case]) -> object:
    chosen = [one for one in alike if one.id in (form.cases.data or ())]
    return issues.open_issue(db.session, actor=current_actor(), title=form.title.data, cases=[case, *chosen])


@blueprint.route("/<reference:reference>/merge", methods=METHODS)
@act_page(Action.MERGE)
def merge(case: Case) -> Answer:
    """Make one case of two of the same enterprise."""
    form = MergeForm(version=case.version)
    others = {other.id: other for other in issues.mergeable(db.session, current_actor(), case)}
    if not others:
        announce(_("The enterprise has no other open case of this kind."), tone="note")
        return to_case(case)
    form.into.choices = [(other.id, f"{other.title}（{other.reference}）") for other in others.values()]
    if carry_out(
        form,
        case,
        Action.MERGE,
        lambda actor: issues.merge(
            db.session,
            case,
            others[form.into.data],
            actor=actor,
            reason=form.reason.data,
            seen=form.seen_version,
        ),
    ):
        return done(
            others[form.into.data], _("The two cases are one now"), _("What it said and its files are in this record.")
        )
    return unfinished(form, case, Action.MERGE)
