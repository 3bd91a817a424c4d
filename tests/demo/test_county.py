"""The invented county: enough of everything to try the portal with, and nothing of it real."""

import re
from collections import Counter

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.demo import CAST, people
from portal.cases.intake.categories import load_categories
from portal.cases.models import Case, CaseEvent
from portal.demo.county import PASSWORD, County, make_county
from portal.demo.paths import PATHS, tell_all
from portal.demo.stories import read_stories
from portal.enterprises.credit_code import fault, is_doubtful
from portal.pairing.queries import current_for
from portal.vocabulary import CaseStatus, Role, Slot, Standing, UnitKind
from tests.judging import JudgingClient

AT_ONCE = {"submitted", "accepted", "declined", "withdrawn"}  # paths that end before a handler does anything


@pytest.fixture
def county(session: Session) -> County:
    load_categories(session)
    return make_county(session)


def test_the_county_is_as_large_as_the_readme_says(county: County) -> None:
    kinds = Counter(unit.kind for unit in county.units.values())
    assert kinds == {UnitKind.COUNTY: 1, UnitKind.STREET: 9, UnitKind.DEPARTMENT: 14, UnitKind.LAW_FIRM: 4}
    assert len(county.staff(Role.LIAISON)) == 12
    assert len(county.staff(Role.LAWYER)) == 9
    assert len(county.enterprises) == 40


def test_every_role_of_the_cast_can_sign_in(county: County, session: Session, client: JudgingClient) -> None:
    found = people(session)
    assert [person.username for person in found] == [person.username for person in CAST]
    assert len(county.people) > len(CAST)
    for person in found:
        assert person.account
        client.sign_in(person.account, PASSWORD).sign_out()


def test_every_enterprise_has_a_code_of_the_right_form_that_no_place_gave(county: County) -> None:
    codes = [enterprise.credit_code for enterprise in county.enterprises.values()]
    assert len(set(codes)) == len(codes)
    assert not [code for code in codes if fault(code) or is_doubtful(code) or code[2:8] != "000000"]


def test_no_telephone_number_can_be_anybodys(county: County) -> None:
    numbers = {person.telephone for person in [*county.people.values(), *county.members.values()]}
    numbers |= {unit.telephone for unit in county.units.values()} - {""}
    assert not [number for number in numbers if not re.fullmatch(r"0000-\d{3} \d{4}|1\d\d 0000 \d{4}", number)]


def test_most_are_paired_and_some_wait_for_the_coordinator(county: County, session: Session) -> None:
    verified = [one for one in county.enterprises.values() if one.standing is Standing.VERIFIED]
    filled = Counter(len(current_for(session, enterprise.id)) for enterprise in verified)
    assert filled[len(Slot)] > 30
    assert filled[len(Slot)] < len(verified)


def test_every_story_can_be_told(county: County) -> None:
    assert {story.path for story in read_stories(county)} <= set(PATHS) | AT_ONCE


def test_the_cases_stand_in_every_status_and_none_lies_ahead(county: County, session: Session) -> None:
    cases = tell_all(session, county)

    assert {case.status for case in cases} == set(CaseStatus)
    assert len({case.reference for case in cases}) == len(cases) >= 60
    latest = session.scalar(sa.select(sa.func.max(CaseEvent.at)))
    assert latest is not None
    assert latest <= clock.now()
    assert session.scalar(sa.select(sa.func.count()).select_from(Case).where(Case.due_on < clock.today()))


def test_nothing_is_loaded_where_there_is_no_demo(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["demo", "load"])
    assert done.exit_code == 1
    assert "no demonstration" in done.output
