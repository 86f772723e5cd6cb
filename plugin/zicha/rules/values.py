"""What the words of a guide mean: 即办件 or 马上办, 0次 or 一次也不用跑, 自然人 or 个人.

Readers give None for words they do not know, so that a person is asked instead of a value being guessed. Code numbers
(1, 2) are such words: vendors number the same values differently, only label texts are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from zicha.model.matter import (
    Audience,
    Channel,
    Delivery,
    HandlingType,
    Level,
    MaterialKind,
    MatterType,
    Medium,
    Necessity,
    OnlineDepth,
    OwnerKind,
    ResultKind,
    Scope,
    Source,
)

Choice = TypeVar("Choice", bound=StrEnum)
Words = Mapping[StrEnum, tuple[str, ...]]

_NOTHING = frozenset({"", "无", "暂无", "暂无数据", "无数据", "暂无信息", "空", "没有", "不涉及", "无特殊要求", "null"})

_MATTER_TYPES: Words = {
    kind: (kind.removeprefix("行政"),) if kind.startswith("行政") else () for kind in MatterType
} | {
    MatterType.OTHER_POWER: ("其他", "其他权力", "其它行政权力", "其他类"),
    MatterType.PUBLIC_SERVICE: ("公共服务事项",),
}
_LEVELS: Words = {
    Level.NATION: ("国家",),
    Level.PROVINCE: ("省", "省本级"),
    Level.CITY: ("市", "市本级", "地市级", "设区的市级", "设区市级"),
    Level.COUNTY: ("县", "区级", "区县级", "县区级", "县(市、区)级", "县本级"),
    Level.TOWN: ("乡级", "乡镇级", "镇(乡、街道)级", "乡镇街道级"),
    Level.VILLAGE: ("村", "村(社区)级", "社区级"),
}
_OWNER_KINDS: Words = {
    OwnerKind.STATUTORY: ("法定行政机关", "行政机关"),
    OwnerKind.AUTHORISED: ("法律法规授权组织", "法律、法规授权组织", "法律法规授权的组织"),
    OwnerKind.ENTRUSTED: ("受委托的组织", "委托组织"),
}
_AUDIENCES: Words = {
    Audience.PERSON: ("个人", "公民", "个人用户"),
    Audience.COMPANY: ("企业",),
    Audience.INSTITUTION: ("事业单位", "事业单位法人"),
    Audience.ASSOCIATION: ("社会组织", "社会团体法人", "社团法人"),
    Audience.UNINCORPORATED: ("非法人组织",),
    Audience.ORGAN: ("机关", "机关法人"),
    Audience.OTHER: ("其他", "其它组织"),
}
_HANDLING_TYPES: Words = {
    HandlingType.INSTANT: ("马上办", "即办", "即时办结", "即时件", "当场办结件", "即来即办"),
    HandlingType.PROMISED: ("承诺办件", "承诺办结件", "限时办结", "限时办结件"),
    HandlingType.OTHER: ("其它", "联办件", "上报件", "初审件", "转报件"),
}
_CHANNELS: Words = {
    Channel.WINDOW: ("窗口", "窗口申请", "现场办理", "线下办理"),
    Channel.ONLINE: ("网上", "网上申请", "电脑端网上办理", "线上办理", "互联网办理"),
    Channel.MOBILE: ("移动端", "移动端网上申请", "移动端办理", "掌上办理", "手机端办理", "手机办理"),
    Channel.COURIER: ("快递", "快递办理", "邮寄申请", "邮寄办理", "邮寄"),
    Channel.OTHER: ("其它",),
}
_DEPTHS: Words = {
    OnlineDepth.FULL: (
        "全程网办(IV级)", "全程网办IV级", "IV级(全程网办)", "IV级", "全程网办(四级)", "全程网办四级", "四级(全程网办)",
        "四级", "全程在线办理",
    ),
    OnlineDepth.RESULT: ("互联网结果信息反馈", "办理结果信息反馈"),
    OnlineDepth.LICENCE: ("电子证照反馈",),
    OnlineDepth.OTHER: ("其它",),
    **{
        depth: (depth.removeprefix("互联网"), f"网上{depth.removeprefix('互联网')}")
        for depth in (
            OnlineDepth.ENQUIRY, OnlineDepth.INTAKE, OnlineDepth.PRE_REVIEW, OnlineDepth.ACCEPTANCE,
            OnlineDepth.HANDLING,
        )
    },
}  # fmt: skip
_SCOPES: Words = {
    Scope.NATION: ("全国",),
    Scope.PROVINCE: ("全省", "省内通办"),
    Scope.CITY: ("全市", "市内通办"),
    Scope.COUNTY: ("全县", "县内通办", "全区通办", "全区", "全县(区)通办"),
    Scope.OTHER: ("其它", "不通办", "无", "未实现通办", "不支持通办", "暂不支持通办"),
}
_KINDS: Words = {
    MaterialKind.ORIGINAL: ("原件正本", "纸质原件"),
    MaterialKind.COPY: ("纸质复印件", "影印件"),
    MaterialKind.EITHER: ("复印件或原件", "原件/复印件", "原件或者复印件", "复印件/原件"),
    MaterialKind.BOTH: ("原件及复印件", "复印件和原件", "原件与复印件", "原件+复印件"),
}
_MEDIA: Words = {
    Medium.PAPER: ("纸质材料", "纸质版", "纸质件", "纸质收取"),
    Medium.ELECTRONIC: ("电子材料", "电子版", "电子件", "电子化", "电子文档", "电子收取"),
    Medium.BOTH: ("纸质及电子", "电子和纸质", "纸质版和电子版", "纸质+电子", "纸质与电子"),
    Medium.EITHER: ("纸质/电子", "电子/纸质", "电子或纸质", "纸质或者电子", "纸质版或电子版", "纸质或电子材料"),
    Medium.AUTOMATIC: ("系统自动获取", "无需申请者提交", "免提交", "无需提交"),
    Medium.AUTOMATIC_ELSE_SUBMIT: ("系统自动获取,如数据不全需申请者提交", "如数据不全则需申请者提交"),
}
_NECESSITIES: Words = {
    Necessity.REQUIRED: ("是", "必需", "必须", "必要材料", "必要性材料", "必备"),
    Necessity.OPTIONAL: ("否", "非必需", "非必须", "非必要材料", "可选", "选填", "非必备"),
    Necessity.LATER: ("容缺", "可容缺", "容缺受理", "可容缺后补"),
}
_SOURCES: Words = {
    Source.APPLICANT: ("自备", "申请人", "申请人提供", "申请人自行准备"),
    Source.GOVERNMENT: ("政府部门", "政府部门出具", "政府核发", "政府部门核发(出具)"),
    Source.OTHER: ("其它", "第三方出具", "中介机构出具"),
}
_RESULT_KINDS: Words = {
    ResultKind.LICENCE: ("出证",),
    ResultKind.APPROVAL: ("审批",),
    ResultKind.NONE: ("无特定结果", "无审批结果"),
}
_DELIVERIES: Words = {
    Delivery.NOTICE: ("公告送达",),
    Delivery.COURIER: ("物流", "快递", "邮寄", "邮寄送达", "快递送达", "邮政快递"),
    Delivery.PICK_UP: (
        "自行取件",
        "窗口自取",
        "自行领取",
        "现场领取",
        "窗口取件",
        "自取",
        "大厅领取",
        "现场自取",
        "现场取件",
        "窗口自行领取",
        "到窗口领取",
        "到窗口自行领取",
    ),
    Delivery.DIRECT: ("直接送交", "当场送达"),
    Delivery.ONLINE: ("网上下载", "电子送达", "网上送达", "自行下载", "在线下载"),
}
_WORDS: Mapping[type[StrEnum], Words] = MappingProxyType(
    {
        MatterType: _MATTER_TYPES, Level: _LEVELS, OwnerKind: _OWNER_KINDS, Audience: _AUDIENCES,
        HandlingType: _HANDLING_TYPES, Channel: _CHANNELS, OnlineDepth: _DEPTHS, Scope: _SCOPES,
        MaterialKind: _KINDS, Medium: _MEDIA, Necessity: _NECESSITIES, Source: _SOURCES,
        ResultKind: _RESULT_KINDS, Delivery: _DELIVERIES,
    }
)  # fmt: skip
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
_DIGITS = {word: i for i, word in enumerate("零一二三四五六七八九")} | {"两": 2}
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
_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_NUMBERING = rf"(?:第{_NUMERAL}步|步骤{_NUMERAL}|[(]{_NUMERAL}[)]|{_NUMERAL}[.、):](?!\d))\s*[:、.]?\s*"
_FIRST_NUMBER = re.compile(rf"{_NUMBERING}|\d{{1,2}}\s+(?![寸年月日天份个张次套])")
_LIST_NUMBER = re.compile(rf"(?:^|(?<=[\s;。,:])){_NUMBERING}")


class Counts(NamedTuple):
    """份数. `total` alone where the page does not say how many are originals."""

    originals: int | None
    copies: int | None
    total: int


def plain(text: str) -> str:
    """Return a text for comparison: full-width folded, without blanks and quotes, punctuation in numbers only."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    folded = re.sub(r"(?<=\d)[—–~～](?=\d)", "-", re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", folded))
    folded = re.sub(r"(?<!\d)[,、:.—–~～-]|[,、:.—–~～-](?!\d)", "", folded.replace("、", ","))
    return re.sub(r"[;。·“”\"'《》<>()\[\]【】_|*]+", "", folded)


def fold(text: str) -> str:
    """Return a text with full-width characters folded, circled numbers as numbers in brackets: ① as (1)."""
    circled = re.sub(r"[①-⑳]", lambda match: f"({unicodedata.normalize('NFKC', match[0])})", text)
    return unicodedata.normalize("NFKC", circled).strip()


def without_number(text: str) -> str:
    """Return a name, folded, without its number in a list: 1.受理, （一）受理, ①受理, 01 受理, 步骤一：受理."""
    folded = fold(text)
    return _FIRST_NUMBER.sub("", folded, count=1) if _FIRST_NUMBER.match(folded) else folded


def without_list_numbers(text: str) -> str:
    """Return a text, folded, without the numbers before the items of its lists."""
    return _LIST_NUMBER.sub("", fold(text))


def is_nothing(text: str) -> bool:
    """Whether a value means that there is none: 无, 暂无, 暂无数据, --, blank."""
    return re.sub(r"[\s\-—–/.。]+", "", unicodedata.normalize("NFKC", text)) in _NOTHING


def read_choice(text: str, kind: type[Choice]) -> Choice | None:
    """Return the one value of a closed list that the text names, None for unknown words."""
    return _choices_by_word(kind).get(_key(text))


@cache
def _choices_by_word(kind: type[Choice]) -> Mapping[str, Choice]:
    """Return the values of a closed list by their words; a word of two values means the first."""
    return {
        _key(word): choice for choice in reversed(list(kind)) for word in (choice.value, *_WORDS[kind].get(choice, ()))
    }


def read_choices(text: str, kind: type[Choice]) -> frozenset[Choice] | None:
    """Return every value that the text names: 自然人、企业法人; None where any part of it is unknown."""
    if whole := read_choice(text, kind):
        return frozenset({whole})
    parts = [part for part in re.split(r"[、，,;；/|\s]+|以及|和", text.strip()) if part.strip()]
    read = [read_choice(part, kind) for part in parts]
    return frozenset(choice for choice in read if choice is not None) if read and None not in read else None


def read_yes(text: str) -> bool | None:
    """Return 是 or 否 in any of its words; None where a remark in brackets leaves it open: 是（部分情形）."""
    for answer, words in ((True, _YES), (False, _NO)):
        if match := words.fullmatch(_key(text)):
            plain_answer = not _QUALIFIED.search(match[1]) or (not answer and "仅" in match[1])
            return answer if plain_answer else None
    return None


def read_exempt(text: str, medium: str = "") -> bool:
    """Whether 免提交 or 收取方式 marks a material as 通过数据共享减免，无需提供.

    What is denied anywhere before the words, or at once after them (电子证照：否), marks nothing.
    """
    if read_choice(medium, Medium) in (Medium.AUTOMATIC, Medium.AUTOMATIC_ELSE_SUBMIT):
        return True
    mark = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    texts = (mark, medium) if "自动获取" in medium else (mark,)
    return mark in _TICKED or any(
        not _DENIED_BEFORE.search(each[: match.start()]) and not _DENIED_AFTER.match(each[match.end() :])
        for each in texts
        for match in _EXEMPT.finditer(each)
    )


def without_denied(text: str) -> str:
    """Return how a material is handed in without the ways that are not needed: 电子上传，无需到窗口."""
    return _NOT_WANTED.sub("", text)


def read_visits(text: str) -> int | None:
    """Return 到办事现场次数: 0, 0次, 零次, 一次也不用跑, 最多跑一次."""
    key = _key(text)
    if _NO_VISIT.fullmatch(key):
        return 0
    match = _VISITS.fullmatch(key)
    if match is None:
        return None
    return int(match[1]) if match[1].isdecimal() else _DIGITS[match[1]]


def read_counts(text: str) -> Counts | None:
    """Return 份数: 原件：1 复印件：0, 原件1份，复印件2份, 1份, 1/0 (原件/复印件).

    None where a number is the least, or one of two: 原件1份以上, 复印件1-2份.
    """
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
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


@lru_cache(maxsize=4096)  # most are the words of the closed lists, again and again
def _key(text: str) -> str:
    return re.sub(r"[\s。.]+", "", unicodedata.normalize("NFKC", text)).strip(",;、")
