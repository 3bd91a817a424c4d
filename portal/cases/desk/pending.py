"""What of a case waits for somebody beside its status: a ruling, a rectification or a call."""

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from portal.cases.closing.follow_up_models import FollowUp
from portal.cases.models import Case, Rating
from portal.cases.workflow import BY_ACTION, Action
from portal.permissions.predicates import HAND_BACKS_OF_COORDINATOR
from portal.vocabulary import CaseStatus, Labelled

RULING = BY_ACTION[Action.RULE_HAND_BACK].sources
RECTIFYING = BY_ACTION[Action.RECTIFY].sources


class Pending(Labelled):
    """What waits, in the order of urgency; the label says who does what next."""

    HAND_BACK = "hand_back", _l("The coordinator rules on the hand-back the same day")
    HAND_BACK_OFTEN = "hand_back_often", _l("The supervisor rules on the third hand-back the same day")
    EXTENSION = "extension", _l("The coordinator decides on the extension")
    VERIFY = "verify", _l("The supervisor verifies the bad rating")
    RECTIFY = "rectify", _l("The handler rectifies")
    FOLLOW_UP = "follow_up", _l("The coordinator calls the enterprise")


def pending_of(case: Case) -> Pending | None:
    """Return what waits on a case; the twin of :func:`pending_column`."""
    if case.handed_back_at and case.status in RULING:
        often = case.hand_backs > HAND_BACKS_OF_COORDINATOR
        return Pending.HAND_BACK_OFTEN if often else Pending.HAND_BACK
    if case.extension_asked_days is not None and case.status in RULING:
        return Pending.EXTENSION
    if case.status not in RECTIFYING:
        return None
    if case.unverified_rating:
        return Pending.VERIFY
    if case.unrectified_rating or case.unrectified_follow_up:
        return Pending.RECTIFY
    return Pending.FOLLOW_UP if case.open_follow_up and case.status is CaseStatus.CLOSED else None


def pending_column() -> sa.ColumnElement[str]:
    """Return what waits on a case as a column, empty where nothing does."""
    ruling, rectifying = Case.status.in_(RULING), Case.status.in_(RECTIFYING)
    rating = sa.exists().where(Rating.case_id == Case.id, Rating.mistaken_at.is_(None), Rating.verify_by.is_not(None))
    call = sa.exists().where(FollowUp.case_id == Case.id, FollowUp.lapsed_at.is_(None))
    often = Case.hand_backs > HAND_BACKS_OF_COORDINATOR
    unrectified = rating.where(Rating.verified_at.is_not(None), Rating.rectified_at.is_(None))
    called = sa.exists().where(
        FollowUp.case_id == Case.id, FollowUp.rectify_by.is_not(None), FollowUp.rectified_at.is_(None)
    )
    uncalled = sa.and_(Case.status == CaseStatus.CLOSED, call.where(FollowUp.called_at.is_(None)))
    return sa.case(
        (sa.and_(ruling, Case.handed_back_at.is_not(None), often), Pending.HAND_BACK_OFTEN.value),
        (sa.and_(ruling, Case.handed_back_at.is_not(None)), Pending.HAND_BACK.value),
        (sa.and_(ruling, Case.extension_asked_days.is_not(None)), Pending.EXTENSION.value),
        (sa.and_(rectifying, rating.where(Rating.verified_at.is_(None))), Pending.VERIFY.value),
        (sa.and_(rectifying, sa.or_(unrectified, called)), Pending.RECTIFY.value),
        (uncalled, Pending.FOLLOW_UP.value),
        else_="",
    )
