"""What a category asks besides the matter itself: read from ``categories.toml``, beside the tree."""

import enum
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from portal.cases.intake.categories import SOURCE
from portal.vocabulary import CaseKind

PREFIX = "q_"  # of the field's name on the page and in the draft


class Form(enum.StrEnum):
    """How a question is answered."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True)
class Question:
    """A question of a category. ``only`` names the leaves that ask it; empty means the whole group."""

    code: str
    ask: str
    form: Form = Form.TEXT
    hint: str = ""
    choices: tuple[str, ...] = ()
    needed: bool = False
    only: tuple[str, ...] = ()

    @property
    def field(self) -> str:
        """The name of its field."""
        return f"{PREFIX}{self.code}"


@cache
def questions_of(category_code: str) -> tuple[Question, ...]:
    """Return what a category asks, in the order of the file; nothing for a code that the file does not have."""
    return _all().get(category_code, ())


@cache
def _all() -> Mapping[str, tuple[Question, ...]]:
    tree = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    found: dict[str, tuple[Question, ...]] = {}
    for group in (group for kind in CaseKind for group in tree[kind]):
        asked = [_question(row) for row in group.get("questions", ())]
        for leaf, *_rest in group["leaves"]:
            found[f"{group['code']}-{leaf}"] = tuple(one for one in asked if not one.only or leaf in one.only)
    return found


def _question(row: Mapping[str, Any]) -> Question:
    lists = {name: tuple(row.get(name, ())) for name in ("choices", "only")}
    return Question(**{**row, **lists, "form": Form(row.get("form", Form.TEXT))})
