"""What names, numbers and addresses look like in a Chinese text: the certain, and the doubtful."""

import re
from typing import Final

from flask_babel import lazy_gettext as _l

from portal.vocabulary import Labelled


class Kind(Labelled):
    """What a find tells."""

    ENTERPRISE = "enterprise", _l("Name of the enterprise")
    PERSON = "person", _l("Name of a person")
    PARTY = "party", _l("Other party")
    TELEPHONE = "telephone", _l("Telephone")
    ADDRESS = "address", _l("Address")
    CODE = "code", _l("Code or account")
    REFERENCE = "reference", _l("Reference number")


HAN: Final = r"\u4e00-\u9fff"
_USCC = "0-9A-HJ-NPQRTUWXY"  # the signs of a unified social credit code, GB 32100-2015
_PLACES = "路|街|大道|巷|弄|村|社区|小区|大厦|广场|园区"
_BEFORE_PLACES = "在于到至往租住用的"
_DOORS = "号|弄|幢|栋|室|楼"
_TITLES = "总|经理|老板|律师|女士|先生|主任|科长|厂长|师傅"
_LEGAL_FORMS = "股份有限公司|有限责任公司|有限公司|合作社|商行|经营部|律师事务所"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
)

CERTAIN: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Kind.TELEPHONE, r"(?<![\d.])(?:\+?86[- ]?)?1\d{2}[- ]?\d{4}[- ]?\d{4}(?!\d)"),
        (Kind.TELEPHONE, r"(?<![\d.])(?:0\d{2,3}[- ]\d{3,4}[- ]?\d{4}|0\d{9,11}|[48]00[- ]?\d{3}[- ]?\d{4})(?!\d)"),
        (Kind.TELEPHONE, r"(?:电话|手机|致电|微信|QQ)号?码?[:：]?\s*[\w-]*\d[\d\s-]{5,}"),
        (Kind.TELEPHONE, r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
        (Kind.CODE, rf"(?<![0-9A-Za-z])[{_USCC}]{{2}}\d{{6}}[{_USCC}]{{10}}(?![0-9A-Za-z])"),
        (Kind.CODE, r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?)(?![0-9A-Za-z])"),
        (Kind.CODE, rf"[{HAN}][A-Z][·•]?[A-Z0-9]{{5,6}}(?![A-Z0-9])"),
        (
            Kind.ADDRESS,
            rf"(?:(?![{_BEFORE_PLACES}])[{HAN}]){{2,4}}(?:{_PLACES})\d+(?:{_DOORS})(?:[\d{HAN}]{{0,4}}(?:{_DOORS}))*",
        ),
        (Kind.REFERENCE, r"[A-Z]{2}-\d{4}-[0-9A-Z]{6}"),
        # A court's file, （2020）川1702民初123号; not a document's number, 法发〔2020〕12号.
        (Kind.REFERENCE, rf"[(（〔]\d{{4}}[)）〕][{HAN}]\d{{0,6}}[{HAN}]{{1,4}}第?\d+号"),
    )
)
DOUBTFUL: Final = (
    (Kind.PARTY, re.compile(rf"[{HAN}A-Za-z（）()]{{2,14}}?(?:{_LEGAL_FORMS})")),
    (Kind.PERSON, re.compile(rf"[{_SURNAMES}](?:{_TITLES})")),
)
