"""The words with which a lawyer's opinion begins (法律意见书): facts, law, opinion, risks, and what it rests on."""

from portal.letters.wording.matter import Draft, Matter, ordinal, sentence, titled
from portal.press.layout import official_date

RESERVATIONS = (
    "（一）本意见书依据截至出具之日有效的法律、法规和政策，以及企业提供的材料和陈述出具；企业应当保证材料真实、完整。",
    "（二）前述事实如有变化，或者另有未提供的材料，本意见书的结论可能需要相应调整。",
    "（三）本意见书仅供收件企业处理上述事项参考，不作其他用途；未经本所书面同意，不得向第三方出示或者引用。",
    "（四）本意见书属于公益法律服务，不收取费用，不构成对诉讼、仲裁结果的承诺。",
)


def opinion(matter: Matter) -> Draft:
    """Return a 法律意见书: not an office's letter, hence without 请示 and 督办; every statement has its ground."""
    lines = [
        (
            f"{matter.you}{official_date(matter.submitted_on)}通过企业复工法律服务平台就“{matter.title}”事项"
            f"（编号{matter.reference}）提出咨询。本所律师经审查{matter.you}提供的材料，现就有关法律问题出具如下意见。"
        ),
        "一、基本事实",
        f"根据{matter.you}的陈述：{sentence(matter.story)}",
        "二、需要解决的问题",
        sentence(matter.wish) if matter.wish else f"{matter.you}可以采取何种合法方式处理上述事项。",
        "三、法律依据",
        *(
            [f"{ordinal(place)}{quoted}" for place, quoted in enumerate(matter.provisions, 1)]
            or ["请在此逐条列明所依据的法律、法规和政策的名称、文号和条款。"]
        ),
        "四、法律意见",
        sentence(matter.advice) if matter.advice else "请在此针对上述问题逐项说明分析和结论。",
        "五、风险提示",
        "建议保存合同、付款凭证、往来函件和现场照片等证据；涉及诉讼时效、仲裁时效的，请在法定期间内主张权利。",
        "六、声明与保留",
        *RESERVATIONS,
    ]
    return Draft(titled("关于", matter.title, "事项的法律意见书"), "\n".join(lines))
