"""Names of files are kept as far as they mislead nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.attachments.names import LONGEST, safe_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("租赁合同.pdf", "租赁合同.pdf"),
        ("租赁合同（盖章） 2026.PDF", "租赁合同（盖章） 2026.PDF"),
        (r"C:\Users\张\租赁合同.pdf", "租赁合同.pdf"),
        ("../../etc/租赁合同.pdf", "租赁合同.pdf"),
        ("㛃𠮷.pdf", "㛃𠮷.pdf"),
        ("合同\u202efdp.exe", "合同fdp.pdf"),
        ('a"b\r\nc.pdf', "abc.pdf"),
        (" .. ", "file.pdf"),
        ("", "file.pdf"),
    ],
)
def test_a_name_is_kept_without_what_misleads(given_name: str, kept: str) -> None:
    assert safe_name(given_name, ".pdf") == kept


@given(st.text(max_size=400))
def test_every_name_is_short_and_ends_as_its_content_says(name: str) -> None:
    safe = safe_name(name, ".pdf")
    assert 4 < len(safe) <= LONGEST
    assert safe.lower().endswith(".pdf")
    assert not set(safe) & set('/\\"\r\n\u202e\x00')
