"""What the tests of the policy library share: an administrator, and an index put right after every test."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

import knowledge
from portal.measures import library
from portal.permissions.actor import Actor
from portal.vocabulary import Role
from tests.factories import Factory
from tests.judging import JudgingClient

ADMIN = Actor(account_id=1, name="何清源", roles=frozenset({Role.ADMIN}))


def document_of(slug: str = "doc-rent", **facts: object) -> knowledge.Document:
    """Return a short document about the rent of looms, which the shipped library does not speak of."""
    values: dict[str, object] = {
        "slug": slug,
        "title": "关于减免织机租赁费的通知",
        "issuers": ("安澜县人民政府",),
        "organs": (knowledge.Organ.PARTY_GOVERNMENT,),
        "region_code": "hangzhou",
        "extent": knowledge.Extent.WHOLE,
        "read_extent": "全文导入",
        "measures": (knowledge.Measure("1", "一、", "织机租赁", "织机租赁费减免三个月。"),),
    }
    return knowledge.Document(**(values | facts))  # type: ignore[arg-type]  # the facts of a document, by name


@pytest.fixture
def tidy_index(session: Session) -> Iterator[None]:
    """Let the index be of the shipped library again: the database forgets a test's documents, the index does not."""
    assert session
    yield
    library.own_index().rebuild(library.shipped())


@pytest.fixture
def admin(client: JudgingClient, make: Factory, tidy_index: None) -> JudgingClient:
    """An administrator's browser."""
    del tidy_index
    return client.sign_in(make.account(Role.ADMIN))
