"""The notices about answers on their way to the public. Official texts: Chinese for every reader."""

from portal.answers.models import PublishedAnswer

Message = tuple[str, str]


def submitted(row: PublishedAnswer) -> Message:
    """Ask the other lawyers for the second look."""
    return (
        f"待复核的问答：{row.question}",
        f"{row.author_name}提交了一件拟公开的问答。请核对内容是否准确、身份信息是否已全部去除，再予公开或者退回。",
    )


def returned(row: PublishedAnswer) -> Message:
    """Tell the author why it came back."""
    return f"问答已退回修改：{row.question}", f"复核人：{row.decided_by}。\n{row.reason}"


def approved(row: PublishedAnswer) -> Message:
    """Tell the author that everybody can read it now."""
    return f"问答已公开：{row.question}", f"复核人：{row.decided_by}。即日起可以在政策查询中查到。"


def withdrawn(row: PublishedAnswer) -> Message:
    """Tell the author why nobody reads it any longer."""
    return f"问答已撤下：{row.question}", f"撤下人：{row.decided_by}。\n{row.reason}"
