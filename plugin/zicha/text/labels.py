"""Labels of the fields of a form, and what is written beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from zicha.text.folding import solid
from zicha.text.wording import Wording

NOT_REQUIRED = Wording(r"选填|非必填|可不填|可以不填|可选")
NESTED_BRACKETS = Wording(r"[(（][^)）]*[(（]")
IN_BRACKETS = Wording(r"[(（].+[)）]")
UPLOAD_HINTS: Mapping[str, Wording] = MappingProxyType(
    {
        "文件类型": Wording(r"格式|文件类型|pdf|jpe?g|png|docx?|ofd", any_case=True),
        "文件大小": Wording(r"\d+\s*(?:M|K|兆)", any_case=True),
        "文件数量": Wording(r"\d+\s*[个张]|[一二三多]个|文件数"),
    }
)
"""What is to be said of the files that may be uploaded."""
REPRESENTATIVE = Wording(r"法定代表人|法人代表|\(负责人\)")
_CHINESE = Wording(r"[\u4e00-\u9fff]")
_WHOSE = Wording(r"\((企业|单位|公司|机构|个人|必填)\)|[*:]")
_AT_THE_END = Wording(r"(?<=.)\([^()]*\)$")
_APPLICANT = Wording(r"^(?:申请人|申办人|申请单位|申请企业|本人)(?=.)")
_OTHER_PERSON = re.compile(
    r"([\u4e00-\u9fff]*(?:人|方|者|员|单位|机构|企业|公司))(?:\(.*\))?的?(?:基本)?(?:信息|情况|资料)?$"
)


def plain_label(text: str) -> str:
    """Return a label in half width without blanks, colons and required marks."""
    return solid(text).strip(":*")


def without_unit(label: str) -> str:
    """Return a plain label without the brackets at its end: 床位数(张), which a form may show behind the field."""
    return _AT_THE_END.removed_from(label)


def without_owner(text: str) -> str:
    """Return a label in half width without blanks, marks and the brackets that only name whose it may be."""
    return _WHOSE.removed_from(solid(text))


def without_applicant(label: str) -> str:
    """Return a plain label without 申请人 before it."""
    return _APPLICANT.removed_from(label)


def person_of_section(section: str) -> str:
    """Return the person or body whose data a section of a form takes: 联系人信息; empty where it names none."""
    match = _OTHER_PERSON.match(section)
    return match[1] if match else ""


def chinese_characters(text: str) -> int:
    """Return how many Chinese characters a text has."""
    return len(_CHINESE.all_in(text))
