"""A letter of every kind about an invented matter, ordinary and stressed, to be looked at and measured."""

from dataclasses import replace
from datetime import date

from portal.letters.kinds import KINDS, Issuer, Source, code_for
from portal.letters.wording.checkups import Checkup, Risk
from portal.letters.wording.matter import Matter
from portal.letters.wording.meetings import Meeting
from portal.press.body import blocks
from portal.press.layout import Attachment, Layout, PrintedLetter, Seal, Verification, official_date
from portal.vocabulary import LetterKind

OFFICE, CODE = "中共安澜县委政法委员会", "安政法督"
FIRM, FIRM_CODE = "安澜明理律师事务所", "安明理意"
PERSONS = ("经办律师：周明远（执业证号：14001202000000001）", "复核律师：沈青禾（执业证号：14001202000000002）")
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
    ended_on=date(2026, 10, 20),
    advice="出租方不得以断电方式催收租金；建议先行调解，约定分期支付，并保留停产损失的证据",
    provisions=(
        "《中华人民共和国民法典》第五百零九条：“当事人应当按照约定全面履行自己的义务。”",
        "《保障中小企业款项支付条例》第三条：“各方应当遵循诚实信用原则，依法履行合同义务。”",
    ),
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
    provisions=ORDINARY.provisions * 5,
)
MEETING = Meeting(
    matter=ORDINARY.name,
    title=f"{ORDINARY.enterprise}{ORDINARY.title}",
    on=date(2026, 10, 15),
    place="县行政中心三楼会议室",
    host="安澜县司法局",
    agenda="研究二号厂房恢复供电、欠缴租金分期支付的办法",
    minutes="县供电服务中心介绍了断电的经过和供电线路的情况。\n县司法局就租赁合同中水电条款的效力提出意见。",
    decisions="10月18日前恢复供电。\n欠缴租金由企业分六个月交清，由街道办事处见证。",
    tasks=((UNIT, "恢复二号厂房供电", date(2026, 10, 18)), ("安澜县司法局", "协助双方签订分期支付协议", None)),
    present=(UNIT, "安澜县司法局", "城东街道办事处"),
    absent=("安澜县工业和信息化局",),
)
CHECKUP = Checkup(
    enterprise=ORDINARY.enterprise,
    on=date(2026, 10, 12),
    visitor="周明远",
    companions="陆一鸣",
    received_by="张慧敏",
    questions=25,
    risks=(
        Risk(
            section="安全生产",
            grade="重大风险",
            grave=True,
            text="二号厂房安全出口被原料堵塞，夜班有二十余人作业",
            advice="立即清除堵塞物，恢复双向疏散通道，并留存整改照片",
            ground="《中华人民共和国消防法》第二十八条",
            follow_up_on=date(2026, 10, 13),
        ),
        Risk(
            section="劳动用工",
            grade="较大风险",
            grave=False,
            text="十一名返岗工人未签订书面劳动合同",
            advice="自用工之日起一个月内补签书面劳动合同",
            ground="《中华人民共和国劳动合同法》第十条",
            follow_up_on=date(2026, 11, 12),
        ),
        Risk(
            "合同履行",
            "一般风险",
            grave=False,
            text="外贸合同未约定不可抗力条款",
            advice="",
            ground="",
            follow_up_on=None,
        ),
    ),
    remarks="企业制度较为健全，返岗人员台账清楚",
)


def sample(kind: LetterKind, *, stressed: bool = False) -> PrintedLetter:
    """Return an issued letter of a kind.

    Stressed, it has a long title, rare characters, Latin and digits, many addressees, copies and attachments, and
    the marked place of a seal.
    """
    rules = KINDS[kind]
    words = rules.words(_facts(rules.source, stressed=stressed))
    firm, minutes = rules.issuer is not Issuer.OFFICE, rules.layout is Layout.JIYAO
    letter = PrintedLetter(
        layout=rules.layout,
        issuers=("安澜县企业复工会商纪要",) if minutes else (FIRM if firm else OFFICE,),
        title=words.title,
        addressees=() if minutes else (UNIT if rules.answered else ORDINARY.enterprise,),
        body=blocks(words.body, rules.layout),
        date=official_date(ISSUED_ON),
        number=f"{code_for(FIRM_CODE if firm else CODE, kind)}〔{ISSUED_ON.year}〕1号",
        persons=PERSONS if firm else (),
        contact="联系人：秦望舒，电话：0000-821 0033" if rules.layout is Layout.XINHAN else "",
        copies=MEETING.present if minutes else (),
        printer=OFFICE if minutes else "",
        printed_on=official_date(ISSUED_ON) if minutes else "",
        verification=Verification("https://portal.example/verify/sample", "扫码核验真伪"),
    )
    return _stress(letter) if stressed else letter


def _facts(source: Source, *, stressed: bool) -> Matter | Meeting | Checkup:
    """Return the facts of a sample; stressed, there are many of them and they are long."""
    if source is Source.CASE:
        return STRESSED if stressed else ORDINARY
    if source is Source.CONFERENCE:
        long = replace(
            MEETING, title=STRESSED.title, matter=STRESSED.name, decisions="\n".join([MEETING.decisions] * 4)
        )
        return long if stressed else MEETING
    many = replace(CHECKUP, enterprise=STRESSED.enterprise, risks=CHECKUP.risks * 5, remarks=STRESSED.outcome)
    return many if stressed else CHECKUP


def _stress(letter: PrintedLetter) -> PrintedLetter:
    streets = tuple(f"{name}街道办事处" for name in ("城东", "城西", "城南", "城北", "江滨", "开元", "望湖", "双塔"))
    return replace(
        letter,
        number=(letter.number or "").replace("〕1号", "〕1288号"),
        addressees=(*letter.addressees, *streets) if letter.addressees else (),
        attachments=(Attachment("企业诉求登记表", letter.body), Attachment("现场核查照片")),
        copies=("安澜县复工复产工作专班", *streets),
        urgency="特急" if letter.layout is Layout.XINHAN else "",
        seal=Seal.NONE if letter.layout is Layout.JIYAO else Seal.SAMPLE,
    )
