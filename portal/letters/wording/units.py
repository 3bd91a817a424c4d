"""The words with which letters to units begin: one matter each; they ask and never order. The drafter edits them."""

from portal.letters.wording.matter import Draft, Matter, answer_by, sentence, titled
from portal.press.layout import official_date

NOT_DONE = "到期未能办结的，请说明进展、原因和下一步安排"


def supervision(matter: Matter) -> Draft:
    """Return a 督办函: one matter, why it is raised, what is asked, until when, and how to answer."""
    promised = f"承诺于{official_date(matter.due_on)}前答复{matter.lateness}，" if matter.due_on else ""
    lines = (
        f"你单位承办的{matter.name}，{promised}尚未办结。为帮助企业依法、及时复工，现就有关事项函告如下。",
        "一、督办事项",
        matter.reported,
        "二、办理要求",
        "（一）请依法办理并反馈。核实企业反映的情况，明确责任人、办理措施和完成时间。",
        "（二）请主动联系企业，说明办理进展，听取意见。",
        "（三）需要其他单位配合的，请及时提出，由县复工复产工作专班协调。",
        "三、时限与反馈",
        answer_by(matter, "办理结果", NOT_DONE),
        "特此函告。",
    )
    return Draft(titled("关于督办", f"{matter.enterprise}{matter.title}", "事项的函"), "\n".join(lines))


def referral(matter: Matter) -> Draft:
    """Return a 转办函: what came in, why it is the unit's, that the unit answers the enterprise itself, and by when."""
    promised = ""
    if matter.due_on and not matter.days_late:
        promised = f"企业复工法律服务平台已承诺于{official_date(matter.due_on)}前答复企业。"
    lines = (
        (
            f"我单位收到{matter.name}。经研究，该事项属于你单位职责范围。"
            "为便于企业诉求依法、及时办理，现转请你单位办理，有关事项函告如下。"
        ),
        "一、转办事项",
        matter.reported,
        "二、办理要求",
        "（一）请依法办理，明确承办人，主动联系企业核实情况。",
        "（二）请将办理结果径复企业，并抄告我单位。",
        "（三）认为不属于本单位职责范围的，请及时书面说明理由和依据并退回我单位，以便另行转办。",
        "（四）办理中请依法保护企业的商业秘密和有关人员的个人信息。",
        "三、时限与反馈",
        f"{promised}{answer_by(matter, '办理结果', NOT_DONE)}",
        "特此函告。",
    )
    return Draft(titled("关于转办", f"{matter.enterprise}{matter.title}", "事项的函"), "\n".join(lines))


def reminder(matter: Matter) -> Draft:
    """Return a 催办通知: what was promised and by how much it is late, what is asked now, and by when."""
    promised = f"，承诺于{official_date(matter.due_on)}前答复企业{matter.lateness}" if matter.due_on else ""
    lines = (
        f"{matter.name}由你单位承办{promised}，目前尚未办结。为保障企业诉求按期办理，现将有关事项通知如下。",
        "一、催办事项",
        matter.reported,
        "二、办理要求",
        "（一）请明确专人抓紧办理，主动向企业说明办理进展。",
        "（二）遇有困难或者需要其他单位配合的，请及时提出，由县复工复产工作专班协调。",
        "三、时限与反馈",
        answer_by(matter, "办理结果", "不能按期办结的，请说明原因、已采取的措施和预计办结日期"),
        "特此通知。",
    )
    return Draft(titled("关于催办", f"{matter.enterprise}{matter.title}", "事项的通知"), "\n".join(lines))


def consultation(matter: Matter) -> Draft:
    """Return a 征求意见函: the matter, on what the unit's opinion is asked, with its basis, and by when."""
    lines = (
        (
            f"我单位正在办理{matter.name}。因该事项涉及你单位职责，"
            "为依法、稳妥答复企业，现征求你单位意见，有关事项函告如下。"
        ),
        "一、事项情况",
        matter.reported,
        "二、征求意见的内容",
        f"（一）{sentence(matter.asked)}",
        "（二）请说明办理该事项适用的法律、法规和政策规定，注明文件名称、文号和具体条款。",
        "（三）请提出具体办理建议；需要你单位承担的工作，请明确责任人和完成时间。",
        "三、时限与反馈",
        answer_by(matter, "意见", "没有意见的，也请书面告知"),
        "特此函达，请予支持。",
    )
    return Draft(titled("关于征求", f"{matter.enterprise}{matter.title}", "事项办理意见的函"), "\n".join(lines))
