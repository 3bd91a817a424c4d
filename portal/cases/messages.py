"""The notices that cases send. They are official texts, so they are written in Chinese for every reader."""

from datetime import date

from portal.cases.models import Case
from portal.presentation.dates import official_day
from portal.vocabulary import Channel

Message = tuple[str, str]


def day(on: date | None) -> str:
    """Return a date as the notices write it; while the clock stands still there is none."""
    return official_day(on) if on else "（暂停计时）"


def sentence(text: str) -> str:
    """Return what somebody wrote with one full stop at its end, so that another sentence can follow."""
    return text if text.endswith(("。", "！", "？")) else f"{text}。"


def about(case: Case) -> str:
    """Return which case a notice is about."""
    return f"事项{case.reference}“{case.title}”（{case.enterprise.name}）"


def confidential(case: Case) -> Message:
    """Tell that there is something new in a confidential case, and nothing else: a notice may be read by others."""
    return (
        f"保密事项有新情况：{case.reference}",
        f"事项{case.reference}有新的办理情况。通知中不写内容，请登录平台查看。",
    )


def sensitive(case: Case, reason: str) -> Message:
    """Tell the supervisors of a case that may stir many people."""
    return f"涉众涉稳事项：{case.reference}", f"{about(case)}标记为涉众涉稳事项，请及时掌握并督促稳妥办理。{reason}"


def advised(case: Case) -> Message:
    """Tell the enterprise that its lawyer has written in confidence; what it is stands only in the portal."""
    return (
        f"律师有保密意见：{case.reference}",
        f"{about(case)}律师写了保密意见，只有贵企业和律师可以查看，请登录平台阅读。",
    )


def merged(case: Case, into: Case, reason: str) -> Message:
    """Tell that two cases of an enterprise have become one."""
    return (
        f"已并案：{case.reference}",
        f"{about(case)}已并入事项{into.reference}“{into.title}”一并办理，承诺{day(into.due_on)}前答复。{reason}",
    )


def named(case: Case, who: str, text: str) -> Message:
    """Tell somebody of the office that an internal note names that person."""
    return f"{who}在内部记录中提到您：{case.reference}", f"{about(case)}{who}写道：{text}"


def issue_closed(case: Case, title: str, conclusion: str) -> Message:
    """Tell a handler how a hot issue was solved for everybody."""
    return f"热点问题已有结论：{title}", f"{about(case)}所属热点问题“{title}”的结论：{conclusion}\n请据此答复企业。"


def submitted_to_enterprise(case: Case) -> Message:
    """Give the receipt: number and promised date."""
    return (
        f"已收到：{case.reference}",
        f"{about(case)}已提交，承诺{day(case.due_on)}前答复。办理中的每一步都会通知您。",
    )


def filed_for_enterprise(case: Case) -> Message:
    """Tell the enterprise who filed a case for it or by its code, and ask it to say whether the record is right."""
    how = "扫码提交" if case.channel is Channel.QR_CODE else "代为登记"
    return (
        f"请核对{how}的事项：{case.reference}",
        (
            f"{about(case)}由{case.filed_by}{how}，承诺{day(case.due_on)}前答复。"
            "请核对登记内容：无误的请确认，有出入的请补充更正，不是贵企业事项的请说明。核对期间照常办理。"
        ),
    )


def endorsed(case: Case, ruling: str, text: str) -> Message:
    """Tell who filed and who handles a case what the enterprise says of the record."""
    return f"企业核对结果：{case.reference}", f"{about(case)}代为登记的内容，企业核对：{ruling}。{text}"


def submitted_to_office(case: Case, dispatch_on: date) -> Message:
    """Tell the coordinator and the liaison of a new case, and on which working day it is to be dispatched."""
    return (
        f"新事项待受理：{case.reference}",
        f"{about(case)}已提交，请于{day(dispatch_on)}受理并分办。承诺{day(case.due_on)}前答复企业。",
    )


def accepted(case: Case, dispatch_on: date) -> Message:
    """Tell that the case has been accepted, and on which working day it is dispatched."""
    return f"已受理：{case.reference}", f"{about(case)}已受理，将于{day(dispatch_on)}分办到承办单位和承办人。"


def declined(case: Case, reason: str) -> Message:
    """Tell that the case is not accepted, why, and where to turn."""
    return f"不予受理：{case.reference}", f"{about(case)}不予受理。{reason}"


def asked(case: Case, question: str) -> Message:
    """Ask the enterprise for something."""
    return (
        f"请补正：{case.reference}",
        f"{about(case)}需要补充以下内容：{question}\n补齐以前，办理期限暂停计算。",
    )


def supplied(case: Case) -> Message:
    """Tell the office that what was asked for is there."""
    return (
        f"企业已补正：{case.reference}",
        f"{about(case)}企业已经补正，恢复计时，承诺{day(case.due_on)}前答复。",
    )


def progress(case: Case, text: str) -> Message:
    """Tell the enterprise of progress."""
    return f"办理进展：{case.reference}", f"{about(case)}有新的办理情况：{text}"


def answered(case: Case, text: str) -> Message:
    """Tell that there is a legal answer."""
    return f"已答复：{case.reference}", f"{about(case)}收到答复：{text}"


def proposed(case: Case, confirm_by: date) -> Message:
    """Ask the enterprise to confirm the outcome, and until when."""
    return (
        f"请确认办理结果：{case.reference}",
        (
            f"{about(case)}已提出办理结果：{case.outcome}\n"
            f"请在{day(confirm_by)}前确认，没有解决的请退回续办；逾期未回复的自动办结，办结后可以要求重办。"
        ),
    )


def confirmed(case: Case) -> Message:
    """Tell the handler that the enterprise says it is resolved."""
    return f"企业已确认办结：{case.reference}", f"{about(case)}企业确认已经解决，事项办结。"


def closed_by_silence(case: Case, reopen_by: date) -> Message:
    """Tell that silence has closed the case and until when it can be reopened."""
    return (
        f"已自动办结：{case.reference}",
        f"{about(case)}在确认期限内没有收到企业的意见，已自动办结。没有解决的，{day(reopen_by)}前可以要求重办。",
    )


def rejected(case: Case, missing: str) -> Message:
    """Tell the office what the enterprise finds missing."""
    return (
        f"企业退回续办：{case.reference}",
        f"{about(case)}企业认为没有解决：{missing}\n请继续办理，承诺{day(case.due_on)}前答复。",
    )


def withdrawn(case: Case) -> Message:
    """Tell the office that the enterprise has withdrawn the case."""
    return f"企业已撤回：{case.reference}", f"{about(case)}企业已经撤回，不再办理。"


def reopened(case: Case, reason: str) -> Message:
    """Tell the office that the case is open again."""
    return (
        f"要求重办：{case.reference}",
        f"{about(case)}重新办理：{reason}\n期限重新起算，承诺{day(case.due_on)}前答复。",
    )
