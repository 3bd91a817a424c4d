"""The administrator opens, changes and disables accounts, and never locks everybody out."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.administration.operations import PersonFacts, disable_account, edit_account
from portal.errors import NotPermitted, RuleBroken
from portal.notifications.models import Mail
from portal.vocabulary import CaseStatus, Role, Slot
from tests.factories import PASSWORD, Factory, actor
from tests.judging import JudgingClient

NEW = {
    "username": "wang.fang",
    "name": "王芳",
    "roles": ["officer", "liaison"],
    "capacity": "20",
    "telephone": "",
    "email": "",
}


@pytest.fixture
def admin(client: JudgingClient, make: Factory) -> Account:
    person = make.account(Role.ADMIN, name="何清源")
    client.sign_in(person)
    return person


def facts(client: JudgingClient, person: Account) -> dict[str, object]:
    page = client.get(f"/admin/accounts/{person.id}")
    return {"name": page.value("name"), "version": page.value("version"), "capacity": "30"}


def test_an_account_is_opened_and_its_link_mailed(client: JudgingClient, admin: Account, session: Session) -> None:
    page = client.post("/admin/accounts/new", NEW | {"email": "wang@example.com"}, follow=True)
    assert "王芳" in page.h1
    opened = session.scalars(sa.select(Account).where(Account.username == "wang.fang")).one()
    assert opened.roles == {Role.OFFICER, Role.LIAISON}
    mail = session.scalars(sa.select(Mail)).one()
    assert mail.address == "wang@example.com"
    link = re.search(r"/set-password/\S+", mail.body)
    assert link
    client.sign_out()
    client.post(link[0], {"password_new": "四个 互不 相干 词语", "password_again": "四个 互不 相干 词语"})
    client.sign_in(opened, "四个 互不 相干 词语")


def test_without_a_mail_address_the_link_is_shown_once(client: JudgingClient, admin: Account) -> None:
    page = client.post("/admin/accounts/new", NEW, follow=True)
    assert re.search(r"http://portal\.test/set-password/\S{43}", page.words)
    assert "/set-password/" not in client.get("/admin/accounts").words


def test_a_link_that_went_astray_ends_with_a_new_one_and_with_another_address(
    client: JudgingClient, admin: Account, make: Factory, session: Session
) -> None:
    person = make.account(Role.OFFICER, email="wrong@example.com")
    first, second = (mailed_link(client, session, person) for _ in range(2))
    client.get(first, expect=302)
    client.get(second)
    changed = facts(client, person) | {"roles": ["officer"], "email": "right@example.com"}
    client.post(f"/admin/accounts/{person.id}", changed)
    client.get(second, expect=302)
    told = session.scalars(sa.select(Mail).order_by(Mail.id.desc())).first()
    assert told is not None
    assert told.address == "wrong@example.com"
    assert "set-password" not in told.body


def mailed_link(client: JudgingClient, session: Session, person: Account) -> str:
    client.post(f"/admin/accounts/{person.id}/link")
    mail = session.scalars(sa.select(Mail).order_by(Mail.id.desc())).first()
    assert mail is not None
    found = re.search(r"/set-password/\S+", mail.body)
    assert found
    return found[0]


def test_a_double_click_opens_one_account(client: JudgingClient, admin: Account, session: Session) -> None:
    client.post("/admin/accounts/new", NEW)
    page = client.post("/admin/accounts/new", NEW, expect=422)
    assert any("同名账号" in error for error in page.errors)
    assert session.scalar(sa.select(sa.func.count(Account.id)).where(Account.username == "wang.fang")) == 1


def test_a_bad_form_names_each_field(client: JudgingClient, admin: Account) -> None:
    data = {"username": "王 芳", "name": "", "roles": ["emperor"], "capacity": "many", "email": "x", "telephone": "y"}
    assert len(client.post("/admin/accounts/new", data, expect=422).errors) >= 5


def test_the_name_must_be_one_that_can_be_typed(client: JudgingClient, admin: Account) -> None:
    page = client.post("/admin/accounts/new", NEW | {"username": "王芳芳"}, expect=422)
    assert any("账号应为" in error for error in page.errors)


def test_facts_and_roles_are_changed(client: JudgingClient, admin: Account, make: Factory) -> None:
    unit, person = make.unit("县人社局"), make.account(Role.OFFICER)
    changed = facts(client, person) | {
        "name": "王芳",
        "roles": ["supervisor"],
        "unit_id": str(unit.id),
        "title": "科长",
    }
    client.post(f"/admin/accounts/{person.id}", changed)
    assert (person.name, person.title, person.roles, person.unit) == ("王芳", "科长", {Role.SUPERVISOR}, unit)


def test_two_administrators_do_not_overwrite_each_other(client: JudgingClient, admin: Account, make: Factory) -> None:
    person = make.account(Role.OFFICER)
    seen = facts(client, person)
    client.post(f"/admin/accounts/{person.id}", seen | {"roles": ["lawyer"]})
    page = client.post(f"/admin/accounts/{person.id}", seen | {"roles": ["leader"], "title": "主任"}, expect=409)
    assert page.value("title") == "主任"
    assert person.roles == {Role.LAWYER}


def test_a_disabled_person_is_out_at_once_and_can_come_back(
    app: Flask,
    client: JudgingClient,
    admin: Account,
    make: Factory,
    session: Session,
) -> None:
    person = make.account(Role.OFFICER)
    elsewhere = JudgingClient(app, session).sign_in(person)
    client.post(f"/admin/accounts/{person.id}/disable")
    client.post(f"/admin/accounts/{person.id}/disable")
    elsewhere.get("/account", expect=302)
    elsewhere.post("/sign-in", {"username": person.username, "password": PASSWORD}, expect=422)
    client.get(f"/admin/accounts/{person.id}")
    client.post(f"/admin/accounts/{person.id}/enable")
    elsewhere.sign_in(person)


def test_staff_come_first_and_people_of_enterprises_with_theirs(
    client: JudgingClient, admin: Account, make: Factory
) -> None:
    make.member(make.enterprise(name="安澜恒泰纺织有限公司"), name="张慧敏")
    make.account(Role.OFFICER, name="王芳", unit=make.unit("县人社局"))
    words = client.get("/admin/accounts").words
    assert words.index("王芳") < words.index("张慧敏") < words.index("安澜恒泰纺织有限公司")


def test_what_would_be_left_behind_is_counted(client: JudgingClient, admin: Account, make: Factory) -> None:
    person = make.account(Role.OFFICER, Role.LIAISON)
    make.case(handler=person, status=CaseStatus.IN_PROGRESS, title="不给管理员看的标题")
    make.case(handler=person, status=CaseStatus.CLOSED)
    make.pair(make.enterprise(), Slot.LIAISON, person)
    words = client.get(f"/admin/accounts/{person.id}").words
    assert "经办未办结事项1件，结对企业1家" in words
    assert "不给管理员看的标题" not in words


def test_a_person_is_signed_out_everywhere(
    app: Flask,
    client: JudgingClient,
    admin: Account,
    make: Factory,
    session: Session,
) -> None:
    person = make.account(Role.OFFICER)
    elsewhere = JudgingClient(app, session).sign_in(person)
    client.post(f"/admin/accounts/{person.id}/end-sign-ins")
    elsewhere.get("/account", expect=302)


def test_nobody_disables_himself(session: Session, make: Factory) -> None:
    person = make.account(Role.ADMIN)
    make.account(Role.ADMIN)
    with pytest.raises(RuleBroken):
        disable_account(session, actor=actor(person), account=person)


def test_the_last_administrator_keeps_the_role(session: Session, make: Factory) -> None:
    person = make.account(Role.ADMIN)
    make.account(Role.ADMIN, disabled_at=person.created_at)
    with pytest.raises(RuleBroken) as broken:
        edit_account(
            session,
            actor=actor(person),
            account=person,
            facts=PersonFacts(name=person.name),
            version=person.version,
        )
    assert broken.value.field == "roles"


def test_with_another_administrator_the_role_may_go(session: Session, make: Factory) -> None:
    person = make.account(Role.ADMIN)
    make.account(Role.ADMIN)
    edit_account(
        session,
        actor=actor(person),
        account=person,
        facts=PersonFacts(name=person.name, roles=frozenset({Role.OFFICER})),
        version=person.version,
    )
    assert person.roles == {Role.OFFICER}


def test_a_link_is_not_sent_to_a_disabled_account(client: JudgingClient, admin: Account, make: Factory) -> None:
    person = make.account(disabled_at=admin.created_at, email="gone@example.com")
    assert "账号已停用" in client.post(f"/admin/accounts/{person.id}/link", follow=True).words


def test_the_list_is_filtered(client: JudgingClient, admin: Account, make: Factory) -> None:
    unit = make.unit("县人社局")
    make.account(Role.OFFICER, name="林晓雯", unit=unit, telephone="0000-821 2345")
    make.account(Role.LAWYER, name="苏若兰")
    make.account(Role.SUPERVISOR, name="秦望舒", password_hash="")
    make.account(name="张慧敏", disabled_at=admin.created_at)
    found = {
        "?words=晓雯": "林晓雯",
        "?words=821": "林晓雯",
        "?role=lawyer": "苏若兰",
        f"?unit={unit.id}": "林晓雯",
        "?state=disabled": "张慧敏",
        "?state=new": "秦望舒",
        "?role=enterprise": "张慧敏",
    }
    for query, name in found.items():
        page = client.get(f"/admin/accounts{query}")
        assert page.tree is not None
        assert [link.text for link in page.tree.xpath("//tbody//a[@class='strong']")] == [name], query
    assert "没有符合条件的账号" in client.get("/admin/accounts?words=%25").words
    client.get("/admin/accounts?role=emperor&unit=x&state=y&page=-1")


@pytest.mark.parametrize("path", ["/admin/accounts", "/admin/units", "/admin/calendar", "/admin/audit"])
def test_nobody_else_administers(client: JudgingClient, make: Factory, path: str) -> None:
    client.sign_in(make.account(*(role for role in Role if role not in {Role.ADMIN, Role.ENTERPRISE})))
    client.get(path, expect=403)


def test_the_operations_ask_for_permission_themselves(session: Session, make: Factory) -> None:
    with pytest.raises(NotPermitted):
        disable_account(session, actor=actor(make.account(Role.LEADER)), account=make.account())
