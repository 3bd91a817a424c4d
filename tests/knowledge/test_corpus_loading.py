from pathlib import Path

import pytest

from knowledge import CorpusError, load_corpus

GOOD = """---
title: 关于测试的意见
issuers: [测试局]
organs: [公安]
region: hangzhou
number: 测发〔2020〕1号
published_on: 2020-02
extent: 全文
read: 全文
themes: [用工]
sources:
  - https://example.org/a
---
概述。

## 一、总则
总则的话。

## 二、措施

### （一）第一项
第一项的话。

### （二）第二项
第二项的话。
"""


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def problems(folder: Path) -> list[str]:
    with pytest.raises(CorpusError) as caught:
        load_corpus(folder)
    return [str(problem) for problem in caught.value.problems]


def test_headings_become_measures_with_their_parents(tmp_path: Path) -> None:
    write(tmp_path, "good.md", GOOD)
    document = load_corpus(tmp_path).get("good")
    assert [measure.anchor for measure in document] == ["1", "2-1", "2-2"]
    assert document.measure("2-1").parents[0].heading == "措施"
    assert document.summary == "概述。"


def test_a_partial_date_stays_partial(tmp_path: Path) -> None:
    write(tmp_path, "good.md", GOOD)
    date = load_corpus(tmp_path).get("good").published_on
    assert (date.chinese, str(date), date.last_day.day) == ("2020年2月", "2020-02", 29)


def test_all_faults_of_all_files_are_reported_with_file_and_line(tmp_path: Path) -> None:
    write(tmp_path, "a.md", GOOD.replace("region: hangzhou", "region: nowhere").replace("2020-02", "2020-13"))
    write(tmp_path, "b.md", GOOD.replace("### （二）第二项\n第二项的话。", "### 第二项\n话\n"))
    found = problems(tmp_path)
    assert [line.split(": ")[0] for line in found] == ["a.md:5", "a.md:7", "b.md:24"]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("title: 关于测试的意见\n", "", 1),
        ("organs: [公安]", "organs: [城管]", 4),
        ("organs: [公安]", "organs: 公安", 4),
        ("extent: 全文", "extent: 一点", 8),
        ("themes: [用工]", "themes: [天气]", 10),
        ("https://example.org/a", "file:///etc/passwd", 12),
        ("read: 全文", "read: 全文\ncolour: red", 10),
        ("read: 全文", "read: 全文\nvalidity: 有效", 10),
        ("read: 全文", "read: 全文\napplies_from: 2020-05\napplies_until: 2020-04", 1),
        ("extent: 全文", "extent: 仅题名", 1),
        ("## 二、措施", "## 一、措施", 19),
        ("第二项的话。", "", 24),
        ("## 二、措施", "# 二、措施", 19),
        ("title: 关于", "title: [关于", 3),
    ],
)
def test_each_fault_is_found_on_its_line(tmp_path: Path, before: str, after: str, line: int) -> None:
    write(tmp_path, "a.md", GOOD.replace(before, after))
    assert any(found.startswith(f"a.md:{line}:") for found in problems(tmp_path)), problems(tmp_path)


def test_a_file_without_front_matter_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "## 一、话\n话\n")
    assert problems(tmp_path)[0].startswith("a.md:1: 缺少")


def test_a_file_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\xfe\x00")
    assert problems(tmp_path) == ["a.md:1: 不是 UTF-8 文本"]


def test_a_file_name_must_be_an_address(tmp_path: Path) -> None:
    write(tmp_path, "坏 名.md", GOOD)
    assert "文件名" in problems(tmp_path)[0]


def test_a_replacement_must_exist(tmp_path: Path) -> None:
    write(tmp_path, "a.md", GOOD.replace("read: 全文", "read: 全文\nreplaced_by: b"))
    assert "replaced_by" in problems(tmp_path)[0]
