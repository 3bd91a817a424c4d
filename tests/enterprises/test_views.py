import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.accounts.models import Account
from portal.enterprises.models import Enterprise, Invitation
from portal.enterprises.queries import by_credit_code, members_of, reopening_history
from portal.notifications.models import Mail
from portal.units.models import Unit
from portal.vocabulary import Reopening, Role, Slot, Standing, UnitKind
from tests.factories import Factory, credit_code
from tests.judging import JudgingClient

CODE = credit_code(770_001)
PASSWORD = "柳浦路上四台旧织机夜里响"


@pytest.fixture
def street(make: Factory) -> Unit:
    return make.unit("望江街道", UnitKind.STREET)


@pytest.fixture
def coordinator(make: Factory) -> Account:
    return make.account(Role.COORDINATOR, name="周明远")


@pytest.fixture
def enterprise(make: Factory, street: Unit) -> Enterprise:
    return make.enterprise(name="安澜恒泰纺织有限公司", area=street, address="柳浦路18号")


def facts(street: Unit, **changes: str) -> dict[str, str]:
    return {
        "credit_code": CODE,
        "confirmed": "",
        "name": "安澜恒泰纺织有限公司",
        "sector": "industry",
        "size": "medium",
        "staff_count": "420",
        "area_id": str(street.id),
        "address": "柳浦路18号",
        "reopening": "partial",
    } | changes


def person(**changes: str) -> dict[str, str]:
    return {
        "person": "张慧敏𠮷",
        "username": "139 0000 7788",
        "email": "zhang@hengtai.example",
        "password": PASSWORD,
        "again": PASSWORD,
    } | changes


class TestRegistering:
    def test_a_newcomer_registers_and_is_signed_in(self, session: Session, client: JudgingClient, street: Unit) -> None:
        first = client.post("/register", {"credit_code": CODE.lower()})
        assert first.response.location == f"/register/details?code={CODE}"
        assert CODE in client.get(first.response.location).words
        page = client.post("/register/details", facts(street) | person(), follow=True)
        assert page.h1 == "安澜恒泰纺织有限公司"
        assert "待核验" in page.words
        made = by_credit_code(session, CODE)
        assert made is not None
        assert (made.standing, made.contact_telephone) == (Standing.PENDING, "139 0000 7788")
        assert [member.username for member in members_of(session, made.id)] == ["13900007788"]

    def test_a_code_of_seventeen_characters_is_told_its_length(self, client: JudgingClient) -> None:
        page = client.post("/register", {"credit_code": CODE[:17]}, expect=422)
        assert page.errors == ["统一社会信用代码应为18位，现在是17位。"]
        assert page.value("credit_code") == CODE[:17]

    def test_a_doubtful_code_passes_once_it_is_confirmed(
        self,
        session: Session,
        client: JudgingClient,
        street: Unit,
    ) -> None:
        doubtful = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
        page = client.post("/register", {"credit_code": doubtful}, expect=422)
        assert "对照营业执照" in page.errors[0]
        second = client.post("/register", {"credit_code": doubtful, "confirmed": "y"})
        client.get(second.response.location)
        client.post("/register/details", facts(street, credit_code=doubtful, confirmed="1") | person())
        assert by_credit_code(session, doubtful) is not None

    def test_a_doubtful_code_cannot_slip_past_the_first_step(self, client: JudgingClient, street: Unit) -> None:
        doubtful = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
        page = client.post("/register/details", facts(street, credit_code=doubtful) | person(), expect=422)
        assert "校验码不符" in page.words

    def test_a_registered_code_says_how_to_join(
        self, client: JudgingClient, make: Factory, enterprise: Enterprise
    ) -> None:
        make.member(enterprise)
        page = client.post("/register", {"credit_code": enterprise.credit_code}, expect=422)
        assert enterprise.name in page.errors[0]
        assert "成员与邀请" in page.words

    def test_an_empty_form_names_every_field(self, client: JudgingClient) -> None:
        page = client.post(f"/register/details?code={CODE}", {"credit_code": CODE}, expect=422)
        assert len(page.errors) >= 8
        assert page.words.startswith("有")
        assert "请选择“行业类别”。" in page.errors
        assert "请设置密码。" in page.errors
        assert page.tree is not None
        summed_up = [href.lstrip("#") for href in page.tree.xpath("//*[@role='alert']//a/@href")]
        assert summed_up == [name for name in page.tree.xpath("//main//@id") if name in summed_up]

    def test_a_weak_password_is_told_at_its_field(self, client: JudgingClient, street: Unit) -> None:
        weak = person(password="1234567890", again="1234567890")
        page = client.post("/register/details", facts(street) | weak, expect=422)
        assert len(page.errors) == 1
        assert page.value("name") == "安澜恒泰纺织有限公司"
        assert page.value("password") in {"", "None"}

    def test_a_staff_count_in_words_is_an_error(self, client: JudgingClient, street: Unit) -> None:
        page = client.post("/register/details", facts(street, staff_count="四百") | person(), expect=422)
        assert len(page.errors) == 1

    def test_a_member_registers_another_enterprise_with_the_same_account(
        self,
        session: Session,
        make: Factory,
        client: JudgingClient,
        enterprise: Enterprise,
        street: Unit,
    ) -> None:
        member = make.member(enterprise, name="张慧敏", telephone="139 0000 7788")
        client.sign_in(member)
        assert "您的姓名" not in client.get(f"/register/details?code={CODE}").words
        client.post("/register/details", facts(street), follow=True)
        made = by_credit_code(session, CODE)
        assert made is not None
        assert members_of(session, made.id) == [member]
        assert "安澜恒泰纺织有限公司" in client.get("/enterprises/mine").words

    def test_a_work_account_is_told_at_once(self, client: JudgingClient, coordinator: Account) -> None:
        client.sign_in(coordinator)
        for path in ("/register", f"/register/details?code={CODE}"):
            assert "工作账号不能代表企业" in client.get(path, expect=422).words

    def test_somebody_without_an_enterprise_is_shown_how_to_get_one(self, make: Factory, client: JudgingClient) -> None:
        page = client.sign_in(make.account()).get("/enterprises/mine")
        assert "/register" in page.links()


class TestTheDirectory:
    @pytest.mark.usefixtures("enterprise")
    def test_the_coordinator_finds_an_enterprise_by_name(
        self,
        make: Factory,
        client: JudgingClient,
        coordinator: Account,
    ) -> None:
        make.enterprise(name="望江楼餐饮有限公司")
        page = client.sign_in(coordinator).get("/enterprises?q=恒泰&sector=industry")
        assert "恒泰" in page.words
        assert "望江楼" not in page.words

    def test_values_that_are_no_choices_are_ignored(self, client: JudgingClient, coordinator: Account) -> None:
        client.sign_in(coordinator).get("/enterprises?sector=x&area=abc&order=?&page=99999999999&mark=1")

    def test_nothing_found_says_what_to_do(self, client: JudgingClient, coordinator: Account) -> None:
        assert "没有符合条件的企业" in client.sign_in(coordinator).get("/enterprises?q=没有这家").words

    def test_a_long_list_has_pages_that_keep_the_filters(
        self,
        make: Factory,
        client: JudgingClient,
        coordinator: Account,
    ) -> None:
        for number in range(21):
            make.enterprise(name=f"澜江{number}号纺织厂")
        page = client.sign_in(coordinator).get("/enterprises?q=澜江&order=name")
        following = next(link for link in page.links() if "page=2" in link)
        assert "澜江9号纺织厂" in client.get(following).words

    def test_a_member_has_no_directory(self, make: Factory, client: JudgingClient, enterprise: Enterprise) -> None:
        client.sign_in(make.member(enterprise)).get("/enterprises", expect=403)


class TestThePage:
    def test_a_member_sees_who_helps_with_a_telephone_number(
        self,
        make: Factory,
        client: JudgingClient,
        enterprise: Enterprise,
    ) -> None:
        make.pair(enterprise, Slot.LIAISON, make.account(Role.LIAISON, name="陈立新", telephone="138 0000 1203"))
        page = client.sign_in(make.member(enterprise)).get("/enterprises/mine", expect=302)
        page = client.get(page.response.location)
        assert "陈立新" in page.words
        assert "tel:13800001203" in page.links()
        assert "尚未结对" in page.words

    @pytest.mark.parametrize("path", ["", "/edit", "/reopening", "/verify", "/members", "/members/1/end"])
    def test_another_enterprise_is_not_found(
        self,
        make: Factory,
        client: JudgingClient,
        enterprise: Enterprise,
        path: str,
    ) -> None:
        client.sign_in(make.member(make.enterprise()))
        client.get(f"/enterprises/{enterprise.id}{path}", expect=403 if path == "/verify" else 404)

    @pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.LEADER, Role.OFFICER, Role.COORDINATOR])
    def test_the_office_sees_every_enterprise(
        self,
        make: Factory,
        client: JudgingClient,
        enterprise: Enterprise,
        role: Role,
    ) -> None:
        page = client.sign_in(make.account(role)).get(f"/enterprises/{enterprise.id}")
        assert enterprise.credit_code in page.words

    def test_the_administrator_sees_none(self, make: Factory, client: JudgingClient, enterprise: Enterprise) -> None:
        client.sign_in(make.account(Role.ADMIN)).get(f"/enterprises/{enterprise.id}", expect=404)


class TestKeepingTheFacts:
    def test_a_member_changes_the_contact(
        self,
        make: Factory,
        client: JudgingClient,
        enterprise: Enterprise,
    ) -> None:
        client.sign_in(make.member(enterprise))
        path = f"/enterprises/{enterprise.id}/edit"
        form = client.get(path)
        assert not form.tree.xpath("//*[@name='credit_code' or @name='key']")
        client.post(path, self.daily(form, contact_name="李文"), follow=True)
        assert enterprise.contact_name == "李文"

    def test_a_member_who_sends_a_verified_field_changes_nothing_of_it(
        self,
        make: Factory,
        client: JudgingClient,
        enterprise: Enterprise,
    ) -> None:
        client.sign_in(make.member(enterprise))
        path = f"/enterprises/{enterprise.id}/edit"
        client.post(path, self.daily(client.get(path)) | {"name": "冒名有限公司", "key": "y"})
        assert (enterprise.name, enterprise.key) == ("安澜恒泰纺织有限公司", False)

    def test_the_second_of_two_editors_sees_both_versions(
        self,
        session: Session,
        make: Factory,
        client: JudgingClient,
        enterprise: Enterprise,
    ) -> None:
        client.sign_in(make.member(enterprise))
        path = f"/enterprises/{enterprise.id}/edit"
        typed = self.daily(client.get(path), address="新址二号院内")
        enterprise.address = "新址一号院内"
        session.flush()
        page = client.post(path, typed, expect=409)
        assert "新址一号院内" in page.words
        assert page.value("address") == "新址二号院内"
        client.post(path, typed | {"version": page.value("version")})
        assert enterprise.address == "新址二号院内"

    @staticmethod
    def daily(form: "object", **changes: str) -> dict[str, str]:
        names = ("version", "staff_count", "address", "contact_name", "contact_telephone", "contact_email")
        value: Callable[[str], str] = form.value
        return {name: value(name) or "" for name in names} | changes

    def test_the_coordinator_verifies_and_refuses(
        self,
        make: Factory,
        client: JudgingClient,
        coordinator: Account,
    ) -> None:
        good, bad = make.enterprise(standing=Standing.PENDING), make.enterprise(standing=Standing.PENDING)
        client.sign_in(coordinator)
        page = client.get(f"/enterprises/{good.id}")
        assert f"/enterprises/{good.id}/verify" in page.links()
        ruling = {"ruling": "verify", "key": "y", "version": "1"}
        client.post(f"/enterprises/{good.id}/verify", ruling, follow=True)
        assert (good.standing, good.key) == (Standing.VERIFIED, True)
        refusal = {"ruling": "refuse", "version": "1"}
        page = client.post(f"/enterprises/{bad.id}/verify", refusal, expect=422)
        assert page.errors == ["请写明原因，企业会看到。"]
        page = client.post(f"/enterprises/{bad.id}/verify", refusal | {"reason": "名称与执照不符"}, follow=True)
        assert "名称与执照不符" in page.words

    def test_a_liaison_reports_how_far_its_enterprise_has_reopened(
        self,
        session: Session,
        make: Factory,
        client: JudgingClient,
        enterprise: Enterprise,
    ) -> None:
        liaison = make.account(Role.LIAISON, name="陈立新")
        make.pair(enterprise, Slot.LIAISON, liaison)
        client.sign_in(liaison)
        path = f"/enterprises/{enterprise.id}/reopening"
        assert client.get(path).value("on") == clock.today().isoformat()
        report = {"reopening": "full", "on": clock.today().isoformat(), "remark": "两条线全开😀㛃"}
        page = client.post(path, report, follow=True)
        assert "全面复工" in page.words
        assert "😀㛃" in page.words
        assert enterprise.reopening is Reopening.FULL
        page = client.post(path, report | {"on": "2199-01-01"}, expect=422)
        assert page.errors == ["日期不能晚于今天。"]
        assert len(reopening_history(session, enterprise.id)) == 1


class TestMembers:
    @pytest.fixture(autouse=True)
    def _member_is_signed_in(self, make: Factory, client: JudgingClient, enterprise: Enterprise) -> None:
        client.sign_in(make.member(enterprise, name="张慧敏"))

    def invite(self, session: Session, client: JudgingClient, enterprise: Enterprise) -> str:
        client.post(f"/enterprises/{enterprise.id}/members", {"email": "li@hengtai.example"}, follow=True)
        body = session.scalars(sa.select(Mail.body).order_by(Mail.id.desc())).first() or ""
        return re.findall(r"http://portal\.test(/invitations/\S+)", body)[0]

    def test_an_invited_newcomer_joins_with_a_new_account(
        self,
        session: Session,
        client: JudgingClient,
        enterprise: Enterprise,
    ) -> None:
        link = self.invite(session, client, enterprise)
        client.sign_out()
        page = client.get(link)
        assert (page.h1, page.value("email")) == ("加入安澜恒泰纺织有限公司", "li@hengtai.example")
        page = client.post(link, person(person="李文", username="138 0000 9999"), follow=True)
        assert page.h1 == enterprise.name
        assert [one.name for one in members_of(session, enterprise.id)] == ["张慧敏", "李文"]
        client.get(link, expect=410)

    def test_somebody_with_an_account_joins_with_one_click(
        self,
        session: Session,
        make: Factory,
        client: JudgingClient,
        enterprise: Enterprise,
    ) -> None:
        link = self.invite(session, client, enterprise)
        client.sign_out().sign_in(make.account(name="王珂"))
        client.get(link)
        client.post(link, follow=True)
        assert [one.name for one in members_of(session, enterprise.id)] == ["张慧敏", "王珂"]

    def test_a_work_account_is_told_why_it_cannot_join(
        self,
        session: Session,
        client: JudgingClient,
        enterprise: Enterprise,
        coordinator: Account,
    ) -> None:
        link = self.invite(session, client, enterprise)
        client.sign_out().sign_in(coordinator)
        assert "工作账号不能代表企业" in client.post(link, expect=422).words

    def test_a_revoked_invitation_is_gone(
        self,
        session: Session,
        client: JudgingClient,
        enterprise: Enterprise,
    ) -> None:
        link = self.invite(session, client, enterprise)
        invitation = session.scalars(sa.select(Invitation)).one()
        client.post(f"/enterprises/{enterprise.id}/invitations/{invitation.id}/revoke", follow=True)
        client.get(link, expect=410)

    def test_a_made_up_link_is_gone(self, client: JudgingClient) -> None:
        client.get("/invitations/made-up", expect=410)

    def test_a_membership_is_ended_after_asking(
        self,
        session: Session,
        make: Factory,
        client: JudgingClient,
        enterprise: Enterprise,
    ) -> None:
        make.member(enterprise, name="李文")
        page = client.get(f"/enterprises/{enterprise.id}/members")
        path = next(link for link in page.links() if link.endswith("/end"))
        client.get(path)
        client.post(path)
        assert len(members_of(session, enterprise.id)) == 1
        client.get(path, expect=404)

    def test_the_coordinator_invites_to_an_enterprise_that_the_office_recorded(
        self,
        session: Session,
        make: Factory,
        client: JudgingClient,
        coordinator: Account,
    ) -> None:
        recorded = make.enterprise(name="望江楼餐饮有限公司")
        client.sign_in(coordinator)
        assert "邀请同事" in client.get(f"/enterprises/{recorded.id}/members").words
        link = self.invite(session, client, recorded)
        client.sign_out().sign_in(make.account(name="王珂"))
        client.post(link, follow=True)
        assert [one.name for one in members_of(session, recorded.id)] == ["王珂"]

    def test_the_office_sees_the_members_but_invites_nobody(
        self,
        make: Factory,
        client: JudgingClient,
        enterprise: Enterprise,
    ) -> None:
        make.member(enterprise, name="李文")
        page = client.sign_in(make.account(Role.SUPERVISOR)).get(f"/enterprises/{enterprise.id}/members")
        assert "李文" in page.words
        assert "邀请同事" not in page.words
        client.post(f"/enterprises/{enterprise.id}/members", {"email": "a@b.example"}, expect=403)
