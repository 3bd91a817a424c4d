"""Joint issue: each unit that issues a letter too countersigns its very text before the leading unit signs."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.accounts.models import Account
from portal.errors import NotPermitted, RuleBroken, StaleEdit
from portal.home.waiting import letters_waiting
from portal.letters import countersigning, drafts, operations, queries
from portal.letters.checking import clerks_remarks
from portal.letters.models import Letter
from portal.letters.remarks import Weight
from portal.letters.signing import to_countersign, waiting_for
from portal.letters.stages import stages
from portal.notifications.models import Notification
from portal.permissions.checks import permits
from portal.permissions.permission import Permission
from portal.vocabulary import CountersigningOrder, LetterState, Role
from tests.factories import Factory, actor
from tests.judging import JudgingClient
from tests.letters.conftest import Office

IN_TURN = CountersigningOrder.IN_TURN


@pytest.fixture
def partners(make: Factory) -> list[Account]:
    """The leaders of two units that issue a letter too."""
    names = ("安澜县公安局", "安澜县财政局")
    return [make.account(Role.LEADER, unit=make.unit(name), name=f"{name[3:5]}领导") for name in names]


@pytest.fixture
def letter(office: Office, partners: list[Account]) -> Letter:
    """A draft of three units."""
    letter = office.supervision_letter()
    letter.joint = "、".join(leader.unit.name for leader in partners if leader.unit)
    office.session.flush()
    return letter


def submit(office: Office, letter: Letter, partners: list[Account], order: CountersigningOrder) -> None:
    operations.submit(
        office.session,
        letter,
        actor=actor(office.supervisor),
        signer=office.leader,
        countersigners=partners,
        order=order,
    )


def countersign(office: Office, letter: Letter, leader: Account) -> None:
    countersigning.countersign(office.session, letter, actor=actor(leader), seen=letter.version)


def told(session: Session, who: Account) -> list[str]:
    return list(session.scalars(sa.select(Notification.subject).where(Notification.recipient_id == who.id)))


def test_at_once_all_are_asked_and_the_number_is_given_when_all_have_countersigned(
    office: Office, letter: Letter, partners: list[Account], session: Session
) -> None:
    submit(office, letter, partners, CountersigningOrder.AT_ONCE)
    first, second = partners
    assert [to_countersign(session, actor(each)) for each in partners] == [[letter], [letter]]
    assert letter in letters_waiting(session, actor(first))
    assert not letters_waiting(session, actor(office.leader))
    assert any("待会签" in subject for subject in told(session, first))
    countersign(office, letter, second)
    with pytest.raises(NotPermitted):
        operations.sign(session, letter, actor=actor(office.leader), seen=letter.version)
    assert letter.number is None
    assert not any("待签发" in subject for subject in told(session, office.leader))
    countersign(office, letter, first)
    assert any("待签发" in subject for subject in told(session, office.leader))
    assert [each.letter for each in waiting_for(session, actor(office.leader))] == [letter]
    operations.sign(session, letter, actor=actor(office.leader), seen=letter.version)
    assert letter.number
    assert any("联合行文已签发" in subject for subject in told(session, second))


def test_in_turn_the_second_is_asked_when_the_first_has_countersigned(
    office: Office, letter: Letter, partners: list[Account], session: Session
) -> None:
    first, second = partners
    submit(office, letter, [second, first], IN_TURN)
    assert not to_countersign(session, actor(second))
    with pytest.raises(NotPermitted):
        countersign(office, letter, second)
    countersign(office, letter, first)
    assert to_countersign(session, actor(second)) == [letter]
    assert [words for words, _detail, state in stages(letter) if state == "now"] == ["会签"]
    countersign(office, letter, second)
    assert [words for words, _detail, state in stages(letter) if state == "now"] == ["签发编号"]


def test_a_changed_text_is_asked_for_again_and_an_unchanged_one_is_not(
    office: Office, letter: Letter, partners: list[Account], session: Session
) -> None:
    first, second = partners
    submit(office, letter, partners, IN_TURN)
    countersign(office, letter, first)
    operations.send_back(session, letter, actor=actor(second), reason="请写明责任单位。")
    assert letter.state is LetterState.RETURNED
    submit(office, letter, partners, IN_TURN)
    assert letter.countersigners == {second.id}  # the first has agreed to these words
    operations.send_back(session, letter, actor=actor(office.leader), reason="再核。")
    wording = drafts.Wording(
        letter.title,
        letter.addressee,
        f"{letter.body}\n责任单位：县公安局。",
        letter.contact,
        reply_by=letter.reply_by,
        joint=letter.joint,
    )
    drafts.revise(session, letter, actor=actor(office.supervisor), wording=wording, seen=letter.version)
    submit(office, letter, partners, IN_TURN)
    assert letter.countersigners == {first.id}
    changes = queries.changes_since_countersigned(letter, queries.record_of(session, letter), actor(first))
    assert any("责任单位" in stretch.text for paragraph in changes for stretch in paragraph.stretches)


def test_a_signature_holds_for_the_countersigned_text_only(
    office: Office, letter: Letter, partners: list[Account], session: Session
) -> None:
    submit(office, letter, partners, CountersigningOrder.AT_ONCE)
    with pytest.raises(StaleEdit):
        countersigning.countersign(session, letter, actor=actor(partners[0]), seen=letter.version - 1)
    for leader in partners:
        countersign(office, letter, leader)
    letter.body += "\n有人绕过页面改了正文。"
    session.flush()
    with pytest.raises(RuleBroken, match="安澜县公安局、安澜县财政局"):
        operations.sign(session, letter, actor=actor(office.leader), seen=letter.version)
    assert letter.number is None


def test_one_leader_of_each_unit_is_asked_and_none_of_them_signs(
    office: Office, letter: Letter, partners: list[Account], make: Factory, session: Session
) -> None:
    stranger = make.account(Role.LEADER, unit=make.unit())
    for chosen in ([], partners[:1], [*partners, stranger], [partners[0], stranger]):
        with pytest.raises(RuleBroken):
            submit(office, letter, chosen, IN_TURN)
    assert not {leader.id for leader in partners} & {person.id for person in queries.signers(session, letter)}
    assert not permits(actor(stranger), Permission.LETTER_COUNTERSIGN, letter)


def test_the_clerk_stops_a_joint_letter_that_nobody_can_countersign(office: Office, letter: Letter) -> None:
    letter.joint += "、安澜县气象局"
    stopping = [each for each in clerks_remarks(letter) if each.weight is Weight.STOPS]
    assert [(each.field, "安澜县气象局" in str(each.words)) for each in stopping] == [("joint", True)]


def test_countersigning_goes_through_the_pages(
    office: Office, letter: Letter, partners: list[Account], session: Session, client: JudgingClient
) -> None:
    session.commit()
    client.sign_in(office.supervisor)
    page = client.get(f"/letters/{letter.id}/submit")
    assert "安澜县公安局 公安领导" in page.words
    asked = {"countersigners": [leader.id for leader in partners], "order": "in-turn", "signer": office.leader.id}
    page = client.post(f"/letters/{letter.id}/submit", {"version": letter.version} | asked, follow=True)
    assert "请会签" in page.words
    client.sign_in(partners[0])
    assert letter.title in client.get("/letters/to-sign").words
    page = client.get(f"/letters/{letter.id}/countersign")
    assert "会签只对以下文稿有效" in page.words
    page = client.post(f"/letters/{letter.id}/countersign", {"version": letter.version}, follow=True)
    assert "已会签" in page.words
    client.sign_in(partners[1])
    client.post(f"/letters/{letter.id}/return", {"reason": "请补充依据。"}, follow=True)
    client.sign_in(office.supervisor)
    assert "请补充依据。" in client.get(f"/letters/{letter.id}").words


def test_a_letter_that_waits_for_countersignatures_is_tagged_so_wherever_it_is_listed(
    office: Office, letter: Letter, partners: list[Account], session: Session, client: JudgingClient
) -> None:
    submit(office, letter, partners, CountersigningOrder.AT_ONCE)
    client.sign_in(partners[0])
    for path in ("/", "/letters", f"/letters/{letter.id}"):
        assert client.get(path).tree.xpath("//*[contains(@class, 'tag') and normalize-space() = '待会签']"), path
    for leader in partners:
        countersign(office, letter, leader)
    session.flush()
    client.sign_out().sign_in(office.leader)
    for path in ("/", "/letters", f"/letters/{letter.id}"):
        assert client.get(path).tree.xpath("//*[contains(@class, 'tag') and normalize-space() = '待签发']"), path
