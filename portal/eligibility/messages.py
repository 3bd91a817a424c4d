"""The notice of measures that may apply. It is an official text, so it is written in Chinese for every reader."""

from collections.abc import Sequence

from portal.enterprises.models import Enterprise

Message = tuple[str, str]


def told(enterprise: Enterprise, citations: Sequence[str], by: str) -> Message:
    """Tell the members which measures may apply; it is no decision that they do."""
    listed = "\n".join(f"{number}. {citation}" for number, citation in enumerate(citations, start=1))
    body = (
        f"按登记信息比对，{enterprise.name}可能适用以下政策：\n{listed}\n"
        f"理由、办理渠道见平台。是否符合条件以受理部门认定为准。如已申请或者不需要，请在平台上点选。告知人：{by}。"
    )
    return f"可能适用的政策：{len(citations)}条", body
