"""A sign-in from a device or a network that is new for the account is told to its owner."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts import signing_in
from portal.accounts.models import Account, SignIn
from portal.accounts.origins import Origin, is_new, network_of
from portal.accounts.sweeps import SIGN_INS_KEPT, forget_expired
from portal.errors import RuleBroken
from portal.notifications.models import Mail, Notification
from tests.factories import PASSWORD, Factory

OFFICE, HOME = Origin("Chrome · Windows", "10.20.0.0/16"), Origin("微信 · Android", "10.30.0.0/16")
WINDOWS, PHONE = "Chrome/126.0 (Windows NT 10.0)", "MicroMessenger (Linux; Android 14)"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.20.30.40", "10.20.0.0/16"),
        ("::ffff:10.20.30.40", "10.20.0.0/16"),
        ("2001:db8:1:2::3", "2001:db8::/32"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_a_network_is_the_range_of_an_operator(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("origin", "known", "first", "new"),
    [
        (OFFICE, [], True, False),
        (OFFICE, [], False, True),
        (OFFICE, [OFFICE], False, False),
        (OFFICE, [HOME], False, True),
        (Origin(OFFICE.device, HOME.network), [OFFICE], False, True),
        (Origin(HOME.device, OFFICE.network), [OFFICE], False, True),
        (Origin(HOME.device, OFFICE.network), [OFFICE, HOME], False, False),
    ],
)
def test_what_is_new_is_a_device_or_a_network_but_never_the_first(
    origin: Origin, known: list[Origin], *, first: bool, new: bool
) -> None:
    assert is_new(origin, known, first=first) is new


def sign_in(session: Session, person: Account, address: str = "10.20.30.40", agent: str = WINDOWS) -> None:
    signing_in.sign_in(
        session, username=person.username, password=PASSWORD, address=address, agent=agent, at=clock.now()
    )
    session.flush()


def notices(session: Session) -> list[Notification]:
    return list(session.scalars(sa.select(Notification).order_by(Notification.id)))


def test_the_owner_is_told_in_the_portal_and_by_mail(session: Session, make: Factory) -> None:
    person = make.account(email="zhang@example.com")
    sign_in(session, person)
    sign_in(session, person, address="10.20.99.1")
    assert notices(session) == []
    with clock.travel(clock.now().replace(year=2026, month=3, day=5, hour=1, minute=2)):
        sign_in(session, person, agent=PHONE)
    (notice,) = notices(session)
    assert notice.link == "/account"
    for part in ("您的账号于2026年3月5日 09:02登录", "微信 · Android", "10.20.30.40", "修改密码"):
        assert part in notice.body
    assert session.scalars(sa.select(Mail.address)).all() == ["zhang@example.com"]


def test_an_account_unused_for_long_is_not_taken_for_a_new_one(session: Session, make: Factory) -> None:
    person = make.account()
    sign_in(session, person)
    later = clock.now() + SIGN_INS_KEPT + timedelta(days=1)
    forget_expired(session, at=later)
    assert session.scalars(sa.select(SignIn)).all() == []
    with clock.travel(later):
        sign_in(session, person)
    assert len(notices(session)) == 1


def test_a_wrong_password_tells_nobody(session: Session, make: Factory) -> None:
    person = make.account()
    sign_in(session, person)
    with pytest.raises(RuleBroken):
        signing_in.sign_in(
            session, username=person.username, password="wrong", address="10.9.0.1", agent=PHONE, at=clock.now()
        )
    assert notices(session) == []
