"""Fixtures about the other ways in."""

import pytest
from sqlalchemy.orm import Session

from portal.cases.models import Category
from portal.entry import operations
from portal.entry.code_views import address_of
from portal.entry.models import EntryCode
from portal.entry.operations import Site
from portal.vocabulary import Role, UnitKind
from tests.factories import Factory, actor


@pytest.fixture
def leaf(make: Factory) -> Category:
    """A category that can be chosen."""
    return make.category(parent=make.category())


@pytest.fixture
def street(make: Factory, session: Session) -> EntryCode:
    """The code of a street."""
    coordinator = actor(make.account(Role.COORDINATOR))
    (code,) = operations.make(session, actor=coordinator, sites=[Site(area=make.unit(kind=UnitKind.STREET))])
    return code


@pytest.fixture
def own(make: Factory, session: Session) -> EntryCode:
    """The code of an enterprise with one member."""
    coordinator, enterprise = actor(make.account(Role.COORDINATOR)), make.enterprise(name="安澜恒泰纺织有限公司")
    make.member(enterprise)
    (code,) = operations.make(session, actor=coordinator, sites=[Site(enterprise=enterprise)])
    return code


def path_of(code: EntryCode) -> str:
    """Return where the QR code of a card leads."""
    return "/e/" + address_of(code).rpartition("/e/")[2]
