"""The notices about pairings. They are official texts, so they are written in Chinese for every reader."""

from collections.abc import Sequence
from datetime import date

from portal.enterprises.models import Enterprise
from portal.presentation.dates import official_day
from portal.vocabulary import Slot

Message = tuple[str, str]

WORDS = {Slot.LEADER: "牵头领导", Slot.UNIT: "责任单位", Slot.LIAISON: "联企干部", Slot.LAWYER: "公益律师"}


def _you(slot: Slot) -> str:
    return "您所在单位" if slot is Slot.UNIT else "您"


def paired(enterprise: Enterprise, slot: Slot) -> Message:
    """Tell whoever stands by the enterprise from now on."""
    first = "请在1个工作日内联系企业。" if slot is Slot.LIAISON else ""
    who = f"企业联系人{enterprise.contact_name}，电话{enterprise.contact_telephone}。"
    body = f"{enterprise.name}（{enterprise.area.name}）已结对，由{_you(slot)}担任{WORDS[slot]}。{first}{who}"
    return f"新结对企业：{enterprise.name}", body


def relieved(enterprise: Enterprise, slot: Slot, reason: str) -> Message:
    """Tell whoever no longer stands by the enterprise."""
    return (
        f"结对结束：{enterprise.name}",
        f"{_you(slot)}不再担任{enterprise.name}的{WORDS[slot]}。原因：{reason}\n请与接手的人做好交接。",
    )


MOST_NAMED = 10


def _named(heap: Sequence[Enterprise]) -> str:
    return "、".join(one.name for one in heap[:MOST_NAMED]) + ("等" if len(heap) > MOST_NAMED else "")


def changed_at_once(slot: Slot, gained: Sequence[Enterprise], lost: Sequence[Enterprise]) -> Message:
    """Tell one person of all the enterprises that come and go by one decision."""
    parts = [
        f"{words}{len(heap)}户：{_named(heap)}。" for words, heap in (("新结对", gained), ("不再结对", lost)) if heap
    ]
    first = "新结对企业请在1个工作日内联系。" if gained and slot is Slot.LIAISON else ""
    handed = "请与接手的人做好交接。" if lost else ""
    return f"结对调整：{WORDS[slot]}", f"{_you(slot)}担任{WORDS[slot]}的企业有调整。{''.join(parts)}{first}{handed}"


def arranged(enterprise: Enterprise, slot: Slot, name: str, telephone: str) -> Message:
    """Tell the members who stands by their enterprise from now on."""
    number = f"，电话{telephone}" if telephone else ""
    return f"{WORDS[slot]}已安排：{name}", f"{name}是{enterprise.name}的{WORDS[slot]}{number}。有困难请直接联系。"


def deputised(name: str, from_on: date, until_on: date, deputy: str) -> Message:
    """Tell the person on leave and the deputy who acts for whom, and when."""
    span = f"{official_day(from_on)}至{official_day(until_on)}"
    return (
        f"请假代理：{name}",
        f"{span}{name}不在岗，由{deputy}代理。{name}结对的企业、承办的事项，两人都能看到；代理期间由{deputy}办理。",
    )


def back(name: str, deputy: str) -> Message:
    """Tell both that the deputy no longer acts."""
    return f"代理结束：{name}", f"{name}已回岗，{deputy}不再代理。请做好交接。"


def conflict(enterprise: Enterprise, name: str, party: str, client: str) -> Message:
    """Warn the coordinators of a lawyer's conflict of interest with an enterprise that the lawyer stands by."""
    cause = f"事项的对方当事人{party}是其所在律所申报的客户{client}" if client else f"{name}同时结对争议对方{party}"
    return (
        f"利益冲突：{enterprise.name}",
        f"{enterprise.name}的公益律师{name}存在利益冲突：{cause}。请更换公益律师；在更换以前，该事项不得交{name}办理。",
    )


def successors(enterprise: Enterprise, changes: Sequence[str], note: str) -> Message:
    """Tell the members of an enterprise at once of everybody who is another from now on."""
    added = f"\n{note}" if note else ""
    return f"服务人员调整：{enterprise.name}", f"因人员变动，{'；'.join(changes)}。{added}"


def handed_over(name: str, pairings: int, cases: int) -> Message:
    """Tell whoever leaves what has been handed over."""
    return "工作已移交", f"{name}结对的{pairings}户企业、承办的{cases}件在办事项已移交。请与接手的人当面交接。"
