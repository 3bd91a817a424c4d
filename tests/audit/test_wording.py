"""What an act recorded is read in words."""

import ast

import pytest

from portal.audit.wording import LABELS, particulars, thing_words
from tests.structure.tree import modules, parsed

RECORDING = {"record", "audit", "record_view"}
OF_THE_CALL = {"act", None}


def recorded_names() -> set[str]:
    """Every particular that some act of the portal records, as it stands in the code."""
    calls = (node for path in modules("portal") for node in ast.walk(parsed(path)) if isinstance(node, ast.Call))
    trail = [call for call in calls if getattr(call.func, "id", "") in RECORDING and len(call.args) > 3]
    return {word.arg for call in trail for word in call.keywords if word.arg} - OF_THE_CALL


def test_every_particular_that_is_recorded_has_its_label() -> None:
    recorded = recorded_names()
    assert len(recorded) > 20
    assert recorded <= set(LABELS)


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ({"status": "in_progress"}, [("状态", "办理中")]),
        ({"state": "served", "number": None}, [("状态", "已送达")]),
        ({"roles": "liaison officer", "mailed": True}, [("角色", "联企干部、承办人"), ("已发邮件", "是")]),
        ({"on": "2026-10-12"}, [("日期", "2026年10月12日")]),
        ({"time": "2026-10-12T01:30:00+00:00"}, [("时间", "2026年10月12日 09:30")]),
        ({"filters": "q=%E7%BA%BA%E7%BB%87&page=2"}, [("筛选条件", "q=纺织&page=2")]),
        ({"name": "2026-旧名", "kind": "comet"}, [("名称", "2026-旧名"), ("类型", "comet")]),
    ],
)
def test_values_are_said_as_people_know_them(
    app: object, session: object, detail: dict[str, object], said: list[tuple[str, str]]
) -> None:
    assert particulars(detail) == said


def test_a_thing_is_named_by_its_kind(session: object) -> None:
    assert thing_words("case:FG-2026-004K7M") == ("事项", "FG-2026-004K7M")
    assert thing_words("安澜县腾飞制造有限公司") == ("", "安澜县腾飞制造有限公司")
