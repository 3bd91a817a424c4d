"""Asking the table: refusals, and things that may not be known of."""

import pytest

from portal.errors import NotFound, NotPermitted
from portal.permissions.actor import Actor
from portal.permissions.checks import require, require_visible
from portal.permissions.permission import Permission
from portal.vocabulary import Role

COORDINATOR = Actor(1, "调度员", frozenset({Role.COORDINATOR}))
VISITOR = Actor(2, "某人")


def test_what_is_not_permitted_is_refused() -> None:
    require(COORDINATOR, Permission.PAIRING_MANAGE)
    with pytest.raises(NotPermitted):
        require(VISITOR, Permission.PAIRING_MANAGE)


def test_a_missing_thing_and_a_hidden_one_are_refused_alike() -> None:
    with pytest.raises(NotFound):
        require_visible(COORDINATOR, Permission.PAIRING_MANAGE, None)
    with pytest.raises(NotFound):
        require_visible(VISITOR, Permission.PAIRING_MANAGE, object())


def test_what_may_be_seen_is_let_through() -> None:
    require_visible(COORDINATOR, Permission.PAIRING_MANAGE, object())


def test_staff_are_those_with_a_role_of_the_office() -> None:
    assert COORDINATOR.is_staff
    assert not VISITOR.is_staff
    assert not Actor(3, "张慧敏", frozenset({Role.ENTERPRISE}), enterprise_ids=frozenset({1})).is_staff
