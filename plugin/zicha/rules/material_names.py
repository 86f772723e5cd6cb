"""Which name of a material means which: equal after normalising, else the nearest that may be the same paper.

Scores alone mislead (申请书 and 变更申请书 score 90, 法定代表人身份证 and 法定代表人身份证明书 89): names that speak of
another operation, another person, another year or another kind of paper are two materials however near they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from zicha.rules.values import without_number

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
# One paper under several names, too short for the score to see it.
_ONE_PAPER = (
    (re.compile(r"(?:有效|居民|二代|第二代)*身份证(?:件|(?!明))"), "身份证"),
    (re.compile(r"企业法人营业执照"), "营业执照"),
    (re.compile(r"(?:居民)?户口[簿本]"), "户口簿"),
    (re.compile(r"社保卡"), "社会保障卡"),
)


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
    """Return a name without blanks, 《》, quotes, numbering and notes, its papers under their common names."""
    text = re.sub(r"\s+", "", _MARK.sub("", _folded(name)))
    for other, usual in _ONE_PAPER:
        text = other.sub(usual, text)
    text = re.sub(r"\([^)]*(?:空表|样表|原件|[\d一二两三]+份|必要|下载|加盖|纸质|电子版|电子件)[^)]*\)", "", text)
    text = re.sub(r"\((?:或|、)?(?:主要)?(?:负责人|经营者|投资人|业主)\)", "", text)
    # 身份证复印件 is the paper 身份证; whether a copy or the original is wanted is another question (K7).
    text = re.sub(r"(?:原件|复印件|[及和或、])+$", "", text) or text
    # A paper is the applicant's own unless its name says otherwise.
    return re.sub(r"^(?:申请人|申报人|本人)的?(?=.)", "", text)


def pair_materials(wanted: Sequence[str], offered: Sequence[str]) -> dict[int, int]:
    """Return index in `wanted` → index in `offered`, each used once; the nearest pairs first."""
    left = [normalise(name) for name in wanted]
    right = [normalise(name) for name in offered]
    pairs: dict[int, int] = {}
    for i, name in enumerate(left):  # most are the same, and need no score
        same = (j for j, other in enumerate(right) if other == name and j not in pairs.values())
        if (j := next(same, None)) is not None:
            pairs[i] = j
    unpaired = [i for i in range(len(left)) if i not in pairs]
    free = [j for j in range(len(right)) if j not in pairs.values()]
    scored = ((_likeness(left[i], right[j]), i, j) for i in unpaired for j in free)
    for score, i, j in sorted(scored, key=lambda entry: entry[0], reverse=True):
        if score >= _NEAR and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _likeness(one: str, other: str) -> float:
    """Return how surely two different normalised names mean one material, 0 to 100."""
    if any((word in one) is not (word in other) for word in _OPERATIONS) or _negated(one) != _negated(other):
        return 0.0
    if _choices(one) & _choices(other):
        return 99.0
    if any(_differ(pattern, one, other) for pattern in _CONTRASTS):
        return 0.0
    papers = {_paper(one), _paper(other)} - {""}
    return 0.0 if len(papers) > 1 else fuzz.ratio(one, other)


def _negated(name: str) -> bool:
    """Whether a name denies what it proves: 无收入证明. With 无犯罪记录证明 there is no other to confuse it with."""
    return bool(re.search(r"无(?!犯罪|违法|重大)|未(?!成年)", name))


def _choices(name: str) -> frozenset[str]:
    """Return the papers of which any will do: 身份证或者社会保障卡."""
    return frozenset(part for part in re.split(r"或者|或|/", name) if len(part) > 1)


def _differ(pattern: re.Pattern[str], one: str, other: str) -> bool:
    mine, others = set(pattern.findall(one)), set(pattern.findall(other))
    return bool(mine and others and mine.isdisjoint(others))


def _paper(name: str) -> str:
    return next((paper for paper, ending in _PAPERS.items() if re.search(f"(?:{ending})$", name)), "")
