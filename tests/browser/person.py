"""Somebody at a browser: finds things by the words that stand there, as people do."""

import re
from pathlib import Path
from typing import Self

from playwright.sync_api import Locator, Page, expect

from tests.browser.judge import Judge


class Person:
    """One of the demonstration's people. Every page that the person arrives at is judged."""

    def __init__(self, page: Page, role: str, judge: Judge) -> None:
        self.page, self.role, self.judge = page, role, judge
        judge.listen(page)

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def sign_in(self) -> Self:
        """Sign in with the role's button of the demonstration."""
        self.page.context.clear_cookies()
        self.page.goto("/sign-in")
        self.page.get_by_role("button", name=re.compile(f"：{self.role}$")).click()
        expect(self.page.get_by_role("button", name="退出").first).to_be_attached()
        return self

    def open(self, path: str) -> Self:
        self.page.goto(path)
        return self._arrived()

    def follow(self, link: str) -> Self:
        """Follow a link of the page."""
        self.main.get_by_role("link", name=link).first.click()
        return self._arrived()

    def press(self, button: str) -> Self:
        """Press a button that leads to another page."""
        with self.page.expect_navigation():
            self.main.get_by_role("button", name=button, exact=True).click()
        return self._arrived()

    def click(self, button: str) -> Self:
        """Press a button that acts within the page."""
        self.main.get_by_role("button", name=button, exact=True).click()
        return self

    def write(self, label: str, words: str) -> Self:
        self.main.get_by_label(label).first.fill(words)
        return self

    def choose(self, label: str, option: str) -> Self:
        """Choose from a drop-down list by a part of what it says."""
        field = self.main.get_by_label(label).first
        field.select_option(field.locator("option", has_text=option).first.get_attribute("value"))
        return self

    def tick(self, label: str) -> Self:
        """Tick a box or choose one of several."""
        self.main.get_by_label(label).first.check()
        return self

    def tick_first(self, group: str) -> Self:
        """Tick the first box of a group."""
        self.main.get_by_role("group", name=group).get_by_role("checkbox").first.check()
        return self

    def attach(self, label: str, *files: Path) -> Self:
        self.main.get_by_label(label).set_input_files(files)
        return self

    def reads(self, *words: str) -> Self:
        """See that the page says something."""
        for each in words:
            expect(self.main).to_contain_text(each, use_inner_text=True)
        return self

    def misses(self, words: str) -> Self:
        """See that the page does not say something."""
        expect(self.main).not_to_contain_text(words, use_inner_text=True)
        return self

    def _arrived(self) -> Self:
        self.page.wait_for_load_state()
        self.page.locator("html[data-ready]").wait_for(state="attached")
        self.judge.meet(self.page)
        return self
