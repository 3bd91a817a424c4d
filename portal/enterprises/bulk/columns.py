"""Which column of a file holds which fact: by the headings that offices use. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.enterprises.profile import LABELS

# The first heading is the one that the template and the export carry.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "credit_code": ("统一社会信用代码", "信用代码", "社会信用代码", "税号", "纳税人识别号", "统一代码"),
    "name": ("企业名称", "名称", "单位名称", "公司名称", "市场主体名称"),
    "sector": ("行业类别", "行业", "产业类别", "所属行业"),
    "size": ("企业规模", "规模", "企业类型", "规模类型"),
    "area": ("所在镇街", "所在辖区", "镇街", "街道", "乡镇", "所属街道", "辖区", "所属乡镇街道"),
    "address": ("地址", "经营地址", "注册地址", "住所", "详细地址"),
    "contact_name": ("联系人", "联络人", "负责人", "联系人姓名"),
    "contact_telephone": ("联系电话", "电话", "手机", "手机号", "联系方式"),
    "contact_email": ("电子邮箱", "邮箱", "邮件"),
    "staff_count": ("职工人数", "员工人数", "从业人数", "人数", "用工人数"),
    "above_scale": ("规上企业", "规上", "是否规上", "规模以上"),
    "key": ("重点企业", "重点", "是否重点", "是否重点企业"),
    "reopening": ("复工情况", "复工状态", "复工复产情况"),
}
NEEDED = ("credit_code", "name")
NEEDED_FOR_NEW = ("sector", "size", "area", "contact_name", "contact_telephone")
BETWEEN = re.compile(r"[\s()（）\[\]【】*：:/、_-]+")


def label(field: str) -> str:
    """Return how a field, or the column of the table that it fills, is called on screens."""
    own: Mapping[str, LazyString] = {"area": _l("Area"), "area_id": _l("Area"), "reopening": _l("Reopening")}
    return str(own.get(field) or LABELS[field])


def bare(heading: str) -> str:
    """Return a heading without width, spaces, stars and what stands in brackets at its end."""
    text = unicodedata.normalize("NFKC", heading).strip()
    return BETWEEN.sub("", re.sub(r"[(（][^)）]*[)）]\s*$", "", text))


def matched(headings: Sequence[str]) -> dict[str, int]:
    """Return the column of each field that a heading names; of two columns the one named more usually is taken."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(bare(heading), place)
    found: dict[str, int] = {}
    for field, names in HEADINGS.items():
        named = [places[name] for name in names if name in places]
        if named and named[0] not in found.values():
            found[field] = named[0]
    return found
