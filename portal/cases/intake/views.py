"""Taking a case in: one thing a page, kept in a draft, then the answers to check and the receipt."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from forms.intake import NAMES, SendForm, StartForm
from portal import clock
from portal.cases import queries
from portal.cases.intake import circumstances, drafts, saving, similar, steps, suggestions
from portal.cases.intake import operations as intake
from portal.cases.intake.steps import Step
from portal.cases.limits import explanation
from portal.cases.limits.timing import limit_of, limit_table
from portal.cases.models import Case, Draft
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.errors import NotFound, RuleBroken
from portal.pairing.queries import slots_of
from portal.permissions.checks import current_actor, permits, requires
from portal.permissions.permission import Permission
from portal.presentation.dates import time_text
from portal.presentation.flashes import announce
from portal.presentation.submitting import attempt, form_page
from portal.units.models import Unit
from portal.vocabulary import CaseKind, Urgency, UrgencyFact
from portal.workdays import load_calendar

blueprint = Blueprint("intake", __name__, url_prefix="/cases/new")

DRAFT = f"/<int:enterprise_id>/<any({', '.join(CaseKind)}):kind>"
TOLD = ("title", "description", "wish", "other_party", "other_party_code", "contact_name", "contact_telephone")
STEP = f"{DRAFT}/<any({', '.join(step for step in Step if step is not Step.FILES)}):step>"


def draft_of(enterprise_id: int, kind: str, *, lock: bool = False) -> Draft | None:
    """Return the person's draft; raise NotFound for an enterprise for which the person may not submit."""
    actor, enterprise = current_actor(), db.session.get(Enterprise, enterprise_id)
    if enterprise is None or not permits(actor, Permission.CASE_SUBMIT, enterprise):
        raise NotFound
    return drafts.find(db.session, actor, enterprise, CaseKind(kind), lock=lock)


def new_draft(enterprise_id: int, kind: str) -> Draft:
    """Return a draft that is stored once something is entered."""
    return drafts.begin(current_actor(), db.session.get_one(Enterprise, enterprise_id), CaseKind(kind))


def address(draft: Draft, endpoint: str, **values: Any) -> str:
    """Return the address of something about a draft."""
    return url_for(endpoint, enterprise_id=draft.enterprise_id, kind=draft.kind, **values)


def page_url(draft: Draft, page: Step | None, **values: Any) -> str:
    """Return the address of a page; after the last one the answers are checked."""
    if page is None:
        return address(draft, "intake.check", **values)
    if page is Step.FILES:
        return address(draft, "intake_files.choose", **values)
    return address(draft, "intake.step", step=page, **values)


def after(page: Step, draft: Draft) -> str:
    """Return where a page leads: on, or back to the answers; a changed area asks for its category anew."""
    changing = request.args.get("then") == "check"
    if changing and page is not Step.GROUP:
        return page_url(draft, None)
    following = steps.way(db.session, draft).after(page)
    return page_url(draft, following, then="check" if changing else None)


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.CASE_SUBMIT)
def start() -> str | tuple[str, int] | Redirect:
    """Go on with a draft, or choose what to bring and for whom; where nothing is to choose, the first page comes."""
    actor = current_actor()
    choices, begun = drafts.enterprises_for(db.session, actor), drafts.of_actor(db.session, actor)
    only = choices[0].id if len(choices) == 1 else None
    form = StartForm(kind=request.args.get("kind"), enterprise=request.args.get("enterprise", only))
    named = [(enterprise.id, enterprise.name) for enterprise in choices]
    form.enterprise.choices = named if only else [("", _("Choose the enterprise")), *named]
    chosen = form.kind.data in set(CaseKind) and form.enterprise.data in {enterprise.id for enterprise in choices}
    if form.validate_on_submit() or (chosen and not begun and request.method == "GET"):
        draft = draft_of(form.enterprise.data, form.kind.data) or new_draft(form.enterprise.data, form.kind.data)
        return redirect(page_url(draft, steps.first_open(db.session, draft)))
    return form_page(
        "intake/start.html",
        form,
        names=NAMES,
        enterprises=choices,
        drafts=[(draft, page_url(draft, steps.first_open(db.session, draft))) for draft in begun],
        limits={kind: limit_table(db.session).for_case(kind, Urgency.ORDINARY) for kind in CaseKind},
    )


@blueprint.route(STEP, methods=["GET", "POST"])
@requires(Permission.CASE_SUBMIT)
def step(enterprise_id: int, kind: str, step: str) -> str | tuple[str, int] | Redirect:
    """Ask one thing. What is entered is kept even where it must still be changed, so that the page is opened again.

    A page of the way is the answer to a form, which a browser cannot go back to, only where a draft must not keep what
    was entered, or would lose what another window has saved.
    """
    page = Step(step)
    found = draft_of(enterprise_id, kind, lock=request.method == "POST")
    if found is None and request.method == "GET" and page is not Step.GROUP:
        return redirect(url_for("intake.start", kind=kind))
    draft = found or new_draft(enterprise_id, kind)
    form = steps.form_of(db.session, page, draft)
    if form.is_submitted():
        sound, answers = form.validate(), form.answers()
        if attempt(form, lambda: saving.save_page(db.session, draft, page, form)) is None:
            form.seen.data = draft.mark_of(page)
            return form_page(f"intake/{page}.html", form, **surroundings(draft, page))
        if "later" in request.form:
            announce(_("The draft is saved"), _("Go on with it whenever and on whatever device you like."))
            return redirect(url_for("intake.start"))
        if sound:
            return redirect(after(page, draft))
        if drafts.kept(answers) == answers:
            return redirect(page_url(draft, page, wrong=1, then=request.args.get("then")))
    elif "wrong" in request.args:
        for name, messages in steps.faults_of(db.session, draft, page).items():
            form[name].errors = messages
    return render_template(f"intake/{page}.html", form=form, **surroundings(draft, page))


def surroundings(draft: Draft, page: Step) -> dict[str, object]:
    """Return what stands around the form of a page."""
    way = steps.way(db.session, draft)
    return {
        "draft": draft,
        "draft_key": draft.submission_key if draft.id else "",
        "saved_url": page_url(draft, page),
        "name": NAMES[draft.kind],
        "step": page,
        "number": way.number(page),
        "total": len(way.pages),
        "page_title": steps.title(page, draft.kind),
        "unready": intake.unready(draft.enterprise) if page is Step.GROUP else "",
        "confidential": page is Step.DETAILS and _is_confidential(draft),
        "hints": {option.code: option.hint for option in steps.options(db.session, page, draft)},
        "similar": similar.to_draft(db.session, draft) if page is Step.MATTER else [],
        "measures": matching_measures(draft) if page is Step.MATTER else [],
        "back_url": page_url(draft, before) if (before := way.before(page)) else url_for("intake.start"),
        "slots": slots_of(db.session, draft.enterprise_id),
        "on_behalf": draft.enterprise_id not in current_actor().enterprise_ids,
        "ordinary_days": _days(draft, Urgency.ORDINARY),
        "urgent_days": _days(draft, Urgency.URGENT),
    }


def _days(draft: Draft, urgency: Urgency) -> int:
    category = steps.category_of(db.session, draft)
    return limit_of(db.session, draft.kind, urgency, category, draft.enterprise)


def _is_confidential(draft: Draft) -> bool:
    category = steps.category_of(db.session, draft)
    return category is not None and category.confidential


def _reported(draft: Draft) -> str:
    """Return the name of the unit that a draft reports on; empty where none is chosen."""
    number = steps.reported_in(draft)
    unit = db.session.get(Unit, number) if number else None
    return unit.name if unit else ""


def matching_measures(draft: Draft) -> list[suggestions.Suggestion | suggestions.Answered]:
    """Return the measures that may help with what a draft tells so far."""
    return suggestions.for_question(suggestions.question_of(draft, steps.category_of(db.session, draft)))


@blueprint.route(f"{STEP}/autosave", methods=["POST"])
@requires(Permission.CASE_SUBMIT)
def autosave(enterprise_id: int, kind: str, step: str) -> dict[str, str] | tuple[dict[str, str], int]:
    """Keep what is being typed, right or wrong, and say when; or what another window has saved meanwhile."""
    page, draft = Step(step), draft_of(enterprise_id, kind, lock=True) or new_draft(enterprise_id, kind)
    form = steps.form_of(db.session, page, draft)
    saved = attempt(form, lambda: saving.save_page(db.session, draft, page, form))
    if saved is None:
        choice = render_template(
            "intake/conflict.html", stale=form.conflict, saved_url=page_url(draft, page), keep=True
        )
        return {"seen": draft.mark_of(page), "html": choice}, HTTPStatus.CONFLICT
    return {"saved": time_text(saved.saved_at), "at": saved.saved_at.isoformat()}


@blueprint.route(f"{DRAFT}/check", methods=["GET", "POST"])
@requires(Permission.CASE_SUBMIT)
def check(enterprise_id: int, kind: str) -> tuple[str, int] | Redirect:
    """Show every answer and the date that will be promised, then send. Two clicks find one case."""
    form = SendForm()
    draft = draft_of(enterprise_id, kind, lock=request.method == "POST")
    if draft is None:
        sent = intake.already_submitted(db.session, form.submission_key.data or "") or intake.just_sent(
            db.session, current_actor(), enterprise_id, CaseKind(kind)
        )
        return redirect(
            url_for("intake.receipt", reference=sent.reference) if sent else url_for("intake.start", kind=kind)
        )
    if form.validate_on_submit() and (case := attempt(form, lambda: _send(draft, form.seen.data))):
        return redirect(url_for("intake.receipt", reference=case.reference))
    form.submission_key.data, form.seen.data = draft.submission_key, saving.digest(draft)
    return form_page("intake/check.html", form, **summary(draft))


def _send(draft: Draft, seen: str | None) -> Case:
    """Send what was checked; raise RuleBroken where another window has changed it since."""
    if seen and seen != saving.digest(draft):
        raise RuleBroken(_("The draft was changed in another window after this page was opened. Check it again."))
    telling = steps.telling_of(db.session, draft)
    return drafts.send(db.session, actor=current_actor(), draft=draft, telling=telling)


def summary(draft: Draft) -> dict[str, object]:
    """Return every answer of a draft, what is wrong with each, and the promise that would be made today."""
    facts = draft.answers.get("urgency_facts") or ()
    faults = steps.faults(db.session, draft)
    details = circumstances.details_of(draft.answers, steps.asked_of(db.session, draft))
    category = steps.category_of(db.session, draft)
    urgency = circumstances.urgency_of(facts, details.get("damage_after", ""), today=clock.today())
    promise = intake.promise(db.session, draft.kind, urgency, category, draft.enterprise)
    return {
        "draft": draft,
        "name": NAMES[draft.kind],
        "told": {name: draft.answers.get(name) or "" for name in TOLD},
        "labels": steps.form_of(db.session, Step.MATTER, draft),
        "category": category,
        "facts": [fact.label for fact in UrgencyFact if fact in facts],
        "asked": circumstances.asked(details),
        "pressing": circumstances.pressing(details),
        "calling": circumstances.calling(details),
        "reported": _reported(draft),
        "asks": Step.DETAILS in steps.way(db.session, draft).pages,
        "files": [
            (
                file.attachment.name,
                address(draft, "intake_files.show", attachment_id=file.attachment_id),
                file.attachment.size,
            )
            for file in draft.files
        ],
        "change": {page: page_url(draft, page, then="check") for page in Step},
        "faults": {name: messages for wrong in faults.values() for name, messages in wrong.items()},
        "missing_url": page_url(draft, next(iter(faults), None), then="check"),
        "back_url": page_url(draft, Step.CONTACT),
        "similar": similar.to_draft(db.session, draft),
        "measures": matching_measures(draft),
        "unready": intake.unready(draft.enterprise),
        "promise": explanation.explained(promise, clock.today(), explanation.sentences(promise)),
        "on_behalf": draft.enterprise_id not in current_actor().enterprise_ids,
    }


@blueprint.route(f"{DRAFT}/discard", methods=["GET", "POST"])
@requires(Permission.CASE_SUBMIT)
def discard(enterprise_id: int, kind: str) -> tuple[str, int] | Redirect:
    """Throw a draft away, once that has been confirmed."""
    form, draft = SendForm(), draft_of(enterprise_id, kind, lock=request.method == "POST")
    if draft is None:
        return redirect(url_for("intake.start"))
    if form.validate_on_submit():
        drafts.discard(db.session, draft)
        announce(_("The draft has been thrown away"))
        return redirect(url_for("intake.start"))
    return form_page("intake/discard.html", form, draft=draft)


@blueprint.route("/received/<reference:reference>")
@requires(Permission.CASE_VIEW)
def receipt(reference: str) -> str:
    """Give the receipt: number, promised date and why, who stands by, and what happens next."""
    case = queries.visible_case(db.session, current_actor(), reference)
    return render_template(
        "intake/receipt.html",
        case=case,
        promise=explanation.explain(case, load_calendar(db.session), clock.today()),
        slots=slots_of(db.session, case.enterprise_id),
    )
