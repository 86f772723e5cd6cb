"""空白 or 填写: the places of a form that its applicant must fill in, and which of them hold a value.

A place is a label (姓名, 联系电话 …) with what stands in the cells after it, below it, or behind its colon; or a run of
underscores. What is printed for the applicant's guidance (年 月 日, □是 □否, 签字, 请填写…) is no value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum, auto

from zicha.documents.content import Rows
from zicha.model.facts import Filling

_APPLICANTS = re.compile(
    r"姓名|名称|申[请报办领][人者]|申[请报]单位|申请企业|法定代表人|法人代表|负责人|经办人|联系人|委托[人方]|受托[人方]|承诺[人方]|承诺单位"
    r"|代理人|身份证|证件号|证照号|信用代码|机构代码|注册号|电话|手机|传真|邮箱|邮编|邮政编码|住所|住址|地址|出生|年龄|民族|性别|学历"
    r"|籍贯|户籍|经营场所|经营范围|注册资[本金]|面积|日期|签[字名章]|开户|账号|理由|用途|从业人数|职工人数"
)
_NOT_THE_APPLICANTS = re.compile(
    r"受理|审[批查核]|主管|窗口|咨询|监督|投诉|说明|须知|机关|意见|编号|附件|事项|材料名称|表格名称|文件名称|发证|颁发|办理"
)
_LABEL_LENGTH = 16
_INLINE = re.compile(r"([\u4e00-\u9fff（）()/、]{2,18})[:：]")
_LINES = re.compile(r"[_＿]{2,}")
_GAPS = re.compile(r"[_＿]{2,}|[ \u3000]{4,}")
_BRACKETS = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]")
_TO_TICK, _TICKED = re.compile(r"[□☐○〇◯]"), re.compile(r"[☑☒✓✔√■●]")
_PRINTED = re.compile(
    r"平方米|盖章|签[字名章]|公章|印章|手印|指印|公司|单位|粘贴|照片|[省市县区乡镇村路街号年月日时分秒元万人个岁名份至从到自㎡%,.;:,。;、…\-—/~*_]|"
    r"^(?:男女|是否|有无|无|同上)$"
)
_HINT = re.compile(r"请|填写|应填|必填|选填|按照?|与.*一致|详见|另附|可附|不填|由.*填")
_EXAMPLE = re.compile(r"例|如|示例|样例|参考")
_PLACEHOLDER = re.compile(r"某|[X×xｘ＊*]{2,}|张[三山]|李[四明]|王五|赵六|○○|0{6,}|1234567|样例|示例|测试")
_DATE = re.compile(r"\d{2,4}\s*[年./-]\s*\d{1,2}")
_NAME_LABEL = re.compile(r"姓名|申[请报办领]人|代表人|负责人|经办人|联系人|委托人|受托人|承诺人|代理人")
_HOME_LABEL = re.compile(r"家庭住址|居住地|户籍地|住址")


class _Kind(Enum):
    EMPTY = auto()
    PLACEHOLDER = auto()
    VALUE = auto()


def fill_state(rows: Rows) -> tuple[Filling, frozenset[str]]:
    """How far a form is filled in, and the names and home addresses of people that stand in it."""
    kinds: list[_Kind] = []
    personal: set[str] = set()
    for label, value in _places(rows):
        kind = _kind(label, value)
        kinds.append(kind)
        words = value.strip()
        is_name = _NAME_LABEL.search(label) and re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", words)
        if kind is _Kind.VALUE and (is_name or (_HOME_LABEL.search(label) and len(words) >= 6)):
            personal.add(words)
    lines = sum(len(_LINES.findall(cell)) for row in rows for cell in row)
    filling = Filling(
        places=max(len(kinds), lines), filled=kinds.count(_Kind.VALUE), placeholders=kinds.count(_Kind.PLACEHOLDER)
    )
    return filling, frozenset(personal)


def label_of(cell: str) -> str:
    """A cell as a label: without blanks, brackets, numbering and colons. Empty when it is too long for one."""
    text = _BRACKETS.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell)))
    text = re.sub(r"^[\d一二三四五六七八九十]{1,2}[.、)]|[:*]|^\*", "", text)
    return text if 0 < len(text) <= _LABEL_LENGTH else ""


def values_of(rows: Rows, label: re.Pattern[str]) -> Iterator[str]:
    """What stands beside, or behind the colon of, every label that matches as a whole."""
    for row in rows:
        for index, cell in enumerate(row):
            if label.fullmatch(label_of(cell)):
                yield " ".join(other.strip() for other in row[index + 1 : index + 2])
            for name, value in _inline(cell):
                if label.fullmatch(label_of(name)):
                    yield value.strip()


def _is_label(cell: str) -> bool:
    text = label_of(cell)
    return bool(text and _APPLICANTS.search(text) and not _NOT_THE_APPLICANTS.search(text) and not _DATE.search(text))


def _is_any_label(cell: str) -> bool:
    """Whether a cell is the label of something, be it the applicant's or not: a value ends before it."""
    text = label_of(cell)
    known = _APPLICANTS.search(text) or _NOT_THE_APPLICANTS.search(text)
    return bool(text and not _DATE.search(text) and (known or cell.strip().endswith((":", "："))) and len(text) <= 12)


def _places(rows: Rows) -> Iterator[tuple[str, str]]:
    above: list[str] = []
    for row in rows:
        if above and len(row) == len(above) and not any(map(_is_any_label, row)):
            yield from zip(above, row, strict=True)
            above = []
            continue
        labels = [index for index, cell in enumerate(row) if _is_label(cell)]
        above = []
        if len(row) >= 3 and len(labels) >= 2 and len(labels) >= len(row) - 1 and all(cell.strip() for cell in row):
            above = row  # the head of a list; its values stand below
            continue
        for index in labels:
            if any(True for _ in _inline(row[index])) and _behind_colon(row[index]):
                continue
            after = []
            for cell in row[index + 1 :]:
                if _is_any_label(cell):
                    break
                after.append(cell)
            yield row[index], " ".join(cell for cell in after if cell.strip())
        for index, cell in enumerate(row):
            for label, value in _inline(cell):
                if _is_label(label) and (index not in labels or _behind_colon(cell)):
                    yield label, value


def _behind_colon(cell: str) -> bool:
    return bool(re.search(r"[:：]\s*\S", cell))


def _inline(cell: str) -> Iterator[tuple[str, str]]:
    """Label and value of every 标签：值 in one cell. A colon at its end has its value in the next cell."""
    found = list(_INLINE.finditer(cell))
    ends = [match.start() for match in found[1:]] + [len(cell)]
    for match, end in zip(found, ends, strict=False):
        yield match[1], cell[match.end() : end]


def _kind(label: str, value: str) -> _Kind:
    text = unicodedata.normalize("NFKC", value).strip()
    if _GAPS.search(value.strip()):
        return _Kind.EMPTY
    if _TO_TICK.search(text) or _TICKED.search(text):
        return _Kind.VALUE if _TICKED.search(text) else _Kind.EMPTY
    text = _BRACKETS.sub("", re.sub(r"\s+", "", text))
    if not _PRINTED.sub("", text) or ("日期" in label and not _DATE.search(text)):
        return _Kind.EMPTY
    if _HINT.match(text):
        return _Kind.EMPTY
    if _EXAMPLE.match(text) or _PLACEHOLDER.search(text):
        return _Kind.PLACEHOLDER
    return _Kind.VALUE
