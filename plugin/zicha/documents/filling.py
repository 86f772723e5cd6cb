"""空白 or 填写: the places of a form that its applicant must fill in, and which of them hold a value, of what kind.

A place is a label (姓名, 联系电话 …) with the cells after it, below it, or the words behind its colon; or a run of
underscores. A value shows by its kind: a date, a number, a tick, a name beside 姓名 …; other words may be a value or
printed, and are counted apart. What is printed to guide the applicant (年 月 日, □是 □否, 签字, 请填写…) is no value.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

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
_BRACKETS = re.compile(r"[（(【\[][^）)】\]]{0,200}[）)】\]]")
_LONGEST_CELL = 400
"""Characters of a cell from which it is no label, and beyond which no more of a value is looked at."""
_TO_TICK, _TICKED = re.compile(r"[□☐○〇◯]"), re.compile(r"[☑☒✓✔√■●]")
_RINGS = re.compile(r"[○〇◯]{2,}")  # 王○○: one alone is a box to tick
_BULLETS = re.compile(r"[^☑☒✓✔√□☐○〇◯]*(?:[■●][^☑☒✓✔√□☐○〇◯■●]*){2,}")
_PRINTED = re.compile(
    r"平方米|盖章|签[字名章]|公章|印章|手印|指印|公司|单位|粘贴|照片|[省市县区乡镇村路街号年月日时分秒元万人个岁名份至从到自㎡%,.;:,。;、…\-—/~*_]"
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
_HINT = re.compile(
    r"请|填写|应(?:填|当|为|与|按|由|写|如实)|必填|选填|按照?|与.*一致|详见|另附|可附|不填|由.*填|是?指(?![南纹定导])|单击|点击|选择一|固定电话|.{0,16}均可"
)
_EXAMPLE = re.compile(r"例|如|示例|样例|参考")
_MARKS_EXAMPLE = re.compile(r"(?:例|如|示例|样例|格式)[:：]?")
_PLACEHOLDER = re.compile(
    r"某|[X×xｘ＊*]{2,}|(?<![\u4e00-\u9fff])(?:张[三山]|李[四明]|王五|赵六)(?![\u4e00-\u9fff])|(?<!\d)0{6,}(?!\d)|1234567|样例|示例"
    r"|(?<![\u4e00-\u9fff])测试(?![剂仪管])"
)
"""Names as whole words: 李明华 is somebody."""
_VARIABLE = re.compile(r"[$#&%@]?\{[^{}]*\}|\{\{[^{}]*\}\}|<%.*?%>|«[^»]*»")
"""What a program puts values in place of."""
_NUMBERING = re.compile(r"(?:[(（]?\d{1,2}[.、)）．][，,]?)+")
_WRITTEN_DATE = re.compile(r"[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月")
_DATE = re.compile(rf"\d{{2,4}}\s*[年./-]\s*\d{{1,2}}|(?:19|20)\d{{6}}|{_WRITTEN_DATE.pattern}")
_DATE_LABEL = re.compile(r"日期|出生年月|出生日|时间")
_NUMBER_LABEL = re.compile(
    r"电话|手机|传真|身份证(?!明|件?名称)|证件号|证照号|信用代码|机构代码|注册号|邮编|邮政编码|邮箱|年龄|注册资[本金]|面积|日期|账号|人数|出生(?!地)"
)
"""What answers these has a digit, or is no value."""
_AS_NUMBER = re.compile(r"\d|@|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]")
_NUMBER = re.compile(r"[约近共]?\d[\d,]*(?:\.\d+)?")
_TELEPHONE = re.compile(r"0\d{2,3}[-—]?\d{7,8}|[\w.]+@[\w.]+")
_OTHER_LABEL = re.compile(
    r".{0,8}(?:状况|情况|面貌|院校|专业|职务|职称|程度|类[型别]|种类|性质|数量|规格|型号|[金数总]额|期限|级别|等级|方式|范围|项目|内容|时间|地点|来源"
    r"|原因|依据|标准|总数|人数|备注|职业|工种|学历|学位|国籍|单位|关系|部门|简历|经历|特长|照片|合计|小计|号码|编码|名称|序号|行次)"
)
"""Labels beside those of an applicant: a value ends before one, and none is a value."""
_BEGINNING = re.compile(r"0\d{2,3}-?|(?:19|20)\d{0,2}")
"""Of a telephone number, of a year: printed before a gap."""
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
    r"0\d{2,3}-?\d{7,8}|\d{4}年\d{1,2}月\d{1,2}日|.{4,}(?:公司|厂|店|合作社|医院|学校|集团|事务所|经营部)|.{5,}(?:号|室|户|号楼)"
)
_HOUSE = re.compile(r".{4,}(?:[号室户楼院村组栋幢层]|单元)|.*\d.*")
_TICK_HINT = re.compile(r"[打划画用选]\s*[“\"‘'「]?\s*[☑☒✓✔√■●]")
_SAME_WORDS = 6
"""As short as what is printed alike beside several labels: a unit."""
_VALUE_IS_A_LABEL = re.compile(r".{0,10}(?:编号|号码|日期|期限|有效期|机关|类型|类别|名称|意见|备注|情况|状态)")


class _Kind(IntEnum):
    """What a place holds, the more the higher."""

    EMPTY = 0
    WORDS = 1
    PLACEHOLDER = 2
    VALUE = 3


class _Place(NamedTuple):
    """A place: its label, and its values with the kind of each, which are several in a list."""

    label: str
    values: Sequence[str]
    kinds: Sequence[_Kind]

    @property
    def kind(self) -> _Kind:
        """The highest kind of its values."""
        return max(self.kinds, default=_Kind.EMPTY)

    @property
    def words(self) -> frozenset[str]:
        """Its values that are words, without blanks."""
        pairs = zip(self.values, self.kinds, strict=True)
        return frozenset("".join(value.split()) for value, kind in pairs if kind is _Kind.WORDS)

    @property
    def filled(self) -> list[str]:
        """Its values that stand for nobody else."""
        pairs = zip(self.values, self.kinds, strict=True)
        return [value for value, kind in pairs if kind in (_Kind.WORDS, _Kind.VALUE)]


def fill_state(rows: Rows) -> tuple[Filling, frozenset[str]]:
    """Return how far a form is filled in, and the names and home addresses of people in it."""
    personal: set[str] = set()
    own: set[str] = set()
    places = _without_printed(_judged_places(rows))
    for place in places:
        if _NAME_LABEL.search(place.label):
            texts = (_BRACKETS.sub(" ", value) for value in place.filled)
            words = [word for text in texts for word in people.names_beside_label(text) if not _is_any_label(word)]
            personal.update(words)
            own.update(filter(people.is_full_name, words))
        if _ENTERPRISE_LABEL.match(label_of(place.label)):
            own.update(value.strip() for value in place.filled if _ENTERPRISE.fullmatch(value.strip()))
        if _HOME_LABEL.search(place.label):
            personal.update(value.strip() for value in place.filled if len(value.strip()) >= 6)
    names, addresses, numbers = _in_prose(rows)
    lines = sum(len(_LINES.findall(cell)) for row in rows for cell in row)
    kinds = [place.kind for place in places]
    filling = Filling(
        places=max(len(kinds), lines),
        filled=kinds.count(_Kind.VALUE) + kinds.count(_Kind.WORDS),
        placeholders=kinds.count(_Kind.PLACEHOLDER),
        own=len(own | names | numbers),
        words=kinds.count(_Kind.WORDS),
        ticked=sum(_is_ticked(" ".join(row)) for row in rows),
    )
    return filling, frozenset(personal | names | addresses)


def _judged_places(rows: Rows) -> Iterator[_Place]:
    for label, values in _places(_without_notes(rows)):
        yield _Place(label, values, [_kind(label, value) for value in values])


def _without_printed(places: Iterable[_Place]) -> list[_Place]:
    """Return the places; short words that stand alike in several of them, or on every row of a list, are printed."""
    judged = list(places)
    counts = Counter(word for place in judged for word in place.words)
    printed = {word for word, count in counts.items() if count > 1 and len(word) <= _SAME_WORDS}
    return [
        place._replace(kinds=[_Kind.EMPTY] * len(place.kinds)) if _is_printed(place, printed) else place
        for place in judged
    ]


def _is_printed(place: _Place, printed: set[str]) -> bool:
    if place.kind is not _Kind.WORDS:
        return False
    alike = len(place.words) == 1 and len(place.values) > 1 and set(place.kinds) == {_Kind.WORDS}
    return place.words <= printed or (alike and all(len(word) <= _SAME_WORDS for word in place.words))


def _is_ticked(text: str) -> bool:
    """Whether a box is ticked among others. What tells how to tick ticks nothing."""
    return bool(_TO_TICK.search(text) and _TICKED.search(_TICK_HINT.sub("", text)) and not _BULLETS.fullmatch(text))


@lru_cache(maxsize=4096)
def label_of(cell: str) -> str:
    """Return a cell as a label: without blanks, brackets, numbering and colons. Empty if it is too long for one."""
    if len(cell) > _LONGEST_CELL:
        return ""
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
    return _is_known_label(cell) or _OTHER_LABEL.fullmatch(label_of(cell)) is not None


def _is_known_label(cell: str) -> bool:
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
    waiting = list(rows)
    for number, row in enumerate(waiting):
        if head and len(row) == len(head) and not any(map(_is_known_label, row)):
            below.append(row)
            continue
        yield from _columns(head, below)
        head, below = [], []
        if _is_head(row, waiting[number + 1] if number + 1 < len(waiting) else []):
            head = row
        else:
            yield from _in_row(row, [index for index, cell in enumerate(row) if _is_label(cell)])
    yield from _columns(head, below)


def _is_head(row: list[str], following: list[str]) -> bool:
    """Whether a row is the head of a list: labels side by side, or above empty cells, or above what answers them."""
    labels = [index for index, cell in enumerate(row) if _is_label(cell)]
    if len(row) < 3 or not labels or not all(map(_may_be_label, row)) or any(map(_has_words_behind_colon, row)):
        return False
    if sum(map(_is_any_label, row)) >= len(row) - 1:
        return True
    if len(following) != len(row) or any(map(_is_any_label, following)):
        return False
    answered = any(_kind(row[index], following[index]) >= _Kind.PLACEHOLDER for index in labels)
    return answered or all(cell.strip().isdecimal() or not cell.strip() for cell in following)


def _may_be_label(cell: str) -> bool:
    """Whether a cell is as short as a label, and neither a number nor a box to tick."""
    text = label_of(cell)
    return (
        2 <= len(text) <= 12 and not re.search(r"\d", text) and not _TO_TICK.search(cell) and not _TICKED.search(cell)
    )


def _columns(head: list[str], below: list[list[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the columns of a list, without one that only counts, and without rows that only count the columns."""
    filled = [row for row in below if not _counts([cell for cell in row if cell.strip()])]
    columns = zip(head, zip(*filled, strict=True) if filled else [()] * len(head), strict=True)
    for label, values in columns:
        if not _COUNTS_ROWS.fullmatch(label_of(label)) and not _counts(values):
            yield label, values


def _counts(cells: Sequence[str]) -> bool:
    """Whether cells count, from whatever number: 1 2 3."""
    numbers = [int(cell) for cell in cells if re.fullmatch(r"\d{1,3}", cell.strip())]
    return 1 < len(numbers) == len(cells) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _in_row(row: list[str], labels: list[int]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the places of one row, whose labels stand in the cells of these numbers."""
    if pairs := _pairs(row):
        yield from pairs
        return
    has_empty = not all(cell.strip() for cell in row)
    for index in labels:
        if any(True for _ in _inline(row[index])) and _has_words_behind_colon(row[index]):
            continue
        after = _cells_after(row, index)
        heads_others = not after and has_empty and index + 1 < len(row)  # 申请人 before 姓名
        if not heads_others:
            yield row[index], after or [""]
    for index, cell in enumerate(row):
        for label, value in _inline(cell):
            if _is_label(label) and (index not in labels or _has_words_behind_colon(cell)):
                yield label, (value,)


def _pairs(row: list[str]) -> list[tuple[str, Sequence[str]]]:
    """Return the places of a row of label, value, label, value; none where it is no such row.

    Some of its labels are known, and those in between stand where labels do.
    """
    known = [index for index, cell in enumerate(row) if _is_any_label(cell)]
    if len(known) > 1 and known[1] == known[0] + 1 and not all(cell.strip() for cell in row):  # 申请人 before 姓名
        known = known[1:]
    if not known or len(row) - known[0] < 3 or any(_has_words_behind_colon(cell) for cell in row):
        return []
    at = range(known[0], len(row), 2)
    if any(index not in at for index in known) or not all(_may_be_label(row[index]) for index in at):
        return []
    values = [row[index + 1] if index + 1 < len(row) else "" for index in at]
    first = row[at[0]]
    if any(_kind(first, row[index]) is _Kind.VALUE for index in at[1:]):  # several values of one label
        return []
    if len(known) == 1 and all(value.strip() for value in values):  # perhaps one label and its value in pieces
        return []
    return [
        (row[index], [value])
        for index, value in zip(at, values, strict=True)
        if not _NOT_THE_APPLICANTS.search(label_of(row[index]))
    ]


def _cells_after(row: list[str], index: int) -> list[str]:
    """Return the cells after a label that may be its values: up to the next label.

    Behind an empty cell only what shows that it is a value: other words there may be a label that nobody knows.
    """
    after: list[str] = []
    for cell in row[index + 1 :]:
        if _is_any_label(cell):
            break
        after.append(cell)
    if after and not after[0].strip():
        sure = (_Kind.VALUE, _Kind.PLACEHOLDER)
        return [after[0], *(cell for cell in after[1:] if _kind(row[index], cell) in sure)]
    return [" ".join(cell for cell in after if cell.strip())] if after and all(map(_is_piece, after)) else after


def _is_piece(cell: str) -> bool:
    """Whether a cell holds one character: a number, or a name, in little boxes."""
    return len(cell.strip()) <= 1


def _has_words_behind_colon(cell: str) -> bool:
    return bool(re.search(r"[:：]\s*\S", cell))


def _inline(cell: str) -> Iterator[tuple[str, str]]:
    """Yield label and value of every 标签：值 in one cell. A colon at its end has its value in the next cell."""
    if ":" not in cell and "：" not in cell:
        return
    matches = list(_INLINE.finditer(cell))
    ends = [match.start() for match in matches[1:]] + [len(cell)]
    for match, end in zip(matches, ends, strict=False):
        yield match[1], _up_to_sentence(cell[match.end() : end])


def _up_to_sentence(text: str) -> str:
    """Return what stands before the end of a sentence, or of the brackets in which the label stands."""
    opened = 0
    for at, character in enumerate(text):
        opened += (character in "（(") - (character in "）)")
        if opened < 0 or character in "。；;":
            return text[:at]
    return text


def _kind(label: str, value: str) -> _Kind:
    """Return whether a place holds a value, words, a placeholder or nothing but what is printed."""
    value = value[:_LONGEST_CELL]
    text = unicodedata.normalize("NFKC", value).strip()
    if _WRITTEN_DATE.search(text):  # its 〇 is no box to tick
        return _Kind.VALUE
    if _RINGS.search(text):
        return _Kind.PLACEHOLDER
    if _TO_TICK.search(text) or _TICKED.search(text):
        return _Kind.VALUE if _TICKED.search(text) and not _BULLETS.fullmatch(text) else _Kind.EMPTY
    if _GAPS.search(value.rstrip()):
        pieces = [piece for piece in _GAPS.split(value) if piece.strip()]
        return max((_kind_between_gaps(label, piece) for piece in pieces), default=_Kind.EMPTY)
    text = _BRACKETS.sub("", _VARIABLE.sub("", re.sub(r"\s+", "", text)))
    if _is_printed_text(label, text):
        return _Kind.EMPTY
    if _EXAMPLE.match(text) or _PLACEHOLDER.search(text):
        return _Kind.PLACEHOLDER
    if _is_any_label(text) or (_NUMBER_LABEL.search(label) and not _AS_NUMBER.search(text)):
        return _Kind.EMPTY
    return _Kind.VALUE if _is_sure(label, text) else _Kind.WORDS


def _is_printed_text(label: str, text: str) -> bool:
    """Whether a text guides the applicant: 年月日, a unit, a region that waits for its street, a hint, a number."""
    if _PRINTED_ALONE.fullmatch(re.sub(r"[/、,;\-]", "", text)) or _UNITS.fullmatch(
        re.sub(r"[/、,]", "", text.lower())
    ):
        return True
    if _ADDRESS_LABEL.search(label) and _REGION.fullmatch(text) and not _PLACEHOLDER.search(text):
        return True
    if not _PRINTED.sub("", text) or _NUMBERING.fullmatch(text) or _HINT.match(text):
        return True
    return bool(_DATE_LABEL.search(label) and not _DATE.search(text) and not _PLACEHOLDER.search(text))


def _is_sure(label: str, text: str) -> bool:
    """Whether the kind of a text shows that it is a value: a date, a number, a name beside its label."""
    if _DATE.search(text) or _TELEPHONE.search(text) or any(people.numbers(text)) or _CANNOT_BE_PRINTED.fullmatch(text):
        return True
    if _NUMBER_LABEL.search(label) or _NUMBER.fullmatch(text) or _is_quantity(text):
        return True
    if _NAME_LABEL.search(label) and (people.is_full_name(text) or "·" in text):
        return True
    return bool((_ADDRESS_LABEL.search(label) and _HOUSE.fullmatch(text)) or ("性别" in label and text in ("男", "女")))


def _is_quantity(text: str) -> bool:
    number = _NUMBER.match(text.lower())
    return number is not None and _UNITS.fullmatch(text.lower()[number.end() :]) is not None


def _kind_between_gaps(label: str, piece: str) -> _Kind:
    """Return the kind of a text between lines to write on: mostly it is printed, a value is what nobody prints."""
    text = _BRACKETS.sub("", _VARIABLE.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", piece))))
    if _NUMBERING.fullmatch(text):
        return _Kind.EMPTY
    text = text.strip("，。；、,.;:：)）")
    if _PLACEHOLDER.search(text):
        return _Kind.PLACEHOLDER
    a_name = _NAME_LABEL.search(label) and people.is_full_name(text)
    a_number = _NUMBER_LABEL.search(label) and _NUMBER.fullmatch(text) and not _BEGINNING.fullmatch(text)
    if a_name or a_number or any(people.numbers(text)) or _CANNOT_BE_PRINTED.fullmatch(text):
        return _Kind.VALUE
    return _Kind.EMPTY
