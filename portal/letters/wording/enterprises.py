"""The words with which letters to an enterprise begin: plain, complete, and saying where to turn."""

from portal.letters.wording.matter import Draft, Matter, sentence, titled
from portal.press.layout import official_date


def reply(matter: Matter) -> Draft:
    """Return a 答复函 to the enterprise: what it asked, what was found and done, the sources, and where to turn."""
    lines = [
        (
            f"{matter.you}{official_date(matter.submitted_on)}提交的“{matter.title}”事项（编号{matter.reference}）收悉。"
            "经研究，现答复如下。"
        ),
        "一、办理情况",
        sentence(matter.outcome) if matter.outcome else "",
    ]
    if matter.citations:
        lines += ["二、依据", f"办理本事项依据{'、'.join(matter.citations)}。"]
    lines += [
        f"{'三' if matter.citations else '二'}、其他事项",
        "对本答复有不同意见的，可以在事项办结后30日内通过企业复工法律服务平台要求重办，也可以向承办单位反映。",
        "特此函复。",
    ]
    return Draft(titled("关于", matter.title, "事项的答复函"), "\n".join(line for line in lines if line))


def acceptance(matter: Matter) -> Draft:
    """Return a 受理通知: received when, under what number, who handles it, until when, and how to follow it."""
    handled = "承办单位确定后，将另行告知。"
    if matter.handled_by:
        by_whom = f"，承办人：{matter.handler}" if matter.handler else ""
        handled = f"由{matter.handled_by}承办{by_whom}。"
    promised = f"，承诺于{official_date(matter.due_on)}前答复" if matter.due_on else ""
    lines = (
        (
            f"{matter.you}反映的“{matter.title}”事项（编号{matter.reference}），"
            f"已于{official_date(matter.submitted_on)}收到。经审查，决定予以受理，现通知如下。"
        ),
        "一、承办单位",
        handled,
        "二、办理时限",
        f"办理时限为{matter.limit_days}个工作日，自提交的次日起计算{promised}。",
        f"需要{matter.you}补充材料的，将一次性告知；等待补充材料的时间不计入办理时限。",
        "三、其他事项",
        (
            f"{matter.you}可以凭编号在企业复工法律服务平台查询办理进展、补充材料；"
            "对办理情况有意见的，可以通过平台或者向承办单位反映。办理本事项不收取任何费用。"
        ),
        "特此通知。",
    )
    return Draft(titled("关于受理", matter.title, "事项的通知"), "\n".join(lines))


def closing(matter: Matter) -> Draft:
    """Return a 办结告知书: what was received, how it was handled, the result and its ground, and what may follow."""
    ended = official_date(matter.ended_on) if matter.ended_on else ""
    handled = f"由{matter.handled_by}承办" if matter.handled_by else "依法办理"
    lines = [
        (f"{matter.you}反映的“{matter.title}”事项（编号{matter.reference}），已于{ended}办结。现将办理情况告知如下。"),
        "一、受理情况",
        f"{official_date(matter.submitted_on)}收到{matter.you}提交的材料，{handled}。",
        "二、办理结果",
        sentence(matter.outcome),
        *(["三、办理依据", f"办理本事项依据{'、'.join(matter.citations)}。"] if matter.citations else []),
        f"{'四' if matter.citations else '三'}、{matter.you}的权利",
        (
            "（一）对办理结果有不同意见的，可以自办结之日起30日内通过企业复工法律服务平台要求重办；"
            "法律、法规规定可以申请复查、行政复议或者提起诉讼的，依照其规定。"
        ),
        "（二）可以对本事项的办理情况进行评价；评价为不满意的，将核实并督促整改。",
        "特此告知。",
    ]
    return Draft(titled("关于", matter.title, "事项办理结果的告知书"), "\n".join(lines))
