"""What somebody sees who scans a code: three screens without an account, carried on as hidden fields."""

import secrets

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from forms.base import trimmed
from forms.entry import ConsentForm, StrangerForm, WhatForm, WhoForm
from portal.cases.models import Case
from portal.database import db
from portal.enterprises.credit_code import checked
from portal.enterprises.provisional import Sketch
from portal.entry import operations, queries
from portal.entry.codes import masked
from portal.entry.models import EntryCode
from portal.permissions.checks import requires
from portal.permissions.permission import Permission
from portal.presentation.submitting import attempt, form_page
from portal.rate_limits import ENTERING
from portal.vocabulary import EntryKind, UrgencyFact

blueprint = Blueprint("scan", __name__, url_prefix="/e")
Page = str | tuple[str, int] | Response
GONE = 410
SCREENS = ("who", "what", "check")
OWN = frozenset({"csrf_token", "screen", "back"})


def forms_of(code: EntryCode) -> dict[str, FlaskForm]:
    """Return the forms of the three screens, each filled in from what has been sent so far."""
    what = WhatForm()
    what.category.choices = {"": [("", _("Choose"))], **queries.categories(db.session)}
    who = WhoForm() if code.kind is EntryKind.ENTERPRISE else StrangerForm()
    return {"who": who, "what": what, "check": ConsentForm()}


@blueprint.route("/<string:token>", methods=["GET", "POST"])
@requires(Permission.PUBLIC)
@ENTERING
def scan(token: str) -> Page:
    """Ask who, then what, then show it and send. A code that is revoked says so; one that is none says the same."""
    code = queries.by_token(db.session, token)
    if code is None or code.revoked_at:
        return render_template("entry/ended.html"), GONE
    forms = forms_of(code)
    screen, case = advance(code, forms)
    if case is None:
        return shown(code, forms, screen)
    session["scanned"] = case.reference
    return redirect(url_for("scan.received", token=token))


def advance(code: EntryCode, forms: dict[str, FlaskForm]) -> tuple[str, Case | None]:
    """Return the screen that comes now: the next one, the one before, or one to be mended; at last also the case."""
    screen = request.form.get("screen")
    if screen not in SCREENS:
        return SCREENS[0], None
    number = SCREENS.index(screen)
    if "back" in request.form:
        return SCREENS[max(0, number - 1)], None
    wrong = next((name for name in SCREENS[: number + 1] if not is_right(forms[name])), None)
    if wrong is not None:
        return wrong, None
    if number == 0:
        operations.begin(code)
    if screen != SCREENS[-1]:
        return SCREENS[number + 1], None
    return screen, attempt(forms[screen], lambda: _file(code, forms))


def is_right(form: FlaskForm) -> bool:
    """Check one screen; a credit code must be one where it is given at all."""
    if not form.validate():
        return False
    text = form.credit_code.data if "credit_code" in form else ""
    return not text or attempt(form, lambda: checked(text, confirmed=True)) is not None


def shown(code: EntryCode, forms: dict[str, FlaskForm], screen: str) -> tuple[str, int]:
    """Return one screen; what the others have holds in hidden fields."""
    form = forms[screen]
    own = OWN | set(form.data)
    carried = [(name, value) for name, value in request.form.items(multi=True) if name not in own]
    if "submission_key" not in request.form:
        carried.append(("submission_key", secrets.token_urlsafe(18)))
    return form_page(
        f"entry/{screen}.html",
        form,
        forms=forms,
        carried=carried,
        place=place_of(code),
        number=SCREENS.index(screen) + 1,
        facts=[fact.label for fact in UrgencyFact if fact in (forms["what"].urgency_facts.data or ())],
        category=dict(pair for pairs in forms["what"].category.choices.values() for pair in pairs),
    )


def place_of(code: EntryCode) -> str:
    """Return what a stranger reads of where the card hangs: of an enterprise only what its own people recognise."""
    if code.kind is EntryKind.ENTERPRISE:
        return str(_("Your enterprise (%(name)s)", name=masked(code.place)))
    return code.place


def _file(code: EntryCode, forms: dict[str, FlaskForm]) -> Case:
    who, what = forms["who"], forms["what"]
    matter = operations.Matter(
        category=what.category.data,
        title=what.title.data,
        description=what.description.data,
        contact_name=who.contact_name.data,
        contact_telephone=who.contact_telephone.data,
        submission_key=f"scan-{code.id}-{_key(request.form)}",
        urgency_facts=tuple(what.urgency_facts.data or ()),
    )
    sketch = None
    if code.area_id is not None:
        sketch = Sketch(
            name=who.enterprise_name.data,
            area_id=code.area_id,
            sector=who.sector.data,
            contact_name=matter.contact_name,
            contact_telephone=matter.contact_telephone,
            credit_code=who.credit_code.data,
            staff_count=who.staff_count.data,
        )
    return operations.file_scan(db.session, code, matter=matter, sketch=sketch)


def _key(values: MultiDict[str, str]) -> str:
    return trimmed(values.get("submission_key"))[:24]


@blueprint.route("/<string:token>/received")
@requires(Permission.PUBLIC)
def received(token: str) -> Page:
    """Give the number and the promised date to the browser that has just sent something, and to no other."""
    del token
    reference = session.get("scanned")
    case = queries.by_reference(db.session, reference) if reference else None
    return render_template("entry/received.html", case=case) if case else redirect(url_for("home.index"))
