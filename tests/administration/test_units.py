"""The administrator keeps the organisation tree."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.units.models import Unit
from portal.vocabulary import Role, UnitKind
from tests.factories import Factory
from tests.judging import JudgingClient


@pytest.fixture(autouse=True)
def signed_in(client: JudgingClient, make: Factory) -> None:
    client.sign_in(make.account(Role.ADMIN))


def test_the_tree_begins_empty_and_says_so(client: JudgingClient) -> None:
    assert "还没有单位" in client.get("/admin/units").words


def test_a_unit_is_added_under_another(client: JudgingClient, make: Factory, session: Session) -> None:
    county = make.unit("安澜县", UnitKind.COUNTY)
    client.get("/admin/units/new?kind=street")
    data = {"name": "望江街道办事处", "short_name": "望江街道", "parent_id": str(county.id)}
    page = client.post("/admin/units/new?kind=street", data, follow=True)
    assert "望江街道办事处" in page.words
    assert session.scalars(sa.select(Unit).where(Unit.parent_id == county.id)).one().kind is UnitKind.STREET


def test_a_double_click_adds_one_unit(client: JudgingClient, make: Factory) -> None:
    data = {"name": "县司法局", "parent_id": ""}
    client.post("/admin/units/new?kind=department", data)
    assert client.post("/admin/units/new?kind=department", data, expect=422).errors


@pytest.mark.parametrize("query", ["", "?kind=planet"])
def test_a_unit_needs_a_kind(client: JudgingClient, query: str) -> None:
    client.get(f"/admin/units/new{query}", expect=404)


def test_a_unit_is_renamed(client: JudgingClient, make: Factory) -> None:
    unit = make.unit("县人社局")
    page = client.get(f"/admin/units/{unit.id}")
    data = {"name": "县人力资源和社会保障局", "short_name": "县人社局", "version": page.value("version")}
    client.post(f"/admin/units/{unit.id}", data)
    assert unit.name == "县人力资源和社会保障局"


def test_a_stale_edit_is_refused(client: JudgingClient, make: Factory) -> None:
    unit = make.unit("县人社局")
    seen = client.get(f"/admin/units/{unit.id}").value("version")
    client.post(f"/admin/units/{unit.id}", {"name": "县人力资源局", "version": seen})
    page = client.post(f"/admin/units/{unit.id}", {"name": "县社会保障局", "version": seen}, expect=409)
    assert page.value("name") == "县社会保障局"


def test_a_unit_in_use_is_not_closed(client: JudgingClient, make: Factory) -> None:
    unit = make.unit("县人社局")
    make.account(Role.OFFICER, unit=unit)
    client.post(f"/admin/units/{unit.id}/close", follow=True)
    assert not unit.closed


def test_an_unused_unit_is_closed_and_opened_again(client: JudgingClient, make: Factory) -> None:
    unit = make.unit("县人社局")
    client.post(f"/admin/units/{unit.id}/close", follow=True)
    assert unit.closed
    client.post(f"/admin/units/{unit.id}/reopen", follow=True)
    assert not unit.closed


def test_an_unknown_unit_is_not_found(client: JudgingClient) -> None:
    client.get("/admin/units/999999", expect=404)
