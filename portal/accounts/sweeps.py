"""Forgetting what is no longer needed; the worker runs it, as often as it likes."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import ParkedForm, PasswordReset, SignIn, SignInFailure
from portal.accounts.parking import KEPT_FOR
from portal.accounts.throttle import WINDOW

SIGN_INS_KEPT = timedelta(days=90)


def forget_expired(session: Session, *, at: datetime) -> int:
    """Delete expired links, kept text, failures that no longer count, and old sign-ins; return how many rows went."""
    expired = (
        sa.delete(ParkedForm).where(ParkedForm.at < at - KEPT_FOR),
        sa.delete(PasswordReset).where(PasswordReset.expires_at < at),
        sa.delete(SignInFailure).where(SignInFailure.at < at - WINDOW),
        sa.delete(SignIn).where(SignIn.seen_at < at - SIGN_INS_KEPT),
    )
    models = (ParkedForm, PasswordReset, SignInFailure, SignIn)
    return sum(len(session.execute(act.returning(model.id)).all()) for act, model in zip(expired, models, strict=True))
