"""The title of a document among the lines above its first point.

By GB/T 9704—2012, 7.3.1 a title names the issuing organs, the matter (关于……的) and ends with the kind of document;
print breaks it over several lines. The organ alone, the red head (……文件), and marks of secrecy or haste are no title.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_KIND: Final = re.compile(
    r"(?:意见|通知|办法|规定|细则|措施|举措|方案|公告|通告|通报|决定|决议|条例|规则|规范|准则|批复|答复|复函|函|解释|纪要|指引"
    r"|指南|规程|规划|政策|要点|清单|标准|章程|法|[\d〇一二三四五六七八九十百]+条)(?:[（(][^）)]{1,16}[）)])*"
)
_ORGAN: Final = re.compile(
    r"[\u3400-\u9fff]{1,30}(?:政府|办公厅|办公室|办事处|委员会|管委会|指挥部|领导小组|法院|检察院|部|委|厅|局|院|会|行|署)"
)
_RED_HEAD: Final = re.compile(rf"({_ORGAN.pattern})文件")
_MARK: Final = re.compile(r"(?:绝密|机密|秘密|特急|加急|平急|急件).{0,8}|\d{1,8}|〔?内部.{0,4}")
_SENTENCE: Final = re.compile("[。；，：！？:;]")
_LONGEST_LINE: Final = 60
_MOST_LINES: Final = 4
_MATTER: Final = "关于"


class Titled(NamedTuple):
    """The title, the organs in it or in the red head, the other lines, and whether lines were put together."""

    title: str
    organs: str
    rest: list[str]
    is_joined: bool


def find_title(head: Sequence[str]) -> Titled:
    """Take the title from the lines above the first point; where no line ends as titles do, it is the first."""
    lines = [line for line in head if not _MARK.fullmatch(line)]
    red = next((match[1] for line in lines if (match := _RED_HEAD.fullmatch(line))), "")
    lines = [line for line in lines if not _RED_HEAD.fullmatch(line)]
    end = next((at for at, line in enumerate(lines) if _may_be(line) and _ends_title(line)), None)
    if end is None:
        return Titled(lines[0] if lines else "", red, lines[1:], is_joined=False)
    begin = _beginning(lines, end)
    organs = [line for line in lines[begin:end] if _ORGAN.fullmatch(line)]
    matter = "".join(line for line in lines[begin : end + 1] if line not in organs)
    rest = lines[:begin] + lines[end + 1 :]
    return Titled(" ".join(organs) + matter, " ".join(organs) or red, rest, is_joined=begin < end)


def _may_be(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and not _SENTENCE.search(line)


def _ends_title(line: str) -> bool:
    return any(match.end() == len(line) for match in _KIND.finditer(line))


def _beginning(lines: Sequence[str], end: int) -> int:
    """Go up from the line that ends the title to the one with 关于, and on to the organs above that."""
    begin = end
    for at in range(end - 1, max(end - _MOST_LINES, -1), -1):
        if not _may_be(lines[at]):
            break
        below = lines[begin]
        goes_on = _MATTER in lines[at] and not any(_MATTER in line for line in lines[at + 1 : end + 1])
        named = (
            _ORGAN.fullmatch(lines[at]) and (below.startswith(_MATTER) or _ORGAN.fullmatch(below)) and at == begin - 1
        )
        if goes_on or named:
            begin = at
    return begin
