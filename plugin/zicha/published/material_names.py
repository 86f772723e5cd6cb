"""Which name of a material means which, for every rule that compares lists of materials.

Two names that differ in nothing but how the paper is handed in (原件, 复印件, 正本, 副本, 加盖公章, 份数, 扫描件) are
one paper. Any other word in which they differ makes them another paper, or a question for a person: a score never makes
two names one, it only chooses about which pair to ask. Names that speak of another operation, another person, another
year or another kind of paper are not even asked about, however near they are (申请书 and 变更申请书 score 90).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import combinations, zip_longest

from rapidfuzz import fuzz

from zicha.catalogue.material_words import any_of, material_words
from zicha.text.cut_off import begins_as, is_cut_off
from zicha.text.folding import plain, without_number


class Sameness(Enum):
    """Whether two names mean one paper."""

    SAME = auto()
    UNCLEAR = auto()
    ANOTHER = auto()


_OPERATIONS = (
    "新办",
    "首次",
    "变更",
    "延续",
    "注销",
    "补办",
    "换发",
    "备案",
    "设立",
    "年检",
    "转让",
    "迁移",
    "撤销",
)
# Words of which both names have some, and none in common, where they are two papers.
_CONTRASTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"法定代表人|法定代理人|委托代理人|受托人|委托人|经办人|代理人|负责人|监护人|配偶|父母|父亲|母亲|子女|股东"
        r"|男方|女方|买方|卖方|出租|承租|转让方|受让方|供方|需方|建设单位|施工单位|监理单位|设计单位",
        r"学历|学位|职称|职业资格|执业资格",
        r"设计|施工|监理|竣工",
        r"(?:用地|工程|乡村)(?=规划)",
        r"(?:原|新|拟任|现任)(?=法定|负责|经营|营业|许可|股东)",
        r"\d+|[一二两三四五六七八九十]+(?=年|寸|个月|季度|期|级|类)",
        r"[A-Za-z]+",
    )
)
# The kind of paper by the end of its name.
_PAPERS = {
    "证明": r"证明(?:书|文件|材料|信)?",
    "身份证": r"身份证",
    "承诺书": r"承诺书|保证书",
    "委托书": r"(?:委托|授权)书",
    "申请书": r"申(?:请|报|领|办)(?:书|表|单)",
    "报告书": r"报告书",
    "报告表": r"报告表",
    "合同": r"合同书?|协议书?",
    "许可证": r"许可证",
    "登记证": r"登记证",
    "证书": r"(?<!许可)(?<!登记)证书",
    "图": r"图纸?",
    "方案": r"方案",
    "名单": r"名单|清单|名册|目录",
    "照片": r"照片",
    "章程": r"章程",
}
_NEAR = 80.0
# What is left over on both sides must share this much of its name to be called one paper renamed.
_RENAMED = 40.0
# One paper under several names. 有效身份证件 is none of them: a passport is one as well.
_ONE_PAPER = (
    (re.compile(r"(?:第?二代|居民)+身份证(?:件|(?!明))"), "身份证"),
    (re.compile(r"企业法人营业执照"), "营业执照"),
    (re.compile(r"(?:居民)?户口[簿本]"), "户口簿"),
    (re.compile(r"社保卡"), "社会保障卡"),
)
# A paper must be valid whether its name says so or not.
_VALID = re.compile(r"(?:在?有效期限?内|(?:现行|合法)?有效)的|有效期内|有效(?=居民|第?二代|身份证|证[件照])")
_OWNERS = r"(?:负责人|经营者|投资人|业主)"
_SAME_OWNER = re.compile(rf"(法定代表人|法人|{_OWNERS})(、?)\((?:或|、)?(?:主要)?{_OWNERS}\)")
_NUMERAL = r"\d一二两三四五六七八九十"
# 第二套 is one of several, 二套 are two of it.
_COUNT = rf"(?:一式)?(?<![第{_NUMERAL}])[{_NUMERAL}]+[份套张]"
# A signature or a seal: 加盖单位公章, 法定代表人签字.
_WORDS = material_words()
_SIGNERS = rf"(?:{any_of(_WORDS.signers)})*+"
_SEAL = rf"(?:加盖|盖有?){_SIGNERS}(?:公章|印章|签章|手印)|{_SIGNERS}(?:签字|签名|签署|签章|盖章)"
_SEALED_BEFORE = re.compile(rf"^经?(?:{_SEAL}|并)+(?:确认|认可)?的(?=.)")
_JOINT = r"(?:或者|[及和或与并各、])*"
_SHAPE_BEHIND = re.compile(rf"{_JOINT}(?:(?:{_SEAL}|{any_of(_WORDS.shapes)}|{_COUNT}){_JOINT})+$")
# A note is about handing in where it has a word that tells how, and nothing but such words and what fills between them.
_TELLING = re.compile(rf"{_SEAL}|{_SIGNERS}(?:公章|印章)|{any_of((*_WORDS.shapes, *_WORDS.instructions))}|{_COUNT}")
_HANDING_IN = re.compile(
    rf"(?:{_TELLING.pattern}|{any_of(_WORDS.manners)}|或者|[及和或与并且均各须需应请由用在可的后版共每,;、])*+"
)
_OPPOSITES = frozenset(frozenset(pair) for words in _WORDS.opposites for pair in combinations(words, 2))


# What some pages put behind a name is a mark of the material, not a part of its name.
_MARK = re.compile(
    r"(?<=\S)[\s(\[]+(?P<words>(?:该材料)?(?:免提交|免予提交|无需提供|无需提交|数据共享)|已关联电子证照"
    r"|非?必要|非?必需|(?:可)?容缺(?:后补|受理)?)[\s)\]]*$"
)


def trailing_mark(name: str) -> str:
    """Return the mark that stands behind a name: 营业执照 免提交; empty where there is none."""
    match = _MARK.search(_folded(name))
    return match["words"] if match else ""


def _folded(name: str) -> str:
    return without_number(re.sub(r"[《》“”\"'*]", "", name.replace("【", "(").replace("】", ")")))


def normalise(name: str) -> str:
    """Return a name without blanks, 《》, quotes, numbering and what is about handing in; papers by their usual names.

    What is left is for comparing; names that are left different are compared by `compare_names`.
    """
    text = _VALID.sub("", re.sub(r"\s+", "", _MARK.sub("", _folded(name))))
    for other, usual in _ONE_PAPER:
        text = other.sub(usual, text)
    text = re.sub(r"\(([^()]*)\)", lambda match: _which_paper(match[1]), text)
    text = _SAME_OWNER.sub(r"\1\2", text)
    # 身份证复印件 is the paper 身份证; whether a copy or the original is wanted is another question (K7).
    beginning, *rest = re.split(r"(?=\()|(?<=\))", text)
    text = "".join((_without_shape(beginning), *(_SHAPE_BEHIND.sub("", part) for part in rest)))
    text = _SEALED_BEFORE.sub("", text)
    # A paper is the applicant's own unless its name says otherwise.
    return re.sub(r"^(?:申请人|申报人|本人)的?(?=.)", "", text)


def compare_names(one: str, other: str) -> Sameness:
    """Return whether two names mean one paper."""
    one, other = normalise(one), normalise(other)
    if _bare(one) == _bare(other):
        return Sameness.SAME
    return Sameness.UNCLEAR if _likeness(one, other) >= _NEAR else Sameness.ANOTHER


def are_opposed(one: str, other: str) -> bool:
    """Return whether two names say themselves that they are two papers: 申请书 and 变更申请书, 甲类 and 乙类."""
    return _are_opposed(normalise(one), normalise(other))


def is_one_of(name: str, choice: str) -> bool:
    """Return whether a name is that of one of the papers of which any will do: 身份证 of 身份证或者护照."""
    return normalise(name) in _choices(normalise(choice))


def same_names(wanted: Sequence[str], offered: Sequence[str]) -> dict[int, int]:
    """Return index in `wanted` → index in `offered`, each used once, of the names that surely mean one paper."""
    bare = [_bare(normalise(name)) for name in offered]
    pairs: dict[int, int] = {}
    for i, name in enumerate(wanted):
        own = _bare(normalise(name))
        same = (j for j, other in enumerate(bare) if other == own and j not in pairs.values())
        if (j := next(same, None)) is not None:
            pairs[i] = j
    return pairs


def pair_materials(wanted: Sequence[str], offered: Sequence[str]) -> dict[int, int]:
    """Return index in `wanted` → index in `offered`, each used once; the nearest of those that may be one first."""
    pairs = same_names(wanted, offered)
    left = [normalise(name) for name in wanted]
    right = [normalise(name) for name in offered]
    scored = (
        (_likeness(a, b), i, j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if i not in pairs and j not in pairs.values()
    )
    return pairs | _nearest(scored, _NEAR)


def pair_renamed(wanted: Sequence[str], offered: Sequence[str], pairs: dict[int, int]) -> dict[int, int]:
    """Return the rest of two paired lists, paired by what their names share: papers of which one may be the other."""
    scored = (
        (fuzz.ratio(normalise(one), normalise(other)), i, j)
        for i, one in enumerate(wanted)
        for j, other in enumerate(offered)
        if i not in pairs and j not in pairs.values()
    )
    return _nearest(scored, _RENAMED)


def _nearest(scored: Iterator[tuple[float, int, int]], least: float) -> dict[int, int]:
    pairs: dict[int, int] = {}
    for score, i, j in sorted(scored, key=lambda entry: entry[0], reverse=True):
        if score >= least and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _which_paper(note: str) -> str:
    """Return what a note in brackets says of which paper it is, in brackets; empty where it is about handing in."""
    if _is_about_handing_in(note):
        return ""
    clauses = [_without_shape(clause) for clause in re.split(r"[,;、]", note) if not _is_about_handing_in(clause)]
    return f"({'、'.join(clauses)})" if any(clauses) else ""


def _is_about_handing_in(clause: str) -> bool:
    return bool(_HANDING_IN.fullmatch(clause) and _TELLING.search(clause))


def _without_shape(name: str) -> str:
    """Return a name without the shape in which the paper is handed in, unless there is nothing else."""
    return _SHAPE_BEHIND.sub("", name) or name


def _bare(name: str) -> str:
    """Return a normalised name without what only joins or divides its words."""
    return plain(name).replace("的", "")


def _likeness(one: str, other: str) -> float:
    """Return how likely two different normalised names mean one material, 0 to 100."""
    if is_cut_off(one) or is_cut_off(other):
        return 99.0 if begins_as(one, other) or begins_as(other, one) else 0.0
    if _choices(one) & _choices(other) and not _are_of_two_operations(one, other):
        return 99.0
    if _are_opposed(one, other):
        return 0.0
    if _without_notes(one) == other or _without_notes(other) == one:
        return _NEAR
    return fuzz.ratio(one, other)


def _are_opposed(one: str, other: str) -> bool:
    return (
        _are_of_two_operations(one, other)
        or any(_differ(pattern, one, other) for pattern in _CONTRASTS)
        or len({_paper(one), _paper(other)} - {""}) > 1
        or _differing_parts(_bare(one), _bare(other)) in _OPPOSITES
    )


def _are_of_two_operations(one: str, other: str) -> bool:
    return any((word in one) is not (word in other) for word in _OPERATIONS) or _negated(one) != _negated(other)


def _differing_parts(one: str, other: str) -> frozenset[str]:
    """Return what two texts have between the same beginning and the same end: 前 and 后 of 变更前执照, 变更后执照."""
    start = _shared_start(one, other)
    one, other = one[start:], other[start:]
    end = _shared_start(one[::-1], other[::-1])
    return frozenset({one[: len(one) - end], other[: len(other) - end]})


def _shared_start(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip_longest(one, other)) if a != b), len(one))


def _without_notes(name: str) -> str:
    return re.sub(r"\([^()]*\)", "", name)


def _negated(name: str) -> bool:
    """Return whether a name denies what it proves: 无收入证明; of 无犯罪记录证明 there is no other."""
    return bool(re.search(r"无(?!犯罪|违法|重大)|未(?!成年)", name))


def _choices(name: str) -> frozenset[str]:
    """Return the papers of which any will do: 身份证或者社会保障卡."""
    return frozenset(part for part in re.split(r"或者|或|/", name) if len(part) > 1)


def _differ(pattern: re.Pattern[str], one: str, other: str) -> bool:
    mine, others = set(pattern.findall(one)), set(pattern.findall(other))
    return bool(mine and others and mine.isdisjoint(others))


def _paper(name: str) -> str:
    return next((paper for paper, ending in _PAPERS.items() if re.search(f"(?:{ending})$", name)), "")
