"""The inbox shows a person's own notices and remembers what was read."""

from sqlalchemy.orm import Session

from portal.notifications.operations import notify
from portal.notifications.queries import inbox, unread_count
from tests.factories import Factory
from tests.judging import JudgingClient


def test_an_empty_inbox_says_so(client: JudgingClient, make: Factory) -> None:
    page = client.sign_in(make.account()).get("/notifications")
    assert page.tree is not None
    assert page.tree.xpath("//*[@class='empty']")


def test_opening_a_notice_marks_it_read_and_goes_there(client: JudgingClient, make: Factory, session: Session) -> None:
    person = make.account()
    notify(session, [person], subject="事项已受理", body="恒泰纺织的事项已受理。\n请查看。", link="/account")
    client.sign_in(person)
    assert "恒泰纺织的事项已受理。" in client.get("/notifications").words
    notice = inbox(session, person.id, limit=1, offset=0)[0]
    assert client.post(f"/notifications/{notice.id}/open").response.location == "/account"
    assert unread_count(session, person.id) == 0
    client.post(f"/notifications/{notice.id}/open")


def test_a_notice_never_leads_out_of_the_portal(client: JudgingClient, make: Factory, session: Session) -> None:
    person = make.account()
    notify(session, [person], subject="s", body="b", link="//elsewhere.example.com")
    client.sign_in(person)
    notice = inbox(session, person.id, limit=1, offset=0)[0]
    assert client.post(f"/notifications/{notice.id}/open").response.location == "/notifications"


def test_nobody_opens_the_notice_of_another(client: JudgingClient, make: Factory, session: Session) -> None:
    person = make.account()
    notify(session, [person], subject="事项已受理", body="b")
    notice = inbox(session, person.id, limit=1, offset=0)[0]
    client.sign_in(make.account()).post(f"/notifications/{notice.id}/open", expect=404)
    assert unread_count(session, person.id) == 1


def test_all_are_marked_read_at_once(client: JudgingClient, make: Factory, session: Session) -> None:
    person, other = make.account(), make.account()
    for number in range(25):
        notify(session, [person, other], subject=f"第{number}件", body="b")
    client.sign_in(person).post("/notifications/read-all")
    assert (unread_count(session, person.id), unread_count(session, other.id)) == (0, 25)


def test_the_second_page_holds_the_rest(client: JudgingClient, make: Factory, session: Session) -> None:
    person = make.account()
    for number in range(25):
        notify(session, [person], subject=f"第{number}件", body="b")
    page = client.sign_in(person).get("/notifications?page=2")
    assert page.tree is not None
    assert len(page.tree.xpath("//ul[@class='items']/li")) == 5
    assert client.get("/notifications?page=99x").status == 200
