"""Letters that put the layout to the test: an ordinary one and the edge cases of an office's daily work."""

from dataclasses import replace

from portal.letters.samples import sample
from portal.press.body import blocks
from portal.press.layout import Attachment, Block, Layout, PrintedLetter, Roster, Seal, Verification
from portal.vocabulary import LetterKind

BODY = """\
经查，临江食品有限公司（统一社会信用代码91330000MA27XXXX5J）于2026年3月2日向我县提出复工申请，因所在园区要求另行提交\
“防疫物资采购证明”“复工承诺书”等材料，至今未能复工。依据《关于促进中小企业平稳健康发展的若干政策》（×政发〔2020〕4号）\
第三条“不得自行设置复工前置审批”的规定，现就有关事项函告如下：
一、督办事项
请你单位对该公司复工申请逐项核实，依法依规办理，不得以任何形式增设复工条件。
二、办理要求
（一）明确责任。由你单位主要负责人牵头，指定专人办理；涉及其他部门的，由你单位负责协调，协办单位应予配合。
（二）依法办理。对已提交的材料，能够通过数据共享核验的，不再要求企业重复提交；确需补正的，一次性书面告知。
1.核实该公司用工、物流、租金等三项诉求的办理情况。
2.对房屋租金3.5万元/月、面积1200㎡的减免申请，于3月10日前作出答复。
（1）符合减免条件的，直接办理；
（2）不符合条件的，书面说明理由和依据。
三、时限与反馈
请于2026年3月9日（星期一）前，将办理结果以书面形式（加盖单位公章）反馈我委；到期未办结的，请书面说明进展、原因及预计\
办结日期。逾期未反馈又未说明理由的，将按有关规定予以通报。
特此函告。"""

SENTENCE = "对企业提出的申请应当依法依规办理不得以任何形式增设复工条件确需补正的应当一次性书面告知并说明理由和依据"
PLAIN_PAGE = blocks("\n".join([SENTENCE * 30, SENTENCE * 30]))
UNITS = tuple(
    f"{name}街道办事处" for name in ("城东", "城西", "城南", "城北", "江滨", "开元", "望湖", "双塔", "石桥", "西山") * 2
)


def paragraphs(count: int) -> tuple[Block, ...]:
    """Make a body of a long paragraph and a number of short ones."""
    return blocks("\n".join([SENTENCE * 3, *[SENTENCE[:20]] * count]))


ORDINARY = PrintedLetter(
    layout=Layout.XINHAN,
    issuers=("中共临江县委政法委员会",),
    title="关于督办临江食品有限公司复工受阻问题的函",
    addressees=("临江经济开发区管理委员会",),
    body=blocks(BODY),
    date="2026年3月4日",
    number="临政法督〔2026〕1号",
    contact="联系人：陈一明，联系电话：0571-0000000",
    copies=("县人力资源和社会保障局", "县司法局"),
    verification=Verification(
        "https://portal.example.gov.cn/verify/FG-2026-004K7M", "核验：扫描二维码，或访问 portal.example.gov.cn/verify。"
    ),
)
FILE = replace(ORDINARY, layout=Layout.WENJIAN, printer="临江县委政法委员会办公室", printed_on="2026年3月4日")

XINHAN = {
    "ordinary": ORDINARY,
    "sealed": replace(ORDINARY, seal=Seal.SAMPLE, urgency="特急", date="2026年11月21日"),
    "one page": replace(
        ORDINARY, body=blocks("你单位《关于复工事项的函》收悉。经研究，同意你单位意见。\n特此函复。"), copies=()
    ),
    "thirty pages": replace(ORDINARY, body=PLAIN_PAGE * 6 + ORDINARY.body),
    "one line of title": replace(ORDINARY, title="关于征求意见的函"),
    "three lines of title": replace(
        ORDINARY, title="关于对临江县恒达机械制造股份有限公司反映厂房租金减免政策落实不到位问题办理情况的答复函"
    ),
    "twenty addressees": replace(ORDINARY, addressees=UNITS),
    "long names": replace(
        ORDINARY,
        issuers=("临江县应对突发事件企业复工复产服务保障工作领导小组办公室",),
        number="临复工复产领办督〔2026〕128号",
        seal=Seal.SAMPLE,
    ),
    "joint": replace(ORDINARY, issuers=("中共临江县委政法委员会", "临江县司法局"), copies=UNITS),
    "joint, sealed": replace(
        ORDINARY, issuers=("中共临江县委政法委员会", "临江县人力资源和社会保障局", "临江县司法局"), seal=Seal.SAMPLE
    ),
    "joint, seven seals": replace(
        ORDINARY,
        issuers=(
            "中共临江县委政法委员会",
            *(f"临江县{name}局" for name in ("司法", "公安", "财政", "人力资源和社会保障", "工业和信息化", "税务")),
        ),
        seal=Seal.SAMPLE,
    ),
    "joint, short names": replace(
        ORDINARY, issuers=("临江县司法局", "临江县公安局"), number="临司函〔2026〕12号", date="2026年12月31日"
    ),
    "short name": replace(ORDINARY, issuers=("临江县司法局",), number="临司函〔2026〕12号", date="2026年12月31日"),
    "three attachments": replace(
        ORDINARY,
        attachments=(
            Attachment("临江食品有限公司诉求登记表", blocks(BODY)),
            Attachment("临江食品有限公司提交的复工申请、防疫方案、用工名册和租赁合同等证明材料目录", blocks(BODY)),
            Attachment("现场核查照片"),
        ),
    ),
    "one attachment": replace(ORDINARY, attachments=(Attachment("诉求登记表"),), seal=Seal.SAMPLE),
    "rare characters": replace(
        ORDINARY,
        title="关于临江喆㛃𠮷电子科技有限公司复工事项的函",
        body=blocks(
            "临江喆㛃𠮷电子科技有限公司（法定代表人：赵祎堃）租用厂房1200㎡，ABC Technology Co., Ltd.供货。" * 5
        ),
    ),
    "quotes and brackets": replace(
        ORDINARY, body=blocks("《通知》（“一企一策”），“《办法》”。‘是’；（见〔2020〕4号）、【附】！？" * 20)
    ),
    "no seal, no copies": replace(ORDINARY, copies=(), verification=None, contact=""),
    "long names, no seal": replace(
        ORDINARY,
        issuers=("临江县应对突发事件企业复工复产服务保障工作领导小组办公室",),
        number="临复工复产领办督〔2026〕128号",
    ),
    **{f"body of {lines} lines": replace(ORDINARY, body=paragraphs(lines)) for lines in range(4, 16, 2)},
    **{
        f"sealed body of {lines} lines": replace(ORDINARY, seal=Seal.SAMPLE, body=paragraphs(lines))
        for lines in range(3, 16, 2)
    },
}
WENJIAN = {
    "file": FILE,
    "file, sealed": replace(FILE, seal=Seal.SAMPLE, urgency="加急", signer="赵祎"),
    "file, joint and sealed": replace(
        FILE, issuers=("中共临江县委政法委员会", "临江县人力资源和社会保障局", "临江县司法局"), seal=Seal.SAMPLE
    ),
    "file, joint": replace(FILE, issuers=("中共临江县委政法委员会", "临江县人力资源和社会保障局", "临江县司法局")),
}
OTHERS = {
    "minutes": replace(
        FILE,
        layout=Layout.JIYAO,
        issuers=("临江县企业复工复产会商纪要",),
        addressees=(),
        body=(*ORDINARY.body, Roster("出席", "张三、李四、王五"), Roster("列席", "赵六")),
        contact="",
    ),
    "opinion": replace(
        ORDINARY,
        layout=Layout.YIJIANSHU,
        issuers=("浙江×××律师事务所",),
        number="浙×律意〔2026〕3号",
        title="法律意见书",
        addressees=("临江食品有限公司",),
        persons=("经办律师：李明（执业证号：13301201000000000）", "复核律师：王芳（执业证号：13301201000000001）"),
        contact="",
        copies=(),
    ),
}
KINDS = {
    f"{kind}, {'stressed' if stressed else 'ordinary'}": sample(kind, stressed=stressed)
    for kind in LetterKind
    for stressed in (False, True)
}
XINHAN |= {name: letter for name, letter in KINDS.items() if letter.layout is Layout.XINHAN}
ALL = {**XINHAN, **WENJIAN, **OTHERS, **KINDS}
