"""Every kind of page that each role can reach in the demonstration, in both themes and widths."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import County, Meeting, served_county, whole_county
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
