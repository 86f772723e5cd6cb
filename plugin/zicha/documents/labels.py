"""The labels of a form: which words ask its applicant for something, and which are the office's, or a note's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from zicha.documents.content import Rows

_APPLICANTS = re.compile(
    r"姓名|名称|申[请报办领][人者]|申[请报]单位|申请企业|法定代表人|法人代表|负责人|经办人|联系人|委托[人方]|受托[人方]|承诺[人方]|承诺单位"
    r"|代理人|身份证|证件号|证照号|信用代码|机构代码|注册号|电话|手机|传真|邮箱|邮编|邮政编码|住所|住址|地址|出生|年龄|民族|性别|学历"
    r"|籍贯|户籍|经营场所|经营范围|注册资[本金]|面积|日期|签[字名章]|开户|账号|理由|用途|从业人数|职工人数"
)
NOT_THE_APPLICANTS = re.compile(
    r"受理|审[批查核]|主管|窗口|咨询|监督|投诉|说明|须知|机关|意见|编号|附件|事项|材料名称|表格名称|文件名称|发证|颁发|办理"
    r"|(?:承诺|[声申]明)$"
)
_LABEL_LENGTH = 16
_KNOWN_LENGTH = 12
_CELLS = 8192
"""Cells that are remembered: a form asks of the same one again and again."""
_BLANKS = re.compile(r"\s+")
_NO_PART = re.compile(
    r"^[\d一二三四五六七八九十]{1,2}[.、)]|^\d{1,2}(?=[\u4e00-\u9fff]{3})(?![个名人件项年月日号楼层])|[:*]|^\*"
)
_NO_LABEL = re.compile(r"[,;。]|、$|(?:申请|登记|备案|审批|审核|承诺|委托)[表书]$")
"""Pieces of sentences, and names of forms."""
_PAPER = re.compile(r"居民身份证|.*(?:复印件|原件|扫描件|影印件|(?<!说)证明)")
"""What is handed in or shown, and asks for nothing."""
_INLINE = re.compile(r"([\u4e00-\u9fff（）()/、]{2,18})[:：]")
BRACKETS = re.compile(r"[（(【\[][^）)】\]]{0,200}[）)】\]]")
LONGEST_CELL = 400
"""Characters of a cell from which it is no label, and beyond which no more of a value is looked at."""
TO_TICK, TICKED = re.compile(r"[□☐○〇◯]"), re.compile(r"[☑☒✓✔√■●]")
_TICK_HINT = re.compile(r"[打划画用选填]\s*[“\"‘'「(（]?\s*[☑☒✓✔√■●]|[“\"‘'「]\s*[☑☒✓✔√■●]\s*[”\"’'」]")
"""What tells how to tick."""
_INTRODUCES_EXAMPLE = re.compile(r"[（(](?:填写)?(?:例如|示?例|如|样例)$")
"""Before a colon in brackets: 住址（例：…）."""
_BEGINS_SENTENCE = re.compile(r"^(?:兹有|今有|现有)")
WRITTEN_DATE = re.compile(r"[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月")
DATE = re.compile(rf"\d{{2,4}}\s*[年./-]\s*\d{{1,2}}|(?:19|20)\d{{6}}|{WRITTEN_DATE.pattern}")
_OTHER_LABEL = re.compile(
    r".{0,8}(?:状况|情况|面貌|院校|专业|职务|职称|程度|类[型别]|种类|性质|数量|规格|型号|[金数总]额|期限|级别|等级|方式|范围|项目|内容|时间|地点|来源"
    r"|原因|依据|标准|总数|人数|备注|职业|工种|学历|学位|国籍|单位|关系|部门|简历|经历|特长|照片|合计|小计|号码|编码|名称|序号|行次)"
    r"|[^\d〇零一二三四五六七八九十百A-Za-z某×*_]{1,15}(?:号|号码|代码|名称|姓名|日期|电话)"
)
"""Labels beside those of an applicant: a value ends before one, and none is a value."""
_NOTES = re.compile(
    r"[一二三四五六七八九十\d、.．（）() 附:：]{0,5}"
    r"(?:填[表写报]|申[请报]|办[理事])?(?:说明|须知|要求|注意事项)(?:[:：]|$)"
)
_COUNTED = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,2}[.．、)）]")
_FORM_TITLE = re.compile(r"[^，。；：:]{2,40}[表书](?:[（(].{1,12}[）)])?")
_LABEL_LINE = re.compile(r"([^\d。；：:]{2,18})[:：][^。；]{0,20}")


def label_of(cell: str) -> str:
    """Return a cell as a label: without blanks, brackets, numbering and colons. Empty if it is too long for one."""
    return _label_of(cell) if len(cell) <= LONGEST_CELL else ""


@lru_cache(maxsize=_CELLS)
def _label_of(cell: str) -> str:
    text = BRACKETS.sub("", _BLANKS.sub("", unicodedata.normalize("NFKC", cell)))
    text = _NO_PART.sub("", text)
    return text if 0 < len(text) <= _LABEL_LENGTH else ""


def is_label(cell: str) -> bool:
    """Whether a cell is a label known to ask the applicant."""
    return _asks_applicant(label_of(cell))


@lru_cache(maxsize=_CELLS)
def _asks_applicant(text: str) -> bool:
    is_other = NOT_THE_APPLICANTS.search(text) or DATE.search(text) or _NO_LABEL.search(text) or _PAPER.fullmatch(text)
    return bool(text and _APPLICANTS.search(text) and not is_other)


def is_any_label(cell: str) -> bool:
    """Whether a cell is any label, the applicant's or not: a value ends before it."""
    return is_known_label(cell) or _is_other_label(label_of(cell))


@lru_cache(maxsize=_CELLS)
def _is_other_label(text: str) -> bool:
    return _OTHER_LABEL.fullmatch(text) is not None


def is_known_label(cell: str) -> bool:
    """Whether a cell is a label by its words, or by the colon at its end."""
    text = label_of(cell)
    if not text or len(text) > _KNOWN_LENGTH:
        return False
    return _is_known(text) or (cell.strip().endswith((":", "：")) and not DATE.search(text))


@lru_cache(maxsize=_CELLS)
def _is_known(text: str) -> bool:
    known = _APPLICANTS.search(text) or NOT_THE_APPLICANTS.search(text)
    return known is not None and not DATE.search(text) and not _PAPER.fullmatch(text)


def without_notes(rows: Rows) -> Iterator[list[str]]:
    """Yield the rows without notes how to fill in, which repeat labels: from their head to the next table.

    Behind a head with the first note on its line only those are notes that go on counting.
    """
    in_notes = is_counted = False
    for row in rows:
        first = "".join(row[0].split()) if row else ""
        if head := _NOTES.match(first):
            in_notes, is_counted = len(row) == 1, head.end() < len(first)
            continue
        in_notes = in_notes and len(row) == 1 and not _begins_a_form(row[0].strip())
        in_notes = in_notes and not (is_counted and not _COUNTED.match(first))
        if not in_notes:
            yield row


def _begins_a_form(line: str) -> bool:
    """Whether a paragraph is the title of a form, or a label with a few words at most; notes are prose."""
    label = _LABEL_LINE.fullmatch(line)
    return _FORM_TITLE.fullmatch(line) is not None or (label is not None and is_label(label[1]))


def may_be_label(cell: str) -> bool:
    """Whether a cell is as short as a label, and neither a paper, a number nor a box to tick."""
    text = label_of(cell)
    is_other = _PAPER.fullmatch(text) or re.search(r"\d", text) or TO_TICK.search(cell) or TICKED.search(cell)
    return 2 <= len(text) <= 12 and not is_other


def may_ask(label: str) -> bool:
    """Whether a label that nobody knows may be one of the applicant's: it is not the office's, nor that of a note."""
    text = label_of(label)
    is_other = NOT_THE_APPLICANTS.search(text) or _NOTES.match(label.strip()) or _FORM_TITLE.fullmatch(text)
    return bool(text) and not is_other


def is_ticked(text: str) -> bool:
    """Whether a box is ticked. What tells how to tick ticks nothing."""
    return TICKED.search(_TICK_HINT.sub("", text)) is not None


def has_words_behind_colon(cell: str) -> bool:
    """Whether anything stands behind a colon of a cell."""
    return bool(re.search(r"[:：]\s*\S", cell))


def inline_pairs(cell: str) -> Iterator[tuple[str, str]]:
    """Yield label and value of every 标签：值 in one cell. A colon at its end has its value in the next cell."""
    if ":" not in cell and "：" not in cell:
        return
    matches = list(_INLINE.finditer(cell))
    ends = [match.start() for match in matches[1:]] + [len(cell)]
    for match, end in zip(matches, ends, strict=False):
        if not _INTRODUCES_EXAMPLE.search(match[1]):
            yield _BEGINS_SENTENCE.sub("", match[1]), _up_to_sentence(cell[match.end() : end]).rstrip("，,")


def _up_to_sentence(text: str) -> str:
    """Return what stands before the end of a sentence, or of the brackets in which the label stands."""
    opened = 0
    for at, character in enumerate(text):
        opened += (character in "（(") - (character in "）)")
        if opened < 0 or character in "。；;":
            return text[:at]
    return text
