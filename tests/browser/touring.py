"""Walking through the portal: every kind of page that a person can reach, each once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from portal.accounts.demo import account
from portal.cases.acts import OFFERED, is_allowed
from portal.cases.models import Case
from portal.letters.models import Letter
from portal.pairing.actors import actor_for
from portal.permissions.actor import Actor
from portal.permissions.checks import permits
from portal.permissions.permission import Permission

FILES = frozenset(
    {
        "appointments.calendar",
        "background.download",
        "bootstrap.static",
        "bulletin.pdf",
        "cases.file",
        "codes.cards",
        "enterprise_import.report",
        "enterprise_import.template",
        "intake_files.show",
        "letter_replies.file",
        "letters.pdf",
        "static",
        "visits.photo",
    }
)
LETTER_ACTS = (Permission.LETTER_EDIT, Permission.LETTER_SIGN, Permission.LETTER_ANSWER, Permission.LETTER_RULE)
LINKS = "() => [...document.links].map(link => link.getAttribute('href')).filter(href => href.startsWith('/'))"


@dataclass
class Tour:
    """Which kinds of pages have been seen. Pages of all staff are alike, and so are those of all others."""

    app: Flask
    seen: set[tuple[object, ...]] = field(default_factory=set)

    def begin(self, session: Session, username: str, whose: str) -> list[str]:
        """Return where somebody begins: the home page, and the cases and letters that are new in state or in acts."""
        who = account(session, username)
        if who is None:
            return ["/"]
        actor = actor_for(session, who)
        return ["/", *self._cases(session, actor, whose), *self._letters(session, actor, whose)]

    def walk(self, page: Page, begin: Sequence[str], whose: str) -> Iterator[str]:
        """Open one page after the other and yield its path: the beginning ones, then each new kind that is linked."""
        linked_from = dict.fromkeys(begin, "the beginning")
        waiting = list(begin)
        for path in waiting:
            if path not in begin and not self._is_new_page(path, whose):
                continue
            answer = page.goto(path)
            assert answer is not None
            assert answer.ok, f"{path} answered {answer.status}, linked from {linked_from[path]}"
            yield path
            links: list[str] = page.evaluate(LINKS)
            fresh = dict.fromkeys((link for link in links if link not in linked_from), path)
            linked_from |= fresh
            waiting += fresh

    def _cases(self, session: Session, actor: Actor, whose: str) -> Iterator[str]:
        for case in session.scalars(sa.select(Case).order_by(Case.id.desc())).unique():
            acts = [action for action in OFFERED if is_allowed(actor, case, action)]
            if permits(actor, Permission.CASE_VIEW, case) and self._are_new(
                (whose, case.kind, case.status), *((whose, action) for action in acts)
            ):
                yield f"/cases/{case.reference}"

    def _letters(self, session: Session, actor: Actor, whose: str) -> Iterator[str]:
        for letter in session.scalars(sa.select(Letter).order_by(Letter.id)):
            acts = [act for act in LETTER_ACTS if permits(actor, act, letter)]
            if permits(actor, Permission.LETTER_VIEW, letter) and self._are_new(
                (whose, letter.kind, letter.state), *((whose, letter.state, act) for act in acts)
            ):
                yield f"/letters/{letter.id}"

    def _is_new_page(self, path: str, whose: str) -> bool:
        try:
            endpoint, _values = self.app.url_map.bind("").match(urlsplit(path).path, method="GET")
        except HTTPException:
            return False
        return endpoint not in FILES and self._are_new((whose, endpoint))

    def _are_new(self, *kinds: tuple[object, ...]) -> bool:
        """Tell whether one of several kinds has not been seen yet; from now on all are."""
        fresh = set(kinds) - self.seen
        self.seen.update(fresh)
        return bool(fresh)
