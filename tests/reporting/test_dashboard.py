"""The dashboard shows the figures of the chosen scope, and every number opens its list."""

from datetime import timedelta

import pytest

from portal import clock
from portal.vocabulary import CaseStatus, Reopening, Role, Standing, UnitKind
from tests.factories import Factory
from tests.judging import JudgingClient


@pytest.fixture
def supervisor(make: Factory, client: JudgingClient) -> JudgingClient:
    return client.sign_in(make.account(Role.SUPERVISOR))


def test_an_empty_county_has_a_dashboard_too(supervisor: JudgingClient) -> None:
    page = supervisor.get("/figures")
    assert "期内没有到期的事项。" in page.words
    assert "没有比前7日反映更多的问题。" in page.words


def test_every_number_of_the_dashboard_opens_a_list_of_that_length(supervisor: JudgingClient, make: Factory) -> None:
    street = make.unit("望江街道", UnitKind.STREET)
    owner = make.enterprise(area=street, standing=Standing.VERIFIED, reopening=Reopening.FULL)
    for n in range(3):
        make.case(owner, title=f"第{n}件", due_on=clock.today() - timedelta(days=2))
    make.case(owner, status=CaseStatus.CLOSED, ended_at=clock.now())
    page = supervisor.get("/figures")
    links = [link for link in page.links() if link.startswith("/figures/") and "/by/" not in link]
    assert len(links) > 20
    for link in dict.fromkeys(links):
        supervisor.get(link)
    late = supervisor.get(next(link for link in links if "/late/" in link))
    assert "第1—3项，共3项" in late.words


def test_the_filters_stand_in_the_address_and_stay(supervisor: JudgingClient, make: Factory) -> None:
    street = make.unit("望江街道", UnitKind.STREET)
    make.case(make.enterprise(area=street), title="望江的事项")
    make.case(title="别处的事项")
    page = supervisor.get(f"/figures/received/whole?area={street.id}")
    assert "望江的事项" in page.words
    assert "别处的事项" not in page.words
    assert all(f"area={street.id}" in link for link in page.links() if "/by/" in link)


@pytest.mark.parametrize(
    "asked",
    ["since=2026-13-01", "since=9999-01-01", "since=0001-01-01", "until=1999-01-01", "area=x&unit=99999999999999"],
)
def test_impossible_days_and_filters_are_passed_over(supervisor: JudgingClient, asked: str) -> None:
    supervisor.get(f"/figures?{asked}")


@pytest.mark.parametrize(
    "path",
    ["/figures/nothing/whole", "/figures/late/part", "/figures/received/by/unit", "/figures/received/by/x"],
)
def test_what_is_no_figure_is_not_found(supervisor: JudgingClient, path: str) -> None:
    supervisor.get(path, expect=404)


def test_a_breakdown_lists_each_group_with_its_own_lists(supervisor: JudgingClient, make: Factory) -> None:
    for name in ("望江街道", "青石街道"):
        make.case(make.enterprise(area=make.unit(name, UnitKind.STREET)))
    page = supervisor.get("/figures/resolution/by/street")
    assert "望江街道" in page.words
    assert "青石街道" in page.words


def test_the_figures_are_for_those_who_watch_over_the_cases(make: Factory, client: JudgingClient) -> None:
    client.sign_in(make.account(Role.OFFICER)).get("/figures", expect=403)
