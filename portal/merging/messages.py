"""The notices about merged records. They are official texts, so they are written in Chinese for every reader."""

from portal.enterprises.models import Enterprise

Message = tuple[str, str]


def merged(kept: Enterprise, gone_name: str) -> Message:
    """Tell the members of both that there is one record from now on, in which everything is found."""
    body = (
        f"“{gone_name}”与“{kept.name}”是同一家企业，两份档案已由调度员核对后合并。"
        "原来两份档案中的事项、函件、走访记录和结对历史都在合并后的档案中，原链接会自动转到这里。"
    )
    return f"企业档案已合并：{kept.name}", body
