"""Every kind of page that each role can reach in the demonstration, in both themes and widths."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import County, Meeting, served_county, whole_county
from tests.browser.judge import HEIGHT, WIDE
from tests.browser.touring import Tour

OTHERS = {"": "", "企业": "qiye"}
STAFF = {
    "联企干部": "lianqi",
    "公益律师": "lvshi",
    "承办人": "chengban",
    "调度员": "diaodu",
    "督查员": "ducha",
    "牵头领导": "qiantou",
    "系统管理员": "guanli",
}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    with served_county(tmp_path_factory.mktemp("county"), whole_county) as serving:
        yield serving


@pytest.fixture(scope="module")
def tour(county: County) -> Tour:
    return Tour(county.app)


@pytest.mark.parametrize("role", [*OTHERS, *STAFF])
def test_every_page_of_a_role_is_in_order(meeting: Meeting, tour: Tour, county: County, role: str) -> None:
    person, whose = meeting.comes(role), "staff" if role in STAFF else "others"
    begin = county.behind(lambda session: tour.begin(session, (OTHERS | STAFF)[role], whose))
    for _path in tour.walk(person.page, begin, whose):
        person.judge.look(person.page)


@pytest.mark.parametrize(("role", "path"), [("企业", "/cases"), ("督查员", "/figures/on-time/part")])
def test_in_english_a_page_begins_as_high_and_is_as_wide(meeting: Meeting, role: str, path: str) -> None:
    """English words are longer: they must not squeeze the portal's name, nor push a list off the page."""
    page = meeting.comes(role).page
    page.get_by_role("button", name="English").first.click()
    for width in (1000, WIDE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.goto(path)
        assert page.evaluate("document.documentElement.lang") == "en"
        assert page.evaluate("document.querySelector('.top').offsetHeight") < HEIGHT / 6
        assert page.evaluate("document.documentElement.scrollWidth") <= width
