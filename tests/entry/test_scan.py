"""Scanning a code: three screens, a case, and a code that is dead."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from portal.cases.models import Case, Category
from portal.cases.queries import record_of
from portal.enterprises.models import Enterprise
from portal.enterprises.provisional import size_by_staff
from portal.entry import operations
from portal.entry.models import EntryCode, EntryFiling
from portal.notifications.models import Notification
from portal.permissions.actor import SYSTEM
from portal.vocabulary import Channel, Role, Sector, Size, Standing
from tests.entry.conftest import path_of
from tests.factories import Factory, actor
from tests.judging import JudgingClient, Page

WHO = {"contact_name": "张慧敏", "contact_telephone": "139 0000 7788"}
STRANGER = WHO | {"enterprise_name": "望江街道老灶面馆", "sector": "services", "staff_count": "6"}
WHAT = {
    "title": "停业期间店面租金能不能减免",
    "description": "面馆停业四十天，房东是街道的集体资产公司，不知道找谁申请减免。",
}


@pytest.fixture(autouse=True)
def within_a_request(app: Flask, session: Session) -> object:
    """Addresses are made within a request."""
    with app.test_request_context("/"):
        yield


def send(client: JudgingClient, code: EntryCode, leaf: Category, who: dict[str, str], **more: str) -> Page:
    """Send the last screen with all that the others have carried along."""
    told = who | WHAT | {"category": leaf.code, "consent": "y", "submission_key": "key-1", "screen": "check"}
    return client.post(path_of(code), told | more, expect=302, follow=True)


def the_case(session: Session) -> Case:
    return session.scalars(sa.select(Case)).unique().one()


def test_three_screens_become_a_case_that_the_members_are_asked_to_confirm(
    client: JudgingClient, session: Session, own: EntryCode, leaf: Category
) -> None:
    first = client.get(path_of(own))
    assert "安＊＊＊＊公司" in first.words
    assert "恒泰" not in first.text
    second = client.post(path_of(own), WHO | {"screen": "who", "submission_key": "k"}, expect=200)
    assert (second.h1, second.value("contact_name"), second.value("screen")) == ("是什么事", "张慧敏", "what")
    what = WHO | WHAT | {"category": leaf.code, "screen": "what", "submission_key": "k"}
    third = client.post(path_of(own), what, expect=200)
    assert third.h1 == "核对后提交"
    receipt = send(client, own, leaf, WHO)
    case = the_case(session)
    assert case.reference in receipt.words
    assert (case.channel, case.on_behalf, case.submitted_by, case.enterprise) == (
        Channel.QR_CODE, True, None, own.enterprise,
    )  # fmt: skip
    assert "请核对扫码提交的事项" in " ".join(session.scalars(sa.select(Notification.subject)))
    assert record_of(session, case, SYSTEM)[-1].actor_name == "张慧敏"
    assert own.begun == 1


def test_an_unknown_enterprise_of_a_street_is_recorded_provisionally(
    client: JudgingClient, session: Session, street: EntryCode, leaf: Category
) -> None:
    send(client, street, leaf, STRANGER)
    enterprise = the_case(session).enterprise
    assert not enterprise.real_code
    assert (enterprise.standing, enterprise.area, enterprise.size) == (Standing.PENDING, street.area, Size.MICRO)


def test_a_known_enterprise_is_found_by_its_name_or_code(
    client: JudgingClient, session: Session, make: Factory, street: EntryCode, leaf: Category
) -> None:
    known = make.enterprise(name="望江街道老灶面馆")
    send(client, street, leaf, STRANGER)
    other = make.enterprise()
    told = STRANGER | {"enterprise_name": "别的名称", "credit_code": other.credit_code.lower()}
    send(client, street, leaf, told, submission_key="key-2")
    assert [case.enterprise for case in session.scalars(sa.select(Case).order_by(Case.id)).unique()] == [known, other]


def test_two_clicks_make_one_case(client: JudgingClient, session: Session, own: EntryCode, leaf: Category) -> None:
    for _click in range(2):
        send(client, own, leaf, WHO)
    assert session.scalar(sa.select(sa.func.count()).select_from(EntryFiling)) == 1


@pytest.mark.parametrize(
    ("missing", "heading"), [("contact_telephone", "您是谁"), ("title", "是什么事"), ("consent", "核对后提交")]
)
def test_the_screen_on_which_something_is_missing_comes_again(
    client: JudgingClient, own: EntryCode, leaf: Category, missing: str, heading: str
) -> None:
    told = WHO | WHAT | {"category": leaf.code, "consent": "y", "submission_key": "k", "screen": "check"}
    del told[missing]
    page = client.post(path_of(own), told, expect=422)
    assert page.h1 == heading
    assert page.errors


def test_going_back_keeps_what_was_written(client: JudgingClient, own: EntryCode) -> None:
    page = client.post(path_of(own), WHO | WHAT | {"screen": "what", "back": "1"}, expect=200)
    assert (page.h1, page.value("contact_name"), page.value("title")) == ("您是谁", "张慧敏", WHAT["title"])


def test_a_revoked_code_and_one_that_never_was_say_the_same(
    client: JudgingClient, session: Session, make: Factory, own: EntryCode
) -> None:
    operations.revoke(session, own, actor=actor(make.account(Role.COORDINATOR)), reason="卡片遗失。")
    dead = client.get(path_of(own), expect=410)
    assert "12348" in dead.words
    assert client.get("/e/ABCDEFGH23456789A", expect=410).words == dead.words


def test_a_refused_enterprise_is_not_told_of_to_strangers(
    client: JudgingClient, session: Session, own: EntryCode, leaf: Category
) -> None:
    assert own.enterprise is not None
    own.enterprise.standing, own.enterprise.standing_reason = Standing.REFUSED, "营业执照已注销"
    session.flush()
    told = WHO | WHAT | {"category": leaf.code, "consent": "y", "submission_key": "k", "screen": "check"}
    page = client.post(path_of(own), told, expect=422)
    assert "营业执照已注销" not in page.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Case)) == 0


def test_confidential_reports_are_not_taken_in_by_a_scan(
    client: JudgingClient, make: Factory, own: EntryCode, leaf: Category
) -> None:
    secret = make.category(parent=make.category(confidential=True), confidential=True)
    assert f'value="{secret.code}"' not in client.post(path_of(own), WHO | {"screen": "who"}, expect=200).text
    told = WHO | WHAT | {"category": secret.code, "consent": "y", "submission_key": "k", "screen": "check"}
    client.post(path_of(own), told, expect=422)


@pytest.mark.parametrize(
    ("sector", "staff", "size"),
    [
        (Sector.INDUSTRY, None, Size.MICRO),
        (Sector.INDUSTRY, 20, Size.SMALL),
        (Sector.INDUSTRY, 999, Size.MEDIUM),
        (Sector.INDUSTRY, 1000, Size.LARGE),
        (Sector.SERVICES, 10, Size.SMALL),
    ],
)
def test_the_size_is_taken_from_the_staff_until_it_is_verified(sector: Sector, staff: int | None, size: Size) -> None:
    assert size_by_staff(sector, staff) is size
    assert list(Size) == [Size.MICRO, Size.SMALL, Size.MEDIUM, Size.LARGE]


def test_an_enterprise_keeps_its_own_code_where_the_caller_has_it(
    session: Session, make: Factory, street: EntryCode, client: JudgingClient, leaf: Category
) -> None:
    send(client, street, leaf, STRANGER | {"credit_code": "91330000MA00000019"})
    assert session.scalars(sa.select(Enterprise).where(Enterprise.name == "望江街道老灶面馆")).one().credit_code == (
        "91330000MA00000019"
    )
