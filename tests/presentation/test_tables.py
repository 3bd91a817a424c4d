"""Cells of the tables that stand in rows on phones."""

import pytest
from flask import Flask, render_template_string

ROW = "{% from 'macros/tables.html' import cell %}"
FILLED = "{% call cell('备注') %}\n  {% if told %}请假{% endif %}\n{% endcall %}"


@pytest.mark.parametrize(
    ("written", "is_blank"),
    [
        ("{{ cell('备注', '—') }}", True),
        ("{{ cell('备注') }}", True),
        ("{{ cell('人数', 0, number=true) }}", False),
        (f"{{% set told = false %}}{FILLED}", True),
        (f"{{% set told = true %}}{FILLED}", False),
    ],
)
def test_a_cell_with_nothing_to_say_is_marked_so(app: Flask, written: str, is_blank: bool) -> None:
    with app.test_request_context():
        made = render_template_string(f"{ROW}{written}")
    assert ("blank" in made) is is_blank
    assert "data-l" in made
