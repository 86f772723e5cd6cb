"""What stands in a place of a form: nothing but what is printed, words, a placeholder, or a value by its kind."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache

from zicha.documents import people
from zicha.documents.labels import (
    BRACKETS,
    DATE,
    LONGEST_CELL,
    TICKED,
    TO_TICK,
    WRITTEN_DATE,
    is_any_label,
    is_ticked,
    label_of,
)

LINES = re.compile(r"[_＿]{2,}")
ON_LINE = re.compile(r"[_＿]{2,}([^_＿]+)[_＿]{2,}")
_GAPS = re.compile(r"[_＿]{2,}|[ \u3000]{4,}")
_RINGS = re.compile(r"[○〇◯]{2,}")  # 王○○: one alone is a box to tick
BULLETS = re.compile(r"[^☑☒✓✔√□☐○〇◯]*(?:[■●][^☑☒✓✔√□☐○〇◯■●]*){2,}")
_PRINTED = re.compile(
    r"平方米|盖章|签[字名章]|公章|印章|手印|指印|公司|单位|粘贴|照片|街道|社区|单元|地区|自治|[省市县区盟旗州乡镇村路街巷道组号栋幢楼室年月日时分秒元万人个岁名份至从到自㎡%,.;:,。;、…\-—/~*_]"
)
_UNITS = re.compile(
    r"(?:(?:平方|立方)?(?:千|公|厘|毫)?米|公里|里|[kcm]?m[23]?|公顷|亩|顷|ha|吨|公?斤|千?克|[km]?g|t|毫?升|m?l|台|套|辆|艘|头|只|匹|株|张|份|个"
    r"|家|户|栋|幢|座|层|间|处|项|件|次|场|桶|瓶|箱|袋|批|条|本|册|篇|字|页|千?瓦|kwh?|度|℃|[%‰]|[百千万亿]*(?:美|港|日|欧)?元|天|日|月|周|季度|年"
    r"|(?:个|工作)+[日月天]|小时|分钟?|秒|周?岁|名|人次?|万人|床|张|级)+"
)
"""As a whole, with what NFKC makes of ㎡ and ㎏."""
_PRINTED_ALONE = re.compile(r"男女|是否|有无|无|同上|汉族|汉|人民币|居民身份证|0\d{2,3}")
"""As a whole: choices, and what most people would write."""
_ADDRESS_LABEL = re.compile(r"[住址地籍所]")
_REGION = re.compile(
    r"(?:[\u4e00-\u9fff]{2,5}(?:省|自治区))?(?:[\u4e00-\u9fff]{2,4}市)?(?:[\u4e00-\u9fff]{1,4}[县区])?"
)
"""A region that waits for its street."""
HINT = re.compile(
    r"请|填写|应(?:填|当|为|与|按|由|写|如实)|必填|选填|按照?|与.*一致|详见|另附|可附|不填|由.*填|是?指(?![南纹定导])|单击|点击|选择一|固定电话|.{0,16}均可"
)
_INSTRUCTION = re.compile(r"免冠|[照相]片|^(?=.{12}).*(?:应当|必须|填写|填报)")
"""How a place is to be filled in, wherever the words stand."""
_CHOICES_IN_LETTERS = re.compile(r"(?:[O0o][\u4e00-\u9fff]{1,8}){2,}")
"""Boxes to tick, of letters."""
_EXAMPLE = re.compile(r"例|如|示例|样例|参考")
PLACEHOLDER = re.compile(
    r"某|[X×xｘ＊*]{2,}|(?<![\u4e00-\u9fff])(?:张[三山]|李[四明]|王五|赵六)(?![\u4e00-\u9fff])|(?<!\d)0{6,}(?!\d)|1[3-9]\d(\d)\1{7}(?!\d)|1234567|样例|示例"
    r"|[X×xＸ](?=[省市县区乡镇村路街号室年月日])|(?<=[\u4e00-\u9fff])(?<![长宽高厚深径])×(?![宽高厚深\d])"
    r"|(?<![\u4e00-\u9fff])测试(?![剂仪管])"
)
"""Names as whole words: 李明华 is somebody."""
_NUMBERING = re.compile(r"(?:[(（]?\d{1,2}[.、)）．，,]+)+")
_DATE_LABEL = re.compile(r"日期|出生年月|出生日|时间")
_NUMBER_LABEL = re.compile(
    r"电话|手机|传真|身份证(?!明|件?名称)|证件号|证照号|信用代码|机构代码|注册号|邮编|邮政编码|邮箱|年龄|注册资[本金]|面积|日期|账号|人数|出生(?!地)"
)
"""What answers these has a digit, or is no value."""
_AS_NUMBER = re.compile(r"\d|@|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]")
_NUMBER = re.compile(r"[约近共]?\d[\d,]*(?:\.\d+)?")
_TELEPHONE = re.compile(r"0\d{2,3}[-—]?\d{7,8}|[\w.]+@[\w.]+")
_BEGINNING = re.compile(r"0\d{2,3}-?|(?:19|20)\d{0,2}")
"""Of a telephone number, of a year: printed before a gap."""
NAME_LABEL = re.compile(r"姓名|申[请报办领]人|代表人|负责人|经办人|联系人|委托人|受托人|承诺人|代理人")
_PERSON_LABEL = re.compile(rf"{NAME_LABEL.pattern}|签[字名章]")
"""What a number beside it only counts."""
_CANNOT_BE_PRINTED = re.compile(
    r"0\d{2,3}-?\d{7,8}|\d{4}年\d{1,2}月\d{1,2}日|[^“”:：,，。;；]{4,}(?:公司|厂|店|合作社|医院|学校|集团|事务所|经营部)"
    r"|.{4,}[\dA-Za-z〇零一二三四五六七八九十百](?:号|室|户|号楼)"
)
_POWERS = re.compile(r"[mM][23](?!\d)")
"""Of a unit: ㎡, as NFKC writes it."""
_HOUSE = re.compile(r".{4,}(?:[号室户楼院村组栋幢层]|单元)|.*\d.*")


_CELLS = 8192
"""Cells that are remembered."""


class Kind(IntEnum):
    """What a place holds, the more the higher."""

    EMPTY = 0
    WORDS = 1
    PLACEHOLDER = 2
    VALUE = 3


def kind_of(label: str, value: str) -> Kind:
    """Return whether a place holds a value, words, a placeholder or nothing but what is printed."""
    return _kind_of(label_of(label) or label[:LONGEST_CELL], value[:LONGEST_CELL]) if value.strip() else Kind.EMPTY


@lru_cache(maxsize=_CELLS)
def _kind_of(label: str, value: str) -> Kind:
    text = unicodedata.normalize("NFKC", value).strip()
    if WRITTEN_DATE.search(text):  # its 〇 is no box to tick
        return Kind.VALUE
    if _RINGS.search(text):
        return Kind.PLACEHOLDER
    if TO_TICK.search(text) or TICKED.search(text):
        return Kind.VALUE if is_ticked(text) and not BULLETS.fullmatch(text) else Kind.EMPTY
    if _GAPS.search(value.rstrip()):
        pieces = [piece for piece in _GAPS.split(value) if piece.strip()]
        kind = max((kind_between_gaps(label, piece) for piece in pieces), default=Kind.EMPTY)
        return max(kind, Kind.WORDS) if _are_words_on_line(label, value.strip()) else kind
    text = BRACKETS.sub("", re.sub(r"\s+", "", text))
    if _is_printed_text(label, text):
        return Kind.EMPTY
    if _EXAMPLE.match(text) or PLACEHOLDER.search(text):
        return Kind.PLACEHOLDER
    if is_any_label(text) or (_NUMBER_LABEL.search(label) and not _AS_NUMBER.search(_POWERS.sub("", text))):
        return Kind.EMPTY
    return Kind.VALUE if _is_sure(label, text) else Kind.WORDS


def _are_words_on_line(label: str, value: str) -> bool:
    """Whether short words alone stand on a line to write on, neither printed nor a label."""
    words = ON_LINE.fullmatch(value)
    text = label_of(words[1]) if words else ""
    return bool(text) and not (_is_printed_text(label, text) or is_any_label(text) or _NUMBER_LABEL.search(label))


def _is_printed_text(label: str, text: str) -> bool:
    """Whether a text guides the applicant: 年月日, a unit, a region that waits for its street, a hint, a number."""
    if _PRINTED_ALONE.fullmatch(re.sub(r"[/、,;\-]", "", text)) or _UNITS.fullmatch(
        re.sub(r"[/、,]", "", text.lower())
    ):
        return True
    if _ADDRESS_LABEL.search(label) and _REGION.fullmatch(text) and not PLACEHOLDER.search(text):
        return True
    if not _PRINTED.sub("", text) or _NUMBERING.fullmatch(text) or HINT.match(text):
        return True
    if _INSTRUCTION.search(text) or _CHOICES_IN_LETTERS.fullmatch(text):
        return True
    return bool(_DATE_LABEL.search(label) and not DATE.search(text) and not PLACEHOLDER.search(text))


def _is_sure(label: str, text: str) -> bool:
    """Whether the kind of a text shows that it is a value: a date, a number, a name beside its label."""
    if DATE.search(text) or _TELEPHONE.search(text) or any(people.numbers(text)) or _CANNOT_BE_PRINTED.fullmatch(text):
        return True
    is_number = _NUMBER.fullmatch(text) and not _PERSON_LABEL.search(label)
    if _NUMBER_LABEL.search(label) or is_number or _is_quantity(text):
        return True
    if NAME_LABEL.search(label) and (people.is_full_name(text) or "·" in text):
        return True
    return bool((_ADDRESS_LABEL.search(label) and _HOUSE.fullmatch(text)) or ("性别" in label and text in ("男", "女")))


def _is_quantity(text: str) -> bool:
    number = _NUMBER.match(text.lower())
    return number is not None and _UNITS.fullmatch(text.lower()[number.end() :]) is not None


def kind_between_gaps(label: str, piece: str) -> Kind:
    """Return the kind of a text between lines to write on: mostly it is printed, a value is what nobody prints."""
    text = BRACKETS.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", piece)))
    if _NUMBERING.fullmatch(text) or _UNITS.fullmatch(text.lower()):
        return Kind.EMPTY
    text = text.strip("，。；、,.;:：)）")
    if PLACEHOLDER.search(text):
        return Kind.PLACEHOLDER
    a_name = NAME_LABEL.search(label) and people.is_full_name(text)
    a_number = _NUMBER_LABEL.search(label) and _NUMBER.fullmatch(text) and not _BEGINNING.fullmatch(text)
    if a_name or a_number or any(people.numbers(text)) or _CANNOT_BE_PRINTED.fullmatch(text):
        return Kind.VALUE
    return Kind.EMPTY
