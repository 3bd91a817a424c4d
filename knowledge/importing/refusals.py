"""Why a file is not imported, and the limits that keep a hostile one harmless."""

from enum import StrEnum
from typing import Final

MOST_BYTES: Final = 20 * 2**20
MOST_UNPACKED_BYTES: Final = 100 * 2**20
MOST_MEMBERS: Final = 2_000
MOST_PAGES: Final = 600
MOST_LINES: Final = 50_000
MOST_MEASURES: Final = 5_000


class Refusal(StrEnum):
    """The reason; the value is the sentence that people read."""

    EMPTY = "文件里没有文字"
    TOO_LARGE = "文件超过 20 MB"
    TOO_LONG = "文件的页数或行数过多"
    TOO_MANY_MEASURES = "编号条目超过 5000 条，请分开导入"
    UNKNOWN_FORMAT = "不支持这种文件：可导入 DOCX、HTML、有文字层的 PDF、Markdown 和纯文本"
    OLD_WORD = "这是旧版 Word（.doc）文件，请另存为 .docx 再导入"
    UNREADABLE = "文件已损坏，无法读取"
    SCANNED = "这是扫描件，没有文字层；请先做文字识别并核对"
    PASSWORD = "文件设有密码，请去掉密码再导入"  # noqa: S105 -- a sentence, not a password
    MACRO = "文件带有宏，不予导入"
    ZIP_BOMB = "文件解压后过大，不予导入"
    EXTERNAL_ENTITY = "文件引用外部内容或自定义实体，不予导入"


class ImportRefusedError(ValueError):
    """A file that cannot or must not be imported; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(reason.value)
