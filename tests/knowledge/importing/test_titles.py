import pytest

from knowledge.importing import read_draft
from knowledge.importing.titles import find_title


@pytest.mark.parametrize(
    ("head", "title", "organs", "rest"),
    [
        (["关于支持企业的意见", "各单位："], "关于支持企业的意见", "", ["各单位："]),
        (
            ["某县人民政府办公室", "关于支持企业的意见"],
            "某县人民政府办公室关于支持企业的意见",
            "某县人民政府办公室",
            [],
        ),
        (["关于支持企业复工复产", "有关政策的通知（试行）"], "关于支持企业复工复产有关政策的通知（试行）", "", []),
        (
            ["财政部", "税务总局", "关于支持企业", "有关政策的公告"],
            "财政部 税务总局关于支持企业有关政策的公告",
            "财政部 税务总局",
            [],
        ),
        (["000123", "特急", "某县人民政府文件", "关于租金的通知"], "关于租金的通知", "某县人民政府", []),
        (["某县人民政府", "某县优化服务办法"], "某县优化服务办法", "", ["某县人民政府"]),
        (["某县服务企业十条", "各单位："], "某县服务企业十条", "", ["各单位："]),
        (
            ["各单位：", "现将《某办法》印发你们，请遵照执行。"],
            "各单位：",
            "",
            ["现将《某办法》印发你们，请遵照执行。"],
        ),
        ([], "", "", []),
    ],
)
def test_the_title_is_told_from_organs_and_marks(head: list[str], title: str, organs: str, rest: list[str]) -> None:
    assert find_title(head)[:3] == (title, organs, rest)


def test_a_title_that_is_put_together_is_reported_and_its_organ_taken_as_the_issuer() -> None:
    draft = read_draft("a.txt", "某县人民政府办公室\n关于支持企业的意见\n某政办〔2020〕1号\n一、减租。".encode())
    assert (draft.title, draft.signature) == ("某县人民政府办公室关于支持企业的意见", "某县人民政府办公室")
    assert [notice.message for notice in draft.notices] == [f"标题由几行合成：{draft.title}"]
