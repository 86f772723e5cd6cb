"""Short answers of a guide: 是 or 否, how often one must come, how many copies, whether a paper is spared.

Readers give None for words they do not know, so that a person is asked instead of a value being guessed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from zicha.text.folding import is_nothing, solid, word_key
from zicha.text.numerals import read_number

_OBJECT = (
    r"(?:网上|线上|在线)?"
    r"(?:办理|申请|申报|支付|缴费|预约|物流快递|快递|邮寄|单点登录|(?:法定|承诺)?(?:办结)?时限)?"
)
_REMARK = r"(\([^()]*\)|)"
_YES = re.compile(rf"(?:是|有|可以?|需要|(?:支持|已对接|已接入|提供|计入|收费){_OBJECT}){_REMARK}")
_NO = re.compile(rf"(?:否|不|不可以|不需要|免费|不收费|(?:暂?不支持|未对接|未接入|不提供|不计入){_OBJECT}){_REMARK}")
_QUALIFIED = re.compile(r"[不未除仅暂可]|部分|支持")
"""Words of a remark in brackets with which an answer is not plain."""
_NO_VISIT = re.compile(
    r"(?:最多跑|最多)?(?:0|零|〇)次(?:跑|到现场)?|一次(?:也|都)?(?:不用|不|无需|不需要?)跑|(?:无需|不用|不需要?)(?:跑动|跑腿|跑|到(?:办事)?现场|现场办理)|零跑动|零跑腿|零跑|0|零"
)
_VISITS = re.compile(r"(?:最多)?(?:跑|到(?:办事)?现场|去)?([1-9]\d?|[一二两三四五六七八九])(?:次|趟|回)?")
# 原件不少于1份, 复印件1-2份, 原件1份以上: a number, but not how many.
_NOT_ONE_COUNT = re.compile(
    r"件(?:份数)?[:(]?(?:(?:不[少低小]于|至少|最少|大?约|[多大]于|超过|[≥>])\d"
    r"|\d+(?:\.\d|[-~至到+×*]\d|[份套张]?(?:以上|左右|起|多))|\d{3})"
)
_TICKED = ("是", "有", "√", "✓")
_EXEMPT = re.compile(
    r"免提交|免予提交|(?:无需|无须|不需要?|不用|不必)(?:申请[者人])?(?:提供|提交)|数据共享|电子证照|系统自动获取|自动获取|调取"
)
# 无需提交 and 是否 deny nothing, 需提交电子证照 does.
_DENIED = (
    r"(?:不(?![用必再]|需要?(?:申请[者人])?(?:提|上))|未(?!成年)|非(?!必)|尚|(?<!是)否|没有|无(?![需须偿纸])"
    r"|(?<![无不毋])需要?(?:申请[者人])?(?:提供|提交|上传|出示))"
)
_DENIED_BEFORE, _DENIED_AFTER = re.compile(_DENIED), re.compile(rf"[\s:：(（]*(?:暂|目前|尚)?{_DENIED}")
_NOT_WANTED = re.compile(r"(?:无需|无须|不需|不必|不用|不再|不收|免(?!费))[^，。；,;、\s（）()]*")


class Counts(NamedTuple):
    """份数. `total` alone where the page does not say how many are originals."""

    originals: int | None
    copies: int | None
    total: int


def read_yes(text: str) -> bool | None:
    """Return 是 or 否 in any of its words; None where a remark in brackets leaves it open: 是（部分情形）."""
    for answer, words in ((True, _YES), (False, _NO)):
        if match := words.fullmatch(word_key(text)):
            plain_answer = not _QUALIFIED.search(match[1]) or (not answer and "仅" in match[1])
            return answer if plain_answer else None
    return None


def marks_exempt(text: str) -> bool:
    """Return whether words mark a material as 通过数据共享减免，无需提供: 免提交, √, 系统自动获取.

    What is denied anywhere before the words, or at once after them (电子证照：否), marks nothing.
    """
    mark = solid(text)
    return mark in _TICKED or any(
        not _DENIED_BEFORE.search(mark[: match.start()]) and not _DENIED_AFTER.match(mark[match.end() :])
        for match in _EXEMPT.finditer(mark)
    )


def without_denied(text: str) -> str:
    """Return how a material is handed in without the ways that are not needed: 电子上传，无需到窗口."""
    return _NOT_WANTED.sub("", text)


def read_visits(text: str) -> int | None:
    """Return 到办事现场次数: 0, 0次, 零次, 一次也不用跑, 最多跑一次."""
    key = word_key(text)
    if _NO_VISIT.fullmatch(key):
        return 0
    match = _VISITS.fullmatch(key)
    return read_number(match[1]) if match else None


def read_counts(text: str) -> Counts | None:
    """Return 份数: 原件：1 复印件：0, 原件1份，复印件2份, 1份, 1/0 (原件/复印件).

    None where a number is the least, or one of two: 原件1份以上, 复印件1-2份.
    """
    folded = solid(text)
    if either := re.fullmatch(r"(?:原件或者?复印件|复印件或者?原件)[:(]?(\d{1,2})份?\)?", folded):
        return Counts(None, None, int(either[1]))
    if _NOT_ONE_COUNT.search(folded):
        return None
    original = re.search(r"(?<!或)(?<!或者)原件(?:份数)?[:(]?(\d{1,2})", folded)
    copy = re.search(r"(?<!或)(?<!或者)复印件(?:份数)?[:(]?(\d{1,2})", folded)
    if original or copy:
        originals, copies = (int(match[1]) if match else 0 for match in (original, copy))
        return Counts(originals, copies, originals + copies)
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})", folded):
        return Counts(int(match[1]), int(match[2]), int(match[1]) + int(match[2]))
    if match := re.fullmatch(r"(?:纸质|电子|共)?(\d{1,2})(?:份|套|张|个)?", folded):
        return Counts(None, None, int(match[1]))
    return Counts(None, None, 0) if is_nothing(text) else None
