"""A test client that judges every page: HTML5, one ``h1``, a matching title, labelled fields, no inline code."""

import contextvars
from collections import Counter
from collections.abc import Callable, Mapping
from secrets import token_hex
from typing import Any, Self

import html5lib
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from lxml import html
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.accounts.models import Account
from tests.factories import PASSWORD

# html5lib is older than these elements and attributes of today's HTML.
FORGIVEN = {"expected-doctype-but-got-end-tag"}
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}


def problems_of(page: str) -> list[str]:
    """Return what is wrong with a page, a sentence each."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(page)
    found = [f"HTML5: {code} at {position}" for position, code, _ in parser.errors if code not in FORGIVEN]
    tree = html.document_fromstring(page)
    headings = tree.xpath("//h1")
    if len(headings) != 1:
        found.append(f"{len(headings)} h1 headings")
    elif heading_words(headings[0]) not in (title := " ".join(tree.xpath("string(//title)").split())):
        found.append(f"title {title!r} does not hold the h1 {heading_words(headings[0])!r}")
    found += [f"id {name!r} twice" for name, times in Counter(tree.xpath("//@id")).items() if times > 1]
    found += [f"unlabelled {field.tag} {field.get('name')!r}" for field in _unlabelled(tree)]
    if tree.xpath("//script[not(@src)] | //style | //@style | //@onclick | //@onsubmit | //@onchange"):
        found.append("inline script or style")
    found += [f"form without action to {form.get('action')!r}" for form in tree.xpath("//form[@action='']")]
    posting = "//form[translate(@method, 'POST', 'post')='post'][not(.//input[@name='csrf_token'])]"
    found += ["form without its token" for _ in tree.xpath(posting)]
    found += [f"image without alt {image.get('src')!r}" for image in tree.xpath("//img[not(@alt)]")]
    found += [f"{name!r} points at no id" for name in _dangling(tree)]
    return found


def heading_words(heading: html.HtmlElement) -> str:
    return " ".join(heading.text_content().split())


def _dangling(tree: html.HtmlElement) -> list[str]:
    ids = set(tree.xpath("//@id"))
    named = tree.xpath("//@for | //@aria-describedby | //@aria-labelledby | //@aria-controls | //a[@href]/@href")
    wanted = [word.lstrip("#") for value in named for word in value.split() if "/" not in value and ":" not in value]
    fragments = [word for word in wanted if "?" not in word]
    return [word for word in fragments if word and word not in ids]


def _unlabelled(tree: html.HtmlElement) -> list[html.HtmlElement]:
    labelled = set(tree.xpath("//label/@for"))
    fields = tree.xpath("//input | //select | //textarea")
    return [
        field
        for field in fields
        if field.get("type", "text") not in UNLABELLED
        and field.get("id") not in labelled
        and not field.get("aria-label")
        and not field.get("aria-labelledby")
        and not field.xpath("ancestor::label")
    ]


class Page:
    """A page that has been judged, ready to be asked about."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.text = response.get_data(as_text=True) if response.mimetype.startswith("text/") else ""
        self.tree = html.document_fromstring(self.text) if self.text.strip() else None

    @property
    def words(self) -> str:
        """What the page says in its main part, white space folded."""
        assert self.tree is not None
        main = self.tree.xpath("//main") or [self.tree]
        return " ".join(main[0].text_content().split())

    @property
    def h1(self) -> str:
        assert self.tree is not None
        return heading_words(self.tree.xpath("//h1")[0])

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        assert self.tree is not None
        return [" ".join(a.text_content().split()) for a in self.tree.xpath("//*[@role='alert']//a")]

    def value(self, field: str) -> str:
        """What a field of the page holds."""
        assert self.tree is not None
        found = self.tree.xpath(f"//*[@name='{field}']")[0]
        if found.tag != "textarea":
            return str(found.value)
        # A textarea's first line break is not part of its value.
        return (found.text or "").removeprefix("\r\n").removeprefix("\n")

    def links(self) -> list[str]:
        assert self.tree is not None
        return [str(href) for href in self.tree.xpath("//a/@href")]


class JudgingClient:
    """Fetches pages as a signed-in person and fails the test where a page is not as every page must be."""

    def __init__(self, app: Flask, session: Session) -> None:
        self._app = app
        self._client = app.test_client()
        self._session = session

    def sign_in(self, account: Account, password: str = PASSWORD) -> Self:
        """Sign in through the page, as anybody would."""
        page = self.post("/sign-in", {"username": account.username, "password": password}, expect=302)
        assert page.status == 302
        return self

    def sign_out(self) -> Self:
        self.post("/sign-out", {}, expect=302)
        return self

    def get(self, path: str, *, expect: int = 200, judge: bool = True, **kwargs: Any) -> Page:
        return self._judged(lambda: self._client.get(path, **kwargs), path, expect, judge=judge)

    def post(
        self,
        path: str,
        data: Mapping[str, Any] | None = None,
        *,
        expect: int = 302,
        judge: bool = True,
        follow: bool = False,
    ) -> Page:
        """Send a form with a fresh token; with ``follow`` the page after the redirect is returned."""
        values = {"csrf_token": self._token(), **(data or {})}
        page = self._judged(lambda: self._client.post(path, data=values), path, expect, judge=judge)
        return self.get(page.response.location) if follow and page.status in {302, 303} else page

    def cookie(self, name: str) -> str | None:
        cookie = self._client.get_cookie(name)
        return cookie.value if cookie else None

    def delete_cookie(self, name: str) -> None:
        self._client.delete_cookie(name)

    def _token(self) -> str:
        """Sign the secret of the client's session as a page's form would, without fetching a page for it."""
        return contextvars.Context().run(self._signed_token)

    def _signed_token(self) -> str:
        with self._client.session_transaction() as held:
            secret = held.setdefault("csrf_token", token_hex())
        return str(URLSafeTimedSerializer(self._app.secret_key or "", salt="wtf-csrf-token").dumps(secret))

    def _fetch(self, call: Callable[[], TestResponse]) -> TestResponse:
        self._session.flush()
        # A request of its own must not see the test's application context.
        response = contextvars.Context().run(call)
        self._session.expire_all()
        return response

    def _judged(self, call: Callable[[], TestResponse], path: str, expect: int, *, judge: bool) -> Page:
        page = Page(self._fetch(call))
        for name, value in page.response.headers:
            assert value.isascii(), f"{path}: no server can send the header {name}: {value}"
        assert page.status == expect, f"{path} answered {page.status}, not {expect}: {page.text[:600]}"
        if judge and page.response.mimetype == "text/html" and page.status not in {301, 302, 303}:
            faults = problems_of(page.text)
            assert not faults, f"{path}: {faults}"
        return page
