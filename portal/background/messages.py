"""The notices about long work; official texts, in Chinese for every reader."""

from portal.background.models import BackgroundTask
from portal.vocabulary import TaskState

Message = tuple[str, str]


def ended(task: BackgroundTask, days: int) -> Message:
    """Tell the asker how it ended; a product is kept for some days."""
    if task.state is TaskState.FAILED:
        return f"未能完成：{task.title}", f"“{task.title}”未能完成：{task.reason}"
    if task.product_key:
        return f"已生成：{task.title}", f"“{task.title}”已生成，请在{days}日内下载，逾期自动清除。"
    return f"已完成：{task.title}", f"“{task.title}”已完成。"
