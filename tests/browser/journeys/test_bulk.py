"""A list of enterprises is imported in a browser: one row is mended, one left out, and nothing is written before."""

from pathlib import Path

import pytest

from tests.browser.conftest import Meeting
from tests.factories import credit_code

HEAD = "信用代码,企业名称,行业,规模,街道,联系人,电话"
NEW = "安澜新风电器有限公司"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A list with one good row, one of an unknown sector, and one that nearly has the name of a known enterprise."""
    rows = [
        f"{credit_code(1)},{NEW},工业,小型,望江街道,李文,0571-88000000",
        f"{credit_code(2)},安澜石门机械厂,采矿,小型,石埠镇,李文,0571-88000000",
        f"{credit_code(3)},安澜恒太纺织有限责任公司,工业,小型,望江街道,李文,0571-88000000",
    ]
    path = tmp_path / "企业名单.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="gb18030")
    return path


def test_a_list_is_checked_mended_and_imported(meeting: Meeting, table: Path) -> None:
    office = meeting.comes("调度员").open("/enterprises").follow("导入企业")
    office.attach("文件", table).press("读取文件").reads("对应各列").press("核对各行")
    office.reads("有2行不能照原样导入", "无法识别", "名称相近", "安澜恒泰纺织有限公司")
    office.follow("改正").write("行业类别", "工业").press("保存并重新核对").reads("第3行已改正")
    office.follow("改正").press("不导入本行")
    office.press("导入2家").reads("新增2家", "未导入1行")
    office.open(f"/enterprises?q={NEW}").reads(NEW, "望江街道")
