"""What is done to an enterprise: it registers, is verified or refused, its facts change, it reopens."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.accounts.queries import with_role
from portal.audit.operations import record
from portal.audit.queries import last_name
from portal.enterprises import messages
from portal.enterprises.credit_code import checked
from portal.enterprises.models import OWN_CODE, Enterprise, Membership, ReopeningRecord
from portal.enterprises.profile import Profile, changes, editable, profile_of, shown
from portal.enterprises.queries import by_credit_code, members_of, reopening_history
from portal.enterprises.sameness import is_unclaimed, likely_same
from portal.errors import NotPermitted, RuleBroken, StaleEdit, TransitionNotAllowed
from portal.notifications.operations import notify
from portal.permissions.actor import Actor
from portal.permissions.checks import require
from portal.permissions.permission import Permission
from portal.presentation.dates import date_text
from portal.references import next_reference
from portal.units.models import Unit
from portal.vocabulary import Reopening, Role, Standing


def refuse_work_account(account: Account) -> None:
    """Raise RuleBroken for somebody who works for the office: nobody stands on both sides."""
    if account.roles:
        raise RuleBroken(_("A work account cannot act for an enterprise. Use a personal account."))


def free_code(session: Session, text: str, *, confirmed: bool) -> str:
    """Return the normalised code of an enterprise that may register; raise RuleBroken at ``credit_code`` otherwise."""
    code = checked(text, confirmed=confirmed)
    taken = by_credit_code(session, code)
    if taken is not None:
        raise _taken(taken)
    return code


def own_code(session: Session, text: str, *, confirmed: bool) -> str:
    """Return the normalised code of an enterprise that registers itself; the office may have recorded it before."""
    code = checked(text, confirmed=confirmed)
    taken = by_credit_code(session, code)
    if taken is not None and not is_unclaimed(session, taken):
        raise _taken(taken)
    return code


def register(
    session: Session,
    *,
    by: Account,
    profile: Profile,
    reopening: Reopening,
    code_confirmed: bool = False,
) -> Enterprise:
    """Register an enterprise, with the person who registers it as its first member; it waits for verification.

    Where the office has recorded an enterprise of this code that nobody acts for, the new record only claims the code
    until the coordinators have compared both and merged them: a code alone opens nobody's cases.
    Raises RuleBroken at ``credit_code`` for a wrong or doubtful code and for an enterprise that is registered already,
    and without a field for somebody who works for the office.
    """
    refuse_work_account(by)
    said = own_code(session, profile.credit_code, confirmed=code_confirmed)
    now = clock.now()
    claims = by_credit_code(session, said) is not None
    code = next_reference(session, OWN_CODE, clock.local_date(now).year) if claims else said
    enterprise = Enterprise(
        **asdict(replace(profile, credit_code=code, above_scale=False, key=False, green_channel=False)),
        registered_at=now,
        claimed_code=said if claims else "",
    )
    enterprise.area = session.get_one(Unit, profile.area_id)
    with _one_per_code(session, code):
        session.add(enterprise)
    session.add(Membership(enterprise=enterprise, account=by, began_at=now))
    actor = _acting_for(by, enterprise)
    record(session, actor, "enterprise:register", subject(enterprise), credit_code=said)
    record_reopening(session, enterprise, actor=actor, reopening=reopening, on=clock.local_date(now))
    same = [other.name for other in likely_same(session, enterprise)]
    _tell(session, enterprise, with_role(session, Role.COORDINATOR), messages.registered(enterprise, same))
    return enterprise


def verify(session: Session, enterprise: Enterprise, *, actor: Actor, above_scale: bool, key: bool, seen: int) -> None:
    """Take a registered enterprise as what it says it is; it may submit from now on.

    Raises RuleBroken at ``ruling`` for one that has to be merged with what the office has recorded.
    """
    _begin_ruling(session, enterprise, actor, seen)
    if enterprise.claimed_code:
        raise RuleBroken(_("The office has a record with this credit code already. Merge both, or refuse."), "ruling")
    enterprise.standing, enterprise.standing_reason = Standing.VERIFIED, ""
    enterprise.above_scale, enterprise.key = above_scale, key
    enterprise.verified_at = clock.now()
    record(session, actor, "enterprise:verify", subject(enterprise))
    _tell(session, enterprise, members_of(session, enterprise.id), messages.verified(enterprise))


def refuse(session: Session, enterprise: Enterprise, *, actor: Actor, reason: str, seen: int) -> None:
    """Refuse an enterprise with the reason; when its members correct their facts it waits for verification again."""
    _begin_ruling(session, enterprise, actor, seen)
    if not reason:
        raise RuleBroken(_("Write why; the enterprise reads it."), "reason")
    enterprise.standing, enterprise.standing_reason = Standing.REFUSED, reason
    record(session, actor, "enterprise:refuse", subject(enterprise))
    _tell(session, enterprise, members_of(session, enterprise.id), messages.refused(enterprise))


def edit(
    session: Session,
    enterprise: Enterprise,
    *,
    actor: Actor,
    profile: Profile,
    seen: int,
    code_confirmed: bool = False,
) -> None:
    """Change what is known about an enterprise, as far as the actor may (see :mod:`portal.enterprises.profile`).

    Raises NotPermitted for any other field, StaleEdit, and RuleBroken at ``credit_code``. What members of a refused
    enterprise change sends it to verification again.
    """
    require(actor, Permission.ENTERPRISE_EDIT, enterprise)
    _check_version(session, enterprise, seen, changes(profile_of(enterprise), profile))
    if profile.credit_code != enterprise.credit_code:
        profile = replace(profile, credit_code=checked(profile.credit_code, confirmed=code_confirmed))
    changed = changes(profile_of(enterprise), profile)
    if not changed <= editable(actor, enterprise):
        raise NotPermitted(Permission.ENTERPRISE_EDIT)
    with _one_per_code(session, profile.credit_code, enterprise):
        for name in changed:
            setattr(enterprise, name, getattr(profile, name))
        enterprise.area = session.get_one(Unit, profile.area_id)
    record(session, actor, "enterprise:edit", subject(enterprise), fields="、".join(sorted(changed)))
    if changed and enterprise.standing is Standing.REFUSED and enterprise.id in actor.enterprise_ids:
        enterprise.standing = Standing.PENDING
        _tell(session, enterprise, with_role(session, Role.COORDINATOR), messages.corrected(enterprise))


def record_reopening(
    session: Session,
    enterprise: Enterprise,
    *,
    actor: Actor,
    reopening: Reopening,
    on: date,
    remark: str = "",
) -> ReopeningRecord:
    """Report how far an enterprise has reopened since a local date; the reports stay as its history.

    Raises RuleBroken at ``on`` for a date to come or before the last report.
    """
    require(actor, Permission.REOPENING_RECORD, enterprise)
    if on > clock.today():
        raise RuleBroken(_("The date cannot be in the future."), "on")
    history = reopening_history(session, enterprise.id)
    if history and on < history[0].on:
        last = date_text(history[0].on)
        raise RuleBroken(_("The date cannot be before the last report, which is of %(on)s.", on=last), "on")
    report = ReopeningRecord(
        enterprise_id=enterprise.id,
        reopening=reopening,
        on=on,
        at=clock.now(),
        by_id=actor.account_id,
        by_name=actor.name,
        remark=remark,
    )
    session.add(report)
    enterprise.reopening = reopening
    record(session, actor, "enterprise:reopening", subject(enterprise), reopening=reopening.value)
    return report


def subject(enterprise: Enterprise) -> str:
    """Return how the audit trail names an enterprise."""
    return f"enterprise:{enterprise.id}"


def _acting_for(account: Account, enterprise: Enterprise) -> Actor:
    return Actor(account.id, account.name, frozenset({Role.ENTERPRISE}), enterprise_ids=frozenset({enterprise.id}))


def _begin_ruling(session: Session, enterprise: Enterprise, actor: Actor, seen: int) -> None:
    require(actor, Permission.ENTERPRISE_VERIFY, enterprise)
    _check_version(session, enterprise, seen, frozenset({"credit_code", "name"}))
    if enterprise.standing is not Standing.PENDING:
        raise TransitionNotAllowed


def _check_version(session: Session, enterprise: Enterprise, seen: int, told: frozenset[str]) -> None:
    if seen != enterprise.version:
        theirs = tuple(shown(enterprise, name) for name in sorted(told))
        raise StaleEdit(last_name(session, subject(enterprise)), theirs, enterprise.version)


@contextmanager
def _one_per_code(session: Session, code: str, enterprise: Enterprise | None = None) -> Iterator[None]:
    """Write an enterprise within; of two that take one credit code, even at the same moment, the second is told."""
    with session.no_autoflush:
        taken = by_credit_code(session, code)
    if taken is None or taken is enterprise:
        try:
            with session.begin_nested():
                yield
        except IntegrityError:
            taken = by_credit_code(session, code)
    if taken is not None and taken is not enterprise:
        raise _taken(taken)


def _taken(by: Enterprise) -> RuleBroken:
    return RuleBroken(_("An enterprise with this code is registered already: %(name)s.", name=by.name), "credit_code")


def _tell(session: Session, enterprise: Enterprise, people: Iterable[Account], message: messages.Message) -> None:
    subject_line, body = message
    notify(session, people, subject=subject_line, body=body, link=f"/enterprises/{enterprise.id}")
