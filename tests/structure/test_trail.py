"""Whatever the audit trail records, its page says in words."""

import re

import pytest

from portal.audit.acts import ACTS
from portal.cases.workflow import Action
from tests.structure.tree import modules

CODE = {path: path.read_text(encoding="utf-8") for path in modules("portal")}
RECORDED = re.compile(r'\brecord\(\s*session,\s*[\w()]+,\s*"([a-z-]+:[a-z-]+)"')
WRITTEN = re.compile(r'\bwrite_line\(\s*session,\s*letter,\s*"(\w+)"(?: if \w+ else "(\w+)")?')


def test_every_act_of_the_operations_has_its_words() -> None:
    recorded = {act for text in CODE.values() for act in RECORDED.findall(text)}
    assert len(recorded) > 30
    assert recorded <= set(ACTS)


@pytest.mark.parametrize("action", Action)
def test_every_act_on_a_case_has_its_words(action: Action) -> None:
    assert f"case:{action}" in ACTS


def test_every_act_on_a_letter_has_its_words() -> None:
    written = {word for text in CODE.values() for words in WRITTEN.findall(text) for word in words if word}
    assert len(written) > 8
    assert {f"letter:{word}" for word in written} <= set(ACTS)
