"""Ratings (好差评): voluntary, one a case; a bad one is verified and rectified, then the enterprise may rate again."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.queries import with_role
from portal.attachments.models import Attachment
from portal.cases.closing import messages
from portal.cases.closing.rectification import rectification
from portal.cases.models import Case, Rating
from portal.cases.moves import move, tell
from portal.cases.workflow import Action
from portal.enterprises.queries import members_of
from portal.errors import RuleBroken, TransitionNotAllowed
from portal.permissions.actor import Actor
from portal.vocabulary import BAD, RatingLevel, Role
from portal.workdays import load_calendar


def rate(
    session: Session, case: Case, *, actor: Actor, level: RatingLevel, text: str = "", seen: int | None = None
) -> None:
    """Rate a closed case; one of the two lowest levels starts a rectification, and the supervisor is told.

    Raises RuleBroken where the case is rated already and the rating was not bad, or is not yet rectified.
    """
    if not case.awaits_rating:
        raise RuleBroken(_("This case is rated already."))
    move(session, case, Action.RATE, actor=actor, text=text, facts={"level": level}, seen=seen)
    rating = Rating(level=level, text=text, rated_at=clock.now(), rated_by_id=actor.account_id)
    case.ratings.append(rating)
    keep_last(case)
    people = [case.handler]
    if level in BAD:
        dates = rectification(clock.today(), load_calendar(session))
        rating.verify_by, rating.rectify_by = dates.verify_by, dates.rectify_by
        people += with_role(session, Role.SUPERVISOR)
    tell(session, case, people, actor, messages.rated(case, rating))


def verify(session: Session, case: Case, *, actor: Actor, finding: str, seen: int | None = None) -> None:
    """Record what the enterprise said when asked about its bad rating; the handler now rectifies it."""
    rating = case.unverified_rating
    if rating is None:
        raise TransitionNotAllowed(Action.VERIFY_RATING)
    move(session, case, Action.VERIFY_RATING, actor=actor, text=finding, public=False, seen=seen)
    rating.verified_at, rating.finding = clock.now(), finding
    tell(session, case, [case.handler], actor, messages.rating_verified(case, rating))


def rectify(session: Session, case: Case, *, actor: Actor, remedy: str, seen: int | None = None) -> None:
    """Record how what a bad rating, or a follow-up call, complained of was rectified; the enterprise reads it.

    After a bad rating it may rate again.
    """
    rating = case.unrectified_rating
    found = rating or case.unrectified_follow_up
    if found is None:
        raise TransitionNotAllowed(Action.RECTIFY)
    move(session, case, Action.RECTIFY, actor=actor, text=remedy, seen=seen)
    found.rectified_at, found.remedy = clock.now(), remedy
    people = [*members_of(session, case.enterprise_id), *with_role(session, Role.SUPERVISOR)]
    told = messages.rectified if rating else messages.call_rectified
    tell(session, case, people, actor, told(case, remedy))


def mark_mistaken(
    session: Session,
    case: Case,
    *,
    actor: Actor,
    evidence: str,
    files: Iterable[Attachment] = (),
    seen: int | None = None,
) -> None:
    """Find the last rating to be a mistake, with the evidence: it stays in the record and counts in no figure.

    A rectification that it had started ends, and the enterprise may rate anew. Raises TransitionNotAllowed without one.
    """
    rating = case.ratings[-1] if case.ratings else None
    if rating is None or not rating.stands:
        raise TransitionNotAllowed(Action.MARK_MISTAKEN)
    facts = {"level": rating.level}
    move(session, case, Action.MARK_MISTAKEN, actor=actor, text=evidence, facts=facts, files=files, seen=seen)
    rating.mistaken_at, rating.mistake = clock.now(), evidence
    keep_last(case)
    people = [case.handler, *members_of(session, case.enterprise_id)]
    tell(session, case, people, actor, messages.mistaken(case, rating, evidence))


def keep_last(case: Case) -> None:
    """Keep with the case how it was rated last: after a rectification the new rating counts, a mistake never."""
    case.rated = next((rating.level for rating in reversed(case.ratings) if rating.stands), None)
