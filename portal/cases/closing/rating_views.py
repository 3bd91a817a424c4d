"""Rating a closed case, and verifying and rectifying a bad rating, a page each."""

from flask import Blueprint
from flask_babel import gettext as _

from forms.closing import MarkMistakenForm, RateForm, RectifyForm, VerifyRatingForm
from portal.cases.acting import Answer, act_page, carry_out, done, files_of, unfinished
from portal.cases.closing import ratings
from portal.cases.models import Case
from portal.cases.workflow import Action
from portal.database import db
from portal.presentation.dates import date_text
from portal.vocabulary import BAD, RatingLevel

blueprint = Blueprint("rating", __name__, url_prefix="/cases/<reference:reference>")
METHODS = ("GET", "POST")
TEMPLATE = "cases/rating.html"


@blueprint.route("/rate", methods=METHODS)
@act_page(Action.RATE)
def rate(case: Case) -> Answer:
    """Rate a closed case."""
    form = RateForm(version=case.version)
    if carry_out(
        form,
        case,
        Action.RATE,
        lambda actor: ratings.rate(
            db.session,
            case,
            actor=actor,
            level=RatingLevel(form.level.data),
            text=form.text.data,
            seen=form.seen_version,
        ),
    ):
        follows = _("Thank you. It stands in the record.")
        if RatingLevel(form.level.data) in BAD and case.ratings[-1].rectify_by:
            last = date_text(case.ratings[-1].rectify_by)
            follows = _(
                "The supervisor asks you about it; it is rectified by %(day)s, then you can rate again.", day=last
            )
        return done(case, _("Rated"), follows)
    return unfinished(form, case, Action.RATE, TEMPLATE, rating=None)


@blueprint.route("/verify-rating", methods=METHODS)
@act_page(Action.VERIFY_RATING)
def verify_rating(case: Case) -> Answer:
    """Record what was found about a bad rating."""
    form = VerifyRatingForm(version=case.version)
    rating = case.unverified_rating
    if carry_out(
        form,
        case,
        Action.VERIFY_RATING,
        lambda actor: ratings.verify(db.session, case, actor=actor, finding=form.finding.data, seen=form.seen_version),
    ):
        return done(case, _("Bad rating verified"), _("The handler has been told to rectify it."))
    return unfinished(form, case, Action.VERIFY_RATING, TEMPLATE, rating=rating)


@blueprint.route("/rectify", methods=METHODS)
@act_page(Action.RECTIFY)
def rectify(case: Case) -> Answer:
    """Record how what a bad rating, or a follow-up call, complained of was rectified."""
    form = RectifyForm(version=case.version)
    rating, call = case.unrectified_rating, case.unrectified_follow_up
    if carry_out(
        form,
        case,
        Action.RECTIFY,
        lambda actor: ratings.rectify(db.session, case, actor=actor, remedy=form.remedy.data, seen=form.seen_version),
    ):
        again = _("The enterprise has been told and can rate again.")
        return done(case, _("Rectified"), again if rating else _("The enterprise has been told."))
    return unfinished(form, case, Action.RECTIFY, TEMPLATE, rating=rating, call=call if rating is None else None)


@blueprint.route("/mark-mistaken", methods=METHODS, endpoint="mark_mistaken")
@act_page(Action.MARK_MISTAKEN)
def mark_mistaken(case: Case) -> Answer:
    """Find the last rating to be a mistake."""
    form = MarkMistakenForm(version=case.version)
    if carry_out(
        form,
        case,
        Action.MARK_MISTAKEN,
        lambda actor: ratings.mark_mistaken(
            db.session,
            case,
            actor=actor,
            evidence=form.evidence.data,
            files=files_of(actor, form.files.data),
            seen=form.seen_version,
        ),
    ):
        return done(case, _("The rating is marked as mistaken"), _("It is kept, and counts in no figure."))
    return unfinished(form, case, Action.MARK_MISTAKEN, TEMPLATE, rating=case.ratings[-1] if case.ratings else None)
