"""Everything the portal says in English it says in Chinese."""

import ast
import re

from runner import checks
from tests.structure.tree import ROOT, modules, parsed, said, templates

# One character is a sign, as on a seal; two are a word, and words come from the catalogue.
WORDS = re.compile(r"[\u4e00-\u9fff]{2,}")
SIGNS = re.compile("[，。；：、（）]")
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
MESSAGE = re.compile(r"""\b_\(\s*(?:"[^"]*"|'[^']*')""")
# A value of the policy library, the specimen seal on a sheet of paper, a language in its own script, and questions to a
# library whose documents are Chinese.
CHINESE_ANYWAY = {"仅题名", "样章", "中文", "合同违约", "员工返岗", "复工许可", "社保缓缴", "租金减免", "贷款展期"}


def test_every_message_is_translated_with_the_same_placeholders() -> None:
    """None missing, fuzzy, obsolete or untranslated: exactly what ``run check`` asks."""
    checks.CHECKS["translations"]()


def test_templates_say_nothing_in_chinese_themselves() -> None:
    """Paper alone, of letters and cards, is Chinese in every language."""
    pages = [path for path in templates() if "/pdf/" not in said(path)]
    spoken = {said(path): set(WORDS.findall(without_messages(path.read_text(encoding="utf-8")))) for path in pages}
    assert not {name: words for name, words in spoken.items() if words - CHINESE_ANYWAY}


def test_templates_have_the_signs_between_words_from_the_catalogue() -> None:
    """A sheet of paper shown on the screen is as Chinese as the paper."""
    pages = [path for path in templates() if "/pdf/" not in said(path) and said(path) != "templates/letters/sheet.html"]
    assert not [said(path) for path in pages if SIGNS.search(without_messages(path.read_text(encoding="utf-8")))]


def without_messages(text: str) -> str:
    return MESSAGE.sub("", COMMENT.sub("", text))


def test_a_message_is_written_out_where_it_is_translated() -> None:
    """What is put together or looked up first is a message that no catalogue has."""
    calls = [
        (path, call)
        for path in modules("portal", "forms")
        for call in ast.walk(parsed(path))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_", "_l"}
    ]
    assert calls
    assert not [f"{said(path)}:{call.lineno}" for path, call in calls if not isinstance(call.args[0], ast.Constant)]


def test_no_message_stands_within_another_string() -> None:
    """What is collected for translation does not look into f-strings: such a message stays English."""
    framed = [
        (path, call)
        for path in modules("portal", "forms")
        for text in ast.walk(parsed(path))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_", "_l"}
    ]
    assert not [f"{said(path)}:{call.lineno}" for path, call in framed]


def test_the_catalogue_is_the_projects_own() -> None:
    header = (ROOT / "portal/translations/zh_Hans_CN/LC_MESSAGES/messages.po").read_text(encoding="utf-8")[:800]
    assert not re.search(r"FIRST AUTHOR|PROJECT VERSION|EMAIL@ADDRESS|ORGANIZATION", header)
