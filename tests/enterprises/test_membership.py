import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.enterprises.membership import accept, end_membership, invite, is_open, revoke
from portal.enterprises.models import Enterprise, Invitation
from portal.enterprises.queries import invitation_by_token, members_of, memberships, open_invitations
from portal.errors import NotPermitted, RuleBroken
from portal.notifications.models import Mail, Notification
from portal.permissions.actor import Actor
from portal.vocabulary import Role
from tests.factories import Factory, actor


@pytest.fixture
def enterprise(make: Factory) -> Enterprise:
    return make.enterprise(name="安澜恒泰纺织有限公司")


@pytest.fixture
def first(make: Factory, enterprise: Enterprise) -> Account:
    return make.member(enterprise, name="张慧敏", email="zhang@hengtai.example")


@pytest.fixture
def inviting(first: Account, enterprise: Enterprise) -> Actor:
    return actor(first, enterprise_ids=frozenset({enterprise.id}))


@pytest.fixture
def invitation(session: Session, enterprise: Enterprise, inviting: Actor) -> Invitation:
    return invite(session, enterprise, actor=inviting, email="li@hengtai.example")


def test_the_mailed_link_names_the_invitation_and_no_table_holds_it(session: Session, invitation: Invitation) -> None:
    session.flush()
    mail = session.scalars(sa.select(Mail)).one()
    token = re.findall(r"http://portal\.test/invitations/(\S+)", mail.body)[0]
    assert mail.address == "li@hengtai.example"
    assert invitation_by_token(session, token) is invitation
    assert invitation.token_sha256 != token


def test_whoever_accepts_becomes_a_member_and_the_others_are_told(
    session: Session,
    make: Factory,
    enterprise: Enterprise,
    first: Account,
    invitation: Invitation,
) -> None:
    person = make.account(name="李文")
    accept(session, invitation, account=person)
    assert members_of(session, enterprise.id) == [first, person]
    notice = session.scalars(sa.select(Notification)).one()
    assert (notice.recipient_id, notice.subject) == (first.id, "新成员：李文")


def test_an_invitation_works_once(session: Session, make: Factory, invitation: Invitation) -> None:
    accept(session, invitation, account=make.account())
    with pytest.raises(RuleBroken):
        accept(session, invitation, account=make.account())


def test_an_invitation_expires_after_the_days_set(invitation: Invitation) -> None:
    assert is_open(invitation, at=invitation.at + timedelta(days=7, seconds=-1))
    assert not is_open(invitation, at=invitation.at + timedelta(days=7))


def test_a_revoked_invitation_no_longer_works(
    session: Session,
    make: Factory,
    enterprise: Enterprise,
    inviting: Actor,
    invitation: Invitation,
) -> None:
    revoke(session, enterprise, invitation, actor=inviting)
    assert open_invitations(session, enterprise.id, at=clock.now()) == []
    with pytest.raises(RuleBroken):
        accept(session, invitation, account=make.account())


def test_inviting_an_address_again_replaces_the_first_invitation(
    session: Session,
    enterprise: Enterprise,
    inviting: Actor,
    invitation: Invitation,
) -> None:
    again = invite(session, enterprise, actor=inviting, email="LI@hengtai.example")
    session.flush()
    assert open_invitations(session, enterprise.id, at=clock.now()) == [again]


def test_a_member_is_not_invited(session: Session, enterprise: Enterprise, inviting: Actor) -> None:
    with pytest.raises(RuleBroken) as refused:
        invite(session, enterprise, actor=inviting, email="Zhang@hengtai.example")
    assert refused.value.field == "email"


def test_accepting_twice_by_two_links_makes_one_membership(
    session: Session,
    enterprise: Enterprise,
    first: Account,
    invitation: Invitation,
) -> None:
    accept(session, invitation, account=first)
    assert members_of(session, enterprise.id) == [first]


def test_somebody_with_a_work_account_does_not_join(session: Session, make: Factory, invitation: Invitation) -> None:
    with pytest.raises(RuleBroken):
        accept(session, invitation, account=make.account(Role.LIAISON))


def test_a_membership_ends_but_never_the_last_one(
    session: Session,
    make: Factory,
    enterprise: Enterprise,
    inviting: Actor,
    first: Account,
) -> None:
    second = make.member(enterprise)
    mine, theirs = memberships(session, enterprise.id)
    end_membership(session, theirs, actor=inviting)
    assert members_of(session, enterprise.id) == [first]
    assert session.scalars(sa.select(Notification.recipient_id)).all() == [second.id]
    with pytest.raises(RuleBroken):
        end_membership(session, mine, actor=inviting)


def test_who_is_no_member_neither_invites_nor_ends(
    session: Session,
    make: Factory,
    enterprise: Enterprise,
    invitation: Invitation,
) -> None:
    membership = memberships(session, enterprise.id)[0]
    for stranger in (
        actor(make.account(Role.OFFICER)),
        actor(make.member(make.enterprise()), enterprise_ids=frozenset({enterprise.id + 1})),
    ):
        with pytest.raises(NotPermitted):
            invite(session, enterprise, actor=stranger, email="new@hengtai.example")
        with pytest.raises(NotPermitted):
            revoke(session, enterprise, invitation, actor=stranger)
        with pytest.raises(NotPermitted):
            end_membership(session, membership, actor=stranger)


def test_two_who_accept_at_the_same_moment_wait_in_turn(session: Session) -> None:
    said: list[str] = []
    connection = session.connection()
    sa.event.listen(connection, "before_cursor_execute", lambda *heard: said.append(heard[2]))
    invitation_by_token(session, "made-up")
    assert ("FOR UPDATE" in said[-1]) == (connection.dialect.name == "postgresql")
