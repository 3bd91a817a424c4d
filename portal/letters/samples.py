"""A letter of every kind about an invented matter, ordinary and stressed, to be looked at and measured."""

from dataclasses import replace
from datetime import date

from portal.letters.body import blocks
from portal.letters.kinds import KINDS, code_for
from portal.letters.layout import Attachment, PrintedLetter, Seal, Verification, official_date
from portal.letters.matter import Matter
from portal.vocabulary import LetterKind

OFFICE, CODE = "中共安澜县委政法委员会", "安政法督"
UNIT = "安澜县供电服务中心"
ISSUED_ON = date(2026, 10, 20)
ORDINARY = Matter(
    reference="FG-2026-004K7M",
    title="二号厂房被断电，生产线无法复工",
    description="出租方以欠租为由切断二号厂房电源，三十八名工人已经返岗，生产线开不起来，订单面临违约",
    enterprise="安澜恒泰纺织有限公司",
    submitted_on=date(2026, 10, 9),
    limit_days=7,
    due_on=date(2026, 10, 19),
    days_late=1,
    outcome="经县供电服务中心协调，二号厂房已于2026年10月18日恢复供电；欠缴租金由你公司分六个月交清",
    citations=("《关于服务保障企业复工复产的十条意见》（安政法〔2026〕8号）第六条",),
    wish="尽快恢复供电，租金分期缴纳",
    handled_by=UNIT,
    handler="林晓雯",
    asked="请说明断电的原因、现有用电合同的履行情况和恢复供电的条件",
    reply_by=date(2026, 10, 27),
)
STRESSED = replace(
    ORDINARY,
    title="租用二号厂房1200㎡（ABC Technology Co., Ltd.转租）被断电致“三班制”生产线无法复工且外贸订单面临违约",
    description="法定代表人赵祎堃反映：出租方以欠租3.5万元/月为由断电（见〔2026〕4号催告函），‘先交租、后送电’。" * 6,
    enterprise="安澜喆㛃𠮷纺织印染进出口股份有限公司",
    outcome="经县供电服务中心、房屋出租方、街道办事处三方会商，达成《租金分期缴纳协议》，已恢复供电。" * 12,
    citations=tuple(
        f"《关于服务保障企业复工复产的若干措施》（安政发〔2026〕{number}号）第{number}条" for number in range(1, 9)
    ),
    days_late=23,
)


def sample(kind: LetterKind, *, stressed: bool = False) -> PrintedLetter:
    """Return an issued letter of a kind.

    Stressed, it has a long title, rare characters, Latin and digits, many addressees, copies and attachments, and
    the marked place of a seal.
    """
    rules, matter = KINDS[kind], STRESSED if stressed else ORDINARY
    words = rules.words(matter)
    letter = PrintedLetter(
        layout=rules.layout,
        issuers=(OFFICE,),
        title=words.title,
        addressees=(UNIT if rules.answered else matter.enterprise,),
        body=blocks(words.body),
        date=official_date(ISSUED_ON),
        number=f"{code_for(CODE, kind)}〔{ISSUED_ON.year}〕1号",
        contact="联系人：秦望舒，电话：0000-821 0033",
        verification=Verification("https://portal.example/verify/sample", "扫码核验真伪"),
    )
    return _stress(letter) if stressed else letter


def _stress(letter: PrintedLetter) -> PrintedLetter:
    streets = tuple(f"{name}街道办事处" for name in ("城东", "城西", "城南", "城北", "江滨", "开元", "望湖", "双塔"))
    return replace(
        letter,
        number=(letter.number or "").replace("〕1号", "〕1288号"),
        addressees=(*letter.addressees, *streets),
        attachments=(Attachment("企业诉求登记表", letter.body), Attachment("现场核查照片")),
        copies=("安澜县复工复产工作专班", *streets),
        urgency="特急",
        seal=Seal.SAMPLE,
    )
