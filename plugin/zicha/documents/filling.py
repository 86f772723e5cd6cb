"""空白 or 填写: the places of a form that its applicant must fill in, and which of them hold a value.

A place is a label (姓名, 联系电话 …) with the cells after it, below it, or the words behind its colon; or a run of
underscores. What is printed to guide the applicant (年 月 日, □是 □否, 签字, 请填写…) is no value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import IntEnum

from zicha.documents import people
from zicha.documents.content import Rows
from zicha.model.facts.forms import Filling

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
_RINGS = re.compile(r"[○〇◯]{2,}")  # 王○○: one alone is a box to tick
_BULLETS = re.compile(r"[^☑☒✓✔√□☐○〇◯]*(?:[■●][^☑☒✓✔√□☐○〇◯■●]*){2,}")
_PRINTED = re.compile(
    r"平方米|盖章|签[字名章]|公章|印章|手印|指印|公司|单位|粘贴|照片|[省市县区乡镇村路街号年月日时分秒元万人个岁名份至从到自㎡%,.;:,。;、…\-—/~*_]"
)
_PRINTED_ALONE = re.compile(r"男女|是否|有无|无|同上|汉族|汉|人民币|居民身份证|0\d{2,3}")
"""As a whole: choices, and what most people would write."""
_ADDRESS_LABEL = re.compile(r"[住址地籍所]")
_REGION = re.compile(
    r"(?:[\u4e00-\u9fff]{2,5}(?:省|自治区))?(?:[\u4e00-\u9fff]{2,4}市)?(?:[\u4e00-\u9fff]{1,4}[县区])?"
)
"""A region that waits for its street."""
_HINT = re.compile(
    r"请|填写|应(?:填|当|为|与|按|由|写|如实)|必填|选填|按照?|与.*一致|详见|另附|可附|不填|由.*填|是?指(?![南纹定导])|单击|点击|选择一|固定电话|.{0,16}均可"
)
_EXAMPLE = re.compile(r"例|如|示例|样例|参考")
_MARKS_EXAMPLE = re.compile(r"(?:例|如|示例|样例|格式)[:：]?")
_PLACEHOLDER = re.compile(r"某|[X×xｘ＊*]{2,}|张[三山]|李[四明]|王五|赵六|0{6,}|1234567|样例|示例|测试")
_DATE = re.compile(r"\d{2,4}\s*[年./-]\s*\d{1,2}")
_NAME_LABEL = re.compile(r"姓名|申[请报办领]人|代表人|负责人|经办人|联系人|委托人|受托人|承诺人|代理人")
_ENTERPRISE_LABEL = re.compile(r".*申[请报办领]|(?:单位|企业)名称")
_ENTERPRISE = re.compile(r".{4,}(?:公司|厂|店|合作社|事务所|经营部)")
_HOME_LABEL = re.compile(r"家庭住址|居住地|户籍地|住址")
_COUNTS_ROWS = re.compile(r"序号|编号|项次|行次")
_NOTES = re.compile(
    r"[一二三四五六七八九十\d、.．（）() 附:：]{0,5}"
    r"(?:填[表写报]|申[请报]|办[理事])?(?:说明|须知|要求|注意事项)(?:[:：]|$)"
)
_FORM_TITLE = re.compile(r"[^，。；：:]{2,40}[表书](?:[（(].{1,12}[）)])?")
_LABEL_LINE = re.compile(r"([^\d。；：:]{2,18})[:：][^。；]{0,20}")
_OFFICES_NUMBER = re.compile(r"咨询|监督|投诉|窗口|受理|热线|客服|技术支持")
_CANNOT_BE_PRINTED = re.compile(
    r"0\d{2,3}-?\d{7,8}|\d{4}年\d{1,2}月\d{1,2}日|.{4,}(?:公司|厂|店|合作社|医院|学校|集团)|.{5,}(?:号|室|户|号楼)"
)
_VALUE_IS_A_LABEL = re.compile(r".{0,10}(?:编号|号码|日期|期限|有效期|机关|类型|类别|名称|意见|备注|情况|状态)")


class _Kind(IntEnum):
    """What a place holds, the more the higher."""

    EMPTY = 0
    PLACEHOLDER = 1
    VALUE = 2


def fill_state(rows: Rows) -> tuple[Filling, frozenset[str]]:
    """Return how far a form is filled in, and the names and home addresses of people in it."""
    kinds: list[_Kind] = []
    personal: set[str] = set()
    own: set[str] = set()
    for label, values in _places(_without_notes(rows)):
        of_values = [_kind(label, value) for value in values]
        kinds.append(max(of_values, default=_Kind.EMPTY))
        filled = [value for value, kind in zip(values, of_values, strict=True) if kind is _Kind.VALUE]
        if _NAME_LABEL.search(label):
            words = [word for value in filled for word in people.names_beside_label(_BRACKETS.sub(" ", value))]
            personal.update(word for word in words if not _is_label(word))
            own.update(filter(people.is_full_name, words))
        if _ENTERPRISE_LABEL.match(label_of(label)):
            own.update(value.strip() for value in filled if _ENTERPRISE.fullmatch(value.strip()))
        if _HOME_LABEL.search(label):
            personal.update(value.strip() for value in filled if len(value.strip()) >= 6)
    names, addresses, numbers = _in_prose(rows)
    lines = sum(len(_LINES.findall(cell)) for row in rows for cell in row)
    filling = Filling(
        places=max(len(kinds), lines),
        filled=kinds.count(_Kind.VALUE),
        placeholders=kinds.count(_Kind.PLACEHOLDER),
        own=len(own | names | numbers),
    )
    return filling, frozenset(personal | names | addresses)


def label_of(cell: str) -> str:
    """Return a cell as a label: without blanks, brackets, numbering and colons. Empty if it is too long for one."""
    text = _BRACKETS.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell)))
    text = re.sub(r"^[\d一二三四五六七八九十]{1,2}[.、)]|[:*]|^\*", "", text)
    return text if 0 < len(text) <= _LABEL_LENGTH else ""


def values_of(rows: Rows, label: re.Pattern[str]) -> Iterator[str]:
    """Yield the value of every label that matches as a whole, from the next cell or from behind its colon.

    Boxes to tick, a hint how to fill in and the next column of a list's head are no values.
    """
    for row in rows:
        for index, cell in enumerate(row):
            if label.fullmatch(label_of(cell)):
                yield from (other.strip() for other in row[index + 1 : index + 2] if _is_value(other))
            for name, value in _inline(cell):
                if label.fullmatch(label_of(name)) and _is_value(value):
                    yield value.strip()


def _is_value(cell: str) -> bool:
    text = _BRACKETS.sub("", re.sub(r"\s+", "", cell))
    no_value = _TO_TICK.search(cell) or _TICKED.search(cell) or _HINT.match(text) or _VALUE_IS_A_LABEL.fullmatch(text)
    return bool(text) and no_value is None


def _in_prose(rows: Rows) -> tuple[set[str], set[str], set[str]]:
    """Return names, home addresses and numbers of applicants in any text, without examples and the office's own."""
    names: set[str] = set()
    addresses: set[str] = set()
    numbers: set[str] = set()
    for row in rows:
        for cell in row:
            text = re.sub(r"[_＿]+", "", cell)
            names.update(name for name in people.names_in_prose(text) if not _PLACEHOLDER.search(name))
            addresses.update(people.addresses_in_prose(text))
            if not _MARKS_EXAMPLE.search(text) and not _OFFICES_NUMBER.search(" ".join(row)):
                numbers.update(each for each in people.numbers(text) if not _PLACEHOLDER.search(each))
    return names, addresses, numbers


def _is_label(cell: str) -> bool:
    text = label_of(cell)
    return bool(text and _APPLICANTS.search(text) and not _NOT_THE_APPLICANTS.search(text) and not _DATE.search(text))


def _is_any_label(cell: str) -> bool:
    """Whether a cell is any label, the applicant's or not: a value ends before it."""
    text = label_of(cell)
    known = _APPLICANTS.search(text) or _NOT_THE_APPLICANTS.search(text)
    return bool(text and not _DATE.search(text) and (known or cell.strip().endswith((":", "："))) and len(text) <= 12)


def _without_notes(rows: Rows) -> Iterator[list[str]]:
    """Yield the rows without notes how to fill in, which repeat labels: from their head to the next table."""
    in_notes = False
    for row in rows:
        if row and _NOTES.match(row[0].strip()):
            in_notes = len(row) == 1
            continue
        in_notes = in_notes and len(row) == 1 and not _begins_a_form(row[0].strip())
        if not in_notes:
            yield row


def _begins_a_form(line: str) -> bool:
    """Whether a paragraph is the title of a form, or a label with a few words at most; notes are prose."""
    label = _LABEL_LINE.fullmatch(line)
    return _FORM_TITLE.fullmatch(line) is not None or (label is not None and _is_label(label[1]))


def _places(rows: Iterator[list[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield every place: its label and its values, which are several in a list."""
    head: list[str] = []
    below: list[list[str]] = []
    for row in rows:
        if head and len(row) == len(head) and not any(map(_is_any_label, row)):
            below.append(row)
            continue
        yield from _columns(head, below)
        head, below = [], []
        labels = [index for index, cell in enumerate(row) if _is_label(cell)]
        if len(row) >= 3 and len(labels) >= 2 and len(labels) >= len(row) - 1 and all(cell.strip() for cell in row):
            head = row
            continue
        yield from _in_row(row, labels)
    yield from _columns(head, below)


def _columns(head: list[str], below: list[list[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the columns of a list, without one that only counts."""
    if below:
        columns = zip(head, zip(*below, strict=True), strict=True)
        yield from ((label, values) for label, values in columns if not _COUNTS_ROWS.fullmatch(label_of(label)))


def _in_row(row: list[str], labels: list[int]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the places of one row, whose labels stand in the cells of these numbers."""
    for index in labels:
        if any(True for _ in _inline(row[index])) and _has_words_behind_colon(row[index]):
            continue
        after = []
        for cell in row[index + 1 :]:
            if _is_any_label(cell):
                break
            after.append(cell)
        yield row[index], (" ".join(cell for cell in after if cell.strip()),)
    for index, cell in enumerate(row):
        for label, value in _inline(cell):
            if _is_label(label) and (index not in labels or _has_words_behind_colon(cell)):
                yield label, (value,)


def _has_words_behind_colon(cell: str) -> bool:
    return bool(re.search(r"[:：]\s*\S", cell))


def _inline(cell: str) -> Iterator[tuple[str, str]]:
    """Yield label and value of every 标签：值 in one cell. A colon at its end has its value in the next cell."""
    matches = list(_INLINE.finditer(cell))
    ends = [match.start() for match in matches[1:]] + [len(cell)]
    for match, end in zip(matches, ends, strict=False):
        yield match[1], cell[match.end() : end]


def _kind(label: str, value: str) -> _Kind:
    """Return whether a place holds a value, a placeholder or nothing but what is printed."""
    text = unicodedata.normalize("NFKC", value).strip()
    if _RINGS.search(text):
        return _Kind.PLACEHOLDER
    if _TO_TICK.search(text) or _TICKED.search(text):
        return _Kind.VALUE if _TICKED.search(text) and not _BULLETS.fullmatch(text) else _Kind.EMPTY
    pieces = [piece for piece in _GAPS.split(value.strip()) if piece.strip()]
    if _GAPS.search(value.strip()):
        return max((_kind_between_gaps(label, piece) for piece in pieces), default=_Kind.EMPTY)
    text = _BRACKETS.sub("", re.sub(r"\s+", "", text))
    alone = _PRINTED_ALONE.fullmatch(re.sub(r"[/、,;\-]", "", text))
    region = _ADDRESS_LABEL.search(label) and _REGION.fullmatch(text) and not _PLACEHOLDER.search(text)
    if alone or region or not _PRINTED.sub("", text) or ("日期" in label and not _DATE.search(text)):
        return _Kind.EMPTY
    if _HINT.match(text):
        return _Kind.EMPTY
    if _EXAMPLE.match(text) or _PLACEHOLDER.search(text):
        return _Kind.PLACEHOLDER
    return _Kind.VALUE


def _kind_between_gaps(label: str, piece: str) -> _Kind:
    """Return the kind of a text between lines to write on: mostly it is printed, a value is what nobody prints."""
    text = _BRACKETS.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", piece)))
    a_name = _NAME_LABEL.search(label) and people.is_full_name(text)
    if not (a_name or any(people.numbers(text)) or _CANNOT_BE_PRINTED.fullmatch(text) or _PLACEHOLDER.search(text)):
        return _Kind.EMPTY
    return _Kind.PLACEHOLDER if _PLACEHOLDER.search(text) else _Kind.VALUE
