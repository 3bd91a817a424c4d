"""Several requests of one writer at the same instant, with real connections: one draft, one case."""

import threading

from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from portal.cases.intake.categories import load_categories
from portal.cases.models import Case, Draft
from portal.database import db
from portal.workdays import seed_years
from tests.cases.desk import CONTACT, MATTER
from tests.factories import PASSWORD, Factory

AT_ONCE = 4


def token(client: FlaskClient, path: str) -> str:
    page = html.document_fromstring(client.get(path).get_data(as_text=True))
    return str(page.xpath("//input[@name='csrf_token']/@value")[0])


def signed_in(app: Flask, username: str) -> tuple[FlaskClient, str]:
    client = app.test_client()
    asked = {"username": username, "password": PASSWORD, "csrf_token": token(client, "/sign-in")}
    assert client.post("/sign-in", data=asked).status_code == 302
    return client, token(client, "/help")


def all_at_once(clients: list[tuple[FlaskClient, str]], path: str, values: dict[str, str]) -> set[str]:
    """Send the same form from every client at the same instant; return where the answers lead."""
    ready, answers = threading.Barrier(len(clients)), []

    def send(client: FlaskClient, csrf_token: str) -> None:
        ready.wait()
        answers.append(client.post(path, data=values | {"csrf_token": csrf_token}))

    threads = [threading.Thread(target=send, args=pair) for pair in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {302}
    return {answer.location for answer in answers}


def test_clicks_at_the_same_instant_make_one_draft_and_one_case(own_app: Flask) -> None:
    with own_app.app_context():
        seed_years(db.session, [2026])
        load_categories(db.session)
        member = Factory(db.session).member(enterprise := Factory(db.session).enterprise())
        db.session.commit()
        base, username = f"/cases/new/{enterprise.id}/difficulty", member.username
    clients = [signed_in(own_app, username) for _ in range(AT_ONCE)]
    assert all_at_once(clients, f"{base}/group", {"group": "lease"}) == {f"{base}/category"}
    client, csrf_token = clients[0]
    for page, values in {"category": {"category": "lease-cutoff"}, "matter": MATTER, "contact": CONTACT}.items():
        assert client.post(f"{base}/{page}", data=values | {"csrf_token": csrf_token}).status_code == 302
    with own_app.app_context():
        key = db.session.query(Draft).one().submission_key
    (receipt,) = all_at_once(clients, f"{base}/check", {"submission_key": key})
    with own_app.app_context():
        assert receipt.endswith(db.session.query(Case).one().reference)
